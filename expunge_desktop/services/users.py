"""Users of a workspace: each has a passphrase of their own, all unwrap the one data key.

The key file and the workspace are two files. The slot is written inside the workspace's transaction, just
before it commits, and put back should the commit fail; a user without a slot cannot log on, and a slot
without an active user opens nothing (`services.session.open_session`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Transaction
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase, look_of_name, name_key


@dataclass(frozen=True, slots=True)
class User:
    """One user, for lists. An inactive one cannot log on; the name stays, the audit trail speaks of it.

    `trained_on` and `screened_on` are the agency's own affair (CJIS Security Policy, awareness training and
    personnel screening); None = nobody has said. `locked_until` is an instant; None = not locked.
    """

    name: str
    roles: frozenset[Role]
    is_active: bool
    made_at: str
    made_by: str
    trained_on: date | None = None
    screened_on: date | None = None
    is_locked: bool = False
    locked_until: str | None = None


def list_users(session: Session) -> tuple[User, ...]:
    """Every user there ever was, by name."""
    session.require(Right.SEE_USERS)
    with session.read() as connection:
        found = stored.all_users(connection)
    locks = key_file.locks(session.path, at=iso_instant(session.clock.now()))
    return tuple(
        User(
            one.name, frozenset(map(Role, one.roles)), one.is_active, one.made_at, one.made_by,
            _day(one.trained_on), _day(one.screened_on),
            one.is_active and name_key(one.name) in locks,
            locks.get(name_key(one.name)) if one.is_active else None,
        )
        for one in found
    )  # fmt: skip


def add_user(
    session: Session, name: str, passphrase: str, roles: frozenset[Role], *, kdf_cost: KdfCost = STANDARD_COST
) -> None:
    """Add a user. Only an administrator may.

    Raises UsageError (name, passphrase, no role), AnswerIsNoError (`user-exists`, `right-denied`).
    """
    session.require(Right.KEEP_USERS)
    name = accept_new_name(name)
    accept_new_passphrase(passphrase, name, session.path.stem)
    _accept_roles(roles)
    with session.write(Right.KEEP_USERS) as tx:
        _refuse_taken(tx.connection, name)
        stored.add_user(tx.connection, name, frozenset(roles), at=tx.at, by=tx.actor)
        tx.audit("add-user", name, {"roles": sorted(roles)})
        _give_slot(session, tx, name, passphrase, kdf_cost)


def require_before_passphrase(session: Session, name: str, *, is_active: bool | None = True) -> None:
    """Refuse what would be refused anyway, before somebody types a passphrase for it.

    The passphrase is for an active user, a removed one (`is_active` False) or a new one (None). Raises
    UsageError (name), AnswerIsNoError (`user-exists`, `no-such-user`, `right-denied`).
    """
    is_own = is_active and name_key(name) == name_key(session.user)
    session.require(Right.OWN_PASSPHRASE if is_own else Right.KEEP_USERS)
    if is_active is None:
        accept_new_name(name)
    with session.read() as connection:
        if is_active is None:
            _refuse_taken(connection, name)
        found = next(
            (one for one in stored.all_users(connection) if name_key(one.name) == name_key(name)), None
        )
    if is_active is not None and (found is None or found.is_active is not is_active):
        raise _no_such_user(name, "active" if is_active else "removed")


def change_passphrase(
    session: Session, name: str, passphrase: str, *, kdf_cost: KdfCost = STANDARD_COST
) -> None:
    """Give a user a new passphrase: users their own, an administrator anybody's. It releases a lock.

    Raises UsageError (`passphrase-too-short`, `passphrase-too-easy`), AnswerIsNoError (`no-such-user`,
    `right-denied`).
    """
    is_own = name_key(name) == name_key(session.user)
    session.require(Right.OWN_PASSPHRASE if is_own else Right.KEEP_USERS)
    accept_new_passphrase(passphrase, name, session.path.stem)
    with session.write(Right.OWN_PASSPHRASE if is_own else Right.KEEP_USERS) as tx:
        found = _active(tx, name)
        tx.audit("change-passphrase", found.name, {})
        _give_slot(session, tx, found.name, passphrase, kdf_cost)


def change_roles(session: Session, name: str, roles: frozenset[Role]) -> None:
    """Replace a user's roles; they count at that user's next step, also in a window open elsewhere.

    Only an administrator may. Raises UsageError (`no-role`), AnswerIsNoError (`no-such-user`,
    `last-administrator`, `right-denied`).
    """
    session.require(Right.KEEP_USERS)
    _accept_roles(roles)
    with session.write(Right.KEEP_USERS) as tx:
        found = _active(tx, name)
        if Role.ADMINISTRATOR not in roles:
            _keep_an_administrator(tx, found)
        stored.set_roles(tx.connection, found.name, roles)
        tx.audit("change-roles", found.name, {"before": sorted(found.roles), "after": sorted(roles)})


def set_training(session: Session, name: str, trained_on: date | None, screened_on: date | None) -> None:
    """Keep the days a user was last trained in handling records and screened; None = not known.

    Only an administrator may. Raises UsageError (`date-to-come`), AnswerIsNoError (`no-such-user`).
    """
    session.require(Right.KEEP_USERS)
    for day in (trained_on, screened_on):
        if day is not None and day > session.clock.today():
            raise UsageError(
                "date-to-come", f"{day} is still to come.", "Give the day the training or screening was."
            )
    days = {"trained_on": _text(trained_on), "screened_on": _text(screened_on)}
    with session.write(Right.KEEP_USERS) as tx:
        found = _active(tx, name)
        stored.set_training(tx.connection, found.name, **days)
        tx.audit("set-training", found.name, days)


def deactivate(session: Session, name: str) -> None:
    """Keep a user out from now on: the slot is removed, the name stays. Only an administrator may.

    Who kept a copy of both files and knows the old passphrase can still open that old copy, and with its
    data key the present file: a new data key ends that (`services.rekey`). Raises AnswerIsNoError
    (`no-such-user`, `last-administrator`).
    """
    session.require(Right.KEEP_USERS)
    with session.write(Right.KEEP_USERS) as tx:
        found = _active(tx, name)
        _keep_an_administrator(tx, found)
        stored.set_active(tx.connection, found.name, False)
        tx.audit("deactivate-user", found.name, {"roles": sorted(found.roles)})
        tx.undo_if_not_committed(key_file.remove_slot(session.path, found.name))


def reactivate(session: Session, name: str, passphrase: str, *, kdf_cost: KdfCost = STANDARD_COST) -> None:
    """Let a removed user in again, with the roles they had and a new passphrase. Only an administrator may.

    Raises UsageError (passphrase), AnswerIsNoError (`no-such-user`, `right-denied`).
    """
    session.require(Right.KEEP_USERS)
    accept_new_passphrase(passphrase, name, session.path.stem)
    with session.write(Right.KEEP_USERS) as tx:
        found = _find(tx, name)
        if found is None or found.is_active:
            raise _no_such_user(name, "removed")
        stored.set_active(tx.connection, found.name, True)
        tx.audit("reactivate-user", found.name, {"roles": sorted(found.roles)})
        _give_slot(session, tx, found.name, passphrase, kdf_cost)


def release_lock(session: Session, name: str) -> None:
    """Let a user who failed too often try again at once. Only an administrator may.

    Raises AnswerIsNoError (`no-such-user`, `right-denied`).
    """
    session.require(Right.KEEP_USERS)
    with session.write(Right.KEEP_USERS) as tx:
        found = _active(tx, name)
        tx.audit("release-lock", found.name, {})
        tx.undo_if_not_committed(key_file.release_lock(session.path, found.name))


def _give_slot(session: Session, tx: Transaction, name: str, passphrase: str, cost: KdfCost) -> None:
    put_back = key_file.add_slot(session.path, session.workspace.data_key, name, passphrase, cost=cost)
    tx.undo_if_not_committed(put_back)


def _accept_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise UsageError("no-role", "A user needs at least one role.", f"Roles are {', '.join(Role)}.")


def _keep_an_administrator(tx: Transaction, leaving: stored.UserRow) -> None:
    if any(
        one.is_active and Role.ADMINISTRATOR in one.roles and one.name != leaving.name
        for one in stored.all_users(tx.connection)
    ):
        return
    raise AnswerIsNoError(
        "last-administrator",
        f"{leaving.name} is the only administrator left.",
        "Make another user administrator first; without one nobody could be added.",
    )


def _find(tx: Transaction, name: str) -> stored.UserRow | None:
    found = (one for one in stored.all_users(tx.connection) if name_key(one.name) == name_key(name))
    return next(found, None)


def _active(tx: Transaction, name: str) -> stored.UserRow:
    found = _find(tx, name)
    if found is None or not found.is_active:
        raise _no_such_user(name, "active")
    return found


def _no_such_user(name: str, kind: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        "no-such-user", f"There is no {kind} user {name}.", "`user WORKSPACE list` shows who there is."
    )


def _refuse_taken(connection: Any, name: str) -> None:
    """Raise AnswerIsNoError (`user-exists`) when a user, removed ones too, has this name or one like it."""
    wanted = look_of_name(name)
    for one in stored.all_users(connection):
        if look_of_name(one.name) == wanted:
            is_same = name_key(one.name) == name_key(name)
            raise AnswerIsNoError(
                "user-exists",
                f"There is already a user {name if is_same else one.name}.",
                "Names are never used twice, nor with other blanks, dots or hyphens: the audit trail must "
                "tell people apart.",
            )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
