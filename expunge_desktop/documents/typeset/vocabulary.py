"""Which fields, flags and inserts the papers hand to their wordings, noted while papers are made.

What an attorney may write in a wording is what the paper itself knows: it is read off the paper at work and
cannot drift from it. Outside of `noted()` nothing is kept.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Vocabulary:
    """The names one wording may use."""

    fields: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    inserts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Notes:
    """Vocabularies by the name of the wording; `open` are wordings whose inserts are still to come."""

    found: dict[str, Vocabulary] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)


_notes: ContextVar[_Notes | None] = ContextVar("vocabulary", default=None)


@contextmanager
def noted() -> Iterator[dict[str, Vocabulary]]:
    """Collect what the papers made within hand to their wordings, by the wording's name."""
    notes = _Notes()
    before = _notes.set(notes)
    try:
        yield notes.found
    finally:
        _notes.reset(before)


def note_names(wording: str, fields: Iterable[str], flags: Iterable[str]) -> None:
    """A wording is filled with these fields and flags."""
    notes = _notes.get()
    if notes is not None:
        one = notes.found.setdefault(wording, Vocabulary())
        one.fields.update(fields)
        one.flags.update(flags)
        notes.open.append(wording)


def note_inserts(inserts: Iterable[str]) -> None:
    """The wordings filled since the last inserts may place these."""
    notes = _notes.get()
    if notes is not None:
        for wording in notes.open:
            notes.found[wording].inserts.update(inserts)
        notes.open.clear()
