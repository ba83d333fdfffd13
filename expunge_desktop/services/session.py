"""Who is working in which workspace: made at logon, held by the window and the command line.

Every service takes a session first and calls `require` before it changes or shows anything.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, ExpungeError, UsageError
from expunge_desktop.base.storage_place import Place
from expunge_desktop.domain.custody import Custody
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.services.logon_trail import write_failed_logons
from expunge_desktop.services.office import (
    county_of,
    office_digest,
    parse_custody,
    parse_office,
    toml_for_county,
)
from expunge_desktop.services.places import PlaceNotes, note_place, require_workspace_place
from expunge_desktop.services.restored_note import told_to
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.sweeping import sweep_at_logon
from expunge_desktop.services.unfinished_file import Swept
from expunge_desktop.services.unfinished_rekey import settle
from expunge_desktop.services.upgrading import Upgraded, open_up_to_date
from expunge_desktop.services.view_log import ViewLog
from expunge_desktop.services.witness import WitnessReport, look, note_kept, remember
from expunge_desktop.store import audit_clock, file_state
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import BUSY_MS, Transaction, Workspace, remove_files
from expunge_desktop.vault import key_file
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_file import Unlocked
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase
from expunge_desktop.vault.private_file import name_file

__all__ = ["FIRST_ROLES", "Session", "Unlocked", "WitnessReport", "create_workspace", "open_session"]

FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})


@dataclass
class Session:
    """An open workspace and the user acting in it. Log off, close it, or use it as a context manager."""

    workspace: Workspace
    path: Path
    user: str
    roles: frozenset[Role]
    clock: Clock
    office: Office
    custody: Custody = field(default_factory=Custody)
    witness: WitnessReport = field(default_factory=WitnessReport)
    views: ViewLog = field(default_factory=ViewLog, repr=False, compare=False)
    places: PlaceNotes = field(default_factory=PlaceNotes, repr=False, compare=False)
    upgraded: Upgraded | None = None  # what the opening did to a workspace of an older version
    swept: Swept = field(default_factory=Swept)
    restored: str = ""  # what this user is told once after a restore

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Whose convictions this office may decide: its county, and the agencies that authorized it."""
        agencies = self.office.authorised_agencies
        return Jurisdiction(self.office.county, None if agencies is None else frozenset(agencies))

    def require(self, *needed: Right | Role) -> None:
        """Go on only if the user has any of these rights or roles (none named: any active user).

        The user's row is read anew each time: a role taken away counts at once, and so does a removal.
        Raises AnswerIsNoError (`right-denied`, `user-inactive`); the refusal is written to the audit trail.
        """
        with self.read() as connection:
            row = stored.find_user(connection, self.user)
        if not self._may(row, needed):
            self._refuse(needed, is_user=row is not None and row.is_active)

    @contextmanager
    def read(self) -> Iterator[Any]:
        """A short read transaction (see `Workspace.read`)."""
        with self.workspace.read() as connection:
            yield connection

    @contextmanager
    def write(self, *needed: Right | Role) -> Iterator[Transaction]:
        """The one writer's transaction in this user's name (see `Workspace.write`).

        Rights are asked as by `require`, but within the transaction: nobody can take them away between the
        asking and the writing, however long the work before it took. The key file is told the newest audit
        row afterwards (`services.witness`). Raises AnswerIsNoError (`right-denied`, `user-inactive`); the
        refusal is audited, nothing else is written.
        """
        newest = None
        try:
            with self.workspace.write(self.user, self.clock) as tx:
                row = stored.find_user(tx.connection, self.user)
                if not self._may(row, needed):
                    raise _DeniedError(is_user=row is not None and row.is_active)
                yield tx
                newest = audit_clock.newest(tx.connection)
        except _DeniedError as denied:
            self._refuse(needed, is_user=denied.is_user)
        self.remember(newest)

    def remember(self, newest: audit_clock.NewestRow | None) -> None:
        """Let the key file know the newest audit row, unless what it knows is not in the trail."""
        if self.witness.is_kept:
            remember(self.path, self.workspace.data_key, newest)

    def accept_witness(self) -> None:
        """Go on from the trail as it is, after the key file knew another one; an administrator's decision.

        Until then every logon tells it. Audited as `witness-accepted`. Raises AnswerIsNoError
        (`right-denied`).
        """
        self.require(Right.KEEP_KEYS)
        if self.witness.is_kept:
            return
        with self.workspace.write(self.user, self.clock) as tx:
            tx.audit("witness-accepted", self.path.name, _as_payload(self.witness))
            note_kept(tx)
            newest = audit_clock.newest(tx.connection)
        if newest is not None:
            key_file.write_witness(
                self.path, self.workspace.data_key, newest.seq, newest.hash, is_forced=True
            )
        self.witness = WitnessReport(True, newest.seq if newest else 0)

    def check_passphrase(self, passphrase: str) -> Unlocked:
        """Ask for this user's own passphrase again, to unlock a locked window; `note_unlock` comes next.

        It waits for no writer, so it goes on during an import. A failure counts as one at logon does. Raises
        EnvironmentProblemError (`wrong-passphrase`, `too-soon`, `logon-locked`), AnswerIsNoError
        (`user-inactive`).
        """
        self.require(Right.OWN_PASSPHRASE)
        return key_file.unlock(self.path, self.user, passphrase, at=iso_instant(self.clock.now()))

    def note_unlock(self, unlocked: Unlocked) -> None:
        """Write the row `unlock`, and those of the failed tries before it."""
        _record_logon(self, unlocked, verb="unlock")

    def note_lock(self) -> None:
        """Write to the audit trail that the window was locked, by hand or after idle time."""
        with self.write() as tx:
            tx.audit("lock", self.user, {})

    def log_off(self) -> None:
        """Write the logoff to the audit trail, if that can still be done, and let go of the workspace."""
        try:
            self.views.flush(self)
            with self.write() as tx:
                tx.audit("logoff", self.user, {})
        except ExpungeError:
            pass  # a full disk or a removed user must not keep the workspace open
        finally:
            self.close()

    def _may(self, row: stored.UserRow | None, needed: Sequence[Right | Role]) -> bool:
        """An active user who has any of these, by the row as it is now."""
        if row is None or not row.is_active:
            return False
        self.roles = frozenset(Role(role) for role in row.roles)
        return not needed or bool(self.roles & _roles_having(needed))

    def _refuse(self, wanted: Sequence[Right | Role], *, is_user: bool) -> NoReturn:
        allowed = _roles_having(wanted)
        said = {"needed": sorted(allowed), "has": sorted(self.roles)}
        if rights := sorted(one for one in wanted if isinstance(one, Right)):
            said["rights"] = [str(one) for one in rights]
        with self.workspace.write(self.user, self.clock) as tx:
            tx.audit("refused", self.user, said)
            newest = audit_clock.newest(tx.connection)
        self.remember(newest)
        if not is_user:
            raise _no_longer_a_user(self.user)
        needed = " or ".join(str(role) for role in sorted(allowed))
        raise AnswerIsNoError(
            "right-denied",
            f"{self.user} may not do this: it needs the role {needed}.",
            "Ask an administrator of the workspace.",
        )

    def close(self) -> None:
        """Let go of the workspace. May be called twice."""
        with suppress(ExpungeError):  # a full disk or a removed user must not keep the workspace open
            self.views.flush(self)
        self.workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_workspace(
    path: Path,
    *,
    office_toml: str | None,
    county: str | None,
    user: str,
    passphrase: str,
    clock: Clock | None = None,
    kdf_cost: KdfCost = STANDARD_COST,
) -> Session:
    """Make a workspace and its key file; the first user is administrator and supervisor (contract 12, 13).

    The file gets its name only when it is whole: a crash leaves nothing that looks like a workspace.
    Raises UsageError (office file, county, name, passphrase), AnswerIsNoError (`workspace-exists`,
    `key-file-exists`), EnvironmentProblemError.
    """
    path, clock = path.absolute(), clock or SystemClock()
    toml = _office_text(office_toml, county)
    office = parse_office(toml)
    name = accept_new_name(user)
    accept_new_passphrase(passphrase, name, path.stem)
    if os.path.lexists(path):
        raise AnswerIsNoError(
            "workspace-exists", f"{path.name} already exists in {path.parent}.", "Choose another name."
        )
    place = require_workspace_place(path)
    raw_key, workspace_id = new_data_key(), secrets.token_hex(16)
    unfinished = path.with_name(path.name + ".partial")
    remove_files(unfinished)
    keys_are_ours = False
    try:
        with (
            Workspace.create(unfinished, raw_key, workspace_id) as workspace,
            workspace.write(name, clock) as tx,
        ):
            stored.add_user(tx.connection, name, FIRST_ROLES, at=tx.at, by=name)
            stored.add_office(tx.connection, toml, office.county, at=tx.at, by=name)
            tx.audit(
                "create-workspace",
                path.name,
                {
                    "county": office.county,
                    "user": name,
                    "roles": sorted(FIRST_ROLES),
                    "office_sha256": office_digest(toml),
                },
            )
            first = audit_clock.newest(tx.connection)
        key_file.create(path, workspace_id, raw_key, name, passphrase, cost=kdf_cost)
        keys_are_ours = True
        remember(path, raw_key, first)
        _give_name(unfinished, path)
    except BaseException:
        remove_files(unfinished)
        if keys_are_ours and not path.exists():
            key_file.key_file_path(path).unlink(missing_ok=True)
        raise
    workspace = Workspace.open(path, raw_key)
    session = Session(workspace, path, name, FIRST_ROLES, clock, office, parse_custody(toml))
    session.witness = WitnessReport(True, first.seq if first else 0)
    _note_place(session, place)
    return session


