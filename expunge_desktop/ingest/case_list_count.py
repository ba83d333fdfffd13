"""One row of a case list → one count, with every problem met on the way.

A value that cannot be read is unknown and named; a required value that is missing is named; the row stays.
"""

from collections.abc import Callable
from typing import TypeVar

from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, SourceLine
from expunge_desktop.ingest import case_list_values as values
from expunge_desktop.ingest.case_list_record import ListRow
from expunge_desktop.ingest.count_making import count_maker
from expunge_desktop.rules.prior_facts import may_be_foreign
from expunge_desktop.rules.scope import relief_name

_FIELDS = (
    "ref", "charge", "disposition", "case_key", "county", "court", "filing_agency", "case_number",
    "count_number", "offense_text", "level", "offense_on", "offense_on_source", "conviction_on", "event_on",
    "disposition_text", "sentence_text", "is_sentence_completed", "sentence_completed_on", "is_serving",
    "was_probation_granted", "probation_status", "probation_ended_on", "is_set_aside", "set_aside_on",
    "cannabis_grams", "concentrate_grams", "plants", "fact_codes", "other_relief", "is_doj_listed",
    "is_challenged", "problems", "lines", "cii_number",
)  # fmt: skip
_make = count_maker(_FIELDS)
_ENTERED = (Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION)
_MAY_BE_ENTERED = (*_ENTERED, Disposition.UNKNOWN)
_SET_ASIDE = "1203.4"
_T = TypeVar("_T")


def read_count(row: ListRow, ref: str, born_on: PartialDate | None) -> Count:
    """The count of a row; its problems are noted on the row.

    Relief under PC 1203.4 shows a sentence that is over, as a set-aside does in the Department's record.
    """
    disposition = _disposition(row)
    county = _county(row)
    charge = _charge(row, disposition, county)
    number = row.get("court_case_number")
    if not number:
        row.note("MISSING_CASE_NUMBER", "The court case number is missing.")
    offense_on = _date(row, "offense_date", "IMPOSSIBLE_OFFENSE_DATE")
    event_on = _date(row, "event_date")
    conviction_on = _conviction_date(row, disposition, event_on)
    if disposition is Disposition.REGISTRATION:
        offense_on = event_on = event_on or offense_on
    elif disposition not in _MAY_BE_ENTERED:
        event_on = event_on or offense_on
    _compare(row, born_on, offense_on, conviction_on)
    state = _word(row, "sentence_status", values.SENTENCE_STATES)
    relief = tuple(row.list_of("other_relief")) if "other_relief" in row.values else ()
    relief_on = _date(row, "other_relief_on")
    is_set_aside = any(relief_name(one) == _SET_ASIDE for one in relief)
    return _make(
        (
            ref,
            charge,
            disposition,
            f"{county}|{number.strip()}" if number and county else "",
            county,
            row.get("court"),
            row.get("filing_agency"),
            number,
            _count_number(row),
            row.get("offense_text"),
            _known(row, "offense_level", values.level),
            offense_on,
            "row" if offense_on else "",
            conviction_on,
            event_on,
            row.get("disposition"),
            row.get("sentence"),
            {"COMPLETED": True, "SERVING": False}.get(state),
            _date(row, "sentence_completed_on"),
            {"COMPLETED": False, "SERVING": True}.get(state),
            _known(row, "probation_granted", values.flag),
            _word(row, "probation_status", values.PROBATION_STATES),
            _date(row, "probation_ended_on"),
            is_set_aside,
            relief_on if is_set_aside else None,
            _known(row, "cannabis_grams", values.number),
            _known(row, "concentrate_grams", values.number),
            _known(row, "plants", values.whole_number),
            _facts(row),
            relief,
            _known(row, "doj_listed", values.flag),
            _known(row, "challenged", values.flag),
            tuple(dict.fromkeys(kind for kind, _ in row.problems)),
            (SourceLine(*row.place),),
            row.get("cii_number").upper(),
        )
    )


