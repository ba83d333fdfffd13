"""An exception told by its types and by places in the program, never by its message: messages quote data."""

import traceback
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_DEEPEST = 20  # causes of causes


def causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it came from, as Python would show them, the last first."""
    cause: BaseException | None = error
    for _ in range(_DEEPEST):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def places_of(error: BaseException) -> list[str]:
    """Where it went through, the outermost first: `expunge_desktop/store/batches.py:130 in add`."""
    return [_place(frame) for frame in traceback.extract_tb(error.__traceback__)]


def describe(error: BaseException) -> str:
    """Types and places of an exception and its causes, a line each."""
    return "\n".join(
        "\n".join([type(cause).__name__, *(f"  {place}" for place in places_of(cause))])
        for cause in causes(error)
    )


def in_one_line(error: BaseException) -> str:
    """The same in a line, the innermost place first: `KeyError at b.py:2 in g < a.py:1 in f`."""
    return "; from ".join(
        f"{type(cause).__name__} at {' < '.join(reversed(places_of(cause))) or 'no place'}"
        for cause in causes(error)
    )


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(_PACKAGE.parent) if path.is_relative_to(_PACKAGE) else Path(path.name)
    return f"{shown.as_posix()}:{frame.lineno} in {frame.name}"
