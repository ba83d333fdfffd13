"""D12, D13, D16: who was served with what, what the Department's update asks for, which agencies join."""

from dataclasses import replace

import pypdfium2.raw as pdfium
import pytest
from invented_filings import make_row
from notice_papers import OFFICE, faults, filing_of, made, make_challenge, pages_of, words_of

from expunge_desktop.documents.filing import Filing, ScheduleRow, number_rows
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.page_reading import opened
from expunge_desktop.documents.papers import opposition
from expunge_desktop.documents.papers.catalog import served_titles
from expunge_desktop.documents.papers.joinder import is_own, joining_agencies
from expunge_desktop.documents.papers.proof_of_service import parties_of
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.domain.outcome import Route

TORRANCE = "Torrance City Prosecutor"
SANTA_MONICA = "Santa Monica City Attorney"


def served_on(*parties: ServiceParty, rows: object = 4) -> Filing:
    return replace(filing_of(rows), profile=CourtProfile(service_list=parties))


def test_the_server_swears_to_every_particular_of_the_statute() -> None:
    words = words_of(served_on(ServiceParty("County Counsel", ("1 Hill Street",), method="mail")), "D12")
    for particular in (
        "I, Sam Clerk, declare",
        "over 18 years of age and not a party",
        "resident of, or employed in, the county where the mailing",
        "211 West Temple Street, Los Angeles, CA 90012",
        "On ____________________ I served the following papers",
        "sealed envelope",
        "postage fully prepaid",
        "deposited it with the United States Postal Service at ____",
        "ordinary business practice",
        "under penalty of perjury under the laws of the State of California",
        "Executed on ____",
        "SAM CLERK",
    ):
        assert particular in words, particular


def test_the_papers_of_the_packet_are_named_by_their_exact_titles() -> None:
    filing = replace(filing_of(4), challenges=(make_challenge(),))
    words = words_of(filing, "D12")
    titles = [title for title in served_titles(filing) if title != "PROOF OF SERVICE"]
    assert len(titles) > 4 and "NOTICE OF CONVICTIONS NOT CHALLENGED" in titles
    for title in titles:
        assert title in words, title
    assert "• PROOF OF SERVICE" not in words


def test_an_opposition_is_served_only_when_one_can_be_printed() -> None:
    assert opposition.TITLE in words_of(replace(filing_of(2), challenges=(make_challenge(),)), "D12")
    unproved = make_challenge(evidence=())
    assert opposition.TITLE not in words_of(replace(filing_of(2), challenges=(unproved,)), "D12")
    assert opposition.TITLE not in words_of(filing_of(2), "D12")


def test_the_confidential_exhibit_goes_only_to_those_the_server_marks() -> None:
    words = words_of(filing_of(2), "D12")
    assert "schedule of convictions (public version)" in words
    assert "(confidential version, in a sealed cover marked as such, on each person marked below)" in words
    assert "[ ] Los Angeles County Public Defender" in words
    assert "NOTICE TO THE PUBLIC DEFENDER (on the public defender only)" in words


def test_nobody_is_served_twice_and_the_courts_own_word_of_a_party_counts() -> None:
    defender = ServiceParty("LOS ANGELES COUNTY PUBLIC DEFENDER", ("9 Other Street",), method="personal")
    rows = [make_row(1, agency=TORRANCE), make_row(2, agency=SANTA_MONICA)]
    city = ServiceParty(TORRANCE, ("3031 Torrance Blvd",), "law@torrance.example", "electronic")
    parties = parties_of(served_on(defender, city, rows=rows))
    assert [(one.name, one.address, one.method) for one in parties] == [
        ("LOS ANGELES COUNTY PUBLIC DEFENDER", "9 Other Street", "personal"),
        (TORRANCE, "law@torrance.example", "electronic"),
        (SANTA_MONICA, "", ""),
    ]


@pytest.mark.parametrize("method", ["mail", "personal", "electronic"])
def test_only_the_ways_of_service_in_use_are_sworn_to(method: str) -> None:
    defender = ServiceParty(OFFICE.public_defender.name, ("9 Other Street",), "pd@example.test", method)
    words = words_of(served_on(defender), "D12")
    ways = {"mail": "By mail", "personal": "By personal delivery", "electronic": "By electronic service"}
    for way, phrase in ways.items():
        assert (phrase in words) is (way == method), way
    if method == "electronic":
        assert (
            "690.5" in words and "1013b" in words and "without error" in words and "pd@example.test" in words
        )


