"""Is the file at the workspace's place still the one that was opened?

SQLite keeps writing into a file that was renamed or removed under it, and finds its log by the name alone.
Whoever puts a backup in place while the workspace is open would lose what is written from then on, or mix
two files. So it is asked before anything is committed (docs/decisions/0033).
"""

from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError


class SameFile:
    """Remembers which file lies at a path (device and number) and refuses another one."""

    def __init__(self, path: Path) -> None:
        """Raise EnvironmentProblemError (`file-gone`) when nothing lies there."""
        self._path = path
        self._identity = self._look()

    def check(self) -> None:
        """Raise EnvironmentProblemError: `file-gone`, or `file-replaced` when another file lies there."""
        if self._look() != self._identity:
            raise replaced(self._path)

    def _look(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            raise EnvironmentProblemError(
                "file-gone",
                f"The workspace {self._path.name} is no longer in {self._path.parent}: "
                "it was moved, renamed or removed, or the drive is gone.",
                "Nothing was changed. Put it and its key file back, or open it where it is now.",
            ) from None
        return found.st_dev, found.st_ino


def replaced(path: Path) -> EnvironmentProblemError:
    """The refusal (`file-replaced`) when the file at `path` is not the one that was opened."""
    return EnvironmentProblemError(
        "file-replaced",
        f"Another file was put in the place of the workspace {path.name} since it was opened.",
        "Nothing was changed. Close the workspace and open it again; if it was not you, find out who did it.",
    )
