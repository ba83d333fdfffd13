"""Destruction of sealed and overdue rows: a supervisor plans, another user carries it out and certifies it.

Nothing is destroyed by itself, and nothing without a term in the office file (`[retention] purge_after_days`)
or, for records overdue by HS 11361.5, without a ground the supervisor gives.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from expunge_desktop import __version__
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.destruction_certificate import write_certificate
from expunge_desktop.services.csv_files import open_new_file
from expunge_desktop.services.destroying import Destruction
from expunge_desktop.services.given_words import MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.nameless_texts import require_nameless
from expunge_desktop.services.overdue import destruction_rule, overdue_on
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, meta
from expunge_desktop.store import retention as store
from expunge_desktop.store.freed_pages import clear_freed_pages

_PLAN, _CLEARING = "purge_plan", "purge_clearing"
HASH_METHOD = (
    "HMAC-SHA-256 over the destroyed content of each kind, with a random key made for this destruction and "
    "not kept: nobody can find out by guessing what was destroyed."
)


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A copy the audit trail knows of, which may still hold what is destroyed here."""

    name: str
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a supervisor has planned to destroy: `sealed` and `overdue` convictions, by their ids."""

    made_at: str
    made_by: str
    ground: str
    sealed: tuple[int, ...]
    overdue: tuple[int, ...]
    backups: tuple[KnownBackup, ...] = ()

    @property
    def convictions(self) -> tuple[int, ...]:
        """Every conviction of the plan."""
        return tuple(sorted({*self.sealed, *self.overdue}))


@dataclass(frozen=True, slots=True)
class Certificate:
    """One destruction as certified; `content` is the JSON without any identity, `sha256` that of its text."""

    id: int
    made_at: str
    made_by: str
    planned_by: str
    ground: str
    people: int
    convictions: int
    sha256: str
    content: dict[str, Any]


def plan(session: Session, *, ground: str = "", include_overdue: bool = False) -> PurgePlan:
    """Plan to destroy every sealed row past the office's term, and with a ground the overdue ones too.

    A plan replaces the one before; another user carries it out (`purge`). Raises AnswerIsNoError:
    `no-retention-term`, `no-ground`, `nothing-due`, `ground-names-somebody`, `too-long`, a right denied.
    """
    session.require(Right.PLAN_DESTRUCTION)
    ground = " ".join(ground.split())
    refuse_too_long(ground, "ground", MOST_OF_A_TEXT)
    days = session.custody.retention.purge_after_days
    if include_overdue and not ground:
        raise AnswerIsNoError(
            "no-ground",
            f"Records overdue by {destruction_rule().citation} are destroyed only on a ground you give.",
            "Say in a sentence why this office destroys them.",
        )
    if days is None and not include_overdue:
        raise AnswerIsNoError(
            "no-retention-term",
            "The office has set no term after which sealed rows are destroyed, so nothing is.",
            "Set purge_after_days under [retention] in the office file.",
        )
    with session.write(Right.PLAN_DESTRUCTION) as tx:
        sealed = due_on(tx.connection, days, session.clock.today())
        overdue = overdue_on(tx.connection, session.clock.today()).overdue if include_overdue else ()
        if not sealed and not overdue:
            raise AnswerIsNoError("nothing-due", "Nothing is due for destruction today.", "See the status.")
        _refuse_naming(tx.connection, sorted({*sealed, *overdue}), ground)
        made = PurgePlan(
            tx.at, session.user, ground or _ground(days or 0), sealed, overdue, _backups(tx.connection)
        )
        meta.write(tx.connection, _PLAN, json.dumps(asdict(made), sort_keys=True))
        told = {"ground": made.ground, "sealed": list(sealed), "overdue": list(overdue)}
        tx.audit("purge-plan", many(len(made.convictions), "conviction"), told)
    return made


def withdraw(session: Session) -> None:
    """Give the plan up. Raises AnswerIsNoError (`no-plan`)."""
    session.require(Right.PLAN_DESTRUCTION)
    with session.write(Right.PLAN_DESTRUCTION) as tx:
        if plan_in(tx.connection) is None:
            raise _no_plan()
        meta.write(tx.connection, _PLAN, "")
        tx.audit("purge-plan", "withdrawn", {})


def purge(session: Session, progress: Progress | None = None) -> Certificate:
    """Carry the plan out, all or nothing, write the certificate, and clear the freed pages of the file.

    Raises AnswerIsNoError (`no-plan`, `same-person`, `plan-outdated`, `ground-names-somebody`),
    CancelledError: nothing was destroyed then. When only the clearing could not be done, the status says so
    (`finish_clearing`).
    """
    session.require(Right.DESTROY)
    progress = progress or SilentProgress()
    with session.write(Right.DESTROY) as tx:
        found = plan_in(tx.connection)
        if found is None:
            raise _no_plan()
        if found.made_by == session.user:
            raise AnswerIsNoError(
                "same-person",
                f"{session.user} has planned this destruction and may not carry it out as well.",
                "Another user with the role administrator must.",
            )
        _refuse_outdated(session, tx.connection, found)
        days = session.custody.retention.purge_after_days
        if days is None or found.ground != _ground(days):
            _refuse_naming(tx.connection, found.convictions, found.ground)  # a plan of an older version
        purge_id = store.next_purge_id(tx.connection)
        head = audit.head(tx.connection)
        destroyed = Destruction(tx, purge_id, found.convictions, progress).run()
        content: dict[str, Any] = {
            "certificate": purge_id,
            "office": session.office.name,
            "county": session.office.county,
            "planned_at": found.made_at,
            "planned_by": found.made_by,
            "destroyed_at": tx.at,
            "destroyed_by": session.user,
            "ground": found.ground,
            "purge_after_days": session.custody.retention.purge_after_days,
            "sealed_convictions": len(found.sealed),
            "overdue_convictions": len(set(found.overdue) - set(found.sealed)),
            "destroyed": dict(sorted(destroyed.counts.items())),
            "hashes": destroyed.hashes,
            "hash_method": HASH_METHOD,
            "filings": destroyed.filings,
            "backups_known": [asdict(one) for one in _backups(tx.connection)],
            "audit_head_before": head,
            "program": f"Expunge Desktop {__version__}",
        }
        text = audit.canonical_json(content)
        digest = hashlib.sha256(text.encode()).hexdigest()
        values = {
            "id": purge_id,
            "made_at": tx.at,
            "made_by": session.user,
            "ground": found.ground,
            "people": destroyed.counts["people"],
            "convictions": len(found.convictions),
            "certificate": text,
            "sha256": digest,
        }
        store.add_purge(tx.connection, values)
        meta.write(tx.connection, _PLAN, "")
        meta.write(tx.connection, _CLEARING, "due")
        told = {"certificate": digest, "destroyed": content["destroyed"], "ground": found.ground}
        tx.audit("purge", f"purge {purge_id}", told | {"filings_left": destroyed.filings_left})
    with suppress(EnvironmentProblemError):  # the rows are gone; what is left to do, the status says
        finish_clearing(session, progress)
    return certificate(session, purge_id)


def finish_clearing(session: Session, progress: Progress | None = None) -> bool:
    """Clear the freed pages a destruction has left, if any; False when another window keeps the log busy.

    It is not stopped on the way. Raises EnvironmentProblemError (`locked`, `disk-full`).
    """
    session.require(Right.DESTROY)
    (progress or SilentProgress()).report(0, 0, "Writing the file anew without the freed pages")
    with session.read() as connection:
        if not is_clearing_due(connection):
            return True
    is_clear = clear_freed_pages(session.workspace.path, session.workspace.data_key)
    if is_clear:
        with session.write(Right.DESTROY) as tx:
            meta.write(tx.connection, _CLEARING, "")
            tx.audit("purge-cleared", "workspace", {})
    return is_clear


def certificates(session: Session) -> tuple[Certificate, ...]:
    """Every destruction, oldest first."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        return tuple(map(_certificate, store.purges(connection)))


