"""The columns of Exhibit A, one definition for the PDF, the CSV and the clerk (law/documents.md 6.3)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.domain.office import NAMES, Office

UNKNOWN = "unknown"
_CLOSE_COMMA = re.compile(r",(?=\S)")
LEVEL_WORDS = {"F": "felony", "M": "misdemeanor", "I": "infraction", "": UNKNOWN}


@dataclass(frozen=True, slots=True)
class ExhibitColumn:
    """A column: its name in the CSV, its heading on paper, its text for a row."""

    key: str
    heading: str
    text: Callable[[ScheduleRow], str]


def listed(value: bool | None) -> str:
    """Whether the count was on the Department of Justice's list of 2019."""
    return UNKNOWN if value is None else "yes" if value else "no"


def case_number(row: ScheduleRow) -> str:
    """The court's own number, never trimmed; said to be unknown where the record gives none."""
    return row.case_number or UNKNOWN


def relief_text(row: ScheduleRow) -> str:
    """The relief requested, for Schedule 4 with its statutory relief in the alternative (contract 16)."""
    return f"{row.relief}; fallback: {row.fallback}" if row.fallback else row.relief


def printed_name(name: str) -> str:
    """`SAMPLE,ALEX Q` as papers print it: `SAMPLE, ALEX Q`; likewise each of several names."""
    return _CLOSE_COMMA.sub(", ", name)


def initials(name: str) -> str:
    """Given names before the family name: `GARCÍA, ANA LUZ` gives `A. L. G.`."""
    family, _, given = name.partition(",")
    letters = [part[0] for part in f"{given} {family}".replace("-", " ").split() if part[0].isalpha()]
    return " ".join(f"{letter.upper()}." for letter in letters) or "–"


CONFIDENTIAL: tuple[ExhibitColumn, ...] = (
    ExhibitColumn("row", "Row", lambda row: str(row.row_no)),
    ExhibitColumn("schedule", "Schedule", lambda row: str(row.schedule)),
    ExhibitColumn("court_case_number", "Court case no.", case_number),
    ExhibitColumn("other_case_numbers", "Other case nos.", lambda row: row.other_case_numbers),
    ExhibitColumn("courthouse", "Court", lambda row: row.courthouse),
    ExhibitColumn("defendant", "Defendant", lambda row: printed_name(row.defendant)),
    ExhibitColumn("aliases", "Also known as", lambda row: printed_name(row.aliases)),
    ExhibitColumn("date_of_birth", "Born", lambda row: row.born_on or UNKNOWN),
    ExhibitColumn("cii_number", "CII no.", lambda row: row.cii_number or UNKNOWN),
    ExhibitColumn("count_number", "Count", lambda row: row.count_number or UNKNOWN),
    ExhibitColumn("code_section", "Section as recorded", lambda row: row.section),
    ExhibitColumn("offense_text", "Charge", lambda row: row.offense_text),
    ExhibitColumn("level", "Level", lambda row: LEVEL_WORDS.get(row.level, row.level)),
    ExhibitColumn("offense_date", "Offense", lambda row: row.offense_on or UNKNOWN),
    ExhibitColumn("conviction_date", "Conviction", lambda row: row.conviction_on or UNKNOWN),
    ExhibitColumn("disposition", "Disposition", lambda row: row.disposition),
    ExhibitColumn("filing_agency", "Filing agency", lambda row: row.agency),
    ExhibitColumn("relief_requested", "Relief requested", relief_text),
    ExhibitColumn("ground", "Ground", lambda row: row.ground),
    ExhibitColumn("doj_listed", "On DOJ list", lambda row: listed(row.is_doj_listed)),
    ExhibitColumn("remarks", "Remarks", lambda row: row.remarks),
)


def public_columns_of(office: Office) -> tuple[ExhibitColumn, ...]:
    """The public version's columns as the office has chosen: initials unless it asks for names."""
    return public_columns(with_names=office.public_names == NAMES)


def public_columns(*, with_names: bool) -> tuple[ExhibitColumn, ...]:
    """The public version: no birth date, no CII number, no alias; names only if the office so chooses."""
    person = (
        ExhibitColumn("defendant", "Defendant", lambda row: printed_name(row.defendant))
        if with_names
        else ExhibitColumn("initials", "Initials", lambda row: initials(row.defendant))
    )
    return (
        ExhibitColumn("row", "Row", lambda row: str(row.row_no)),
        ExhibitColumn("court_case_number", "Court case no.", case_number),
        person,
        ExhibitColumn("code_section", "Section", lambda row: row.section),
        ExhibitColumn("conviction_year", "Year of conviction", lambda row: row.conviction_on[:4] or UNKNOWN),
        ExhibitColumn("relief_requested", "Relief requested", relief_text),
    )
