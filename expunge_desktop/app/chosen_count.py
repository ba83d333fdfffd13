"""Which conviction a verb means: case and count as the court writes them, a finding, or its own number."""

from argparse import Namespace
from typing import Any

from expunge_desktop.app.arguments import whole_number
from expunge_desktop.services.decide_conviction import conviction_of_finding, one_count


def count_options(parser: Any) -> None:
    """`--case` with `--count`, or `--finding`, or `--conviction`."""
    parser.add_argument("--case", metavar="CASE", help="the case number, exactly as the court writes it")
    parser.add_argument(
        "--count", metavar="N", help="the number of the count; needed where the case has several under review"
    )
    parser.add_argument(
        "--finding", type=whole_number, metavar="ID", help="the finding by its id, instead of case and count"
    )
    parser.add_argument(
        "--conviction",
        type=whole_number,
        metavar="N",
        help="the conviction by its number in this workspace, as the audit trail and a salvage name it",
    )


def chosen_count(session: Any, arguments: Namespace) -> tuple[int, int | None]:
    """(conviction id, finding id) meant by --finding, by --conviction, or by --case and --count.

    Raises UsageError for several of them or none, AnswerIsNoError for no such count or several.
    """
    if arguments.conviction is not None:
        if arguments.case or arguments.count or arguments.finding is not None:
            arguments.parser_error("--conviction stands alone, without --case, --count or --finding")
        return arguments.conviction, None
    if arguments.finding is not None:
        if arguments.case or arguments.count:
            arguments.parser_error("--finding stands instead of --case and --count, not beside them")
        return conviction_of_finding(session, arguments.finding), arguments.finding
    if not arguments.case:
        arguments.parser_error("give --case CASE [--count N], --finding ID or --conviction N")
    found = one_count(session, arguments.case, arguments.count)
    return found.conviction_id, found.finding_id
