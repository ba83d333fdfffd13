"""compare: what another policy, or another threshold, would change."""

import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import day_option, finish_verb, whole_number, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import printed, release_of, release_options
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.rules.policy_changes import changed_policy
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import DIMENSIONS
from expunge_desktop.services.comparison_report import comparison_json, figure_rows, write_movers
from expunge_desktop.services.policies import find_policy

_LARGEST_MARGIN = 20
_LINES_OF_A_BREAKDOWN = 15


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    run = verbs.add_parser(
        "compare",
        help="what another policy, or another threshold, would change",
        description="Decides every conviction under review by two policies and counts where they differ, by "
        "section, decade, agency and race. Nothing is kept. What is printed is for this office: small counts "
        "stand in it; what is given to others is written with --csv, or with `figures`.",
    )
    workspace_argument(run)
    run.add_argument("--policy", required=True, metavar="A", help="the first policy (NAME or NAME@VERSION)")
    run.add_argument(
        "--with",
        dest="other",
        metavar="B",
        help="the second policy (default: the first, as changed by --set)",
    )
    run.add_argument(
        "--set",
        dest="changes",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a value changed in the second policy: age_50.years=45, ten_years_counts=felony; may be "
        "given more than once",
    )
    day_option(run, "--as-of", required=True, help="the day as of which ages and terms are reckoned")
    run.add_argument(
        "--margin",
        type=whole_number,
        default=0,
        metavar="YEARS",
        help="count the convictions that miss a threshold of the second policy by at most so many years, "
        f"0 to {_LARGEST_MARGIN} (default: 0, none)",
    )
    run.add_argument(
        "--csv", metavar="OUT", help="write the movers and near-misses, with names, to this new file"
    )
    release_options(run, goes_with="--csv")
    finish_verb(run, _compare)


def _compare(arguments: Namespace) -> int:
    if not 0 <= arguments.margin <= _LARGEST_MARGIN:
        arguments.parser_error(f"--margin is a number of years from 0 to {_LARGEST_MARGIN}")
    if not arguments.other and not arguments.changes:
        arguments.parser_error("name a second policy (--with), or change the first (--set)")
    with opened(arguments) as session, TerminalProgress("Compare") as progress:
        first = find_policy(session, arguments.policy)
        second = changed_policy(find_policy(session, arguments.other or arguments.policy), arguments.changes)
        comparer = PolicyComparer(session)
        started = time.perf_counter()
        comparer.prepare(first, arguments.as_of, progress)
        prepared = time.perf_counter()
        found = comparer.compare(first, second, arguments.as_of, margin=arguments.margin, progress=progress)
        ended = time.perf_counter()
        release = release_of(arguments) if arguments.csv else None
        written = write_movers(session, found, Path(arguments.csv), **release) if release else None
    result = comparison_json(found)
    result["seconds"] = {"first policy": round(prepared - started, 3), "compared": round(ended - prepared, 3)}
    lines = [
        f"1: {found.first.title} ({found.first.name}, version {found.first.version})",
        f"2: {found.second.title} ({found.second.name}, version {found.second.version})",
        f"As of {found.as_of}, as law and policy decide; decisions of attorneys are left aside.",
        "",
        *table(("", "1", "2", "difference"), figure_rows(found)),
        "",
        f"Decided otherwise: {many(len(found.movers), 'conviction')}",
        *(f"  {count:,} from {move}" for move, count in result["moves"].items()),
    ]
    for name in DIMENSIONS:
        shares = found.breakdowns[name]
        rows = [
            (one.value, one.convictions, one.dismissed_first, one.dismissed_second, one.moved)
            for one in shares[:_LINES_OF_A_BREAKDOWN]
        ]
        lines += ["", *table((f"by {name}", "convictions", "dismissed 1", "dismissed 2", "moved"), rows)]
        if len(shares) > _LINES_OF_A_BREAKDOWN:
            lines.append(f"… and {len(shares) - _LINES_OF_A_BREAKDOWN} more (--json has them all)")
    if arguments.margin:
        lines += ["", f"Near-misses of 2 within {many(arguments.margin, 'year')}:"]
        lines += [f"  {count:,} by {near}" for near, count in result["near_misses"].items()] or ["  none"]
    lines += ["", f"First policy {prepared - started:.2f} s, comparison {ended - prepared:.2f} s."]
    if written and release:
        result, lines = printed(result, lines, written, release)
    show(result, lines, as_json=arguments.json)
    return 0
