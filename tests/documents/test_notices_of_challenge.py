"""D9, D10, D11: what is challenged, under which provision, with which evidence, and who is told of it."""

import hashlib
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from invented_filings import make_filing, make_row
from notice_papers import (
    GROUND,
    OFFICE,
    RECORD,
    attached,
    faults,
    filing_of,
    made,
    make_challenge,
    pages_of,
    scanned,
    words_of,
)
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.filing import Challenge
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.page_reading import opened, page_chars
from expunge_desktop.documents.papers.challenge_paths import Path, obstacle, path_of
from expunge_desktop.documents.preflight.fonts import font_faults
from expunge_desktop.documents.raster import page_image
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.domain.outcome import Route

LISTED = {"is_doj_listed": True}
TIMELY = make_challenge(91, **LISTED, was_recorded_by_doj_date=True)
PLAIN = make_challenge(92)
SERVING = make_challenge(93, route=Route.PETITION.value)


def opposing(*challenges: Challenge, rows: int = 4):  # type: ignore[no-untyped-def]
    return replace(filing_of(rows), challenges=challenges)


def opposition_words(*challenges: Challenge) -> str:
    return words_of(opposing(*challenges), "D10")


def sentences(*challenges: Challenge) -> list[str]:
    return [one.sentence for one in made(opposing(*challenges), "D10").missing]


@pytest.mark.parametrize(
    ("challenge", "path"),
    [
        (TIMELY, Path.TIMELY),
        (make_challenge(is_doj_listed=False, was_recorded_by_doj_date=True), Path.COMPLETED),
        (make_challenge(is_doj_listed=None, was_recorded_by_doj_date=True), Path.COMPLETED),
        (PLAIN, Path.COMPLETED),
        (SERVING, Path.SERVING),
        (make_challenge(route=""), Path.COMPLETED),
    ],
)
def test_only_a_listed_count_challenged_in_time_goes_under_11361_9(challenge: Challenge, path: Path) -> None:
    assert not obstacle(challenge)
    assert path_of(challenge) is path


@pytest.mark.parametrize("recorded", [False, None])
@pytest.mark.parametrize("row", [LISTED, {"is_doj_listed": None, "route": Route.DOJ_LIST.value}])
def test_a_listed_count_without_a_challenge_in_time_is_never_contested(
    row: dict[str, object], recorded: bool | None
) -> None:
    papers = made(opposing(make_challenge(**row, was_recorded_by_doj_date=recorded)), "D10")
    assert not papers.papers
    assert "11361.9(d)" in papers.missing[0].sentence
    assert "BA100090" in papers.missing[0].sentence and "SAMPLE90" not in papers.missing[0].sentence


@pytest.mark.parametrize(
    "ground",
    [
        "Relief would pose an unreasonable risk of danger to public safety.",
        "He is a danger to the community.",
        "Dangerous to others; public-safety concerns.",
    ],
)
def test_danger_to_the_public_is_no_ground_once_a_sentence_is_completed(ground: str) -> None:
    assert "danger to public safety" in sentences(make_challenge(ground=ground))[0]
    assert not sentences(make_challenge(ground=ground, route=Route.PETITION.value))


def test_without_evidence_or_ground_nothing_is_printed_and_the_rest_is() -> None:
    bare, silent = make_challenge(94, evidence=()), make_challenge(95, ground=" ")
    papers = made(opposing(bare, PLAIN, silent), "D10")
    assert len(papers.papers) == 1
    assert [
        "no evidence is attached" in papers.missing[0].sentence,
        "states no ground" in papers.missing[1].sentence,
    ]
    assert "BA100092" in " ".join(pages_of(papers.papers[0].data))
    assert "BA100094" not in " ".join(pages_of(papers.papers[0].data))


