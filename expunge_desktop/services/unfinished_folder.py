"""A folder that gets its name only when it is whole: a crash leaves nothing that looks like a filing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.documents.papers.catalog import Paper
from expunge_desktop.services.safe_names import require_inside
from expunge_desktop.services.unfinished_file import UnfinishedPlace

OWNER_ONLY_FILE, OWNER_ONLY_FOLDER = 0o600, 0o700


class UnfinishedFolder(UnfinishedPlace):
    """A folder beside its later name, into which files are written until it is whole.

    Raises AnswerIsNoError when the name is taken, EnvironmentProblemError when nothing can be written there.
    """

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            with self._told():
                self._place.mkdir(mode=OWNER_ONLY_FOLDER)
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def _make_room(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def write(self, paper: Paper) -> None:
        """One finished paper, in its own folder where it has one."""
        self.write_bytes(paper.entry.file, paper.data)

    def write_bytes(self, name: str, data: bytes) -> None:
        """One file of its owner's alone. Raises ValueError for a name that would lie elsewhere."""
        path = require_inside(self._place, name)
        with self._told():
            if path.parent != self._place:
                path.parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
            with os.fdopen(handle, "wb") as file:
                file.write(data)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise EnvironmentProblemError(
                "cannot-write",
                f"The papers cannot be written to {self.path} ({problem.strerror}).",
                "Check that the folder exists, that you may write there, and that there is room.",
            ) from None
