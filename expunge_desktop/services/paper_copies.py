"""Papers printed on paper: who receives them and what for, before any page leaves (Penal Code 11078)."""

import hashlib
from collections.abc import Sequence

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.paper_masks import paper_masks
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.release_log import record_release
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden_filing
from expunge_desktop.services.session import Session


def record_printing(
    session: Session,
    filing_id: str,
    papers: Sequence[PreviewPaper],
    *,
    recipient: str,
    purpose: str,
    kind: RecipientKind = RecipientKind.OWN_OFFICE,
    pages: int,
    copies: int,
) -> None:
    """Write the release log and the audit trail of a printing that is about to begin.

    `pages` of one copy are printed. Raises AnswerIsNoError when there is no such filing or the user may not
    print it, or such a paper may not go to that `kind` of recipient.
    """
    session.require(Right.PRINT)
    masks = paper_masks(session, filing_id, kind)
    masks.require_given((paper.document, paper.title) for paper in papers)
    digests = {paper.file: hashlib.sha256(paper.content).hexdigest() for paper in papers}
    together = hashlib.sha256("\n".join(digests.values()).encode()).hexdigest()
    with session.write(Right.PRINT) as tx:
        refuse_hidden_filing(tx.connection, filing_id)
        filing = stored_filing(tx.connection, filing_id)
        told = record_release(
            session,
            tx,
            f"papers of filing {filing_id} on paper: {', '.join(digests)}",
            recipient=recipient,
            purpose=purpose,
            rows=len(filing.rows),
            sha256=together,
            kind=kind,
        )
        tx.audit("print-on-paper", filing_id, told | {"files": digests, "pages": pages, "copies": copies})
