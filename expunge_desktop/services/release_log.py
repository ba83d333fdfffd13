"""The release log: whatever leaves the workspace, who received it and what for (Penal Code 11078)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealed_names import SealedNames, sealed_names
from expunge_desktop.services.session import Session
from expunge_desktop.store import decisions
from expunge_desktop.store import exports as store
from expunge_desktop.store.exports import ReleaseFilter
from expunge_desktop.store.workspace import Transaction

OWN_OFFICE = "own office"
INTERNAL_REVIEW = "internal review"
EVERY_RELEASE = ReleaseFilter()
PAGE = 200


@dataclass(frozen=True, slots=True)
class Release:
    """One row of the log.

    kind       a `RecipientKind`; empty in rows of before it was asked for
    withheld   fields or papers that were masked for this kind of recipient
    files      names of the files written; empty for a printing on paper and for rows of before
    """

    id: int
    at: str
    actor: str
    what: str
    kind: str
    recipient: str
    purpose: str
    rows: int
    withheld: tuple[str, ...]
    files: tuple[str, ...]
    sha256: str


def record_release(
    session: Session,
    tx: Transaction,
    what: str,
    *,
    recipient: str,
    purpose: str,
    rows: int,
    sha256: str,
    kind: RecipientKind = RecipientKind.OWN_OFFICE,
    withheld: Sequence[str] = (),
    files: Sequence[str] = (),
) -> dict[str, object]:
    """Add what leaves the workspace to its release log, in the name of the session's user and at this moment.

    `what` says what it is, `rows` how many convictions or counts it tells of, `sha256` which file exactly,
    `withheld` what `masking` kept back from this kind of recipient, `files` the names as they will be.
    Gives what the audit of the same transaction tells of it. Raises UsageError when recipient or purpose is
    empty (Penal Code 11078 wants both).
    """
    recipient, purpose = " ".join(recipient.split()), " ".join(purpose.split())
    if not recipient or not purpose:
        raise UsageError(
            "no-recipient",
            "Who receives it and what for must be said: nothing leaves without it.",
            "Give both, for example “Superior Court” and “filing”.",
        )
    told: dict[str, object] = {
        "recipient": recipient,
        "recipient_kind": kind.value,
        "purpose": purpose,
        "rows": rows,
        "sha256": sha256,
    }
    log = {
        "at": iso_instant(session.clock.now()),
        "what": what,
        "withheld": ";".join(withheld),
        "files": ";".join(files),
    }
    decisions.add_release(tx.connection, {"actor": session.user, **log, **told})
    told["log"] = log
    return told | ({"withheld": list(withheld)} if withheld else {})


def search(
    session: Session,
    wanted: ReleaseFilter = EVERY_RELEASE,
    *,
    before: int | None = None,
    limit: int | None = PAGE,
) -> list[Release]:
    """Rows of the log, the newest first; `before` is the id of the last row of the page before.

    What somebody wrote is shown without the names and cases of sealed convictions, and is not found by them;
    the audit trail keeps it as it was written. Raises AnswerIsNoError when the user may not see it.
    """
    session.require(Right.SEE_RELEASES)
    with session.read() as connection:
        named = sealed_names(session, connection)
        if not (wanted.text and named):
            found = store.releases(connection, wanted, before=before, limit=limit)
            return [_release(row, named) for row in found]
        found = store.releases(connection, wanted, before=before)
        return [one for row in found if _has(one := _release(row, named), wanted.text)][:limit]


def count(session: Session, wanted: ReleaseFilter = EVERY_RELEASE) -> int:
    """How many rows `search` has in all. Raises AnswerIsNoError when the user may not see it."""
    session.require(Right.SEE_RELEASES)
    with session.read() as connection:
        named = sealed_names(session, connection)
        if not (wanted.text and named):
            return store.count_releases(connection, wanted)
        return sum(_has(_release(row, named), wanted.text) for row in store.releases(connection, wanted))


def _has(row: Release, text: str) -> bool:
    """Whether what is shown of the row has the words that were asked for."""
    shown = (row.what, row.recipient, row.purpose, ";".join(row.files))
    return any(text.casefold() in one.casefold() for one in shown)


def _release(row: Any, named: SealedNames) -> Release:
    return Release(
        id=row.id,
        at=row.at,
        actor=row.actor,
        what=named.masked(row.what),
        kind=row.recipient_kind or "",
        recipient=named.masked(row.recipient),
        purpose=named.masked(row.purpose),
        rows=row.rows,
        withheld=_parts(row.withheld),
        files=tuple(map(named.masked, _parts(row.files))),
        sha256=row.sha256,
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
