"""Rows that may be ones the court has sealed: what a person sees of them, and what that person says.

They came with another delivery, spelled otherwise, and something differs. Until a supervisor has looked, no
view, export or paper shows them; nobody is left hidden without being listed here by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.given_words import MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.nameless_texts import require_nameless
from expunge_desktop.services.person_record import whole_person_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import audit_again
from expunge_desktop.services.session import Session
from expunge_desktop.store import batches, purging, sealing
from expunge_desktop.store import doubtful as store

KIND = "MAY_BE_SEALED"
MEANING = (
    "The row may be one the court has sealed, delivered again: hidden until a supervisor says whether it is."
)


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row in doubt, masked: where it was delivered, which sealed rows it is like, and in what.

    file, line      where the row stands in the delivery; the file itself is outside the workspace
    like            (filing, row or None) of each sealed one it is like
    agrees, differs what both share; what differs or is missing on one side
    """

    conviction_id: int
    batch_id: int
    file: str
    line: int | None
    like: tuple[tuple[str, int | None], ...]
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    since: str


def doubtful_rows(session: Session) -> tuple[DoubtfulRow, ...]:
    """Every row in doubt, by number; nothing of a person or a case.

    Raises AnswerIsNoError: a right denied.
    """
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        found = store.doubts(connection)
        if not found:
            return ()
        sealed = {row.conviction_id: (row.filing_id, row.row_no) for row in sealing.sealed_rows(connection)}
        places = _places(connection, list(found))
    return tuple(
        DoubtfulRow(
            one,
            *places[one],
            tuple(sealed[other] for other in told["like"] if other in sealed),
            tuple(told["agrees"]),
            tuple(told["differs"]),
            told["since"],
        )
        for one, told in found.items()
        if one in places
    )


def say_same(session: Session, conviction_id: int, note: str) -> None:
    """The row is a sealed one: it is sealed by the same order, and that cannot be taken back.

    `note` says how that is known, without a name. Raises AnswerIsNoError: `not-in-doubt`, `no-reason`,
    `note-names-somebody`, a right denied.
    """
    session.require(Right.PLAN_DESTRUCTION)
    note = _required(note)
    with session.write(Right.PLAN_DESTRUCTION) as tx:
        told = _told(tx.connection, conviction_id)
        _refuse_naming(tx.connection, conviction_id, told["like"], note)
        like = sorted(sealing.sealed_days(tx.connection, told["like"]))
        store.remove(tx.connection, conviction_id)
        sealing.seal_like(tx.connection, {conviction_id: like[0]}, at=tx.at, by=tx.actor)
        audit_again(tx, [conviction_id])
        tx.audit("said-sealed", f"conviction {conviction_id}", {"like": like, "note": note})


def say_other(session: Session, conviction_id: int, note: str) -> None:
    """The row is another conviction than those sealed: it is shown again, and must be assessed.

    Raises AnswerIsNoError: `not-in-doubt`, `no-reason`, `note-names-somebody`, a right denied.
    """
    session.require(Right.PLAN_DESTRUCTION)
    note = _required(note)
    with session.write(Right.PLAN_DESTRUCTION) as tx:
        told = _told(tx.connection, conviction_id)
        _refuse_naming(tx.connection, conviction_id, told["like"], note)
        store.remove(tx.connection, conviction_id)
        store.answer(tx.connection, conviction_id, {"other_than": told["like"], "by": tx.actor, "at": tx.at})
        payload = {"other_than": told["like"], "note": note}
        tx.audit("said-not-sealed", f"conviction {conviction_id}", payload)


def _places(connection: Any, ids: Sequence[int]) -> dict[int, tuple[int, str, int | None]]:
    """Batch, file and line of each: by these somebody who has the delivery finds the row."""
    found: dict[int, tuple[int, str, int | None]] = {}
    for row in purging.convictions(connection, ids):
        person, _, _ = whole_person_of(connection, purging.person_row(connection, row.person_id))
        lines = next((one.lines for one in person.counts if one.ref == row.ref), ())
        names = batches.file_names(connection, row.batch_id)
        at = (names[lines[0].file - 1], lines[0].line) if lines else ("", None)
        found[row.id] = (row.batch_id, *at)
    return found


def _required(note: str) -> str:
    note = " ".join(note.split())
    if not note:
        raise AnswerIsNoError(
            "no-reason", "The answer needs a reason.", "Say in the note what was looked at; name nobody."
        )
    refuse_too_long(note, "note", MOST_OF_A_TEXT)
    return note


def _refuse_naming(connection: Any, conviction_id: int, like: Sequence[int], note: str) -> None:
    ids = {conviction_id, *like} - sealing.destroyed_ids(connection, like)
    require_nameless(connection, sorted(ids), note, code="note-names-somebody", what="The note")


def _told(connection: Any, conviction_id: int) -> Any:
    found = store.doubts(connection).get(conviction_id)
    if found is None:
        raise AnswerIsNoError(
            "not-in-doubt",
            f"Row {conviction_id} is not one that may be sealed.",
            "`retention WORKSPACE sealed --doubtful` lists those that may be.",
        )
    return found