def certificate(session: Session, purge_id: int) -> Certificate:
    """One destruction. Raises AnswerIsNoError (`no-such-certificate`)."""
    session.require(Right.SEE_FIGURES)
    for one in certificates(session):
        if one.id == purge_id:
            return one
    raise AnswerIsNoError(
        "no-such-certificate", f"There is no certificate {purge_id}.", "See the list of destructions."
    )


def certificate_pdf(session: Session, purge_id: int) -> bytes:
    """The certificate as a page to sign; it names nobody but those who destroyed."""
    session.require(Right.SEE_FIGURES)
    found = certificate(session, purge_id)
    return write_certificate(found.content, found.sha256)


def save_certificate(session: Session, purge_id: int, path: Path) -> None:
    """Write the page to a new file; audited. It holds no criminal offender record information.

    Raises AnswerIsNoError (`no-such-certificate`, `destination-exists`), EnvironmentProblemError.
    """
    session.require(Right.SEE_FIGURES)
    data = certificate_pdf(session, purge_id)
    with open_new_file(path) as file:
        file.write(data)
    with session.write(Right.SEE_FIGURES) as tx:
        tx.audit("certificate.export", f"purge {purge_id}", {"sha256": hashlib.sha256(data).hexdigest()})


def plan_in(connection: Any) -> PurgePlan | None:
    """The plan as kept, None when there is none."""
    text = meta.read(connection, _PLAN)
    if not text:
        return None
    data = json.loads(text)
    backups = tuple(KnownBackup(**one) for one in data.pop("backups"))
    sealed, overdue = (tuple(data.pop(name)) for name in ("sealed", "overdue"))
    return PurgePlan(**data, sealed=sealed, overdue=overdue, backups=backups)


