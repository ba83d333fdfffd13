"""CSV as this program writes it: UTF-8, RFC 4180, never over an existing file, never a formula."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError

# What begins a formula, also after what a spreadsheet trims or does not show: =, +, -, @, and the forms of
# them that it may take for the same (full-width, small, the minus sign).
_FORMULA = re.compile(
    r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x1f]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]"
)
_CONTROL_STARTS = ("\t", "\r", "\n")


def formula_safe(value: object) -> str:
    """The text, with an apostrophe before it when a spreadsheet would run it as a formula.

    Numbers (int, float) stay numbers, negative ones too; text that looks like one is text.
    """
    if value is None:
        return ""
    text = str(value)
    if text[:1].isalnum() or isinstance(value, int | float):
        return text
    return "'" + text if _FORMULA.match(text) or text.startswith(_CONTROL_STARTS) else text


def as_recorded(text: str) -> str:
    """A cell of a table of this program's again as recorded, without the apostrophe of `formula_safe`."""
    return text[1:] if text.startswith("'") and formula_safe(text[1:]) == text else text


@contextmanager
def open_new_csv(path: Path) -> Iterator[TextIO]:
    """Open a new file readable by its owner only; what goes wrong while it is written leaves no file.

    Raises AnswerIsNoError when it exists, EnvironmentProblemError when it cannot be written.
    """
    with open_new_file(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        yield text


@contextmanager
def open_new_file(path: Path, *, later: Path | None = None) -> Iterator[BinaryIO]:
    """The same for bytes; errors name the file as it will be called `later`."""
    told = later or path
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise AnswerIsNoError(
            "destination-exists", f"{told} exists already.", "Choose another name or remove it."
        ) from None
    except OSError as error:
        raise cannot_write(told, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise cannot_write(told, error) from None
        raise


def cannot_write(path: Path, error: OSError) -> EnvironmentProblemError:
    """The error that says a file cannot be written, why, and what to do."""
    return EnvironmentProblemError(
        "cannot-write",
        f"{path} cannot be written: {error.strerror}.",
        "Check the folder, its rights, and that there is room.",
    )
