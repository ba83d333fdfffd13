"""What became of a released filing, count by count: filed, ruled on, entered by court and Department.

Events are appended, never changed; the newest one of a row is its status. Only a released filing can be
filed, only a filed row ruled on, and so on (`domain.filing_status.BEFORE`); a step that skips one is refused
with the rows that stand in its way, and nothing of it is kept.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.filing_status import BEFORE, RULINGS, FilingStatus, may_follow
from expunge_desktop.services.given_words import MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.services.release_filing import release_state
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealed_names import SealedNames, names_of_rows, sealed_names
from expunge_desktop.services.sealing import hidden_rows, seal_updated
from expunge_desktop.services.session import Session
from expunge_desktop.services.stale_papers import no_longer_so_at, note_of, refuse_no_longer_so
from expunge_desktop.store import filing_events as store
from expunge_desktop.store import filings
from expunge_desktop.store.workspace import Transaction

NOT_FILED = "released"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class StatusRecorded:
    """An event as it was kept, and how the rows of the filing stand afterwards."""

    filing_id: str
    status: FilingStatus
    rows: int
    on: date
    tallies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RowStatus:
    """One row of a filing and how it stands; `status` is `released` before anything happened to it."""

    row_no: int
    schedule: int
    relief: str
    case_number: str
    count_number: str
    section: str
    defendant: str
    status: str
    on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One event of the history; `source` names the clerk's file, empty where it was entered by hand."""

    status: str
    on: str
    rows: int
    note: str
    source: str
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class FilingStatuses:
    """How a filing stands: each row, how many stand how (`released` included), and what was recorded."""

    filing_id: str
    rows: tuple[RowStatus, ...]
    tallies: Mapping[str, int]
    events: tuple[StatusEvent, ...]


def record(
    session: Session,
    filing_id: str,
    status: FilingStatus,
    *,
    rows: Collection[int] | None = None,
    schedule: int | None = None,
    case: str | None = None,
    on: date,
    note: str = "",
    although_stale: bool = False,
    progress: Progress | None = None,
) -> StatusRecorded:
    """Record what happened on a day to rows of a released filing: these numbers, a schedule, a case, or all.

    `although_stale` says that papers with what is no longer so are what was filed; the note says how that is
    known. Raises UsageError when rows are chosen in two ways, AnswerIsNoError: `not-released`, `no-such-row`,
    `status-order`, `status-day`, `filing-stale`, `no-reason` (a ruling corrected or granted in part, or stale
    papers filed, without a note), `too-long`, a right denied.
    """
    session.require(Right.RECORD_COURT_STEPS)
    if sum(one is not None for one in (rows, schedule, case)) > 1:
        raise UsageError(
            "rows-chosen-twice", "Rows, a schedule and a case were chosen at once.", "Choose one of them."
        )
    require_released(session, filing_id)
    note = " ".join(note.split())
    with session.write(Right.RECORD_COURT_STEPS) as tx:
        known = store.rows_of(tx.connection, filing_id)
        chosen = _chosen(known, rows, schedule, case, filing_id)
        _refuse_day(session, on, earliest_day(tx.connection, filing_id), filing_id)
        _refuse_order(status, chosen, store.newest_events(tx.connection, filing_id), note)
        stale = ""
        if status is FilingStatus.FILED:
            stale = no_longer_so_at(session, tx.connection, filing_id, progress)
            refuse_no_longer_so(stale, note, although_stale=although_stale)
        append(session, tx, filing_id, status, chosen, on=on, note=note, stale=stale)
        return StatusRecorded(
            filing_id, status, len(chosen), on, _tallies(tx.connection, filing_id, len(known))
        )


