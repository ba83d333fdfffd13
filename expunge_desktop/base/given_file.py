"""A file that somebody hands in: read whole, if it is a file, readable, and no larger than it may be."""

from pathlib import Path

from expunge_desktop.base import held_files
from expunge_desktop.base.counted_words import plural_of
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError

LARGEST_TEXT = 1_000_000  # bytes: policies, profiles, maps, office files and wordings have some thousand


def refuse_endless(path: Path) -> None:
    """Raise EnvironmentProblemError for a pipe or a device: reading it might never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise EnvironmentProblemError(
            "file-unreadable",
            f"{path.name} is a pipe or a device, not a file.",
            "Save what it gives as a file, then use that.",
        )


def read_given(path: Path, what: str, *, most: int) -> bytes:
    """The bytes of a file that is `what` ("a policy"), of at most `most` bytes.

    Raises AnswerIsNoError (`file-too-large`) and EnvironmentProblemError (`cannot-read`, `file-unreadable`).
    """
    refuse_endless(path)
    try:
        with held_files.reading(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-read", f"{path} cannot be read ({error.strerror}).", "Check its name and your rights."
        ) from None
    if len(data) > most:
        raise AnswerIsNoError(
            "file-too-large",
            f"{path.name} is too large to be {what}: it has more than {_amount(most)}.",
            "Choose another file.",
        )
    return data


def read_given_text(path: Path, what: str, *, most: int = LARGEST_TEXT) -> str:
    """The same as text in UTF-8, without a byte order mark. Raises EnvironmentProblemError for other text."""
    try:
        return read_given(path, what, most=most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EnvironmentProblemError(
            "cannot-read", f"{path} is not text in UTF-8.", "Save it as UTF-8, then choose it again."
        ) from None


def _amount(size: int) -> str:
    amount, unit = (size / 1e9, "gigabyte") if size >= 1e9 else (size / 1e6, "megabyte")
    return f"{amount:g} {unit if amount == 1 else plural_of(unit)}"
