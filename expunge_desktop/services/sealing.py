"""Convictions the court has sealed: from then on they are masked in every view and export but the audit.

HS 11361.8 and 11361.9: a sealed conviction is treated as never having occurred. It is sealed here when the
clerk's entry of an order that dismisses and seals is recorded (`filing_status`, "court updated").
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import RELIEF_WORDS
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.given_words import MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.nameless_texts import require_nameless
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import doubtful, filing_events
from expunge_desktop.store import sealing as store
from expunge_desktop.store.same_counts import Repeats, repeats_of
from expunge_desktop.store.sealing import sealed_ids
from expunge_desktop.store.workspace import Transaction

__all__ = [
    "ENTERED",
    "SealedRow",
    "hidden_rows",
    "refuse_hidden",
    "refuse_hidden_filing",
    "seal_again",
    "seal_by_order",
    "seal_updated",
    "sealed_ids",
    "sealed_rows",
    "words",
]

SEALING_RELIEF = RELIEF_WORDS[Outcome.DISMISS_SEAL]
DESTROYED_WORDS = "Record destroyed"
DOUBT_WORDS = "May be sealed by the court"
AGAIN = "delivered again"
ENTERED = (FilingStatus.COURT_UPDATED.value, FilingStatus.DOJ_UPDATED.value)
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A sealed conviction as it may still be named: by its place in the filing, never by person or case.

    `row_no` is None for a second delivery of the same count, which the same order sealed.
    """

    conviction_id: int
    filing_id: str
    row_no: int | None
    sealed_on: date
    recorded_at: str
    recorded_by: str
    is_destroyed: bool


def words(sealed_on: str) -> str:
    """What stands in place of a sealed conviction."""
    return f"Sealed by the court on {sealed_on}"


def sealed_rows(session: Session) -> tuple[SealedRow, ...]:
    """Every row the court has sealed, oldest first; nothing of a person or a case."""
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        return tuple(
            SealedRow(
                row.conviction_id,
                row.filing_id,
                row.row_no,
                date.fromisoformat(row.sealed_on),
                row.recorded_at,
                row.recorded_by,
                row.purge_id is not None,
            )
            for row in store.sealed_rows(connection)
        )


def seal_updated(
    tx: Transaction, filing_id: str, event_id: int, rows: Collection[Any], *, on: date
) -> list[int]:
    """Seal those rows of a filing (`row_no`, `relief`, `conviction_id`) that ask to dismiss and seal.

    In the caller's transaction, with an audit row when anything was sealed; gives the convictions.
    """
    wanted = [int(row.conviction_id) for row in rows if row.relief == SEALING_RELIEF]
    sealed = store.seal(tx.connection, wanted, _values(tx, filing_id, event_id, on))
    found = repeats_of(tx.connection, sealed)
    sealed += store.seal_like(tx.connection, found.sure, at=tx.at, by=tx.actor)
    if sealed:
        tx.audit("seal", filing_id, {"convictions": sealed, "on": on.isoformat(), "event": event_id})
    doubt(tx, filing_id, found)
    return sealed


def seal_again(tx: Transaction, batch_id: int) -> tuple[int, int]:
    """Seal what a delivery brings once more of counts the court has sealed, in its transaction.

    What only may be one of them is put in doubt. Gives how many were sealed, and how many are in doubt.
    """
    found = repeats_of(tx.connection, store.kept_sealed_ids(tx.connection), batch_id)
    sealed = store.seal_like(tx.connection, found.sure, at=tx.at, by=tx.actor)
    if sealed:
        audit_again(tx, sealed)
    doubt(tx, AGAIN, found)
    return len(sealed), len(found.doubtful)


def audit_again(tx: Transaction, sealed: Sequence[int]) -> None:
    """Tell that convictions are sealed as repeats of others, with the order each has."""
    rows = store.as_sealed(tx.connection, sealed)
    tx.audit("seal", AGAIN, {"convictions": sorted(sealed), "rows": rows})


def doubt(tx: Transaction, subject: str, found: Repeats) -> None:
    """Hide what may be a sealed conviction until a person has said whether it is (`may_be_sealed`)."""
    if not found.doubtful:
        return
    doubtful.add(tx.connection, {one: {**told, "since": tx.at} for one, told in found.doubtful.items()})
    like = [[one, told["like"]] for one, told in sorted(found.doubtful.items())]
    tx.audit("may-be-sealed", subject, {"convictions": like})


def seal_by_order(
    session: Session,
    filing_id: str,
    rows: Collection[int],
    *,
    on: date,
    note: str,
    progress: Progress | None = None,
) -> tuple[int, ...]:
    """Seal rows of a filing whose order seals although the relief asked for does not say so.

    For a row granted in part, or dismissed by agreement: whether its order seals, only the order tells.
    `note` names it. Gives the convictions newly sealed: all of these rows, or none when it is cancelled.
    Raises AnswerIsNoError: `no-such-row`, `not-entered`, `no-reason`, `note-names-somebody`, `status-day`,
    `too-long`, a right denied.
    """
    session.require(Right.RECORD_COURT_STEPS)
    note = " ".join(note.split())
    if not note:
        raise AnswerIsNoError("no-reason", "Sealing needs the order that seals.", "Name the order in --note.")
    refuse_too_long(note, "note", MOST_OF_A_TEXT)
    if on > session.clock.today():
        raise AnswerIsNoError("status-day", f"{on} is still to come.", "Give the day of the court's entry.")
    with session.write(Right.RECORD_COURT_STEPS) as tx:
        known = {row.row_no: row for row in filing_events.rows_of(tx.connection, filing_id)}
        newest = filing_events.newest_events(tx.connection, filing_id)
        for number in sorted(rows):
            if number not in known:
                raise AnswerIsNoError("no-such-row", f"{filing_id} has no row {number}.", "See its status.")
            if number not in newest or newest[number].status not in ENTERED:
                raise AnswerIsNoError(
                    "not-entered",
                    f"The court has not entered an order on row {number:,} of {filing_id} yet.",
                    "Record it as “court updated” first.",
                )
        ids = [known[number].conviction_id for number in sorted(rows)]
        require_nameless(tx.connection, ids, note, code="note-names-somebody", what="The note")
        by_event: dict[int, list[int]] = {}
        for number in sorted(rows):
            by_event.setdefault(newest[number].event_id, []).append(known[number].conviction_id)
        sealed = _seal_all(tx, filing_id, by_event, on, progress or SilentProgress())
        found = repeats_of(tx.connection, sealed)
        sealed += store.seal_like(tx.connection, found.sure, at=tx.at, by=tx.actor)
        told = {"convictions": sealed, "on": on.isoformat(), "note": note}
        tx.audit("seal", filing_id, told)
        doubt(tx, filing_id, found)
    return tuple(sealed)


