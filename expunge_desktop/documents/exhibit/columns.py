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
    """A column: its name in the tables, its heading on paper, its text for a row, what it means."""

    key: str
    heading: str
    text: Callable[[ScheduleRow], str]
    meaning: str


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
    ExhibitColumn(
        "row",
        "Row",
        lambda row: str(row.row_no),
        "Number of the row, the same in every version, in the order of the schedules",
    ),
    ExhibitColumn(
        "schedule",
        "Schedule",
        lambda row: str(row.schedule),
        "1 dismissal and sealing, 2 misdemeanor, 3 infraction, 4 dismissal beyond the statute",
    ),
    ExhibitColumn(
        "court_case_number",
        "Court case no.",
        case_number,
        "The court's case number as recorded; “unknown” where the record gives none",
    ),
    ExhibitColumn(
        "other_case_numbers",
        "Other case nos.",
        lambda row: row.other_case_numbers,
        "Further numbers of the same case, separated by semicolons",
    ),
    ExhibitColumn("courthouse", "Court", lambda row: row.courthouse, "Court of conviction as recorded"),
    ExhibitColumn(
        "defendant",
        "Defendant",
        lambda row: printed_name(row.defendant),
        "Name as in the judgment, family name first",
    ),
    ExhibitColumn(
        "aliases",
        "Also known as",
        lambda row: printed_name(row.aliases),
        "Other names in the record, separated by semicolons",
    ),
    ExhibitColumn(
        "date_of_birth", "Born", lambda row: row.born_on or UNKNOWN, "Year-month-day, as far as recorded"
    ),
    ExhibitColumn(
        "cii_number",
        "CII no.",
        lambda row: row.cii_number or UNKNOWN,
        "State identification number of the Department of Justice",
    ),
    ExhibitColumn(
        "count_number",
        "Count",
        lambda row: row.count_number or UNKNOWN,
        "Number of the count within the case",
    ),
    ExhibitColumn(
        "code_section", "Section as recorded", lambda row: row.section, "Section and code as recorded"
    ),
    ExhibitColumn("offense_text", "Charge", lambda row: row.offense_text, "Charge as recorded"),
    ExhibitColumn(
        "level",
        "Level",
        lambda row: LEVEL_WORDS.get(row.level, row.level),
        "felony, misdemeanor, infraction or unknown",
    ),
    ExhibitColumn(
        "offense_date",
        "Offense",
        lambda row: row.offense_on or UNKNOWN,
        "Day of the offense, year-month-day as far as recorded",
    ),
    ExhibitColumn(
        "conviction_date",
        "Conviction",
        lambda row: row.conviction_on or UNKNOWN,
        "Day of the conviction, year-month-day as far as recorded",
    ),
    ExhibitColumn("disposition", "Disposition", lambda row: row.disposition, "Disposition as recorded"),
    ExhibitColumn(
        "filing_agency",
        "Filing agency",
        lambda row: row.agency,
        "Prosecuting agency; a remark says where it was inferred",
    ),
    ExhibitColumn(
        "relief_requested",
        "Relief requested",
        relief_text,
        "What the People ask for; in Schedule 4 also the statutory relief in the alternative",
    ),
    ExhibitColumn(
        "ground",
        "Ground",
        lambda row: row.ground,
        "Rule of law or criterion of the policy; DECISION is an attorney's own decision",
    ),
    ExhibitColumn(
        "doj_listed",
        "On DOJ list",
        lambda row: listed(row.is_doj_listed),
        "On the Department of Justice's list: yes, no or unknown",
    ),
    ExhibitColumn("remarks", "Remarks", lambda row: row.remarks, "What the clerk should know of the row"),
)


def public_columns_of(office: Office) -> tuple[ExhibitColumn, ...]:
    """The public version's columns as the office has chosen: initials unless it asks for names."""
    return public_columns(with_names=office.public_names == NAMES)


def public_columns(*, with_names: bool) -> tuple[ExhibitColumn, ...]:
    """The public version: no birth date, no CII number, no alias; names only if the office so chooses."""
    person = (
        ExhibitColumn(
            "defendant",
            "Defendant",
            lambda row: printed_name(row.defendant),
            "Name as in the judgment, family name first",
        )
        if with_names
        else ExhibitColumn(
            "initials",
            "Initials",
            lambda row: initials(row.defendant),
            "Initials of the name, family name last",
        )
    )
    return (
        ExhibitColumn(
            "row",
            "Row",
            lambda row: str(row.row_no),
            "Number of the row, the same in every version, in the order of the schedules",
        ),
        ExhibitColumn(
            "court_case_number",
            "Court case no.",
            case_number,
            "The court's case number as recorded; “unknown” where the record gives none",
        ),
        person,
        ExhibitColumn("code_section", "Section", lambda row: row.section, "Section and code as recorded"),
        ExhibitColumn(
            "conviction_year",
            "Year of conviction",
            lambda row: row.conviction_on[:4] or UNKNOWN,
            "Year of the conviction",
        ),
        ExhibitColumn(
            "relief_requested",
            "Relief requested",
            relief_text,
            "What the People ask for; in Schedule 4 also the statutory relief in the alternative",
        ),
    )
