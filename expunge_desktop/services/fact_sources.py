"""Where each fact of a count stands in the source rows: file, line, column, and the text as recorded.

A layout is a table of which columns hold which fact; the rows are the ones the import kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from expunge_desktop.domain.person import Count
from expunge_desktop.ingest.doj_layout import (
    ARREST,
    DECEASED,
    RELIEF,
    REVOKE,
    SET_ASIDE,
    Layout,
    load_layout,
)
from expunge_desktop.services.explanation import FactSource
from expunge_desktop.services.records import SourceRow

Sources = tuple[FactSource, ...]
Place = tuple[str, int]
Headings = Mapping[str, tuple[tuple[str, str], ...]]

# Columns of the Department's layout by fact; the first row of a count speaks for it.
_DOJ = {
    "name": ("PRI_NAME", "REQ_NAME"),
    "born_on": ("PRI_DOB", "REQ_DOB"),
    "cii_number": ("CII_NUMBER", "REQ_CII_NUMBER"),
    "charge": ("CONV_OFFENSE_DESCR", "DISP_OFFENSE_DESCR", "OFFENSE_DESCR"),
    "comment": ("COMMENT_TEXT",),
    "level": ("CONV_STAT_DESCR", "CONV_OFFENSE_TOC", "OFFENSE_TOC"),
    "disposition": ("DISP_DESCR",),
    "conviction_on": ("STP_EVENT_DATE", "DISP_DATE"),
    "county": ("STP_ORI_CNTY_NAME",),
    "court": ("STP_ORI_DESCR",),
    "case_number": ("OFN", "FE_NUM_CRT_CASE"),
}
_ALL_THAT_SPEAK = frozenset(("level", "case_number", "conviction_on"))
_DOJ_SENTENCE = ("SENT_LOC_DESCR", "SENT_LENGTH", "SENT_TIME_CODE")
_DOJ_ABSENT = frozenset(
    ("plants", "cannabis_grams", "concentrate_grams", "fact_codes", "doj_listed", "challenged")
)
_ACTS = {"set_aside": (SET_ASIDE,), "revoked": (REVOKE,), "relief": (SET_ASIDE, RELIEF)}

# Fields of a case list by fact (formats/case-list.md).
_CASE_LIST = {
    "name": ("full_name", "last_name", "first_name", "middle_name"),
    "born_on": ("date_of_birth",),
    "deceased": ("deceased",),
    "cii_number": ("cii_number",),
    "charge": ("code_section", "offense_text"),
    "comment": ("notes",),
    "level": ("offense_level",),
    "disposition": ("disposition",),
    "offense_on": ("offense_date",),
    "conviction_on": ("conviction_date", "event_date"),
    "commenced_on": ("filing_date",),
    "county": ("county",),
    "court": ("court",),
    "agency": ("filing_agency",),
    "case_number": ("court_case_number",),
    "count_number": ("count_number",),
    "sentence": ("sentence", "sentence_status", "sentence_completed_on"),
    "probation": ("probation_granted", "probation_status", "probation_ended_on"),
    "set_aside": ("other_relief", "other_relief_on"),
    "revoked": ("probation_status",),
    "relief": ("other_relief", "other_relief_on"),
    "plants": ("plants",),
    "cannabis_grams": ("cannabis_grams",),
    "concentrate_grams": ("concentrate_grams",),
    "fact_codes": ("facts",),
    "doj_listed": ("doj_listed",),
    "challenged": ("challenged",),
}


class RecordPlaces:
    """Finds facts in the rows of one person; what a layout has no column for stands nowhere."""

    def __init__(self, rows: Sequence[SourceRow], files: Sequence[str]) -> None:
        self._rows = {(row.file_name, row.line): dict(row.values) for row in rows}
        self._files = files

    def of(self, what: str, count: Count) -> Sources:
        """Where the fact of a count stands: the columns that speak, or those that are blank."""
        raise TypeError(f"{type(self).__name__} has no columns for {what} of {count.ref}")

    def has_column_for(self, what: str) -> bool:
        """Whether files of this layout have a column for the fact at all."""
        raise TypeError(f"{type(self).__name__} has no columns for {what}")

    def _own(self, count: Count) -> list[Place]:
        places = [(self._files[line.file - 1], line.line) for line in count.lines]
        return [place for place in places if place in self._rows]

    def _read(self, places: Iterable[Place], columns: Iterable[str]) -> Sources:
        """The columns of these rows that say something; when none does, the first of them, blank."""
        wanted = tuple(columns)
        found = [
            FactSource(*place, column, self._rows[place].get(column, ""))
            for place in places
            for column in wanted
        ]
        return tuple(one for one in found if one.text.strip()) or tuple(found[:1])


class DepartmentPlaces(RecordPlaces):
    """The layout of the Department of Justice: steps of arrest cycles, counts by CNT_ORDER."""

    def of(self, what: str, count: Count) -> Sources:
        """Where the fact of a count stands."""
        own = self._own(count)
        if what == "offense_on":
            return self._offense(count, own)
        if what == "agency":
            return self._read(self._arrests(count), ("STP_ORI_DESCR",)) if count.is_agency_inferred else ()
        if what == "sentence":
            return self._sentence(own)
        if what == "probation":
            return self._read(own[:1], ("DISP_DESCR",))
        if what == "deceased":
            dead = [place for place, row in self._rows.items() if self._step(row) == DECEASED]
            return self._read(dead, ("STP_TYPE_DESCR", "STP_EVENT_DATE"))
        if what in _ACTS:
            return self._read(self._later(count, _ACTS[what]), ("DISP_DESCR", "STP_EVENT_DATE"))
        columns = _DOJ.get(what, ())
        found = self._read(own[:1], columns)
        return found if what in _ALL_THAT_SPEAK else found[:1]

    def has_column_for(self, what: str) -> bool:
        """All but what the Department does not deliver: quantities, proved facts, the list of 2019."""
        return what not in _DOJ_ABSENT

    def _offense(self, count: Count, own: Sequence[Place]) -> Sources:
        if count.offense_on_source == "arrest":
            found = self._read(self._arrests(count), ("STP_EVENT_DATE",))
            return found[:1]
        return self._read(own[:1], ("STP_EVENT_DATE" if count.offense_on_source == "row" else "CYC_DATE",))

    def _sentence(self, own: Sequence[Place]) -> Sources:
        parts = []
        for place in own:
            texts = [self._rows[place].get(column, "").strip() for column in _DOJ_SENTENCE]
            if any(texts):
                parts.append(FactSource(*place, ", ".join(_DOJ_SENTENCE), " ".join(filter(None, texts))))
        return tuple(parts) or self._read(own[:1], _DOJ_SENTENCE)

    def _arrests(self, count: Count) -> list[Place]:
        """Arrest rows of the cycle: those of the same count number, or all when there is none."""
        cycle, number = count.ref[:3], count.ref[6:9]
        arrests = [
            place
            for place, row in self._rows.items()
            if self._step(row) == ARREST and row.get("CNT_ORDER", "").strip()[:3] == cycle
        ]
        return [
            one for one in arrests if self._rows[one].get("CNT_ORDER", "").strip()[6:9] == number
        ] or arrests

    def _later(self, count: Count, acts: Sequence[str]) -> list[Place]:
        """Later steps of the same cycle that act on a count so."""
        own, cycle, ruling = set(self._own(count)), count.ref[:3], _layout().ruling
        return [
            place
            for place, row in self._rows.items()
            if place not in own
            and row.get("CNT_ORDER", "").strip()[:3] == cycle
            and ruling(row.get("DISP_DESCR", "").strip()).acts in acts
        ]

    def _step(self, row: Mapping[str, str]) -> str:
        return _layout().steps.get(row.get("STP_TYPE_DESCR", "").strip().upper(), "")


class CaseListPlaces(RecordPlaces):
    """A case list: one row per count; `headings` by file name say which column is which field."""

    def __init__(self, rows: Sequence[SourceRow], files: Sequence[str], headings: Headings) -> None:
        super().__init__(rows, files)
        self._headings = headings
        self._fields = {field for columns in headings.values() for _, field in columns}

    def has_column_for(self, what: str) -> bool:
        """Whether a file of the batch has a column for the fact."""
        return any(field in self._fields for field in _CASE_LIST.get(what, ()))

    def of(self, what: str, count: Count) -> Sources:
        """Where the fact of a count stands."""
        wanted = _CASE_LIST.get(what, ())
        found: list[FactSource] = []
        for place in self._own(count):
            headings = self._headings.get(place[0], ())
            columns = [heading for field in wanted for heading, meant in headings if meant == field]
            found += self._read([place], columns)
        return tuple(one for one in found if one.text.strip()) or tuple(found[:1])


def record_places(
    rows: Sequence[SourceRow], files: Sequence[str], layout: str, headings: Headings
) -> RecordPlaces:
    """The places of a person of a batch of this layout."""
    return DepartmentPlaces(rows, files) if layout == "doj" else CaseListPlaces(rows, files, headings)


@cache
def _layout() -> Layout:
    return load_layout()
