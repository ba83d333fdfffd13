"""Which conviction a verb means: a case and count as the court writes them, or the id of a finding."""

from argparse import Namespace
from typing import Any

from expunge_desktop.app.arguments import whole_number
from expunge_desktop.services.decide_conviction import conviction_of_finding, one_count


def count_options(parser: Any) -> None:
    """`--case` with `--count`, or `--finding`."""
    parser.add_argument("--case", metavar="CASE", help="the case number, exactly as the court writes it")
    parser.add_argument(
        "--count", metavar="N", help="the number of the count; needed where the case has several under review"
    )
    parser.add_argument(
        "--finding", type=whole_number, metavar="ID", help="the finding by its id, instead of case and count"
    )


def chosen_count(session: Any, arguments: Namespace) -> tuple[int, int | None]:
    """(conviction id, finding id) meant by --finding, or by --case and --count.

    Raises UsageError for both or neither, AnswerIsNoError for no such count or several.
    """
    if arguments.finding is not None:
        if arguments.case or arguments.count:
            arguments.parser_error("--finding stands instead of --case and --count, not beside them")
        return conviction_of_finding(session, arguments.finding), arguments.finding
    if not arguments.case:
        arguments.parser_error("give --case CASE [--count N] or --finding ID")
    found = one_count(session, arguments.case, arguments.count)
    return found.conviction_id, found.finding_id
