"""What a row charges and at which level: the charge convicted of before the charge filed.

CONV_OFFENSE_* before DISP_OFFENSE_* before OFFENSE_*; a charge that is empty or says `SEE COMMENT FOR
CHARGE` stands in the comment (formats/doj.md). Where a code says that the charge convicted of is another one
and its description is missing, the charge filed does not stand in for it: the charge is missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import find_charges_in_comment, parse_charge, split_charge
from expunge_desktop.domain.outcome import Level
from expunge_desktop.ingest.doj_columns import (
    COMMENT_TEXT,
    CONV_OFFENSE_CODE,
    CONV_OFFENSE_DESCR,
    CONV_OFFENSE_TOC,
    CONV_STAT_DESCR,
    DISP_OFFENSE_CODE,
    DISP_OFFENSE_DESCR,
    OFFENSE_CODE,
    OFFENSE_DESCR,
    OFFENSE_TOC,
)
from expunge_desktop.ingest.doj_layout import Layout

_MARK = re.compile(r"^(?:COM(?:MENT)?\s*[:.]?\s*)?[\s:;,.-]*(?:CHRGS?|CHARGES?)?[\s:;,.-]*", re.IGNORECASE)
_ELSEWHERE = "SEE COMMENT"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge: `code_text` as recorded before the description, the description, what it cites, problems."""

    code_text: str
    literal: str
    citation: Citation | None
    kinds: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The base section, empty when unread or without its code: cut short it may look like another one."""
        return self.citation.section if self.citation and self.citation.code else ""


@dataclass(frozen=True, slots=True)
class RecordedLevel:
    """The level, None = unknown, whether the columns disagree, and problems."""

    level: Level | None
    is_conflict: bool
    kinds: tuple[str, ...] = ()


_MISSING = Charge("", "", None, ("MISSING_CHARGE",))


def is_description_missing(row: Sequence[str]) -> bool:
    """Whether a code names a charge convicted or disposed of whose description no column gives."""
    if row[CONV_OFFENSE_DESCR]:
        return False
    known = {row[DISP_OFFENSE_CODE]} if row[DISP_OFFENSE_DESCR] else {row[OFFENSE_CODE]}
    codes = {row[CONV_OFFENSE_CODE], row[DISP_OFFENSE_CODE], ""}
    if not (row[DISP_OFFENSE_DESCR] or row[OFFENSE_DESCR]):
        return any((*codes, *known))
    return bool(codes - known - {""})


class ChargeReader:
    """Reads charges and levels of rows; the same texts are read once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._charges: dict[tuple[str, ...], Charge] = {}
        self._levels: dict[tuple[str, str, str], RecordedLevel] = {}

    def charge(self, row: Sequence[str]) -> Charge:
        """The charge this row is about."""
        texts: tuple[str, ...] = (
            row[CONV_OFFENSE_DESCR],
            row[DISP_OFFENSE_DESCR],
            row[OFFENSE_DESCR],
            row[COMMENT_TEXT],
        )
        if is_description_missing(row):
            return _MISSING
        found = self._charges.get(texts)
        if found is None:
            if len(self._charges) > 100_000:
                self._charges.clear()
            found = self._charges[texts] = self._read_charge(texts[:3], texts[3])
        return found

    def level(self, row: Sequence[str]) -> RecordedLevel:
        """CONV_STAT_DESCR, then CONV_OFFENSE_TOC, then OFFENSE_TOC; disagreement is a conflict.

        OFFENSE_TOC speaks of the charge filed; it can contradict only when that is the charge convicted of.
        """
        filed = row[OFFENSE_TOC]
        convicted = row[CONV_OFFENSE_DESCR] or row[DISP_OFFENSE_DESCR]
        if convicted and convicted != row[OFFENSE_DESCR] and (row[CONV_STAT_DESCR] or row[CONV_OFFENSE_TOC]):
            filed = ""
        words = (row[CONV_STAT_DESCR], row[CONV_OFFENSE_TOC], filed)
        found = self._levels.get(words)
        if found is None:
            if len(self._levels) > 10_000:
                self._levels.clear()
            found = self._levels[words] = self._read_level(words)
        return found

    def _read_charge(self, columns: Sequence[str], comment: str) -> Charge:
        for text in columns:
            if text and not text.upper().startswith(_ELSEWHERE):
                code_text, literal = split_charge(text)
                citation = parse_charge(text)
                # A charge of this layout names its code; cut short it may look like another section.
                kinds = [] if citation and citation.code else ["UNREADABLE_CHARGE"]
                if comment and self._names_another(comment, citation):
                    kinds.append("COMMENT_NAMES_OTHER_CHARGE")
                return Charge(code_text, literal, citation, tuple(kinds))
        return self._from_comment(comment)

    def _from_comment(self, comment: str) -> Charge:
        text = _MARK.sub("", comment, count=1)
        named = find_charges_in_comment(comment)
        if not named:
            return Charge("", "", None, ("MISSING_CHARGE",))
        several = ("SEVERAL_CHARGES_IN_COMMENT",) if len(named) > 1 else ()
        if parse_charge(text) == named[0]:
            return Charge(*split_charge(text), named[0], several)
        return Charge(str(named[0]), "", named[0], several)

    def _names_another(self, comment: str, citation: Citation | None) -> bool:
        """Whether it names another section to be flagged, or one cut off before its code, that may be one."""
        charged = {citation.section, *citation.others} if citation else set()
        return any(
            (named.section in self._layout.flagged_sections or not named.code)
            and named.section not in charged
            for named in find_charges_in_comment(comment)
        )

    def _read_level(self, words: Sequence[str]) -> RecordedLevel:
        known = [self._layout.levels[word.upper()] for word in words if word.upper() in self._layout.levels]
        is_unknown = any(word and word.upper() not in self._layout.levels for word in words)
        is_conflict = len(set(known)) > 1
        kinds = (("LEVEL_CONFLICT",) if is_conflict else ()) + (("UNKNOWN_LEVEL",) if is_unknown else ())
        return RecordedLevel(known[0] if known else None, is_conflict, kinds)
