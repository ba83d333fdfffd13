"""The sentence of a count: its rows' parts, a line for the reviewer, and whether probation was granted."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.person import SentencePart
from expunge_desktop.ingest.doj_columns import SENT_LENGTH, SENT_LOC_CODE, SENT_LOC_DESCR, SENT_TIME_CODE
from expunge_desktop.ingest.doj_layout import Layout

_UNITS = {"D": "DAYS", "M": "MONTHS", "Y": "YEARS"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parts in order, the same in words, `was_probation_granted` (None = unknown), and problems."""

    parts: tuple[SentencePart, ...]
    text: str
    was_probation_granted: bool | None
    kinds: tuple[str, ...]


class SentenceReader:
    """Reads sentences; the same recorded parts are read once."""

    def __init__(self, layout: Layout) -> None:
        self._codes = layout.sentence_codes
        self._parts: dict[tuple[str, str, str, str], tuple[SentencePart, str, str]] = {}
        self._sentences: dict[tuple[object, ...], Sentence] = {}

    def read(self, rows: Sequence[Sequence[str]], disposition_text: str) -> Sentence:
        """The sentence recorded on the rows of one count, in their order."""
        recorded = tuple(
            (r[SENT_LOC_CODE], r[SENT_LOC_DESCR], r[SENT_LENGTH], r[SENT_TIME_CODE]) for r in rows
        )
        key = (disposition_text, recorded)
        found = self._sentences.get(key)
        if found is None:
            if len(self._sentences) > 100_000:
                self._sentences.clear()
            found = self._sentences[key] = self._read(recorded, disposition_text.upper())
        return found

    def _read(self, recorded: Sequence[tuple[str, str, str, str]], disposition_text: str) -> Sentence:
        parts, texts, kinds = [], [], []
        for code, place, length, unit in recorded:
            if not (code or place or length):
                continue
            kind = place.upper() or self._codes.get(code.upper(), code.upper())
            is_number = length.isdecimal() and length.isascii()
            if length and not (is_number and unit.upper() in _UNITS):
                kinds.append("UNREADABLE_SENTENCE")
            if kind == "P":
                kinds.append("PROBATION_OR_PRISON")
            parts.append(SentencePart(kind, int(length) if is_number else None, unit.upper()))
            texts.append(" ".join(filter(None, (kind, length, _UNITS.get(unit.upper(), unit)))))
        if any("PROBATION" in part.kind for part in parts) or "PROBATION" in disposition_text:
            granted: bool | None = True
        elif (not parts and disposition_text in ("", "CONVICTED")) or any(
            part.kind in ("P", "") for part in parts
        ):
            granted = None
        else:
            granted = False
        return Sentence(tuple(parts), "; ".join(texts), granted, tuple(dict.fromkeys(kinds)))