def test_a_challenge_in_time_says_so_and_an_opposition_does_not() -> None:
    timely = opposition_words(TIMELY)
    assert "CHALLENGE TO RELIEF" in timely
    assert "maintain their challenge under Health and Safety Code section 11361.9, subdivision (c)" in timely
    plain = opposition_words(PLAIN)
    assert "oppose relief under Health and Safety Code section 11361.8, subdivisions (e) and (f)" in plain
    assert "11361.9, subdivision (c)" not in plain and "July 1, 2020" not in plain
    assert "They do not rely on danger to public safety" in plain


def test_an_opposition_while_a_sentence_runs_stands_on_subdivision_b() -> None:
    serving = opposition_words(SERVING)
    assert "subdivisions (a) and (b)" in serving and "unreasonable risk of danger" in serving
    assert "subdivisions (e) and (f)" not in serving


def test_where_nobody_knows_the_listing_the_opposition_yields_to_it() -> None:
    assert "the People withdraw this opposition: subdivision (d) governs" in opposition_words(
        make_challenge(is_doj_listed=None)
    )
    assert "withdraw this opposition" not in opposition_words(PLAIN)


def test_the_pleading_bears_the_persons_own_case_and_not_the_motions() -> None:
    challenge = make_challenge(
        defendant="ĐẶNG-O'NEIL,MARÍA JOSÉ", case_number="GA012345", count_number="12", conviction_on="1998-05"
    )
    words = opposition_words(challenge)
    assert "Case No. GA012345" in words and "PERSONS LISTED" not in words
    assert "Foltz" not in words, "the courthouse is the motion's, not this case's"
    assert "THE DEFENDANT MARÍA JOSÉ ĐẶNG-O'NEIL, AND COUNSEL" in words
    assert words.count("MARÍA JOSÉ ĐẶNG-O'NEIL,") == 2
    assert "Defendant." in words and "Defendants." not in words
    assert "for count 12 in case GA012345" in words and "a conviction dated 1998-05" in words
    assert GROUND in words
    assert challenge.row.born_on not in words and challenge.row.cii_number not in words


def test_what_the_record_does_not_say_is_called_not_recorded() -> None:
    words = opposition_words(make_challenge(count_number="", conviction_on="", level="", case_number=""))
    assert "a count without a number in the record in case ____" in words
    assert "its level not recorded, the date of conviction not recorded" in words


def test_evidence_is_bound_behind_its_cover_sheet_whole_and_on_letter_pages() -> None:
    photo = scanned("Landscape photograph", size=(1200, 700))
    two = scanned("Report", pages=2)
    challenge = make_challenge(evidence=(attached(two, 2, "Report.pdf"), attached(photo, 1, "Photo.pdf")))
    store = {hashlib.sha256(one).hexdigest(): one for one in (two, photo)}
    paper = made(opposing(challenge), "D10", read=store.__getitem__).papers[0]
    pages = pages_of(paper.data)
    exhibits = [page for page in pages if "Exhibit 1" in page or "Exhibit 2" in page][-5:]
    assert "EXHIBIT 1 Report.pdf 2 pages" in exhibits[0] and hashlib.sha256(two).hexdigest() in exhibits[0]
    assert (
        "Report, page 1" in exhibits[1]
        and "the very last line" in exhibits[1]
        and "Exhibit 1 – 1" in exhibits[1]
    )
    assert "Report, page 2" in exhibits[2] and "Exhibit 1 – 2" in exhibits[2]
    assert "EXHIBIT 2 Photo.pdf 1 page" in exhibits[3]
    assert "Landscape photograph, page 1" in exhibits[4]
    with opened(paper.data) as document:
        for index in range(len(document)):
            assert document[index].get_size() == (612, 792)
        for index in range(len(document) - 5, len(document)):
            chars = page_chars(document, index)
            assert min(one.x for one in chars) >= 54 and max(one.right for one in chars) <= 558
            evidence = [one for one in chars if "Exhibit" not in one.text and one.y > 66]
            assert all(one.y < 726 for one in evidence)
    with pikepdf.open(BytesIO(paper.data)) as pdf, pdf.open_outline() as outline:
        (case,) = outline.root
        assert case.title == "count 1 of case BA100090: ALEX Q SAMPLE90"
        assert [child.title for child in case.children] == ["Exhibit 1: Report.pdf", "Exhibit 2: Photo.pdf"]
        first = pdf.pages[len(pages) - 5].obj.objgen
        assert case.children[0].destination[0].objgen == first