def is_clearing_due(connection: Any) -> bool:
    """A destruction is done, but pages it freed are not cleared yet."""
    return bool(meta.read(connection, _CLEARING))


def due_on(connection: Any, days: int | None, today: date) -> tuple[int, ...]:
    """Sealed rows past a term of so many days; none where the office has set no term."""
    if days is None:
        return ()
    last = (today - timedelta(days=days)).isoformat()
    return tuple(one for one, day in store.kept_sealed(connection) if day <= last)


def _refuse_naming(connection: Any, ids: Sequence[int], ground: str) -> None:
    require_nameless(connection, ids, ground, code="ground-names-somebody", what="The ground")


def _refuse_outdated(session: Session, connection: Any, found: PurgePlan) -> None:
    """Everything planned must still be due."""
    today = session.clock.today()
    sealed = set(due_on(connection, session.custody.retention.purge_after_days, today))
    overdue = set(overdue_on(connection, today, found.overdue).overdue) if found.overdue else set()
    # A row that was overdue when planned may have been sealed since: it is still to be destroyed.
    if set(found.sealed) - sealed or set(found.overdue) - overdue - sealed:
        raise AnswerIsNoError(
            "plan-outdated",
            f"Not everything that {found.made_by} planned on {found.made_at[:10]} is still due.",
            "A supervisor must plan again. Nothing was destroyed.",
        )


def _backups(connection: Any) -> tuple[KnownBackup, ...]:
    return tuple(KnownBackup(row.subject, row.at, row.actor) for row in store.backups_made(connection))


def _ground(days: int) -> str:
    return (
        "Sealed by the court (HS 11361.8, 11361.9); the office destroys sealed rows "
        f"{many(days, 'day')} after the court's entry."
    )


def _no_plan() -> AnswerIsNoError:
    return AnswerIsNoError(
        "no-plan", "Nothing is planned for destruction.", "A supervisor must plan it first."
    )


def _certificate(row: Any) -> Certificate:
    content = json.loads(row.certificate)
    return Certificate(
        row.id,
        row.made_at,
        row.made_by,
        content["planned_by"],
        row.ground,
        row.people,
        row.convictions,
        row.sha256,
        content,
    )
