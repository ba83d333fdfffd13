"""Papers with what is no longer so: what an office is told before it records a filing as filed.

A stale filing, or one with somebody in it of whom a supplied fact waits, is not released. One that was
released before may have reached the court all the same; the record must be able to say so, with a note.
"""

from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import from_json
from expunge_desktop.services.filing_inputs import InputsNow
from expunge_desktop.services.make_filing import require_filing
from expunge_desktop.services.release_filing import stale_reason_at
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import filings

ALTHOUGH_STALE = "Although stale"


def no_longer_so(session: Session, filing_id: str, progress: Progress | None = None) -> str:
    """What speaks against recording a filing as filed, in sentences; empty when nothing does.

    Raises AnswerIsNoError when there is no such filing or the user may not see it.
    """
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        require_filing(connection, filing_id)
        return no_longer_so_at(session, connection, filing_id, progress)


def no_longer_so_at(
    session: Session, connection: Any, filing_id: str, progress: Progress | None = None
) -> str:
    """The same by what this connection sees; contents are made anew only when an input has moved."""
    record = filings.find_filing(connection, filing_id)
    assert record is not None  # whoever asks has looked for it
    now, why = InputsNow(session, connection), ""
    if now.moved(record.inputs):
        why = stale_reason_at(session, connection, from_json(record.content), progress or SilentProgress())
    said = (f"{filing_id} is stale: {why}" if why else "", now.waiting(filing_id, record.inputs))
    return " ".join(filter(None, said))


def refuse_no_longer_so(stale: str, note: str, *, although_stale: bool) -> None:
    """Raise AnswerIsNoError (`filing-stale`) unless somebody says, with a note, that it was filed so.

    `stale` is what `no_longer_so` gave; `no-reason` when only the note is missing.
    """
    if stale and not although_stale:
        raise AnswerIsNoError(
            "filing-stale",
            stale,
            "File papers of a new filing instead. If these are what the court received, say so with "
            "--although-stale and a --note.",
        )
    if stale and not note:
        raise AnswerIsNoError(
            "no-reason",
            "That stale papers are what was filed needs a note.",
            "Say in the note how that is known: the clerk's stamp, a receipt.",
        )


def note_of(note: str, stale: str) -> str:
    """The note as it is kept: it says first that the papers were stale."""
    return f"{ALTHOUGH_STALE}: {note}" if stale else note