def _seal_all(
    tx: Transaction, filing_id: str, by_event: Mapping[int, list[int]], on: date, progress: Progress
) -> list[int]:
    """Seal convictions under the court's entry each has; cancelled before the commit, none is."""
    sealed: list[int] = []
    done, total = 0, sum(map(len, by_event.values()))
    for event_id, wanted in by_event.items():
        values = _values(tx, filing_id, event_id, on)
        for start in range(0, len(wanted), _AT_A_TIME):
            some = wanted[start : start + _AT_A_TIME]
            sealed += store.seal(tx.connection, some, values)
            done += len(some)
            progress.report(done, total, f"{done:,} of {many(total, 'row')}")
            progress.check()
    return sealed


def refuse_hidden(connection: Any, ids: Collection[int]) -> None:
    """Raise AnswerIsNoError (`sealed`, `destroyed`) when one of these convictions is hidden."""
    if store.destroyed_ids(connection, ids):
        raise AnswerIsNoError(
            "destroyed",
            "This conviction's record was destroyed; nothing of it is left in the workspace.",
            "`retention WORKSPACE certificate` shows when and on which ground.",
        )
    days = store.sealed_days(connection, ids)
    if not days and store.doubtful_among(connection, ids):
        raise AnswerIsNoError(
            "may-be-sealed",
            f"{DOUBT_WORDS}: nothing of this conviction is shown until a supervisor has looked.",
            "`retention WORKSPACE sealed --doubtful` lists it by its number.",
        )
    if days:
        raise AnswerIsNoError(
            "sealed",
            f"{words(min(days.values()))}: nothing of this conviction is shown any more.",
            "HS 11361.8 and 11361.9 treat it as never having occurred. Only the audit trail names it.",
        )


def refuse_hidden_filing(connection: Any, filing_id: str) -> None:
    """Raise AnswerIsNoError (`rows-sealed`, `rows-destroyed`) when a filing has rows that nobody may see.

    Its papers name every row, and one left out would make them other papers than the court got.
    """
    sealed, destroyed = store.hidden_in_filing(connection, filing_id)
    if destroyed:
        raise AnswerIsNoError(
            "rows-destroyed",
            f"{filing_id} cannot be printed again: the record of {many(destroyed, 'row')} was destroyed.",
            "The court's own copy is the record; `retention WORKSPACE certificate` shows what was destroyed.",
        )
    if sealed and store.doubtful_in_filing(connection, filing_id) == sealed:
        raise AnswerIsNoError(
            "rows-may-be-sealed",
            f"{filing_id} cannot be printed: {many(sealed, 'row')} of it may be sealed by the court.",
            "A supervisor says whether they are: `retention WORKSPACE sealed --doubtful` lists them.",
        )
    if sealed:
        raise AnswerIsNoError(
            "rows-sealed",
            f"{filing_id} cannot be printed again: the court has sealed {many(sealed, 'row')} of it.",
            "The court's own copy is the record of what was filed; for what is still to be filed make a new "
            "filing, which leaves these rows out.",
        )


def hidden_rows(connection: Any, ids: Collection[int]) -> dict[int, ConvictionRow]:
    """Lines of a list that stood there before they were hidden: why, and nothing else."""
    days, destroyed = store.sealed_days(connection, ids), store.destroyed_ids(connection, ids)
    told = dict.fromkeys(store.doubtful_among(connection, ids), DOUBT_WORDS)
    told |= {one: words(day) for one, day in days.items()} | dict.fromkeys(destroyed, DESTROYED_WORDS)
    return {one: _hidden_row(one, why) for one, why in told.items()}


def _values(tx: Transaction, filing_id: str, event_id: int, on: date) -> dict[str, object]:
    return {
        "filing_id": filing_id,
        "event_id": event_id,
        "sealed_on": on.isoformat(),
        "recorded_at": tx.at,
        "recorded_by": tx.actor,
    }


def _hidden_row(conviction_id: int, why: str) -> ConvictionRow:
    return ConvictionRow(
        id=conviction_id,
        finding_id=None,
        person_name=why,
        born_on="",
        case_number="",
        count_number="",
        code_section="",
        offense_text="",
        level="",
        conviction_on="",
        county="",
        agency="",
        is_agency_inferred=False,
        statutory_outcome="",
        policy_outcome="",
        policy_criterion="",
        review_codes=(),
        is_disputed=False,
        final_outcome="",
        decision="",
        decided_by="",
        needs_new_look=False,
        hidden=why,
    )
