"""Users of a workspace: each has a passphrase of their own, all unwrap the one data key.

The key file and the workspace are two files. The slot is written inside the workspace's transaction, just
before it commits, and put back should the commit fail; a user without a slot cannot log on, and a slot
without an active user opens nothing (`services.session.open_session`).
"""

from dataclasses import dataclass

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Transaction
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase, name_key


@dataclass(frozen=True, slots=True)
class User:
    """One user, for lists. An inactive one cannot log on; the name stays, the audit trail speaks of it."""

    name: str
    roles: frozenset[Role]
    is_active: bool
    made_at: str
    made_by: str


def list_users(session: Session) -> tuple[User, ...]:
    """Every user there ever was, by name."""
    session.require()
    with session.read() as connection:
        found = stored.all_users(connection)
    return tuple(
        User(one.name, frozenset(map(Role, one.roles)), one.is_active, one.made_at, one.made_by)
        for one in found
    )


def add_user(
    session: Session, name: str, passphrase: str, roles: frozenset[Role], *, kdf_cost: KdfCost = STANDARD_COST
) -> None:
    """Add a user. Only an administrator may.

    Raises UsageError (name, passphrase, no role), AnswerIsNoError (`user-exists`, `right-denied`).
    """
    session.require(Role.ADMINISTRATOR)
    name = accept_new_name(name)
    accept_new_passphrase(passphrase)
    if not roles:
        raise UsageError("no-role", "A user needs at least one role.", f"Roles are {', '.join(Role)}.")
    with session.write() as tx:
        if any(name_key(one.name) == name_key(name) for one in stored.all_users(tx.connection)):
            raise AnswerIsNoError(
                "user-exists",
                f"There is already a user {name}.",
                "Names are never used twice: the audit trail must tell people apart.",
            )
        stored.add_user(tx.connection, name, frozenset(roles), at=tx.at, by=tx.actor)
        tx.audit("add-user", name, {"roles": sorted(roles)})
        put_back = key_file.add_slot(
            session.path, session.workspace.data_key, name, passphrase, cost=kdf_cost
        )
        tx.undo_if_not_committed(put_back)


def change_passphrase(
    session: Session, name: str, passphrase: str, *, kdf_cost: KdfCost = STANDARD_COST
) -> None:
    """Give a user a new passphrase: users their own, an administrator anybody's.

    Raises UsageError (`passphrase-too-short`), AnswerIsNoError (`no-such-user`, `right-denied`).
    """
    if name_key(name) != name_key(session.user):
        session.require(Role.ADMINISTRATOR)
    accept_new_passphrase(passphrase)
    with session.write() as tx:
        found = _active(tx, name)
        tx.audit("change-passphrase", found.name, {})
        put_back = key_file.add_slot(
            session.path, session.workspace.data_key, found.name, passphrase, cost=kdf_cost
        )
        tx.undo_if_not_committed(put_back)


def deactivate(session: Session, name: str) -> None:
    """Keep a user out from now on: the slot is removed, the name stays. Only an administrator may.

    Who kept a copy of the key file and knows the old passphrase can still open an old copy with it: a new
    data key is a step of its own. Raises AnswerIsNoError (`no-such-user`, `last-administrator`).
    """
    session.require(Role.ADMINISTRATOR)
    with session.write() as tx:
        found = _active(tx, name)
        if not any(
            one.is_active and Role.ADMINISTRATOR in one.roles and one.name != found.name
            for one in stored.all_users(tx.connection)
        ):
            raise AnswerIsNoError(
                "last-administrator",
                f"{found.name} is the only administrator left.",
                "Make another user administrator first; without one nobody could be added.",
            )
        stored.set_active(tx.connection, found.name, False)
        tx.audit("deactivate-user", found.name, {"roles": sorted(found.roles)})
        tx.undo_if_not_committed(key_file.remove_slot(session.path, found.name))


def _active(tx: Transaction, name: str) -> stored.UserRow:
    for one in stored.all_users(tx.connection):
        if name_key(one.name) == name_key(name) and one.is_active:
            return one
    raise AnswerIsNoError(
        "no-such-user", f"There is no active user {name}.", "`user WORKSPACE list` shows who there is."
    )
