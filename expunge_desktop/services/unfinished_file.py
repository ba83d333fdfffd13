"""A file that gets its name only when it is whole and logged: a crash leaves no export that no log knows."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.csv_files import cannot_write, open_new_file


class UnfinishedFile:
    """A file beside its later name. Write it, log its release (Penal Code 11078), then `give_name`.

    What has no name when the block is left is removed; what a killed program left there is written over.
    """

    def __init__(self, path: Path) -> None:
        """Raise AnswerIsNoError when the name is taken."""
        self.path = path
        self._refuse_existing()
        self._place = path.with_name(f".{path.name}.partial")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._place.unlink(missing_ok=True)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Write its bytes, readable by their owner only; EnvironmentProblemError when that cannot be."""
        try:
            self._place.unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(self.path, error) from None
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

    def give_name(self) -> None:
        """The file is whole and its release is logged. Raises as when it was begun."""
        self._refuse_existing()
        try:
            self._place.rename(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def _refuse_existing(self) -> None:
        if self.path.exists():
            raise AnswerIsNoError(
                "destination-exists", f"{self.path} exists already.", "Choose another name or remove it."
            )
