"""Invented filings of a county's size, for measuring papers. Nobody in them exists."""

from dataclasses import replace

from expunge_desktop.documents.filing import Filing, ScheduleRow, number_rows
from expunge_desktop.documents.papers.sample import sample_filing

_FAMILIES = (
    "GARCÍA", "NGUYEN", "SMITH", "OKAFOR", "O'NEIL", "HERNANDEZ-LOPEZ", "KIM", "PETROSYAN", "WASHINGTON",
    "MUÑOZ", "VAN DER BERG", "JOHNSON", "TRAN", "D'ANGELO",
)  # fmt: skip
_GIVEN = ("ALEX Q", "MARÍA LUZ", "JORDAN", "SAM LEE", "ROBIN ANN", "CHRIS", "DANA PAT", "LUIS ÁNGEL")
_AGENCIES = ("Los Angeles County District Attorney", "Long Beach City Prosecutor", "Torrance City Prosecutor")
_COURTS = ("CASC LOS ANGELES", "CASC LONG BEACH", "CASC VAN NUYS", "CAMC TORRANCE")
_CHARGES = (
    ("11357(B) HS", "POSSESS MARIJUANA"), ("11358 HS", "CULTIVATE MARIJUANA"),
    ("11359 HS", "POSSESS MARIJUANA FOR SALE"), ("11360(A) HS", "SELL/FURNISH/ETC MARIJUANA"),
)  # fmt: skip
_RELIEF = {
    1: ("Dismiss and seal", "", "hs.11357b.base"),
    2: ("Redesignate as misdemeanor", "", "hs.11359.base"),
    3: ("Redesignate as infraction", "", "hs.11358.base"),
    4: ("Dismiss", "Redesignate as misdemeanor", "AGE_50"),
}


def county_filing(rows: int, *, counts_per_case: int = 1) -> Filing:
    """A filing of invented rows over four schedules."""
    return replace(
        sample_filing(),
        rows=number_rows(_row(number, counts_per_case) for number in range(rows)),
        challenges=(),
        undecided=0,
    )


def _row(number: int, counts_per_case: int) -> ScheduleRow:
    case, count = divmod(number, counts_per_case)
    schedule = 1 + case % 4
    relief, fallback, ground = _RELIEF[schedule]
    section, charge = _CHARGES[case % len(_CHARGES)]
    family, given = _FAMILIES[case % len(_FAMILIES)], _GIVEN[case % len(_GIVEN)]
    return replace(
        sample_filing().rows[0],
        schedule=schedule,
        case_number=f"BA{100_000 + case}",
        other_case_numbers=f"SA{case:06}" if case % 9 == 0 else "",
        courthouse=_COURTS[case % len(_COURTS)],
        defendant=f"{family}{case % 977},{given}",
        aliases=f"{family},{given[0]}; {family} JR,{given}" if case % 5 == 0 else "",
        born_on=f"19{40 + case % 55}-{1 + case % 12:02}-{1 + case % 28:02}",
        cii_number=f"A{10_000_000 + case}",
        count_number=str(count + 1),
        section=section,
        offense_text=charge,
        level="FMI"[case % 3],
        offense_on=f"19{70 + case % 29}-{1 + case % 11:02}-0{1 + case % 9}" if case % 4 else "",
        conviction_on=f"19{71 + case % 28}-{1 + case % 12:02}-1{case % 9}",
        agency=_AGENCIES[case % len(_AGENCIES)],
        relief=relief,
        fallback=fallback,
        ground=ground,
        remarks="Agency inferred." if case % 7 == 0 else "",
        conviction_id=number + 1,
        person_id=case + 1,
    )