def append(
    session: Session,
    tx: Transaction,
    filing_id: str,
    status: FilingStatus,
    rows: Collection[int],
    *,
    on: date,
    note: str = "",
    source: str = "",
    stale: str = "",
) -> None:
    """One event in the caller's transaction, with its audit row. Raises like `record`.

    `stale` says what of the papers was no longer so, where they were filed all the same.
    """
    _refuse_day(session, on, earliest_day(tx.connection, filing_id), filing_id)
    note = " ".join(note.split())
    refuse_too_long(note, "note", MOST_OF_A_TEXT)
    newest = store.newest_events(tx.connection, filing_id)
    _refuse_order(status, rows, newest, note)
    _refuse_earlier(on, rows, newest)
    event: dict[str, object] = {
        "filing_id": filing_id,
        "status": status.value,
        "happened_on": on.isoformat(),
        "note": note_of(note, stale),
        "source": source,
        "recorded_at": tx.at,
        "recorded_by": session.user,
    }
    event_id = store.add_event(tx.connection, event, sorted(rows))
    told = {"status": status.value, "on": on.isoformat(), "rows": len(rows), "source": source}
    tx.audit("filing.status", filing_id, told | ({"although_stale": stale} if stale else {}))
    if status is FilingStatus.COURT_UPDATED:
        granted = [one for one, event in newest.items() if event.status == FilingStatus.GRANTED.value]
        wanted = frozenset(rows) & frozenset(granted)
        entered = [one for one in store.rows_of(tx.connection, filing_id) if one.row_no in wanted]
        seal_updated(tx, filing_id, event_id, entered, on=on)


def status_of(session: Session, filing_id: str) -> FilingStatuses:
    """How every row of a filing stands. Raises AnswerIsNoError when there is no such filing."""
    session.require(Right.SEE_FILINGS)
    state = release_state(session, filing_id)
    before = NOT_FILED if state.is_released else "draft"
    with session.read() as connection:
        newest = store.newest_events(connection, filing_id)
        kept = store.rows_of(connection, filing_id)
        hidden = hidden_rows(connection, [one.conviction_id for one in kept])
        of_rows = SealedNames(
            names_of_rows(one for one in kept if one.conviction_id in hidden),
            names_of_rows(one for one in kept if one.conviction_id not in hidden),
        )
        of_all = sealed_names(session, connection)

        def masked(text: str) -> str:
            return of_all.masked(of_rows.masked(text))

        rows = tuple(_row(one, newest.get(one.row_no), before, hidden, masked) for one in kept)
        events = store.events_of(connection, filing_id)
    session.views.note(session, "view-papers", filing_id, {"document": "status of its rows"})
    tallies = Counter(row.status for row in rows)
    return FilingStatuses(
        filing_id,
        rows,
        dict(tallies),
        tuple(
            StatusEvent(
                e.status,
                e.happened_on,
                e.rows,
                masked(e.note),
                masked(e.source),
                e.recorded_at,
                e.recorded_by,
            )
            for e in events
        ),
    )


def earliest_day(connection: Any, filing_id: str) -> date:
    """The first day on which something can have happened to a released filing: when it was released.

    Instants are kept in UTC, days are the court's: the evening of a release may be the next day in UTC.
    """
    released_at = max(row.released_at for row in filings.releases_of(connection, filing_id))
    return date.fromisoformat(released_at[:10]) - timedelta(days=1)


def obstacle(status: FilingStatus, event: Any, on: date, note: str) -> str:
    """Why a row with this newest event (None = none yet) cannot become `status` that day; empty if it can."""
    before = _standing(event)
    if not may_follow(status, before):
        said = before.value if before else NOT_FILED
        return f"The row is “{said}” and cannot become “{status.value}” now."
    if not note and (lacking := _lacking_note(status, (before,))):
        return lacking[0]
    if event is not None and event.happened_on > on.isoformat():
        return f"The row was “{event.status}” on {event.happened_on}, after {on}."
    return ""


def require_released(session: Session, filing_id: str) -> None:
    """Raise AnswerIsNoError unless two people have released the filing."""
    session.require(Right.SEE_FILINGS)
    if not release_state(session, filing_id).is_released:
        raise AnswerIsNoError(
            "not-released",
            f"{filing_id} is not released, so nothing of it can have been filed.",
            "Release it first: once by its preparer, once by another supervising attorney.",
        )


def matching_rows(known: Collection[Any], case: str, count: str = "") -> list[int]:
    """Numbers of the rows whose case number is, or holds as one of several, this one (and that count)."""
    case, count = case.strip(), count.strip().lstrip("0")
    return [
        row.row_no
        for row in known
        if case in row.case_number.split("; ") and (not count or row.count_number.lstrip("0") == count)
    ]