def _disposition(row: ListRow) -> Disposition:
    text = row.get("disposition")
    if text:
        found = values.disposition(text)
        if found is None:
            row.note("UNKNOWN_DISPOSITION", f"The disposition “{text}” is not known.")
            return Disposition.UNKNOWN
        return found
    if values.words(row.get("offense_text")) == values.REGISTRATION:
        return Disposition.REGISTRATION
    if values.day(row.get("conviction_date"))[0] is not None:
        return Disposition.CONVICTED
    row.note("MISSING_DISPOSITION", "Neither a disposition nor a conviction date is given.")
    return Disposition.UNKNOWN


def _charge(row: ListRow, disposition: Disposition, county: str) -> str:
    text = row.get("code_section")
    if not text:
        row.note("MISSING_CHARGE", "The code section is missing.")
    elif (
        disposition in _MAY_BE_ENTERED
        and parse_charge(text) is None
        and not (county and may_be_foreign(county))
    ):
        row.note("UNREADABLE_CHARGE", f"The code section “{text}” cannot be read.")
    return text


def _county(row: ListRow) -> str:
    text = row.get("county")
    if not text:
        row.note("MISSING_COUNTY", "The county is missing.")
        return ""
    county = values.county(text)
    if not county:
        row.note("UNKNOWN_COUNTY", f"The county “{text}” is not known; it counts as unknown.")
    elif county == values.NEVADA and values.words(text) == values.NEVADA:
        row.note(
            "AMBIGUOUS_COUNTY", "“Nevada” was read as the county; write STATE OF NEVADA or NEVADA COUNTY."
        )
    return county


def _conviction_date(
    row: ListRow, disposition: Disposition, event_on: PartialDate | None
) -> PartialDate | None:
    """The day of the conviction; of an adjudication, which is none, `event_date` may give it."""
    is_entered = disposition in _ENTERED
    date = _date(
        row,
        "conviction_date",
        "IMPOSSIBLE_EVENT_DATE" if disposition in _MAY_BE_ENTERED else "IMPOSSIBLE_DATE",
    )
    if date is None and disposition is Disposition.JUVENILE_ADJUDICATION:
        date = event_on
    if is_entered and date is None and not row.get("conviction_date"):
        row.note("MISSING_EVENT_DATE", "The conviction date is missing.")
    elif is_entered and date is not None and not date.is_exact:
        row.note("PARTIAL_EVENT_DATE", f"Of the conviction date only {date} is known.")
    return date


def _date(row: ListRow, field: str, kind: str = "IMPOSSIBLE_DATE") -> PartialDate | None:
    text = row.values.get(field)
    if not text:
        return None
    date, is_impossible = values.day(text)
    if is_impossible:
        row.note(kind, f"The {field} “{text}” is not a date; it counts as unknown.")
    return date


def _compare(
    row: ListRow,
    born_on: PartialDate | None,
    offense_on: PartialDate | None,
    conviction_on: PartialDate | None,
) -> None:
    """Note dates that cannot follow each other; the rules see the same and ask for a person to look."""
    if offense_on and conviction_on and offense_on.earliest > conviction_on.latest:
        row.note(
            "OFFENSE_AFTER_CONVICTION",
            f"The offense date {offense_on} lies after the conviction date {conviction_on}.",
        )
    first = min((one for one in (offense_on, conviction_on) if one), key=lambda one: one.latest, default=None)
    if born_on and first and born_on.earliest > first.latest:
        row.note("BORN_AFTER_OFFENSE", f"The birth date {born_on} lies after {first}, a date of the count.")


def _known(row: ListRow, field: str, read: Callable[[str], _T | None]) -> _T | None:
    """What a value means; None when it is empty, or not known, which is noted."""
    text = row.values.get(field)
    if not text:
        return None
    value = read(text)
    if value is None:
        row.unknown(field)
    return value


def _word(row: ListRow, field: str, known: frozenset[str]) -> str:
    text = row.values.get(field)
    word = values.words(text) if text else ""
    if word and word not in known:
        row.unknown(field)
        return ""
    return word


def _count_number(row: ListRow) -> str:
    return _known(row, "count_number", lambda text: values.count_number(text) or None) or ""


def _facts(row: ListRow) -> frozenset[str]:
    if "facts" not in row.values:
        return frozenset()
    codes = set()
    for text in row.list_of("facts"):
        code = values.fact_code(text)
        if code:
            codes.add(code)
        else:
            row.note("UNKNOWN_FACT", f"The fact code “{text}” is not known.")
    return frozenset(codes)