def test_while_a_way_of_service_is_unknown_it_is_a_ruled_line_and_all_ways_are_open() -> None:
    words = words_of(filing_of(2), "D12")
    assert all(phrase in words for phrase in ("By mail", "By personal delivery", "By electronic service"))


def test_a_proof_needs_its_server() -> None:
    office = replace(OFFICE, service=replace(OFFICE.service, server_name=""))
    assert "server_name under [service]" in made(filing_of(2, office=office), "D12").missing[0].sentence


def sheet(**changes: object) -> str:
    return pages_of(made(filing_of([make_row(1, **{"schedule": 1, **changes})]), "D13").papers[0].data)[0]


FULL = {
    "fbi_number": "123456AB1", "arrested_on": "1971-01-09", "arresting_agency": "CAPD COMPTON",
    "booking_number": "B-778", "court_code": "CA019013J", "level": "F",
}  # fmt: skip


def test_the_worksheet_has_every_value_that_the_departments_form_asks_for() -> None:
    words = sheet(**FULL)
    for value in (
        "SAMPLE1,ALEX Q", "February 11, 1941", "A10000001", "123456AB1", "January 9, 1971", "CAPD COMPTON",
        "B-778", "CASC LOS ANGELES", "CA019013J", "BA100001", "11357(B) HS", "POSSESS MARIJUANA", "felony",
        "CONVICTED", "April 11, 1971", "Dismiss as legally invalid and seal", "Jordan Sample",
    ):  # fmt: skip
        assert value in words, value
    assert "CRIMINAL OFFENDER RECORD INFORMATION" in words and "internal, not filed" in words


def test_what_only_the_court_can_order_is_left_open() -> None:
    words = sheet(**FULL)
    assert "Sealing ordered [ ] yes; [ ] no" in words
    assert "Ordered [ ] dismissed as legally invalid; [ ] other:" in words
    fourth = sheet(schedule=4, **FULL)
    assert "otherwise: Redesignate as misdemeanor" in fourth
    assert "Authority" in fourth and "Reasons stated" in fourth and "1385" not in fourth
    assert "sentence being served, subdivisions (a)–(d)" in sheet(route=Route.PETITION.value)


def test_unknown_values_are_ruled_lines_and_never_words() -> None:
    known, unknown = sheet(**FULL), sheet(level="", cii_number="", born_on="")
    for word in ("unknown", "None", "felony", "misdemeanor", "A10000001"):
        assert word not in unknown
    assert known != unknown


def ruled_lines(**changes: object) -> int:
    data = made(filing_of([make_row(1, **{"schedule": 1, **changes})]), "D13").papers[0].data
    with opened(data) as document:
        return sum(1 for _ in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))


def test_each_unknown_value_leaves_a_line_to_write_on() -> None:
    assert ruled_lines() == ruled_lines(**FULL) + 5
    assert ruled_lines(born_on="", cii_number="") == ruled_lines() + 2


def test_a_partial_date_stays_partial() -> None:
    assert "Date of birth 1941-02" in sheet(born_on="1941-02")


def test_worksheets_come_merged_and_each_by_itself_with_its_own_values() -> None:
    filing = filing_of(30)
    papers = made(filing, "D13", is_split=True)
    merged, *singles = papers.papers
    pages = pages_of(merged.data)
    assert merged.entry.kind is PaperKind.COVER and merged.entry.pages == len(pages) == 30
    assert [one.entry.file for one in singles][:1] == [
        "D13-disposition-update/D13-disposition-update-row-00001.pdf"
    ]
    for row, page, single in zip(filing.rows, pages, singles, strict=True):
        assert f"Page {row.row_no} of 30" in page
        assert [other.case_number for other in filing.rows if other.case_number in page] == [row.case_number]
        assert pages_of(single.data)[0].replace("Page 1 of 1", "") == page.replace(
            f"Page {row.row_no} of 30", ""
        )
    assert faults(filing, papers) == []


def test_a_worksheet_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    others = "; ".join(f"OTHER-CASE-{number:03}" for number in range(120))
    paper = made(
        filing_of([make_row(1, schedule=4, other_case_numbers=others, defendant="Ñ" * 60)]), "D13"
    ).papers[0]
    pages = pages_of(paper.data)
    assert len(pages) == paper.entry.pages == 2 and "(continued)" in pages[1]
    whole = "".join(pages).replace(" ", "")
    assert all(f"OTHER-CASE-{number:03}" in whole for number in range(120)) and "Ñ" * 20 in whole