def _chosen(
    known: Collection[Any],
    rows: Collection[int] | None,
    schedule: int | None,
    case: str | None,
    filing_id: str,
) -> list[int]:
    numbers = {row.row_no for row in known}
    if rows is not None:
        if missing := sorted(set(rows) - numbers):
            named = ", ".join(map(str, missing[:_NAMED]))
            raise AnswerIsNoError(
                "no-such-row", f"{filing_id} has no row {named}.", f"It has rows 1 to {len(numbers):,}."
            )
        found = sorted(set(rows))
    elif schedule is not None:
        found = [row.row_no for row in known if row.schedule == schedule]
    elif case is not None:
        found = matching_rows(known, case)
    else:
        found = sorted(numbers)
    if not found:
        what = f"of case {case}" if case is not None else f"of schedule {schedule}" if schedule else "at all"
        raise AnswerIsNoError("no-such-row", f"{filing_id} has no row {what}.", "Look at Exhibit A.")
    return found


def _refuse_day(session: Session, on: date, earliest: date, filing_id: str) -> None:
    if on > session.clock.today():
        raise AnswerIsNoError("status-day", f"{on} is still to come.", "Give the day it happened.")
    if on < earliest:
        raise AnswerIsNoError(
            "status-day", f"On {on} {filing_id} was not released yet.", "Give the day it happened."
        )


def _refuse_order(status: FilingStatus, rows: Collection[int], newest: Mapping[int, Any], note: str) -> None:
    standing = {number: _standing(newest.get(number)) for number in rows}
    wrong = sorted(number for number, before in standing.items() if not may_follow(status, before))
    if wrong:
        before = standing[wrong[0]]
        named = ", ".join(f"{number:,}" for number in wrong[:_NAMED])
        more = f" and {len(wrong) - _NAMED:,} more" if len(wrong) > _NAMED else ""
        needed = " or ".join(sorted(one.value if one else NOT_FILED for one in BEFORE[status]))
        raise AnswerIsNoError(
            "status-order",
            f"{many(len(wrong), 'row')} cannot become “{status.value}” now (row {named}{more}): the first is "
            f"“{before.value if before else NOT_FILED}”.",
            f"A row must be {needed} before. Nothing was recorded.",
        )
    if not note and (lacking := _lacking_note(status, standing.values())):
        raise AnswerIsNoError("no-reason", *lacking)


def _lacking_note(
    status: FilingStatus, standing: Iterable[FilingStatus | None]
) -> tuple[str, str] | tuple[()]:
    """What to say, and to advise, of a step without a note when it needs one; nothing when it does not."""
    if status in RULINGS and any(before in RULINGS for before in standing):
        return (
            "A ruling was recorded before; correcting it needs a note.",
            "Say in the note which order corrects it.",
        )
    if status is FilingStatus.GRANTED_IN_PART:
        return "A row granted in part needs a note.", "Say in the note what the judge gave."
    return ()


def _refuse_earlier(on: date, rows: Collection[int], newest: Mapping[int, Any]) -> None:
    for number in sorted(rows):
        event = newest.get(number)
        if event is not None and event.happened_on > on.isoformat():
            raise AnswerIsNoError(
                "status-day",
                f"Row {number:,} was “{event.status}” on {event.happened_on}, after {on}.",
                "Check the day.",
            )


def _standing(event: Any) -> FilingStatus | None:
    return None if event is None else FilingStatus(event.status)


def _tallies(connection: Any, filing_id: str, rows: int) -> dict[str, int]:
    newest = store.newest_events(connection, filing_id)
    tallies = Counter(str(event.status) for event in newest.values())
    if rows > len(newest):
        tallies[NOT_FILED] = rows - len(newest)
    return dict(tallies)


def _row(
    row: Any, event: Any, before: str, hidden: Mapping[int, ConvictionRow], masked_text: Callable[[str], str]
) -> RowStatus:
    masked = hidden.get(row.conviction_id)
    return RowStatus(
        row_no=row.row_no,
        schedule=row.schedule,
        relief=row.relief,
        case_number=row.case_number if masked is None else "",
        count_number=row.count_number if masked is None else "",
        section=row.code_section if masked is None else "",
        defendant=row.name if masked is None else masked.hidden,
        status=before if event is None else event.status,
        on="" if event is None else event.happened_on,
        note="" if event is None or masked is not None else masked_text(event.note),
    )
