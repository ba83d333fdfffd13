"""release, filing: a filing's way from the draft to the court's and the Department's records."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import (
    action_argument,
    day_option,
    finish_verb,
    whole_number,
    workspace_argument,
)
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import printed, release_of, release_options
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.filing_status import FilingStatus, status_named
from expunge_desktop.services.clerk_answers import import_answers
from expunge_desktop.services.filing_status import FilingStatuses, record, status_of
from expunge_desktop.services.release_filing import FilingInfo, list_filings, release, why_stale
from expunge_desktop.services.session import Session
from expunge_desktop.services.status_export import export_statuses

Result = tuple[dict[str, Any], list[str], int]
_STATUSES = [status.value for status in FilingStatus]


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    out = verbs.add_parser(
        "release",
        help="release a filing: once by the preparer, once by another attorney",
        description="Takes the draft mark off a filing, in two steps by two people: a reviewer or supervisor "
        "prepares it, another supervisor approves it. Each time the papers are made anew and checked; a "
        "filing that is stale, has errors or rests on an unsigned policy is refused.",
    )
    workspace_argument(out)
    out.add_argument("filing", metavar="FILING", help="the filing, such as F0001")
    finish_verb(out, _release)

    filing = verbs.add_parser(
        "filing",
        help="list the filings, how far each is and whether it is stale; record what became of rows",
        description="Follows a filing from the draft to the court's and the Department's records "
        "(docs/papers.md).",
    )
    workspace_argument(filing)
    action_argument(filing, _MEANINGS, default="list")
    filing.add_argument("filing", metavar="FILING", nargs="?", help="the filing, such as F0001; not for list")
    filing.add_argument(
        "--status", metavar="STATUS", help=f"record: {', '.join(_STATUSES)}; written in one word or several"
    )
    day_option(filing, "--on", help="record: the day it happened; no day before the release")
    filing.add_argument("--rows", metavar="1,4-9", help="record: these rows of Exhibit A (default: all)")
    filing.add_argument(
        "--schedule", type=whole_number, choices=(1, 2, 3, 4), help="record: the rows of a schedule"
    )
    filing.add_argument(
        "--case",
        metavar="CASE",
        help="record: the rows of a case, its number exactly as the court writes it",
    )
    filing.add_argument(
        "--note",
        default="",
        metavar="TEXT",
        help="record: a remark, for example which order; needed for granted in part, for a corrected ruling "
        "and with --although-stale. Better without names: every row recorded with it shows it",
    )
    filing.add_argument(
        "--although-stale",
        action="store_true",
        help="record: with --status filed and a --note: papers that are stale are what the court received",
    )
    filing.add_argument(
        "--answers",
        metavar="FILE.csv",
        help="record: the clerk's answer, with columns row or case_number and count, status, date",
    )
    filing.add_argument(
        "--csv", metavar="OUT", help="status: write every row with its status to this new file"
    )
    release_options(filing, has_person=True, goes_with="--csv")
    finish_verb(filing, _filing)


def _release(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Release") as progress:
        done = release(session, arguments.filing, progress=progress)
    again = f"`packet {arguments.workspace} --filing {arguments.filing} --out DIR`"
    said = (
        f"{arguments.filing} released by {done.prepared_by} and {done.approved_by}; "
        f"reprint it without the draft mark, into a new folder: {again}."
        if done.is_released
        else f"{arguments.filing} is prepared by {done.prepared_by}; "
        "another supervising attorney must release it."
    )
    show(
        {
            "filing": arguments.filing,
            "released": done.is_released,
            "prepared_by": done.prepared_by,
            "approved_by": done.approved_by,
            "supplied": done.supplied,
        },
        [one for one in (said, done.supplied) if one],
        as_json=arguments.json,
    )
    return 0


def _filing(arguments: Namespace) -> int:
    if (arguments.action == "list") is bool(arguments.filing):
        arguments.parser_error(
            "list takes no filing"
            if arguments.filing
            else f"{arguments.action} needs a filing, such as F0001"
        )
    with opened(arguments) as session:
        result, lines, code = _ACTIONS[arguments.action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return code


def _list(session: Session, _arguments: Namespace) -> Result:
    found = list_filings(session)
    rows = [
        (f.id, _status(f), f.rows, f.made_at[:10], f.prepared_by, f.approved_by, _changed(f)) for f in found
    ]
    heads = ("filing", "status", "convictions", "made", "prepared by", "approved by", "changed since")
    lines = table(heads, rows) if rows else ["No filings yet."]
    if any(one.moved for one in found):
        lines.append("`filing WORKSPACE show FILING` says whether a change makes a filing stale.")
    lines += [f"FACTS WAIT: {one.waiting}" for one in found if one.waiting]
    return {"filings": [_info_json(one) for one in found]}, lines, 0


def _show(session: Session, arguments: Namespace) -> Result:
    found = next((one for one in list_filings(session) if one.id == arguments.filing), None)
    with TerminalProgress("Filing") as progress:
        stale = why_stale(session, arguments.filing, progress)
    standing = status_of(session, arguments.filing)
    assert found is not None  # status_of has refused an unknown one
    lines = [f"{found.id}: {found.title}, {found.status}, {many(found.rows, 'conviction')}"]
    if stale or not found.waiting:
        lines.append(f"STALE: {stale}" if stale else "The data of today would give the same papers.")
    if found.waiting:
        lines.append(f"FACTS WAIT: {found.waiting} What the papers would say is known after `assess`.")
    lines += _standing_lines(standing)
    return {**_info_json(found), "stale": stale, **_standing_json(standing)}, lines, 0


def _record(session: Session, arguments: Namespace) -> Result:
    if arguments.answers:
        if arguments.although_stale:
            arguments.parser_error("--although-stale goes with --status filed, not with --answers")
        return _answers(session, arguments)
    status = _wanted_status(arguments)
    if arguments.although_stale and status is not FilingStatus.FILED:
        arguments.parser_error("--although-stale goes with --status filed")
    if arguments.on is None:
        arguments.parser_error("--on YYYY-MM-DD is needed: the day it happened")
    with TerminalProgress("Filing") as progress:
        done = record(
            session,
            arguments.filing,
            status,
            rows=row_numbers(arguments),
            schedule=arguments.schedule,
            case=arguments.case,
            on=arguments.on,
            note=arguments.note,
            although_stale=arguments.although_stale,
            progress=progress,
        )
    said = f"{many(done.rows, 'row')} of {done.filing_id} recorded as {done.status.value} on {done.on}."
    result = {"filing": done.filing_id, "status": done.status.value, "rows": done.rows, "on": str(done.on)}
    return {**result, "tallies": dict(done.tallies)}, [said, _tally_line(done.tallies)], 0


def _answers(session: Session, arguments: Namespace) -> Result:
    done = import_answers(session, arguments.filing, Path(arguments.answers), arguments.on)
    lines = [f"{many(rows, 'row')} recorded as {status}." for status, rows in done.recorded.items()]
    lines += [f"line {one.line}: not recorded: {one.sentence}" for one in done.unmatched]
    result = {
        "filing": done.filing_id,
        "recorded": dict(done.recorded),
        "unmatched": [{"line": one.line, "why": one.sentence} for one in done.unmatched],
    }
    return result, lines, 0


def _standing(session: Session, arguments: Namespace) -> Result:
    standing = status_of(session, arguments.filing)
    lines = _standing_lines(standing)
    result = {"filing": standing.filing_id, **_standing_json(standing)}
    if arguments.csv:
        release_to = release_of(arguments)
        written = export_statuses(
            session, arguments.filing, Path(arguments.csv), person=arguments.person, **release_to
        )
        result, lines = printed(result, lines, written, release_to)
    return result, lines, 0


_ACTIONS = {"list": _list, "show": _show, "record": _record, "status": _standing}
_MEANINGS = {
    "list": "every filing, how far it is and what changed since it was made",
    "show": "one filing, and whether the data of today would give other papers",
    "record": "what happened to rows, on which day: --status and --on, or the clerk's --answers",
    "status": "how the rows of one filing stand; with --csv each of them, which is a release",
}


def _wanted_status(arguments: Namespace) -> FilingStatus:
    status = status_named(arguments.status or "")
    if status is None:
        raise UsageError(
            "usage", f"filing record: --status is one of {', '.join(_STATUSES)}.", "See `filing --help`."
        )
    return status


def row_numbers(arguments: Namespace) -> frozenset[int] | None:
    """`1,4-9` as numbers, None when no rows are named."""
    if arguments.rows is None:
        return None
    numbers: set[int] = set()
    for part in arguments.rows.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()) or int(last or first) < int(first):
            arguments.parser_error(f"--rows cannot be {arguments.rows}; write for example 1,4-9")
        if int(last or first) - int(first) > 1_000_000:
            arguments.parser_error("--rows names more than a million rows")
        numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)


def _status(info: FilingInfo) -> str:
    """The release, or how many rows stand how once something happened to them."""
    return _tally_line(info.tallies) if info.tallies else info.status


def _changed(info: FilingInfo) -> str:
    """What moved since it was made; and that supplied facts wait."""
    return ", ".join(filter(None, (info.moved, "facts wait" if info.waiting else "")))


def _tally_line(tallies: Any) -> str:
    return ", ".join(f"{rows:,} {status}" for status, rows in sorted(tallies.items()))


def _standing_lines(standing: FilingStatuses) -> list[str]:
    lines = [_tally_line(standing.tallies)] if standing.tallies else []
    events = [(e.on, e.status, e.rows, e.recorded_by, e.note) for e in standing.events]
    return lines + (table(("date", "event", "rows", "recorded by", "note"), events) if events else [])


def _standing_json(standing: FilingStatuses) -> dict[str, Any]:
    return {
        "tallies": dict(standing.tallies),
        "events": [
            {
                "on": e.on,
                "status": e.status,
                "rows": e.rows,
                "note": e.note,
                "source": e.source,
                "recorded_at": e.recorded_at,
                "recorded_by": e.recorded_by,
            }
            for e in standing.events
        ],
    }


def _info_json(info: FilingInfo) -> dict[str, Any]:
    return {
        "id": info.id,
        "title": info.title,
        "status": info.status,
        "rows": info.rows,
        "made": info.made_at[:10],
        "prepared_by": info.prepared_by,
        "approved_by": info.approved_by,
        "changed_since": info.moved,
        "facts_waiting": info.waiting,
        "tallies": dict(info.tallies),
    }
