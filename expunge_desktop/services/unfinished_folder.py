"""A folder that gets its name only when it is whole: a crash leaves nothing that looks like a filing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.documents.papers.catalog import Paper

OWNER_ONLY_FILE, OWNER_ONLY_FOLDER = 0o600, 0o700


class UnfinishedFolder:
    """A folder beside its later name, into which files are written until it is whole.

    Raises AnswerIsNoError when the name is taken, EnvironmentProblemError when nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        if folder.exists():
            raise AnswerIsNoError(
                "destination-exists", f"{folder} exists already.", "Choose another folder or move it away."
            )
        self._folder = folder
        self._place = folder.with_name(f".{folder.name}.partial")
        shutil.rmtree(self._place, ignore_errors=True)
        with self._told():
            self._place.mkdir(parents=True, mode=OWNER_ONLY_FOLDER)

    def write(self, paper: Paper) -> None:
        """One finished paper, in its own folder where it has one."""
        self.write_bytes(paper.entry.file, paper.data)

    def write_bytes(self, name: str, data: bytes) -> None:
        """One file of its owner's alone."""
        path = self._place / name
        with self._told():
            if path.parent != self._place:
                path.parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
            with os.fdopen(handle, "wb") as file:
                file.write(data)

    def give_name(self) -> None:
        """Everything is there: the folder gets its name."""
        with self._told():
            self._place.rename(self._folder)

    def remove(self) -> None:
        """What was begun is not kept."""
        shutil.rmtree(self._place, ignore_errors=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise EnvironmentProblemError(
                "cannot-write",
                f"The papers cannot be written to {self._folder} ({problem.strerror}).",
                "Check that the folder exists, that you may write there, and that there is room.",
            ) from None
