"""The release log: whatever leaves the workspace, who received it and what for (Penal Code 11078)."""

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.services.session import Session
from expunge_desktop.store import decisions
from expunge_desktop.store.workspace import Transaction

OWN_OFFICE = "own office"
INTERNAL_REVIEW = "internal review"


def record_release(
    session: Session, tx: Transaction, what: str, *, recipient: str, purpose: str, rows: int, sha256: str
) -> dict[str, object]:
    """Add what leaves the workspace to its release log, in the name of the session's user and at this moment.

    `what` says what it is, `rows` how many convictions or counts it tells of, `sha256` which file exactly.
    Gives recipient, purpose, rows and digest as the audit of the same transaction tells them.
    """
    told: dict[str, object] = {"recipient": recipient, "purpose": purpose, "rows": rows, "sha256": sha256}
    at = iso_instant(session.clock.now())
    decisions.add_release(tx.connection, {"at": at, "actor": session.user, "what": what, **told})
    return told
