"""A file that gets its name only when it is whole and logged: a crash leaves no export that no log knows.

Before anything is written, the workspace knows its place (`unfinished_export`); while it is written it is
locked. What a killed program leaves there, a lock file too, is removed at the next logon (`sweep`).
"""

import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, TextIO

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, ExpungeError
from expunge_desktop.base.lock_file import LockFile, is_locked, take
from expunge_desktop.base.storage_place import Place
from expunge_desktop.services.csv_files import cannot_write, open_new_file
from expunge_desktop.services.places import note_place, require_file_place
from expunge_desktop.services.unfinished_copy import swept_in_words
from expunge_desktop.store import exports as store
from expunge_desktop.vault.private_file import name_new

if TYPE_CHECKING:  # a session sweeps when it is opened
    from expunge_desktop.services.session import Session

SUBJECT = "file outside"  # a name may tell of a person: a payload can be dropped, a subject cannot
_PATIENCE_S = 10.0  # another program's sweep may hold the lock just now
_PARTIAL = re.compile(r"\..+\.partial", re.DOTALL)


class UnfinishedPlace:
    """Where something in clear is being written: known to the workspace, locked, removed unless it is named.

    A context manager; `give_name` when it is whole and its release is logged (Penal Code 11078).
    """

    def __init__(self, session: "Session", path: Path) -> None:
        """Raise AnswerIsNoError when the name is taken; `place-not-accepted` when it is entered."""
        self.path = path
        self._refuse_existing()
        self._session = session
        self._place = path.with_name(f".{path.name}.partial")
        self._lock: LockFile | None = None
        self._id = 0
        self._is_named = False

    def __enter__(self) -> Self:
        storage = require_file_place(self._session.places, self.path)
        with self._told():
            self._make_room()
            if is_locked(_lock_of(self._place)):
                raise self._in_use()
        self._begin(storage)
        try:
            with self._told():
                self._lock = take(_lock_of(self._place), patience_s=_PATIENCE_S)
                if self._lock is None:
                    raise self._in_use()
                if not self._is_known():  # another program swept it away before the lock was there
                    self._begin(storage)
                remove_partial(self._place)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            remove_partial(self._place)
        finally:
            self._end()

    def give_name(self) -> None:
        """The file is whole and its release is logged. Raises as when it was begun."""
        self._refuse_existing()
        with self._told():
            try:
                name_new(self._place, self.path)
            except FileExistsError:
                self._refuse_existing()
                raise
        self._is_named = True

    def _make_room(self) -> None:
        """Whatever must be there before the first byte."""

    def _begin(self, storage: Place) -> None:
        """Let the workspace know the place, before even its lock is there."""
        with self._session.write() as tx:
            self._id = store.begin(
                tx.connection, str(self._place.absolute()), at=tx.at, by=self._session.user
            )
            told = {"file": self.path.name, "folder": str(self.path.absolute().parent)}
            tx.audit("export.begun", SUBJECT, told)
            note_place(self._session.places, tx, self.path, storage)

    def _is_known(self) -> bool:
        with self._session.read() as connection:
            return any(row.id == self._id for row in store.unfinished(connection))

    def _end(self) -> None:
        if self._lock is not None:
            self._lock.let_go()
        with suppress(ExpungeError), self._session.write() as tx:  # else the next logon's sweep does it
            store.end(tx.connection, [self._id])
            told = {"file": self.path.name}
            tx.audit("export.named" if self._is_named else "export.dropped", SUBJECT, told)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def _in_use(self) -> EnvironmentProblemError:
        return EnvironmentProblemError(
            "export-in-use",
            f"Another program is writing {self.path} just now.",
            "Wait until it has ended, or choose another name.",
        )

    def _refuse_existing(self) -> None:
        if os.path.lexists(self.path):
            raise AnswerIsNoError(
                "destination-exists", f"{self.path} exists already.", "Choose another name or remove it."
            )


class UnfinishedFile(UnfinishedPlace):
    """A file beside its later name. Write it, log its release (Penal Code 11078), then `give_name`."""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Write its bytes, readable by their owner only; EnvironmentProblemError when that cannot be."""
        with open_new_file(self._place, later=self.path) as file:
            yield file

    @contextmanager
    def open_csv(self) -> Iterator[TextIO]:
        """The same for lines of text, as this program writes CSV."""
        with self.open() as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
            yield text

    def sha256(self) -> str:
        """The digest of what was written."""
        with self._place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Swept:
    """What a killed program had left: what was removed, and what in clear could not be, with the reason."""

    removed: tuple[Path, ...] = ()
    left: tuple[tuple[Path, str], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """For the command line and the window."""
        cannot_go = "was left unfinished in clear and cannot be removed"
        return (
            *(swept_in_words(place) for place in self.removed),
            *(f"{place} {cannot_go}: {why}." for place, why in self.left),
        )


def sweep(session: "Session") -> Swept:
    """Remove what programs that were killed left in clear; called at logon, audited (`swept`).

    What another program is writing just now is left alone. What cannot be reached (a stick that is not
    plugged in) stays known and is tried again at the next logon. Raises nothing for a file that resists.
    """
    with session.read() as connection:
        begun = store.unfinished(connection)
    ended: dict[int, Path] = {}
    removed: list[Path] = []
    left: list[tuple[Path, str]] = []
    with ExitStack() as locks:  # held until the workspace has forgotten the places: nobody begins there anew
        for row in begun:
            place = Path(row.path)
            try:
                was_there = os.path.lexists(place)
                if place in ended.values() or _is_cleared(place, locks):
                    ended[row.id] = place
                    removed += [place] if was_there else []
            except OSError as problem:
                left.append((place, problem.strerror or "it cannot be reached"))
        if ended:
            with session.write() as tx:
                store.end(tx.connection, list(ended))
                for place in ended.values():
                    told = {"file": place.name, "folder": str(place.parent), "found": place in removed}
                    tx.audit("swept", SUBJECT, told)
    return Swept(tuple(removed), tuple(left))


def remove_partial(place: Path) -> None:
    """Remove a file or a folder that was never named, never what a link there points to."""
    if not _PARTIAL.fullmatch(place.name):
        raise ValueError("only unfinished exports are removed")
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _is_cleared(place: Path, locks: ExitStack) -> bool:
    """Nothing of it is left, and its lock is among `locks`; False while another program is writing it."""
    if not place.parent.is_dir():
        raise FileNotFoundError(0, "its folder cannot be reached")
    lock = take(_lock_of(place))
    if lock is None:
        return False
    locks.enter_context(lock)
    remove_partial(place)
    return True


def _lock_of(place: Path) -> Path:
    return place.with_name(f"{place.name}.lock")
