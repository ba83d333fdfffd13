"""Convictions the court has sealed: from then on they are masked in every view and export but the audit.

HS 11361.8 and 11361.9: a sealed conviction is treated as never having occurred. It is sealed here when the
clerk's entry of an order that dismisses and seals is recorded (`filing_status`, "court updated").
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import RELIEF_WORDS
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import sealing as store
from expunge_desktop.store.sealing import sealed_ids
from expunge_desktop.store.workspace import Transaction

__all__ = ["SealedRow", "refuse_hidden", "seal_updated", "sealed_ids", "sealed_rows", "words"]

SEALING_RELIEF = RELIEF_WORDS[Outcome.DISMISS_SEAL]
DESTROYED_WORDS = "destroyed"


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
    session.require(*ROLES_OF[Right.SEE_FILINGS])
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
    values = {
        "filing_id": filing_id,
        "event_id": event_id,
        "sealed_on": on.isoformat(),
        "recorded_at": tx.at,
        "recorded_by": tx.actor,
    }
    sealed = store.seal(tx.connection, wanted, values)
    if sealed:
        tx.audit("seal", filing_id, {"convictions": sealed, "on": on.isoformat(), "event": event_id})
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
    if days:
        raise AnswerIsNoError(
            "sealed",
            f"{words(min(days.values()))}: nothing of this conviction is shown any more.",
            "HS 11361.8 and 11361.9 treat it as never having occurred. Only the audit trail names it.",
        )
