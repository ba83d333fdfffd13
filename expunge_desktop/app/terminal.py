"""What the command line shows: progress on a terminal, results as plain lines or as JSON."""

import codecs
import io
import json
import re
import signal
import sys
from contextlib import suppress
from typing import Any

from expunge_desktop.base.errors import CancelledError, EnvironmentProblemError

# A file's content must not steer the terminal: controls, and marks that turn the text around them.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# What a terminal of another alphabet shows of the program's own punctuation.
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "≥": ">=", "≤": "<="}
)


def write_whatever_the_terminal_can() -> None:
    """A letter that the terminal's encoding lacks is written as another sign, instead of ending the verb."""
    codecs.register_error("plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(one if one.isascii() else f"<U+{ord(one):04X}>" for one in lacking), error.end


def harmless(text: str) -> str:
    """The text with every character that steers a terminal written as `<U+001B>`."""
    return _STEERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


class TerminalProgress:
    """One line on standard error, redrawn; silent when it is not a terminal. Ctrl+C cancels cleanly."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._is_cancelled = False
        self._width = 0

    def __enter__(self) -> "TerminalProgress":
        self._previous = signal.signal(signal.SIGINT, self._cancel)
        return self

    def __exit__(self, *exc: object) -> None:
        signal.signal(signal.SIGINT, self._previous)
        if self._is_shown and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()

    def _cancel(self, *_: object) -> None:
        self._is_cancelled = True

    def report(self, done: int, total: int, text: str) -> None:
        """Redraw the line."""
        if not self._is_shown:
            return
        share = f"{100 * done // total:3d} %  " if total else ""
        line = harmless(f"{self._what}: {share}{text}")
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def check(self) -> None:
        """Raise CancelledError after Ctrl+C."""
        if self._is_cancelled:
            raise CancelledError(self._what)


def show(result: dict[str, Any], lines: list[str], *, as_json: bool) -> None:
    """Print the result: the lines for a person, or the same facts as one JSON object.

    Raises EnvironmentProblemError (`answer-not-written`), and BrokenPipeError when nobody reads any more.
    """
    text = json.dumps(result, indent=2, sort_keys=True, default=str)
    try:
        for line in [text] if as_json else map(harmless, lines):
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with suppress(OSError):
            sys.stdout.close()  # else its end is tried once more when the program ends
        raise EnvironmentProblemError(
            "answer-not-written",
            f"The command was carried out, but its answer could not be written ({error.strerror}).",
            "Look what is there now before you give it again.",
        ) from None


def table(header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows as aligned columns; numbers to the right."""
    cells = [header, *(tuple(f"{v:,}" if isinstance(v, int) else str(v) for v in row) for row in rows)]
    is_number = [all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    return [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, is_number, strict=True)
        ).rstrip()
        for row in cells
    ]
