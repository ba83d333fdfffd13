"""explain: the whole path to one finding, on the screen or as a worksheet for print, of one or many."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, workspace_argument
from expunge_desktop.app.chosen_count import chosen_count, count_options
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options
from expunge_desktop.app.terminal import TerminalProgress, show
from expunge_desktop.base.counted_words import many
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.decide_conviction import current_assessment_id
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_json, explanation_lines
from expunge_desktop.services.worksheets import (
    convictions_of_person,
    convictions_with_outcome,
    save_worksheet,
)

_OUTCOMES = tuple(outcome.value for outcome in Outcome)


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    why = verbs.add_parser(
        "explain",
        help="the reasons for one conviction, or a printable worksheet of one or many",
        description="Shows the whole path to one finding: facts with file and line, rules with citations, "
        "criteria, what is missing and which document would supply it. With --pdf it writes that as a "
        "worksheet, of one conviction, of a person or of an outcome; that is a release.",
    )
    workspace_argument(why)
    count_options(why)
    why.add_argument(
        "--outcome",
        type=str.upper,
        choices=_OUTCOMES,
        metavar="OUTCOME",
        help="with --pdf, instead of a case: every conviction whose final outcome it is: "
        f"{', '.join(_OUTCOMES)}",
    )
    why.add_argument(
        "--whole-person", action="store_true", help="with --pdf: every conviction under review of the person"
    )
    why.add_argument(
        "--pdf",
        metavar="OUT",
        help="write a worksheet for print to this new file: work product, not for filing",
    )
    release_options(why, goes_with="--pdf")
    finish_verb(why, _explain)


def _explain(arguments: Namespace) -> int:
    if arguments.pdf:
        return _worksheet(arguments)
    if arguments.outcome or arguments.whole_person:
        arguments.parser_error("--outcome and --whole-person need --pdf OUT")
    with opened(arguments) as session:
        conviction_id, _ = chosen_count(session, arguments)
        explanation = explanation_of(session, conviction_id)
        show(explanation_json(explanation), explanation_lines(explanation), as_json=arguments.json)
    return 0


def _worksheet(arguments: Namespace) -> int:
    one = (
        arguments.case, arguments.count, arguments.finding, arguments.conviction, arguments.whole_person
    )  # fmt: skip
    if arguments.outcome and any(one):
        arguments.parser_error("--outcome stands instead of a case or finding, not beside it")
    with opened(arguments) as session, TerminalProgress("Explain") as progress:
        saved = save_worksheet(
            session,
            _ids(session, arguments),
            Path(arguments.pdf),
            **release_of(arguments),
            progress=progress,
        )
    result = {
        "file": str(saved.path),
        "convictions": saved.convictions,
        "pages": saved.pages,
        "sha256": saved.sha256,
    }
    lines = [
        f"{many(saved.convictions, 'conviction')} explained on {many(saved.pages, 'page')} in {saved.path}.",
        f"SHA-256 {saved.sha256}",
    ]
    show(result, lines, as_json=arguments.json)
    return 0


def _ids(session: Any, arguments: Namespace) -> list[int]:
    if arguments.outcome:
        current_assessment_id(session)
        return convictions_with_outcome(session, Outcome(arguments.outcome))
    conviction_id, _ = chosen_count(session, arguments)
    return convictions_of_person(session, conviction_id) if arguments.whole_person else [conviction_id]
