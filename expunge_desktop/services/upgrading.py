"""A workspace of an older schema is brought up to date, after a verified copy of it was put beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.clock import Clock
from expunge_desktop.services import copy_files, unfinished_copy
from expunge_desktop.store import backup as copies
from expunge_desktop.store import meta, migrations
from expunge_desktop.store.upgrade import bring_up_to_date
from expunge_desktop.store.workspace import BUSY_MS, Workspace


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What opening an older workspace did: from which schema to which, and where the copy of before lies."""

    from_revision: str
    to_revision: str
    backup: Path

    @property
    def sentence(self) -> str:
        """For the command line and the window."""
        return (
            f"The workspace was brought up to date (schema {self.from_revision} to {self.to_revision}); "
            f"as it was before it lies beside it as {self.backup.name}, with its key file."
        )


def open_up_to_date(
    path: Path, raw_key: bytes, user: str, clock: Clock, *, busy_ms: int = BUSY_MS
) -> tuple[Workspace, Upgraded | None]:
    """Open a workspace; an older one is first copied to `X.before-0003.<instant>.expunge` with its keys.

    The copy is checked, and the upgrade and its audit row (`migrate`) are one transaction: when anything
    fails the workspace is as it was, and the copy is gone. Raises as `Workspace.open`.
    """
    done: list[Upgraded] = []

    def upgrade(workspace: Workspace) -> None:
        done.extend(_upgrade_with_copy(workspace, user, clock))

    return Workspace.open(path, raw_key, busy_ms=busy_ms, upgrade=upgrade), (done[0] if done else None)


def upgrade_in_place(user: str, clock: Clock) -> Callable[[Workspace], None]:
    """For `Workspace.open` of what is a copy already: a backup being restored needs no backup of its own."""

    def upgrade(workspace: Workspace) -> None:
        with workspace.write(user, clock) as tx:
            bring_up_to_date(tx, {})

    return upgrade


class _IsDoneError(Exception):
    """Another window brought the workspace up to date while this one waited for its turn."""


def _upgrade_with_copy(workspace: Workspace, user: str, clock: Clock) -> list[Upgraded]:
    path = workspace.path
    destination = copy_files.free_name(path.parent, f"{path.stem}.before-{migrations.HEAD}", clock.now())
    try:
        # Inside the write: nobody changes the workspace between the copy and the upgrade.
        with workspace.write(user, clock) as tx, unfinished_copy.unfinished(destination) as partial:
            if meta.revision(tx.connection) == migrations.HEAD:
                raise _IsDoneError
            record = copies.write_copy(workspace, partial, at=tx.at, by=user)
            told = {"backup": destination.name, "sha256": copies.file_sha256(partial), "head": record.head}
            copy_files.copy_keys(path, partial, workspace.data_key, record.seq, record.head)
            copy_files.give_name(partial, destination)
            tx.undo_if_not_committed(lambda: copy_files.remove(destination))
            before = bring_up_to_date(tx, told)
    except _IsDoneError:
        return []
    return [Upgraded(before, migrations.HEAD, destination)]
