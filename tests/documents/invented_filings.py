"""Invented filings of any size for the tests of papers."""

from dataclasses import replace

from expunge_desktop.documents.filing import Filing, PolicyMark, ScheduleRow, SourceFile, number_rows
from expunge_desktop.domain.office import Attorney, Court, Office, PublicDefender, Service

OFFICE = Office(
    county="LOS ANGELES",
    name="Office of the District Attorney, County of Los Angeles",
    head="Alexandra Example",
    head_title="District Attorney",
    attorney=Attorney(
        "Jordan Sample",
        "Deputy District Attorney",
        "123456",
        ("211 West Temple Street, Suite 1200", "Los Angeles, CA 90012"),
        "(213) 555-0100",
        "",
        "jsample@da.example",
    ),
    court=Court(
        "Superior Court of the State of California",
        "County of Los Angeles",
        "Clara Shortridge Foltz Criminal Justice Center",
        ("210 West Temple Street", "Los Angeles, CA 90012"),
        "100",
        "Hon. Presiding Judge",
        "none",
        "",
    ),
    public_defender=PublicDefender("Los Angeles County Public Defender"),
    service=Service("Sam Clerk"),
)
RELIEFS = {
    1: ("Dismiss and seal", "", "hs.11357.base", "DISMISS_SEAL"),
    2: ("Redesignate as misdemeanor", "", "hs.11359.base", "REDESIGNATE_MISDEMEANOR"),
    3: ("Redesignate as infraction", "", "hs.11358.base", "REDESIGNATE_INFRACTION"),
    4: ("Dismiss", "Redesignate as misdemeanor", "AGE_50", "REDESIGNATE_MISDEMEANOR"),
}


def make_row(number: int = 1, **changes: object) -> ScheduleRow:
    """One invented count; the schedule alternates with the number."""
    schedule = int(changes.get("schedule", 1 + number % 4))  # type: ignore[call-overload]
    relief, fallback, ground, statutory = RELIEFS[schedule]
    row = ScheduleRow(
        row_no=0,
        schedule=schedule,
        case_number=f"BA{100000 + number}",
        other_case_numbers="",
        courthouse="CASC LOS ANGELES",
        defendant=f"SAMPLE{number},ALEX Q",
        aliases="",
        born_on=f"19{40 + number % 50}-0{1 + number % 9}-1{number % 9}",
        cii_number=f"A{10000000 + number}",
        count_number="1",
        section="11357(B) HS",
        offense_text="POSSESS MARIJUANA",
        level="MFI"[number % 3],
        offense_on="",
        conviction_on=f"19{70 + number % 29}-04-1{number % 9}",
        disposition="CONVICTED",
        agency="LOS ANGELES DISTRICT ATTORNEY",
        relief=relief,
        fallback=fallback,
        ground=ground,
        route="11361.8(e)-(f)",
        statutory=statutory,
        is_doj_listed=None,
        remarks="",
        conviction_id=number,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def make_filing(rows: list[ScheduleRow] | int = 40, **changes: object) -> Filing:
    """A filing of invented rows (or that many of them)."""
    given = [make_row(number) for number in range(1, rows + 1)] if isinstance(rows, int) else rows
    filing = Filing(
        id="F0001",
        office=OFFICE,
        policy=PolicyMark("los-angeles-2020", "1", "Los Angeles 2020, as reported", "ab" * 32),
        law_digest="cd" * 32,
        as_of="2020-02-11",
        group="none",
        group_value="",
        batches=(1,),
        audit_head="ef" * 32,
        sources=(SourceFile(1, "delivery.dat", "12" * 32),),
        rows=number_rows(given),
        undecided=3,
    )
    return replace(filing, **changes)  # type: ignore[arg-type]