def open_session(
    path: Path, user: str, passphrase: str, clock: Clock | None = None, *, busy_ms: int = BUSY_MS
) -> Session:
    """Log on. The logon, and failed ones since the last, enter the audit trail (contract, point 11).

    A workspace whose trail no longer holds the newest row its key file knows opens all the same, and says so
    (`Session.witness`, audited as `witness-broken`). What killed programs left is removed.
    Raises EnvironmentProblemError: `workspace-missing`, `key-file-missing`, `wrong-passphrase`, `too-soon`,
    `logon-locked`, `locked` …; AnswerIsNoError (`user-inactive`).
    """
    path, clock = path.absolute(), clock or SystemClock()
    file_state.refuse_odd(path)
    place = require_workspace_place(path)
    unlocked = key_file.unlock(path, user, passphrase, at=iso_instant(clock.now()))
    settled = settle(path, unlocked.keys)
    workspace, upgraded = open_up_to_date(path, settled.raw_key, unlocked.user, clock, busy_ms=busy_ms)
    try:
        if workspace.workspace_id != unlocked.workspace_id:
            raise EnvironmentProblemError(
                "not-a-workspace",
                f"{path.name} does not belong to the key file beside it.",
                "Put the workspace and its own key file side by side.",
            )
        with workspace.read() as connection:
            row = stored.find_user(connection, unlocked.user)
            toml = stored.newest_office(connection)
        if row is None or not row.is_active:
            raise _no_longer_a_user(unlocked.user)
        roles = frozenset(Role(role) for role in row.roles)
        session = Session(
            workspace, path, unlocked.user, roles, clock, parse_office(toml), parse_custody(toml)
        )
        session.upgraded = upgraded
        session.witness = look(workspace, path)
        _record_logon(session, unlocked, settled=settled.said)
        _note_place(session, place)
        session.swept = sweep_at_logon(session, settled)
    except BaseException:
        workspace.close()
        raise
    return session


