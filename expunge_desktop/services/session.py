"""Who is working in which workspace: made at logon, held by the window and the command line.

Every service takes a session first and calls `require` before it changes or shows anything.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.domain.custody import Custody
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.services.office import county_of, parse_custody, parse_office, toml_for_county
from expunge_desktop.store import meta
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import BUSY_MS, Transaction, Workspace, remove_files
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost, new_data_key
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase
from expunge_desktop.vault.private_file import sync_folder

FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
_RECORDED = "failed_logons_recorded"


@dataclass
class Session:
    """An open workspace and the user acting in it. Close it, or use it as a context manager."""

    workspace: Workspace
    path: Path
    user: str
    roles: frozenset[Role]
    clock: Clock
    office: Office
    custody: Custody = field(default_factory=Custody)

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Whose convictions this office may decide: its county, and the agencies that authorized it."""
        agencies = self.office.authorised_agencies
        return Jurisdiction(self.office.county, None if agencies is None else frozenset(agencies))

    def require(self, *roles: Role) -> None:
        """Go on only if the user has any of these roles (none named: any user).

        Raises AnswerIsNoError (`right-denied`); the refusal is written to the audit trail.
        """
        if not roles or self.roles & set(roles):
            return
        needed = " or ".join(sorted(roles))
        with self.write() as tx:
            tx.audit("refused", self.user, {"needed": sorted(roles), "has": sorted(self.roles)})
        raise AnswerIsNoError(
            "right-denied",
            f"{self.user} may not do this: it needs the role {needed}.",
            "Ask an administrator of the workspace.",
        )

    @contextmanager
    def read(self) -> Iterator[Any]:
        """A short read transaction (see `Workspace.read`)."""
        with self.workspace.read() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """The one writer's transaction in this user's name (see `Workspace.write`)."""
        with self.workspace.write(self.user, self.clock) as tx:
            yield tx

    def close(self) -> None:
        """Let go of the workspace. May be called twice."""
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
    accept_new_passphrase(passphrase)
    if path.exists():
        raise AnswerIsNoError(
            "workspace-exists", f"{path.name} already exists in {path.parent}.", "Choose another name."
        )
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
                {"county": office.county, "user": name, "roles": sorted(FIRST_ROLES)},
            )
        key_file.create(path, workspace_id, raw_key, name, passphrase, cost=kdf_cost)
        keys_are_ours = True
        _give_name(unfinished, path)
    except BaseException:
        remove_files(unfinished)
        if keys_are_ours and not path.exists():
            key_file.key_file_path(path).unlink(missing_ok=True)
        raise
    return Session(Workspace.open(path, raw_key), path, name, FIRST_ROLES, clock, office, parse_custody(toml))


def open_session(
    path: Path, user: str, passphrase: str, clock: Clock | None = None, *, busy_ms: int = BUSY_MS
) -> Session:
    """Log on. The logon, and failed ones since the last, enter the audit trail (contract, point 11).

    Raises EnvironmentProblemError: `workspace-missing`, `key-file-missing`, `wrong-passphrase`, `locked` …;
    AnswerIsNoError (`user-inactive`).
    """
    path, clock = path.absolute(), clock or SystemClock()
    if not path.exists():
        raise EnvironmentProblemError(
            "workspace-missing",
            f"There is no workspace {path.name} in {path.parent}.",
            "Check the path, or make a workspace with `new`.",
        )
    unlocked = key_file.unlock(path, user, passphrase, at=iso_instant(clock.now()))
    workspace = Workspace.open(path, unlocked.raw_key, busy_ms=busy_ms)
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
            raise AnswerIsNoError(
                "user-inactive",
                f"{unlocked.user} is no longer a user of this workspace.",
                "Ask an administrator of the workspace.",
            )
        roles = frozenset(Role(role) for role in row.roles)
        session = Session(
            workspace, path, unlocked.user, roles, clock, parse_office(toml), parse_custody(toml)
        )
        _record_logon(session, unlocked)
    except BaseException:
        workspace.close()
        raise
    return session


def _record_logon(session: Session, unlocked: key_file.Unlocked) -> None:
    with session.write() as tx:
        # A crash between this commit and the clearing of the key file must not record them twice.
        known = frozenset(json.loads(meta.read(tx.connection, _RECORDED, "[]")))
        new = [one for one in unlocked.failed_logons if one.id not in known]
        uncounted = unlocked.failed_count - len(unlocked.failed_logons)
        for one in new:
            tx.audit("logon-failed", one.user or "unknown user", {"at": one.at})
        if new and uncounted:
            tx.audit("logon-failed", "earlier ones", {"count": uncounted})
        recorded = [one.id for one in unlocked.failed_logons]
        meta.write(tx.connection, _RECORDED, json.dumps(recorded))
        tx.audit("logon", session.user, {"roles": sorted(session.roles)})
    if unlocked.failed_count:
        key_file.forget_failed_logons(session.path, frozenset(recorded))


def _give_name(unfinished: Path, path: Path) -> None:
    try:
        unfinished.rename(path)
        sync_folder(path.parent)
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
