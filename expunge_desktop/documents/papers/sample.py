"""An invented filing that has every paper: for previews of wordings, for the self-test, and to learn from the
papers which fields their wordings may use.

One row for each schedule and route, a count the office opposes with a document attached, a city's joinder,
an address in reach of the post. Nobody in it exists.
"""

import hashlib
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

from expunge_desktop.documents.filing import (
    Challenge,
    Evidence,
    Filing,
    PolicyMark,
    ScheduleRow,
    Screening,
    SourceFile,
    SwitchMark,
    number_rows,
)
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.typeset.canvas import PaperMark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.domain.office import (
    Adoption,
    Attorney,
    Court,
    Custodian,
    Notice,
    Office,
    PublicDefender,
    Service,
)

_CITY = "Torrance City Prosecutor"
OFFICE = Office(
    county="ALPINE",
    name="Office of the District Attorney, County of Alpine",
    head="Alexandra Example",
    head_title="District Attorney",
    attorney=Attorney(
        "Jordan Sample", "Deputy District Attorney", "123456",
        ("1 Invented Street", "Markleeville, CA 96120"), "(530) 555-0100", "", "jsample@da.example",
    ),
    court=Court(
        "Superior Court of the State of California", "County of Alpine", "Invented Courthouse",
        ("2 Invented Street", "Markleeville, CA 96120"), "1", "Hon. Presiding Judge", "none", "",
    ),
    public_defender=PublicDefender(
        "Alpine County Public Defender", ("3 Invented Street", "Markleeville, CA 96120"), "(530) 555-0199"
    ),
    service=Service("Sam Clerk", ("1 Invented Street", "Markleeville, CA 96120")),
    custodian=Custodian("Robin Records", "Records Custodian", "2020-01-06", "Department of Justice",
                        "Markleeville"),
    policy=Adoption("2020-01-02", "Alexandra Example", "400", "0", "the Post-Conviction Unit"),
    notice=Notice("2020-01-15", (_CITY,)),
)  # fmt: skip

_ROW = ScheduleRow(
    row_no=0, schedule=1, case_number="SAMPLE-1", other_case_numbers="", courthouse="CASC ALPINE",
    defendant="SAMPLE,ALÉX Ñ", aliases="EXAMPLE,ALEX", born_on="1960-03-14", cii_number="A00000000",
    count_number="1", section="11357(B) HS", offense_text="POSSESS MARIJUANA", level="M",
    offense_on="1995-06-01", conviction_on="1995-07-10", disposition="CONVICTED",
    agency="Alpine County District Attorney", relief="Dismiss and seal", fallback="",
    ground="hs.11357b.base", route="11361.8(e)-(f)", statutory="DISMISS_SEAL", is_doj_listed=True, remarks="",
    conviction_id=1, person_id=1, address="4 Invented Street\nMarkleeville, CA 96120", is_deceased=False,
    fbi_number="100000A1", arrested_on="1995-06-01", arresting_agency="CASO MARKLEEVILLE (CA0020000)",
    booking_number="B-1", court_code="CA002013J",
)  # fmt: skip


def _row(number: int, **values: object) -> ScheduleRow:
    own = {
        "case_number": f"SAMPLE-{number}", "conviction_id": number, "person_id": number,
        "defendant": f"SAMPLE{number},SAM",
    }  # fmt: skip
    return replace(_ROW, **(own | values))  # type: ignore[arg-type]


def _rows() -> tuple[ScheduleRow, ...]:
    misdemeanor = {"relief": "Redesignate as misdemeanor", "statutory": "REDESIGNATE_MISDEMEANOR"}
    sale = {"section": "11359 HS", "offense_text": "POSSESS MARIJUANA FOR SALE", "level": "F"}
    return number_rows(
        (
            _ROW,
            _row(2, agency=_CITY, address="", is_doj_listed=None),
            _row(3, schedule=2, ground="hs.11359.base", **misdemeanor, **sale),
            _row(4, schedule=2, ground="hs.11359.base", route="11361.8(a)-(d)", **misdemeanor, **sale),
            _row(5, schedule=2, ground="DECISION", **misdemeanor, **sale),
            _row(
                6, schedule=3, section="11360(A) HS", relief="Redesignate as infraction",
                ground="hs.11360.gift", statutory="REDESIGNATE_INFRACTION",
            ),
            _row(
                7, schedule=4, relief="Dismiss", fallback="Redesignate as misdemeanor", ground="AGE_50",
                statutory="REDESIGNATE_MISDEMEANOR", **sale,
            ),
            _row(8, schedule=4, relief="Dismiss", fallback="none", ground="DECISION",
                 statutory="NOT_ELIGIBLE", **sale),
        )
    )  # fmt: skip


