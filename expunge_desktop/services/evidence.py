"""Documents attached to challenges: checked, kept encrypted in the workspace, found by their SHA-256."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given
from expunge_desktop.documents.attachment import LARGEST, pages_of_attachment
from expunge_desktop.services.leaving import Receiver, kind_of, log_and_name
from expunge_desktop.services.masking import Export, masking_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_file import UnfinishedFile
from expunge_desktop.store import evidence as store
from expunge_desktop.store.workspace import Transaction


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that may be attached: read and checked, not yet kept."""

    name: str
    data: bytes
    pages: int

    @property
    def sha256(self) -> str:
        """By which the workspace finds it."""
        return hashlib.sha256(self.data).hexdigest()


def read_attachment(path: Path) -> Attachment:
    """The document of a file.

    Raises AnswerIsNoError (`evidence-unfit`, `file-too-large`) when a court could not be given it,
    EnvironmentProblemError when the file cannot be read.
    """
    data = read_given(path, "attached", most=LARGEST)
    return Attachment(path.name, data, pages_of_attachment(path.name, data))


def attach(tx: Transaction, decision_id: int, documents: Sequence[Attachment]) -> list[dict[str, object]]:
    """Keep documents and attach them to a decision in its own transaction; gives what the audit tells."""
    for one in documents:
        store.add(tx.connection, one.sha256, one.data, one.pages, at=tx.at, by=tx.actor)
    unique = {one.sha256: one.name for one in documents}
    store.attach(tx.connection, decision_id, list(unique.items()))
    return [{"name": name, "sha256": sha256} for sha256, name in unique.items()]


def read_evidence(session: Session, sha256: str) -> bytes:
    """The bytes of an attached document. Raises AnswerIsNoError when there is none of that SHA-256."""
    session.require(Right.SEE_PEOPLE)
    with session.read() as connection:
        shown = store.is_of_open_conviction(connection, sha256)
        content = evidence_bytes(connection, sha256) if shown else None
    if content is None:
        raise AnswerIsNoError(
            "no-such-evidence", f"No attached document has the SHA-256 {sha256}.", "See the decision."
        )
    session.views.note(session, "view-evidence", sha256, {})
    return content


def save_evidence(session: Session, sha256: str, path: Path, **receiver: Unpack[Receiver]) -> None:
    """Write an attached document to a new file and log its release (Penal Code 11078).

    Raises like `read_evidence`, and when the file exists or may not go out to that kind of recipient.
    """
    session.require(Right.EXPORT)
    masking_of(kind_of(receiver), Export.EVIDENCE).require(person=sha256)  # a document tells of one person
    content = read_evidence(session, sha256)
    with UnfinishedFile(session, path) as unfinished:
        with unfinished.open() as file:
            file.write(content)
        log_and_name(
            session,
            unfinished,
            "document attached to a challenge",
            receiver,
            verb="evidence.export",
            subject=sha256,
            right=Right.EXPORT,
            rows=1,
            sha256=sha256,
            bytes=len(content),
        )


def evidence_bytes(connection: Any, sha256: str) -> bytes | None:
    """The bytes of a document, None when there is none; for papers, which check them themselves."""
    return store.read(connection, sha256)
