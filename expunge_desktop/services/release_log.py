"""The release log: whatever leaves the workspace, who received it and what for (Penal Code 11078)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.given_words import MOST_OF_A_LINE, refuse_too_long
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.sealed_names import SealedNames, sealed_names
from expunge_desktop.services.session import Session
from expunge_desktop.store import decisions
from expunge_desktop.store import exports as store
from expunge_desktop.store.exports import ReleaseFilter
from expunge_desktop.store.workspace import Transaction

OWN_OFFICE = "own office"
INTERNAL_REVIEW = "internal review"
WITHHELD = "withheld: no casework role"
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
    rows: int,
    sha256: str,
    recipient: str = OWN_OFFICE,
    purpose: str = INTERNAL_REVIEW,
    kind: RecipientKind = RecipientKind.OWN_OFFICE,
    withheld: Sequence[str] = (),
    files: Sequence[str] = (),
) -> dict[str, object]:
    """Add what leaves the workspace to its release log, in the name of the session's user and at this moment.

    `what` says what it is, `rows` how many convictions or counts it tells of, `sha256` which file exactly,
    `withheld` what `masking` kept back from this kind of recipient, `files` the names as they will be.
    Gives what the audit of the same transaction tells of it. Raises UsageError when recipient or purpose is
    empty (Penal Code 11078 wants both), AnswerIsNoError (`too-long`).
    """
    recipient, purpose = " ".join(recipient.split()), " ".join(purpose.split())
    if not recipient or not purpose:
        raise UsageError(
            "no-recipient",
            "Who receives it and what for must be said: nothing leaves without it.",
            "Give both, for example “Superior Court” and “filing”.",
        )
    refuse_too_long(recipient, "recipient", MOST_OF_A_LINE)
    refuse_too_long(purpose, "purpose", MOST_OF_A_LINE)
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
    the audit trail keeps it as it was written. From who may not see people it is withheld. The reading is
    audited before anything is shown. Raises AnswerIsNoError when the user may not see it.
    """
    session.require(Right.SEE_RELEASES)
    session.views.note(session, "read-release-log", "releases", _asked(wanted))
    with session.read() as connection:
        shown = _Shown(sealed_names(session, connection), sees_people=_sees_people(session))
        if not (wanted.text and shown.is_less):
            found = store.releases(connection, wanted, before=before, limit=limit)
            return [shown.release(row) for row in found]
        found = store.releases(connection, wanted, before=before)
        return [one for row in found if _has(one := shown.release(row), wanted.text)][:limit]


def count(session: Session, wanted: ReleaseFilter = EVERY_RELEASE) -> int:
    """How many rows `search` has in all. Raises AnswerIsNoError when the user may not see it."""
    session.require(Right.SEE_RELEASES)
    with session.read() as connection:
        shown = _Shown(sealed_names(session, connection), sees_people=_sees_people(session))
        if not (wanted.text and shown.is_less):
            return store.count_releases(connection, wanted)
        return sum(_has(shown.release(row), wanted.text) for row in store.releases(connection, wanted))


def _has(row: Release, text: str) -> bool:
    """Whether what is shown of the row has the words that were asked for."""
    shown = (row.what, row.recipient, row.purpose, ";".join(row.files))
    return any(text.casefold() in one.casefold() for one in shown)


def _sees_people(session: Session) -> bool:
    return bool(session.roles & ROLES_OF[Right.SEE_PEOPLE])


def _asked(wanted: ReleaseFilter) -> dict[str, object]:
    """A filter as the audit trail tells it."""
    return {name: value for name, value in asdict(wanted).items() if value}


@dataclass(frozen=True, slots=True)
class _Shown:
    """How rows are shown to a user: without what names the sealed, or without anything somebody wrote."""

    named: SealedNames
    sees_people: bool

    @property
    def is_less(self) -> bool:
        """Something may be left out."""
        return bool(self.named) or not self.sees_people

    def release(self, row: Any) -> Release:
        """One row of the log."""
        files = _parts(row.files)
        return Release(
            id=row.id,
            at=row.at,
            actor=row.actor,
            what=self.named.masked(row.what),
            kind=row.recipient_kind or "",
            recipient=self._text(row.recipient, OWN_OFFICE),
            purpose=self._text(row.purpose, INTERNAL_REVIEW),
            rows=row.rows,
            withheld=_parts(row.withheld),
            files=tuple(map(self.named.masked, files)) if self.sees_people else (WITHHELD,) * bool(files),
            sha256=row.sha256,
        )

    def _text(self, text: str, usual: str) -> str:
        """What somebody wrote; the program's own usual words speak of nobody."""
        return self.named.masked(text) if self.sees_people or text == usual else WITHHELD


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
