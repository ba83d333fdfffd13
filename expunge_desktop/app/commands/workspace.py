"""new, office, status: the workspace itself."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb, workspace_argument
from expunge_desktop.app.credentials import credentials
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import show
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.services import find_person, office
from expunge_desktop.services.session import create_workspace

_ENDING = ".expunge"


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    new = verbs.add_parser(
        "new",
        help="make a workspace; its first user is administrator and supervisor",
        description="Makes an empty, encrypted workspace and its key file. Keep both together. Who you say "
        "you are (--user) becomes its first user, with a passphrase of twelve characters or more.",
    )
    new.add_argument("workspace", metavar="WORKSPACE", help="the new file, name.expunge")
    given = new.add_mutually_exclusive_group(required=True)
    given.add_argument(
        "--office",
        metavar="FILE",
        help="the office file (.toml): what the office says about itself; the county stands in it",
    )
    given.add_argument("--county", metavar="NAME", help='the county, without an office file: "LOS ANGELES"')
    finish_verb(new, _new)

    about = verbs.add_parser(
        "office",
        help="show what the office says about itself, or replace it",
        description="Papers print these values; a paper that needs one you have not given says so. "
        "build/demo_office.toml is an example to copy.",
    )
    workspace_argument(about)
    action_argument(
        about,
        {
            "show": "say whose office it is and what the papers still miss",
            "set": "replace the office file by FILE; for supervisors and administrators",
        },
    )
    about.add_argument("file", nargs="?", metavar="FILE.toml", help="set: the new office file")
    finish_verb(about, _office)

    status = verbs.add_parser(
        "status",
        help="what became of one person's convictions",
        description="Looks a person up by name and shows the outcome of every conviction under review. The "
        "look is audited. Exit code 1 when nobody of that name is in the workspace.",
    )
    workspace_argument(status)
    status.add_argument("--name", required=True, metavar='"LAST, FIRST"', help="the name as it was imported")
    status.add_argument(
        "--dob", default="", metavar="YYYY-MM-DD", help="the birth date, to tell people of one name apart"
    )
    finish_verb(status, _status)


def _new(arguments: Namespace) -> int:
    if not arguments.workspace.endswith(_ENDING):
        arguments.parser_error(f"the name of a workspace ends in {_ENDING}: {arguments.workspace}{_ENDING}")
    toml = read_given_text(Path(arguments.office), "an office file") if arguments.office else None
    who = credentials(arguments, is_new=True)
    path = Path(arguments.workspace)
    session = create_workspace(
        path, office_toml=toml, county=arguments.county, user=who.user, passphrase=who.passphrase
    )
    try:
        show(
            {"workspace": path.name, "county": session.office.county, "user": who.user},
            [
                f"{path} made for {session.office.county} county; "
                f"{who.user} is administrator and supervisor.",
                f"Keep {path.name}-keys beside it: without that file the workspace cannot be opened.",
            ],
            as_json=arguments.json,
        )
    finally:
        session.close()
    return 0


def _office(arguments: Namespace) -> int:
    if (arguments.action == "set") is not bool(arguments.file):
        arguments.parser_error("set needs an office file" if not arguments.file else "show takes no file")
    with opened(arguments) as session:
        if arguments.action == "set":
            office.set_office(session, read_given_text(Path(arguments.file), "an office file"))
        missing = office.missing_values(session.office)
        show(
            {"county": session.office.county, "name": session.office.name, "missing": list(missing)},
            [
                f"{session.office.name or 'No office name given'}, county {session.office.county}.",
                "Nothing the papers need is missing."
                if not missing
                else "Still missing for the papers: " + ", ".join(missing) + ".",
            ],
            as_json=arguments.json,
        )
    return 0


def _status(arguments: Namespace) -> int:
    if not arguments.name.strip():
        arguments.parser_error("--name needs a name")
    with opened(arguments) as session:
        found = find_person.find_person(session, arguments.name, arguments.dob)
        lines: list[str] = []
        for person in found:
            lines.append(f"{person.name}, born {person.born_on or 'unknown'}")
            lines += [
                f"  case {row.case_number or 'unknown'} count {row.count_number or 'unknown'} "
                f"{row.code_section}: "
                f"{row.final_outcome or 'not assessed'}"
                for row in person.convictions
            ]
        if not found:
            lines.append("Nobody of that name and birth date is in this workspace.")
        result = {
            "people": [
                {
                    "name": person.name,
                    "born_on": person.born_on,
                    "convictions": [
                        {"case": r.case_number, "count": r.count_number, "outcome": r.final_outcome}
                        for r in person.convictions
                    ],
                }
                for person in found
            ]
        }
        show(result, lines, as_json=arguments.json)
        return 0 if found else 1