def test_pages_are_counted_through_pleading_and_exhibits_and_labeled() -> None:
    merged, first, second = made(opposing(PLAIN, SERVING), "D10", is_split=True).papers
    for single in (first, second):
        pages = pages_of(single.data)
        for number, page in enumerate(pages, start=1):
            assert f"Page {number} of {len(pages)}" in page
    with pikepdf.open(BytesIO(merged.data)) as pdf:
        labels = [page.label for page in pdf.pages]
    own = len(pages_of(first.data)) - 2
    assert f"Exhibit 1: Certified record.pdf, 1 page, beginning on page {own + 1}" in " ".join(
        pages_of(first.data)
    )
    assert labels[: own + 3] == [*map(str, range(1, own + 1)), "Exhibit 1", "Exhibit 1 – 1", "1"]


def ink_of(data: bytes, index: int) -> bytes:
    return page_image(data, index, 60).pixels


def form_of(value: str, *, is_shown: bool = True) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.acroForm.textfield(name="answer", value=value, x=72, y=600, width=200, height=20)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(buffer.getvalue())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        if not is_shown:
            del field["/AP"]
            pdf.Root.AcroForm.NeedAppearances = True
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def bound(data: bytes) -> bytes:
    challenge = make_challenge(evidence=(attached(data),))
    return made(opposing(challenge), "D10", read=lambda _sha256: data).papers[0].data


def test_what_is_filled_in_an_attached_form_shows_and_nothing_stays_to_fill_in() -> None:
    shown, unshown, empty = (
        bound(form_of("FILLED-IN")), bound(form_of("FILLED-IN", is_shown=False)), bound(form_of(""))
    )  # fmt: skip
    last = len(pages_of(shown)) - 1
    assert ink_of(shown, last) != ink_of(empty, last) != ink_of(unshown, last)
    with pikepdf.open(BytesIO(shown)) as pdf:
        assert "/AcroForm" not in pdf.Root and not any("/Annots" in page for page in pdf.pages)


def test_a_document_that_does_not_hold_its_faces_is_bound_as_pictures_of_its_pages() -> None:
    data = scanned("Printed by another program", face="Helvetica")
    whole = bound(data)
    assert "Printed by another program" not in " ".join(pages_of(whole))
    last = len(pages_of(whole)) - 1
    assert ink_of(whole, last) != ink_of(bound(scanned(" ", face="Helvetica")), last)
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert list(font_faults(pdf)) == []
        picture = pdf.pages[last].Resources.XObject["/Evidence1"].Resources.XObject["/Picture"]
        assert (int(picture.Width), int(picture.Height)) == (1700, 2800)
    assert bound(data) == whole


@pytest.mark.parametrize("data", [scanned("Rap sheet, SSN 123-45-6789"), form_of("123-45-6789")])
def test_evidence_with_a_social_security_number_is_not_bound(data: bytes) -> None:
    challenge = make_challenge(evidence=(attached(data, 1, "Rap sheet.pdf"),))
    papers = made(opposing(challenge), "D10", read=lambda _sha256: data)
    assert not papers.papers
    assert "Page 1 of the document “Rap sheet.pdf” shows a number shaped like" in papers.missing[0].sentence
    assert "123-45" not in papers.missing[0].sentence


@pytest.mark.parametrize("data", [b"not a PDF", b""])
def test_evidence_that_is_no_pdf_keeps_the_pleading_from_print(data: bytes) -> None:
    broken = make_challenge(94, evidence=(attached(data, 1, "scan.pdf"),))
    store = {hashlib.sha256(data).hexdigest(): data, hashlib.sha256(RECORD).hexdigest(): RECORD}
    papers = made(opposing(broken, PLAIN), "D10", read=store.__getitem__)
    assert "“scan.pdf” cannot be read as a PDF" in papers.missing[0].sentence
    assert len(papers.papers) == 1


