"""Who receives what a verb writes, and what for: it goes into the release log, and decides what is masked."""

import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from expunge_desktop.app.terminal import harmless
from expunge_desktop.base.counted_words import many
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE
from expunge_desktop.services.table_export import Exported

KINDS = {kind.value.replace(" ", "-"): kind for kind in RecipientKind}
# Words by which a recipient's name tells what it is; the first kind that is named counts.
_SAID = (
    (RecipientKind.DEFENSE, "public defender|defender|defense|defence|defendants?"),
    (RecipientKind.JUSTICE_DEPARTMENT, "department of justice|doj"),
    (RecipientKind.OTHER_PROSECUTOR, "district attorney|da|city attorney|city prosecutor|prosecutor"),
    (RecipientKind.RESEARCH, "research|researcher|university|college|institute"),
    (
        RecipientKind.PUBLIC,
        "public|press|newspapers?|news|journalists?|(?<!court )reporters?|daily|weekly|tribune|times|herald|"
        "radio|tv|television|blogs?|bloggers?",
    ),
    (RecipientKind.COURT, "court|clerk of the court"),
    (RecipientKind.DEFENSE, "law (?:offices?|firm)"),
)


def release_options(parser: Any, *, has_person: bool = False, goes_with: str = "") -> None:
    """`--recipient`, `--recipient-kind`, `--purpose`, and `--person` where one person's rows can be given.

    `goes_with`: the option without which the verb writes nothing, and prints for this office alone.
    """
    parser.set_defaults(release_goes_with=goes_with)
    parser.add_argument(
        "--recipient",
        default=OWN_OFFICE,
        metavar="WHO",
        help=f"who receives what is written (default: {OWN_OFFICE})",
    )
    parser.add_argument(
        "--recipient-kind",
        choices=tuple(KINDS),
        metavar="KIND",
        help=f"what they are: {', '.join(KINDS)}; it decides what is withheld, see docs/releases.md "
        "(default: what WHO names; else own-office, where nothing is)",
    )
    parser.add_argument(
        "--purpose",
        default=INTERNAL_REVIEW,
        metavar="WHAT-FOR",
        help=f"what it is given for; it stands in the release log (default: {INTERNAL_REVIEW})",
    )
    place_option(parser)
    if has_person:
        parser.add_argument(
            "--person",
            default="",
            metavar="PERSON_ID",
            help="only the rows of this person, by the person_id of the findings export; the defense is "
            "given no others",
        )


def place_option(parser: Any) -> None:
    """`--place-accepted`, for whatever may be written into a folder that a cloud client copies."""
    parser.add_argument(
        "--place-accepted",
        action="store_true",
        help="write into a folder that a cloud client copies; the office has a contract that allows it",
    )


def require_something_to_release(arguments: Namespace) -> None:
    """Refuse a recipient for what is only printed: a look by this office, neither masked nor logged."""
    option = getattr(arguments, "release_goes_with", "")
    if not option or getattr(arguments, option.removeprefix("--")):
        return
    names = ("recipient_kind", "recipient", "purpose", "person")
    usual = {"recipient": OWN_OFFICE, "purpose": INTERNAL_REVIEW}
    for name in names:
        if getattr(arguments, name, None) not in (None, "", usual.get(name)):
            arguments.parser_error(
                f"--{name.replace('_', '-')} goes with {option} OUT; what is printed is for this office alone"
            )


def recipient_kind(arguments: Namespace) -> RecipientKind:
    """The kind given; else what the recipient's words name (`public`, `Superior Court`); else the own office.

    Somebody else named without a kind is said on stderr: nothing is withheld from the own office.
    """
    if arguments.recipient_kind:
        return KINDS[arguments.recipient_kind]
    said = " ".join(arguments.recipient.lower().removeprefix("the ").split())
    if said.replace(" ", "-") in KINDS:
        return KINDS[said.replace(" ", "-")]
    for kind, words in _SAID:
        if re.search(rf"\b({words})\b", said):
            return kind
    print(
        f"note: {harmless(arguments.recipient)} is taken for the own office and nothing is withheld; "
        "--recipient-kind says otherwise.",
        file=sys.stderr,
    )
    return RecipientKind.OWN_OFFICE


def written_lines(done: Exported) -> list[str]:
    """What a person is told of an exported table."""
    lines = [f"{many(done.rows, 'row')} written to {done.path}.", f"SHA-256 {done.sha256}"]
    return lines + ([f"Withheld: {', '.join(done.withheld)}."] if done.withheld else [])


def written_json(done: Exported) -> dict[str, Any]:
    """The same for a program."""
    return {
        "file": str(done.path),
        "rows": done.rows,
        "sha256": done.sha256,
        "withheld": list(done.withheld),
    }


def printed(
    result: dict[str, Any], lines: list[str], done: Exported, release: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """What a verb prints that has written a table: its report for this office, and what was written.

    Where the table is for somebody else, the report with its small counts and notes is left out: whoever
    hands on the output of the command hands on no more than the masked file tells.
    """
    if release["kind"] is not RecipientKind.OWN_OFFICE:
        return {"csv": written_json(done)}, written_lines(done)
    return result | {"csv": written_json(done)}, [*lines, *written_lines(done)]


def release_of(arguments: Namespace) -> dict[str, Any]:
    """Recipient, purpose and kind as every service that writes takes them."""
    return {
        "recipient": arguments.recipient,
        "purpose": arguments.purpose,
        "kind": recipient_kind(arguments),
    }
