"""A whole set of papers about an invented person, made and read back: does printing work in this build?"""

from expunge_desktop.documents.filing import Filing, PolicyMark, ScheduleRow, number_rows
from expunge_desktop.documents.papers.catalog import make_papers
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.domain.office import Attorney, Court, Office, PublicDefender, Service

_OFFICE = Office(
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
    public_defender=PublicDefender("Alpine County Public Defender"),
    service=Service("Sam Clerk"),
)  # fmt: skip

_ROW = ScheduleRow(
    row_no=1, schedule=1, case_number="SELF-TEST-1", other_case_numbers="", courthouse="CASC ALPINE",
    defendant="SAMPLE,ALÉX Ñ", aliases="", born_on="1960-03-14", cii_number="A00000000", count_number="1",
    section="11357(B) HS", offense_text="INVENTED", level="M", offense_on="1995-06-01",
    conviction_on="1995-07-10", disposition="CONVICTED", agency="", relief="Dismiss and seal", fallback="",
    ground="STATUTORY", route="11361.8(e)-(f)", statutory="DISMISS_SEAL", is_doj_listed=None, remarks="",
    conviction_id=0,
)  # fmt: skip


def paper_self_check() -> str:
    """Make every paper and preflight each: what was seen. Raises RuntimeError for an error found."""
    filing = Filing(
        id="F0000",
        office=_OFFICE,
        policy=PolicyMark("self-test", "1", "Self-test", "0" * 64),
        law_digest="0" * 64,
        as_of="2020-02-11",
        group="none",
        group_value="",
        batches=(0,),
        audit_head="0" * 64,
        sources=(),
        rows=number_rows([_ROW]),
        undecided=1,
    )
    made = make_papers(PaperOrder(filing, is_released=False))
    if made.missing:
        raise RuntimeError(f"not printed: {made.missing[0].title}")
    pages = 0
    for paper in made.papers:
        report = preflight(paper.data, paper.entry.file)
        if report.errors:
            raise RuntimeError(f"{paper.entry.file}: {report.errors[0].sentence}")
        pages += report.pages
    return f"{len(made.papers)} papers, {pages} pages, read back without an error"
