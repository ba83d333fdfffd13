"""fact: supply what the record lacks from the document that shows it; withdraw; list; names."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb, whole_number, workspace_argument
from expunge_desktop.app.chosen_count import chosen_count, count_options
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import show
from expunge_desktop.base.counted_words import many
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import (
    FactSubject,
    fact_named,
    subject_in_record,
    subject_of,
    supply_fact,
    withdraw_fact,
)
from expunge_desktop.services.supplied_list import (
    SuppliedRecord,
    fact_names,
    state_in_words,
    supplied_facts,
    waiting_in_words,
)

Result = tuple[dict[str, Any], list[str]]
_MEANINGS = {
    "supply": "write down a fact, with the document that shows it",
    "withdraw": "withdraw a supplied fact by its number",
    "list": "what was supplied and withdrawn, by whom, from which document",
    "names": "the facts that can be supplied, their values, and which review codes ask for them",
}
_OPTIONS = {
    "case": "supply", "count": "supply", "finding": "supply", "conviction": "supply", "person": "supply",
    "fact": "supply", "value": "supply", "document": "supply", "number": "withdraw", "waiting": "list",
}  # fmt: skip
_ASSESS = "Run `assess`: until then findings stand on the facts of before."


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    fact = verbs.add_parser(
        "fact",
        help="supply a fact the record lacks, from the document that shows it",
        description="A finding that says HAND_REVIEW names the missing fact and the document that would "
        "supply it. Whoever has that document writes the fact down here; the next `assess` decides on it. "
        "The delivery itself is never changed, and every paper and explanation says what was supplied.",
    )
    workspace_argument(fact)
    action_argument(fact, _MEANINGS)
    fact.add_argument(
        "number", nargs="?", type=whole_number, metavar="ID", help="withdraw: the fact, as `list` says"
    )
    count_options(fact)
    fact.add_argument(
        "--person",
        metavar="ID",
        help="supply: the person by person_id; with --case any entry of that record",
    )
    fact.add_argument("--fact", metavar="NAME", help="supply: which fact; `names` lists them")
    fact.add_argument("--value", metavar="V", help="supply: its value, as a case list would say it")
    fact.add_argument(
        "--document",
        metavar="TEXT",
        help="supply: what shows it, such as “certified docket of case …, seen 2026-11-20”",
    )
    fact.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="withdraw, supply: why withdrawn; or the ground, needed where the record says something else",
    )
    fact.add_argument("--waiting", action="store_true", help="list: only what no assessment has taken up yet")
    finish_verb(fact, _fact)


def _fact(arguments: Namespace) -> int:
    for option, action in _OPTIONS.items():
        if getattr(arguments, option) not in (None, False) and arguments.action != action:
            told = "a number" if option == "number" else f"--{option}"
            arguments.parser_error(f"{told} goes with {action}")
    if arguments.action == "names":
        result, lines = _names()
    else:
        with opened(arguments) as session:
            result, lines = _ACTIONS[arguments.action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return 0


def _supply(session: Session, arguments: Namespace) -> Result:
    for option in ("fact", "value", "document"):
        if getattr(arguments, option) is None:
            arguments.parser_error(f"supply needs --{option}")
    fact_named(arguments.fact)
    made = supply_fact(
        session,
        _subject(session, arguments),
        arguments.fact,
        arguments.value,
        arguments.document,
        reason=arguments.reason,
    )
    words = f"Fact {made} recorded. {_ASSESS}"
    return {"supplied_fact": made, "fact": arguments.fact, "waiting": True}, [words]


def _subject(session: Session, arguments: Namespace) -> FactSubject:
    if arguments.person is None:
        return subject_of(session, chosen_count(session, arguments)[0])
    given = (arguments.finding, arguments.conviction)
    if given != (None, None) or (arguments.count and not arguments.case):
        arguments.parser_error("--person goes with --case and --count, or stands alone")
    return subject_in_record(session, arguments.person, arguments.case or "", arguments.count or "")


def _withdraw(session: Session, arguments: Namespace) -> Result:
    if arguments.number is None:
        arguments.parser_error("withdraw needs the number of the fact")
    made = withdraw_fact(session, arguments.number, arguments.reason)
    words = f"Fact {arguments.number} withdrawn by row {made}. {_ASSESS}"
    return {"withdrawn": arguments.number, "row": made, "waiting": True}, [words]


def _list(session: Session, arguments: Namespace) -> Result:
    found = supplied_facts(session, is_waiting_only=arguments.waiting)
    lines = [line for one in found for line in _lines(one)]
    waiting = sum(one.is_waiting for one in found)
    lines.append(f"{many(len(found), 'row')}; {waiting_in_words(waiting) if waiting else 'none waits'}.")
    return {"facts": [asdict(one) for one in found], "waiting": waiting}, lines


def _lines(one: SuppliedRecord) -> list[str]:
    count = f", count {one.count_number}" if one.count_number else ""
    where = f"case {one.case_number}{count}" if one.case_number else "the record" if one.ref else "the person"
    if one.withdraws is not None:
        said = f"withdraws fact {one.withdraws} ({one.fact}): {one.reason}"
        said += f"; {one.supplied_by}, {one.supplied_at[:10]}"
    else:
        said = f"{one.fact} {one.value}, {one.source}"
    return [f"{one.id}. {one.person_name}, {where}: {said}; {state_in_words(one)}"]


def _names() -> Result:
    lines = []
    for one in fact_names():
        of = "of the person" if one.is_of_person else "of one count"
        lines.append(f"{one.name} ({of}): {one.what}; {one.values}. Asked for by {', '.join(one.codes)}.")
    return {"facts": [asdict(one) for one in fact_names()]}, lines


_ACTIONS = {"supply": _supply, "withdraw": _withdraw, "list": _list}