def of_agency(*agencies: str, **changes: object) -> Filing:
    rows = [make_row(n, agency=agency, **changes) for n, agency in enumerate(agencies, start=1)]
    return filing_of(rows)


def test_each_agency_joins_for_its_own_rows_alone() -> None:
    filing = of_agency(*[TORRANCE, SANTA_MONICA, "LOS ANGELES DISTRICT ATTORNEY"] * 5)
    papers = made(filing, "D16").papers
    assert [one.entry.file for one in papers] == [
        "D16-joinder-01-santa-monica-city-attorney.pdf",
        "D16-joinder-02-torrance-city-prosecutor.pdf",
    ]
    for paper, agency in zip(papers, (SANTA_MONICA, TORRANCE), strict=True):
        words = " ".join(pages_of(paper.data))
        assert f"The {agency} states" in words and paper.entry.rows == 5
        assert agency.upper() in paper.entry.title
        for row in filing.rows:
            assert (f" {row.case_number} " in words) is (row.agency == agency)
            assert row.defendant.split(",")[0] not in words and row.born_on not in words
        assert "State Bar No. ____" in words and "By: ____" in words and "acts for" in words
    assert faults(filing, made(filing, "D16")) == []


def test_an_agency_that_was_inferred_is_asked_to_strike_what_is_not_its_own() -> None:
    rows = [make_row(n, agency=TORRANCE, remarks="Agency inferred." * (n == 1)) for n in (1, 2)]
    words = words_of(filing_of(rows), "D16")
    assert "For the conviction marked “inferred” the record does not name the prosecuting agency" in words
    assert words.count("(inferred)") == 1
    assert "inferred" not in words_of(of_agency(TORRANCE, TORRANCE), "D16")


def test_an_agency_joins_schedule_4_as_a_request_to_discretion() -> None:
    assert "it joins in a request to the court’s discretion" in words_of(
        of_agency(TORRANCE, schedule=4), "D16"
    )
    assert "discretion" not in words_of(of_agency(TORRANCE, schedule=2), "D16")


def test_an_office_need_not_join_itself() -> None:
    papers = made(filing_of(4), "D16")
    assert not papers.papers and "nobody else has to join" in papers.not_applicable[0].sentence
    assert is_own(OFFICE, "Los Angeles County District Attorney") and not is_own(OFFICE, TORRANCE)
    city = replace(OFFICE, kind="city_prosecutor", name=TORRANCE)
    assert is_own(city, TORRANCE.upper()) and not is_own(city, "Los Angeles County District Attorney")


def test_a_row_without_an_agency_asks_nobody_to_join() -> None:
    filing = of_agency("", TORRANCE)
    assert list(joining_agencies(filing)) == [TORRANCE]


def test_a_city_with_thousands_of_rows_gets_them_all_on_numbered_lines() -> None:
    rows: list[ScheduleRow] = [make_row(n, agency=TORRANCE, case_number=f"C{n:05}") for n in range(1, 1_201)]
    filing = replace(filing_of(1), rows=number_rows(rows))
    papers = made(filing, "D16")
    words = " ".join(pages_of(papers.papers[0].data))
    assert all(f"C{n:05}" in words for n in range(1, 1_201))
    assert faults(filing, papers) == []


@pytest.mark.parametrize("document", ["D11", "D12", "D16"])
def test_our_own_pleadings_pass_preflight_as_draft_and_released(document: str) -> None:
    filing = of_agency(TORRANCE, SANTA_MONICA, "LOS ANGELES DISTRICT ATTORNEY", "")
    for is_released in (False, True):
        papers = made(filing, document, is_released=is_released)
        assert papers.papers and faults(filing, papers, is_released=is_released) == []


@pytest.mark.parametrize("document", ["D9", "D11", "D12", "D13", "D16"])
def test_the_same_filing_gives_the_same_bytes(document: str) -> None:
    filing = of_agency(TORRANCE, SANTA_MONICA, "", "LOS ANGELES DISTRICT ATTORNEY")
    first, again = (tuple(one.data for one in made(filing, document).papers) for _ in range(2))
    assert first == again
