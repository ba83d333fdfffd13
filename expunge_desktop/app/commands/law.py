"""law: check it by its worked cases, list what counsel must confirm, print the help made from it."""

from argparse import Namespace
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb
from expunge_desktop.app.terminal import show
from expunge_desktop.base.counted_words import many
from expunge_desktop.services.check_law import check_law, to_confirm
from expunge_desktop.services.law_help import law_help


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    law = verbs.add_parser(
        "law",
        help="check the law by its worked cases; what counsel must confirm; help",
        description="The law that ships with the program; needs no workspace.",
    )
    action_argument(
        law,
        {
            "check": "decide the worked cases beside the law anew; exit 1 when one comes out otherwise",
            "confirm": "what counsel must confirm before anything is filed",
            "help": "what outcomes, rules, codes and criteria mean",
        },
    )
    law.add_argument(
        "--all", action="store_true", help="check, confirm: show every case, or every unverified entry"
    )
    finish_verb(law, _law)


def _law(arguments: Namespace) -> int:
    return {"check": _check, "confirm": _confirm, "help": _help}[arguments.action](arguments)


def _check(arguments: Namespace) -> int:
    results = check_law()
    wrong = [one for one in results if not one.agrees]
    still_open = [one for one in results if one.scenario.open_point]
    lines = []
    for one in results if arguments.all else wrong:
        sign = "agrees" if one.agrees else "DIFFERS"
        lines.append(f"{sign}  {one.scenario.id}  {one.scenario.title}  [{one.scenario.page}]")
        lines += [f"    {difference}" for difference in one.differences]
        lines += (
            [f"    the page leaves this open: {one.scenario.open_point}"] if one.scenario.open_point else []
        )
    lines.append(
        f"{many(len(results), 'worked case')}: {len(results) - len(wrong):,} agree, {len(wrong):,} differ; "
        f"the pages leave {len(still_open)} of them open."
    )
    cases = [
        {
            "id": one.scenario.id,
            "title": one.scenario.title,
            "page": one.scenario.page,
            "agrees": one.agrees,
            "statute": one.finding.statutory_outcome.value,
            "policy": one.finding.policy_outcome.value,
            "criterion": one.finding.policy_criterion,
            "differences": list(one.differences),
            "open": one.scenario.open_point,
        }
        for one in results
    ]
    show({"cases": cases, "differ": len(wrong), "open": len(still_open)}, lines, as_json=arguments.json)
    return 1 if wrong else 0


def _confirm(arguments: Namespace) -> int:
    entries = to_confirm(everything=arguments.all)
    lines = [
        f"{'UNCONFIRMED' if one.is_flagged else one.confidence:11}  {one.entry}  [{one.citation}]"
        for one in entries
    ]
    lines.append(f"For counsel to confirm: {many(len(entries), 'entry')}.")
    found = [
        {
            "entry": one.entry,
            "citation": one.citation,
            "confidence": one.confidence,
            "unconfirmed": one.is_flagged,
        }
        for one in entries
    ]
    show({"entries": found}, lines, as_json=arguments.json)
    return 0


def _help(arguments: Namespace) -> int:
    text = law_help()
    show({"markdown": text}, [text.rstrip("\n")], as_json=arguments.json)
    return 0