def test_preflight_holds_evidence_to_be_evidence_and_somebody_called_null_to_be_a_person() -> None:
    data = scanned("{ None } [end] TODO", pages=2, face="DejaVuSerif")
    challenges = (
        make_challenge(91, evidence=(attached(data, 2),), defendant="NULL,ANNA", **LISTED,
                       was_recorded_by_doj_date=True),
        make_challenge(92, evidence=(attached(data, 2), attached(data, 2)), defendant="W" * 60),
        make_challenge(93, evidence=(attached(data, 2),), defendant="ՀԱԿՈԲՅԱՆ,ԱՐՄԵՆ", case_number="C" * 40),
        make_challenge(94, evidence=(attached(data, 2),), defendant="NGUYỄN THỊ,李小龍", count_number="12"),
    )  # fmt: skip
    filing = opposing(*challenges)
    for is_released in (True, False):
        papers = made(filing, "D10", is_split=True, is_released=is_released, read=lambda _sha256: data)
        assert len(papers.papers) == 5 and not papers.missing
        assert faults(filing, papers, is_released=is_released) == []
    assert not faults(filing, made(filing, "D9"))


def test_evidence_that_is_gone_or_was_changed_is_named() -> None:
    def gone(sha256: str) -> bytes:
        raise KeyError(sha256)

    assert "is not in the workspace" in made(opposing(PLAIN), "D10", read=gone).missing[0].sentence
    changed = made(opposing(PLAIN), "D10", read=lambda _sha256: RECORD + b"\n")
    assert "not the one that was attached" in changed.missing[0].sentence


def test_oppositions_come_merged_and_each_by_itself_with_its_own_values() -> None:
    challenges = [
        make_challenge(n, defendant=f"OWN{n}X,ALEX", case_number=f"CASE-{n}") for n in (101, 102, 103)
    ]
    filing = opposing(*challenges)
    papers = made(filing, "D10", is_split=True)
    assert faults(filing, papers) == []
    merged, *singles = papers.papers
    assert merged.entry.kind is PaperKind.MERGED_PLEADINGS and len(singles) == 3
    assert [one.entry.file for one in singles] == [
        f"D10-opposition/D10-opposition-challenge-{n:05}.pdf" for n in (1, 2, 3)
    ]
    assert pages_of(merged.data) == [page for one in singles for page in pages_of(one.data)]
    for number, single in zip((101, 102, 103), singles, strict=True):
        words = " ".join(pages_of(single.data))
        assert f"OWN{number}X" in words and f"CASE-{number}" in words
        assert not any(f"OWN{n}X" in words or f"CASE-{n}" in words for n in (101, 102, 103) if n != number)
    assert made(opposing(*challenges), "D10").papers[0].data == merged.data


def test_a_filing_without_challenges_has_no_opposition() -> None:
    papers = made(filing_of(4), "D10")
    assert not papers.papers and not papers.missing
    assert "challenged" in papers.not_applicable[0].sentence


def test_the_public_defender_is_given_notice_under_c_3_of_timely_challenges_alone() -> None:
    plain = words_of(opposing(PLAIN), "D9")
    assert "not given under section 11361.9, subdivision (c)(3)" in plain
    assert "give notice that they challenge" not in plain and "reasonable effort" not in plain
    assert "Part A" not in plain and "Part B" in plain
    both = words_of(opposing(TIMELY, PLAIN), "D9")
    assert "give notice that they challenge the 1 conviction in Part A of List 2" in both
    assert "Please make the reasonable effort" in both
    assert both.index("BA100091") < both.index("Part B: opposed") < both.index("BA100092")
    none = words_of(filing_of(4), "D9")
    assert "(c)(3)" not in none and "List 2" not in none and "LIST 2" not in none