class _DeniedError(Exception):
    """The acting user was removed, or lost the right, since it was asked for."""

    def __init__(self, *, is_user: bool) -> None:
        super().__init__()
        self.is_user = is_user


def _roles_having(needed: Iterable[Right | Role]) -> frozenset[Role]:
    return frozenset().union(*(ROLES_OF[one] if isinstance(one, Right) else {one} for one in needed))


def _no_longer_a_user(name: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        "user-inactive",
        f"{name} is no longer a user of this workspace.",
        "Ask an administrator of the workspace.",
    )


def _as_payload(report: WitnessReport) -> dict[str, object]:
    return {"seq": report.seq, "rows_missing": report.rows_missing, "reason": report.reason}


def _record_logon(session: Session, unlocked: Unlocked, *, verb: str = "logon", settled: str = "") -> None:
    with session.write() as tx:
        recorded = write_failed_logons(tx, unlocked)
        tx.audit(verb, session.user, {"roles": sorted(session.roles)})
        session.restored = told_to(tx, session.user) if verb == "logon" else ""
        if settled:
            tx.audit("rekey-interrupted", session.path.name, {"kept": settled})
        if verb == "logon" and not session.witness.is_kept:
            tx.audit("witness-broken", session.path.name, _as_payload(session.witness))
        elif session.witness.seq:
            note_kept(tx)
    if unlocked.failed_count:
        key_file.forget_failed_logons(session.path, recorded)


def _note_place(session: Session, place: Place) -> None:
    if place.is_warned:
        with session.write() as tx:
            note_place(session.places, tx, session.path, place)


def _give_name(unfinished: Path, path: Path) -> None:
    try:
        name_file(unfinished, path)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"The workspace {path.name} cannot be made in {path.parent} ({error.strerror}).",
            "Check that the folder exists and that you may write there.",
        ) from None


def _office_text(office_toml: str | None, county: str | None) -> str:
    if office_toml is None:
        return toml_for_county(county or "")
    given = parse_office(office_toml).county
    if county is not None and county_of(county) != given:
        raise UsageError(
            "county-disagrees",
            f"The office file says the county is {given}, --county says {county_of(county)}.",
            "Leave --county out, or correct the office file.",
        )
    return office_toml