@lru_cache(maxsize=1)
def sample_evidence() -> bytes:
    """The invented document attached to the challenge."""
    mark = PaperMark("", "Certified record", "Certified record", "Invented court", "F0000", "", True)
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (612, 792))
    canvas.setFont(SERIF, 12)
    canvas.drawString(72, 700, "Invented certified record of a prior conviction")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@lru_cache(maxsize=1)
def sample_filing() -> Filing:
    """The filing with every paper."""
    attached = Evidence("certified-record.pdf", hashlib.sha256(sample_evidence()).hexdigest(), pages=1)
    opposed = replace(_row(9), schedule=0, row_no=1, relief="Redesignate as misdemeanor", ground="DECISION")
    rows = _rows()
    return Filing(
        id="F0000",
        office=OFFICE,
        policy=PolicyMark(
            "los-angeles-2020", "1", "Sample criteria", "0" * 64, "A. Example", "2020-01-02",
            first_dismissals=(("MISD_POSSESSION", "possession (11357) below a felony"),),
            criteria=(("AGE_50", "the person is 50 years old or older on the evaluation date"),),
            switches=(SwitchMark("feb29", "march_1", "When somebody born on February 29 has a birthday",
                                 "March 1"),),
            positions=(("Transfers under PC 1203.9", "hand review"),),
        ),
        law_digest="0" * 64,
        as_of="2020-02-11",
        group="none",
        group_value="",
        batches=(1,),
        audit_head="0" * 64,
        sources=(SourceFile(1, "delivery.dat", "0" * 64, 4096, 21, 19, 1, "2020-01-06"),),
        rows=rows,
        undecided=len(rows),
        profile=CourtProfile(
            service_list=(
                ServiceParty("Alpine County Counsel", ("5 Invented Street", "Markleeville, CA 96120")),
            )
        ),
        screening=Screening(
            people=9, convictions=12,
            outcomes=(("DISMISS_SEAL", 4), ("HAND_REVIEW", 1), ("NOT_ELIGIBLE", 3),
                      ("REDESIGNATE_INFRACTION", 1), ("REDESIGNATE_MISDEMEANOR", 3)),
            statutory=(("DISMISS_SEAL", 2), ("HAND_REVIEW", 1), ("NOT_ELIGIBLE", 4),
                       ("REDESIGNATE_INFRACTION", 1), ("REDESIGNATE_MISDEMEANOR", 4)),
            review_codes=(("HR-LEVEL", 1),), decisions=(("challenge", 1), ("override", 2)), departures=3,
            undecided_reviews=1, tested_cases=1, program="Expunge Desktop (sample)",
        ),
        challenges=(
            Challenge(opposed, "A prior conviction within Penal Code section 667(e)(2)(C)(iv).", "2020-02-10",
                      "Jordan", was_recorded_by_doj_date=True, evidence=(attached,)),
            Challenge(replace(opposed, row_no=2, case_number="SAMPLE-10", is_doj_listed=None),
                      "Two prior convictions of the same offense.", "2020-02-10", "Jordan",
                      evidence=(attached,)),
        ),
    )  # fmt: skip


def sample_filings() -> tuple[Filing, ...]:
    """The sample, and the same once with a hearing set, once with the statute's relief alone."""
    filing = sample_filing()
    court = replace(filing.office.court, hearing="March 2, 2020, at 8:30 a.m.")
    statutory = number_rows(row for row in filing.rows if row.schedule != 4 and not row.is_serving)
    return (
        filing,
        replace(filing, office=replace(filing.office, court=court)),
        replace(filing, rows=statutory, challenges=()),
    )


def sample_order(filing: Filing | None = None, *, is_released: bool = False) -> PaperOrder:
    """What the sample's papers are made from."""
    held = {hashlib.sha256(sample_evidence()).hexdigest(): sample_evidence()}
    return PaperOrder(filing or sample_filing(), is_released, read_evidence=held.__getitem__)