def test_list_1_has_every_row_once_and_names_nobody() -> None:
    filing = filing_of(100)
    words = words_of(filing, "D9")
    assert "do not challenge relief for the 100 convictions in List 1" in words
    for row in filing.rows:
        assert words.count(f"{row.row_no}: {row.case_number}, 1") >= 1
        assert row.defendant.split(",")[0] not in words and row.cii_number not in words
    assert "End of List 1, 100 rows." in words
    assert "CRIMINAL OFFENDER RECORD INFORMATION" in words


def test_list_2_names_whom_the_public_defender_is_to_tell_and_not_what_may_not_be_filed() -> None:
    forbidden = make_challenge(95, **LISTED, was_recorded_by_doj_date=False, defendant="FORBIDDEN,EVE")
    unproved = make_challenge(96, evidence=(), defendant="UNPROVED,EVE")
    words = words_of(opposing(replace(PLAIN, ground="A ground of its own"), forbidden, unproved), "D9")
    assert "ALEX Q SAMPLE92 BA100092 1 A ground of its own" in words
    assert "FORBIDDEN" not in words and "UNPROVED" not in words
    assert PLAIN.row.born_on not in words


def test_an_alternate_defender_of_the_service_list_gets_a_copy() -> None:
    alternate = ServiceParty("Los Angeles County Alternate Public Defender", ("1 Street",))
    profile = CourtProfile(service_list=(alternate, ServiceParty("County Counsel")))
    words = words_of(replace(filing_of(4), profile=profile), "D9")
    assert "Copy to: Los Angeles County Alternate Public Defender." in words and "County Counsel" not in words


def test_schedule_4_is_told_as_discretion_to_the_defender_and_to_the_court() -> None:
    rows = [make_row(n, schedule=4) for n in (1, 2)] + [make_row(3, schedule=1)]
    assert "2 stand in Schedule 4: the People ask for their dismissal as a matter of discretion" in words_of(
        filing_of(rows), "D9"
    )
    assert "do not contend that section 11361.8 presumes eligibility" in words_of(filing_of(rows), "D11")
    statutory = filing_of([make_row(1, schedule=1)])
    assert "Schedule 4" not in words_of(statutory, "D9") + words_of(statutory, "D11")


def test_the_court_is_told_of_what_is_not_challenged_by_a_plain_notice_that_names_no_person() -> None:
    filing = filing_of(40)
    words = words_of(filing, "D11")
    assert "do not challenge relief for the 40 convictions listed in Exhibit A" in words
    assert "Schedule 2 Redesignate as misdemeanor 11 to 20 10" in words
    assert "It is not given under section 11361.9, subdivision (c)(3)" in words
    assert not any(row.defendant.split(",")[0] in words or row.cii_number in words for row in filing.rows)
    assert "as listed by the Department of Justice" not in words and "by separate papers" not in words


def test_listed_and_unchallenged_rows_are_counted_for_the_court_and_separate_papers_are_told_of() -> None:
    rows = [make_row(n, schedule=1, route=Route.DOJ_LIST.value, is_doj_listed=True) for n in (1, 2)]
    challenged_once = make_row(3, schedule=1, is_doj_listed=True)
    words = words_of(replace(filing_of([*rows, challenged_once]), challenges=(PLAIN,)), "D11")
    assert "The People's records show 2 of these as listed" in words.replace("’", "'")
    assert "oppose relief for other convictions, none of which is listed in Exhibit A" in words
    assert "as listed by" not in words_of(filing_of([challenged_once]), "D11")


def test_the_defender_must_be_known_by_name() -> None:
    office = replace(OFFICE, public_defender=replace(OFFICE.public_defender, name=""))
    assert "name under [public_defender]" in made(filing_of(2, office=office), "D9").missing[0].sentence


def test_a_county_is_listed_for_the_defender_row_by_row() -> None:
    paper = made(make_filing(3_000, office=OFFICE), "D9").papers[0]
    assert "End of List 1, 3,000 rows." in pages_of(paper.data)[-1]
    assert paper.entry.kind is PaperKind.LETTER and paper.entry.rows == 3_000
