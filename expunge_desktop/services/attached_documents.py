"""The documents attached to the decisions on one conviction, numbered: what there is to read or write out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    """One document beside the decision it is attached to; its bytes are found by the SHA-256."""

    number: int  # from 1, the oldest decision first; a later decision never changes it
    name: str
    pages: int
    sha256: str
    action: str
    outcome: str
    reason: str
    decided_at: str
    decided_by: str


def attached_documents(session: Session, conviction_id: int) -> tuple[AttachedDocument, ...]:
    """Everything attached to the decisions on a conviction; audited as a look at its person.

    Raises AnswerIsNoError when there is no such conviction, or the court has sealed it.
    """
    session.require(Right.SEE_PEOPLE)
    return documents_of(conviction_detail(session, conviction_id))


def documents_of(detail: ConvictionDetail) -> tuple[AttachedDocument, ...]:
    """The same of a conviction that was read already."""
    found = [(decision, paper) for decision in detail.decisions for paper in decision.evidence]
    return tuple(
        AttachedDocument(
            number,
            paper.name,
            paper.pages,
            paper.sha256,
            decision.action,
            decision.outcome,
            decision.reason,
            decision.decided_at,
            decision.decided_by,
        )
        for number, (decision, paper) in enumerate(found, 1)
    )


def document_meant(documents: Sequence[AttachedDocument], which: str | None) -> AttachedDocument:
    """The document of that number or SHA-256; without either the only one there is.

    Raises AnswerIsNoError when there is none (`no-such-evidence`) or nobody said which (`ambiguous`).
    """
    if not documents:
        raise AnswerIsNoError(
            "no-such-evidence",
            "No document is attached to a decision on this conviction.",
            "Whoever challenges a conviction may attach some.",
        )
    said = (which or "").strip().lower()
    if not said and len({one.sha256 for one in documents}) > 1:
        raise AnswerIsNoError(
            "ambiguous", f"{many(len(documents), 'document')} are attached.", "Say which, by its number."
        )
    said = said or documents[0].sha256
    for one in documents:
        if said == (one.sha256 if _DIGEST.fullmatch(said) else str(one.number)):
            return one
    raise AnswerIsNoError(
        "no-such-evidence",
        f"No document attached to this conviction has the number or SHA-256 {which}.",
        "List them first: each has its number.",
    )
