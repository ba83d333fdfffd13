"""What leaves the workspace: who receives it, and that it has no name before the log knows of it.

Tables, worksheets, forms, previews and attached documents come through here: their release is logged (Penal
Code 11078) and audited in one transaction, which asks for the right once more; then the file gets its name.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.release_log import record_release
from expunge_desktop.services.rights import Right
from expunge_desktop.services.unfinished_file import UnfinishedPlace

if TYPE_CHECKING:
    from expunge_desktop.services.session import Session


class Receiver(TypedDict, total=False):
    """Who receives an export, what for, of what kind they are; else the own office, for its own review."""

    recipient: str
    purpose: str
    kind: RecipientKind


def kind_of(receiver: Receiver) -> RecipientKind:
    """The kind of recipient something is masked for."""
    return receiver.get("kind", RecipientKind.OWN_OFFICE)


def log_and_name(
    session: "Session",
    unfinished: UnfinishedPlace,
    what: str,
    receiver: Receiver,
    *,
    verb: str,
    subject: str,
    right: Right,
    rows: int,
    sha256: str,
    withheld: Sequence[str] = (),
    **told: object,
) -> None:
    """Log and audit the release of what was written whole, then let it have its name.

    `what`, `rows`, `sha256` and `withheld` as `record_release` takes them; `told` is for the audit alone.
    Raises AnswerIsNoError when the user lost the `right` meanwhile or the name was taken.
    """
    with session.write(right) as tx:
        log = record_release(
            session,
            tx,
            what,
            rows=rows,
            sha256=sha256,
            withheld=withheld,
            files=(unfinished.path.name,),
            **receiver,
        )
        tx.audit(verb, subject, log | told)
    unfinished.give_name()
