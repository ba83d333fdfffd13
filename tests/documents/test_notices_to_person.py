"""D8: each letter says of each count what may be said, shows nobody else, and keeps to its window."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from invented_filings import make_row
from notice_papers import ADDRESS, OFFICE, faults, filing_of, made, pages_of

from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.page_reading import opened, page_chars
from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.notice_recipients import (
    SEEN_BOTTOM,
    SEEN_RIGHT,
    SEEN_TOP,
    WINDOW_LEFT,
    WINDOW_RIGHT,
    mailing_of,
    spoken_name,
)
from expunge_desktop.documents.papers.recipe import Scope
from expunge_desktop.domain.outcome import Route

NEVER = "treated as if it never happened"
NEVER_ES = "como si nunca hubiera ocurrido"
WORST_NAMES = {
    "NGUYỄN THỊ HỒNG-PHƯỢNG,ĐẶNG TRẦN CÔN NGỌC BÍCH KHÁNH LINH HẠ": "ĐẶNG TRẦN",
    "ՀԱԿՈԲՅԱՆ,ԱՐՄԵՆ": "ԱՐՄԵՆ ՀԱԿՈԲՅԱՆ",
    "李,小龍": "小龍 李",
    "O'NEIL-D'ANGELO,MARY-JANE": "MARY-JANE O'NEIL-D'ANGELO",
    "NULL,ANNA": "ANNA NULL",
    "W" * 36 + "," + "M" * 23: "M" * 23,
}


def person(number: int, **changes: object) -> ScheduleRow:
    return make_row(number, **{"person_id": number, "address": ADDRESS, **changes})


def letters(*rows: ScheduleRow) -> list[str]:
    return pages_of(made(filing_of(list(rows)), "D8").papers[0].data)


def text(*rows: ScheduleRow) -> str:
    return " ".join(letters(*rows))


def test_only_the_statutes_own_sealing_is_said_to_undo_what_happened() -> None:
    sealed = text(person(1, schedule=1))
    assert NEVER in sealed and NEVER_ES in sealed
    assert "Case BA100001, count 1, from 1971: dismissed and sealed" in sealed
    assert "Caso BA100001, cargo 1, del año 1971: desestimada y sellada" in sealed
    for schedule in (2, 3, 4):
        other = text(person(1, schedule=schedule))
        assert NEVER not in other and NEVER_ES not in other, schedule
        assert "seal" not in other and "sellad" not in other


def test_a_dismissal_of_one_still_serving_is_not_called_sealed() -> None:
    serving = text(person(1, schedule=1, route=Route.PETITION.value))
    assert "from 1971: dismissed" in serving and "from 1971: dismissed and sealed" not in serving
    assert NEVER not in serving and NEVER_ES not in serving
    assert "may still count for some purposes" in serving
    assert "puede seguir contando para algunos fines" in serving and "seal" not in serving


def test_what_the_court_may_choose_is_ticked_by_hand() -> None:
    with_fallback = text(person(1, schedule=4))
    assert "from 1971: [ ] dismissed; [ ] reduced to a misdemeanor; [ ] not changed" in with_fallback
    assert "del año 1971: [ ] desestimada; [ ] reducida a un delito menor; [ ] sin cambios" in with_fallback
    without = text(person(1, schedule=4, fallback="none"))
    assert "[ ] dismissed; [ ] not changed" in without
    assert "reduced" not in without.replace("clear or reduce ", "")


def test_a_reduction_stays_on_the_record_at_the_lower_level() -> None:
    reduced = text(person(1, schedule=3))
    assert "reduced to an infraction" in reduced and "reducida a una infracción" in reduced
    assert "remains on your record at the lower level" in reduced
    assert "permanece en sus antecedentes penales" in reduced
    assert "Dismissed" not in reduced and "Desestimada" not in reduced


def test_the_letter_says_nothing_is_owed_for_this_relief_and_warns_of_federal_law() -> None:
    page = text(person(1, schedule=1))
    assert "you owe nothing for this relief" in page and "no debe nada por este beneficio" in page
    for word in ("immigration", "firearm", "licensing", "inmigración", "armas de fuego", "licencias"):
        assert word in page
    assert page.count("Los Angeles County Public Defender, (213) 555-0199") == 2
    assert "On ____________________ the court decided" in page
    assert "El día ____________________, la corte decidió" in page


@pytest.mark.parametrize("schedule", [1, 2, 3, 4])
def test_a_letter_about_one_conviction_is_one_sheet_english_before_spanish(schedule: int) -> None:
    english, spanish = letters(person(1, schedule=schedule))
    assert "Dear ALEX Q SAMPLE1:" in english and "Sincerely, Office of the District Attorney" in english
    assert "Estimado/a ALEX Q SAMPLE1:" in spanish and "Atentamente, Office of the District" in spanish
    assert "Page 1 of 2" in english and "Page 2 of 2" in spanish


def test_the_convictions_of_one_person_stand_in_one_letter() -> None:
    rows = [person(n, person_id=7, defendant="SAMPLE,ALEX", case_number=f"BA{n}") for n in (1, 2, 3)]
    filing = filing_of([*rows, person(4)])
    assert [len(one.rows) for one in mailing_of(filing).recipients] == [1, 3]
    first = next(page for page in pages_of(made(filing, "D8").papers[0].data) if "BA1," in page)
    assert "BA2," in first and "BA3," in first and "cannabis convictions listed below" in first


def test_people_without_a_key_are_never_joined_by_their_name() -> None:
    rows = [person(n, person_id=0, defendant="SAMPLE,ALEX") for n in (1, 2)]
    assert len(mailing_of(filing_of(rows)).recipients) == 2


def test_each_letter_shows_its_own_person_alone() -> None:
    rows = [
        person(
            n,
            defendant=f"FAMILY{n:03}X,GIVEN{n:03}X",
            case_number=f"CASE-{n:03}-X",
            address=f"{n} Own{n}X St\nLA",
        )
        for n in range(1, 61)
    ]
    filing = filing_of(rows)
    paper = made(filing, "D8").papers[0]
    pages = pages_of(paper.data)
    assert paper.entry.pages == len(pages)
    assert paper.entry.kind is PaperKind.LETTER
    seen = []
    for page in pages:
        numbers = set(re.findall(r"FAMILY(\d+)X", page)) | set(re.findall(r"CASE-(\d+)-X", page))
        numbers |= {f"{int(one):03}" for one in re.findall(r"Own(\d+)X", page)}
        assert len(numbers) <= 1, page
        seen += numbers
    assert set(seen) == {f"{n:03}" for n in range(1, 61)}
    for row in filing.rows:
        assert not any(row.born_on in page or row.cii_number in page for page in pages)
    with pikepdf.open(BytesIO(paper.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            f"{one.name}, row {one.rows[0].row_no}" for one in mailing_of(filing).recipients
        ]


def test_split_letters_are_the_pages_of_the_merged_file_one_person_each() -> None:
    filing = filing_of([person(n) for n in range(1, 6)])
    merged, *singles = made(filing, "D8", is_split=True).papers
    assert [one.entry.file for one in singles] == [
        f"D08-notice-to-person/D08-notice-to-person-row-{n:05}.pdf" for n in range(1, 6)
    ]
    assert pages_of(merged.data) == [page for one in singles for page in pages_of(one.data)]
    assert [one.entry.pages for one in singles] == [len(pages_of(one.data)) for one in singles]


@pytest.mark.parametrize("name", WORST_NAMES)
def test_the_window_shows_name_and_address_and_nothing_else(name: str) -> None:
    filing = filing_of([person(1, defendant=name, schedule=4)])
    assert len(mailing_of(filing).recipients) == 1, "it must be deliverable"
    with opened(made(filing, "D8").papers[0].data) as document:
        chars = page_chars(document, 0)
        height = document[0].get_size()[1]
    seen = [one for one in chars if SEEN_TOP < height - one.y < SEEN_BOTTOM + 8 and one.x < SEEN_RIGHT]
    shown = "".join(one.text for one in seen if height - one.y < SEEN_BOTTOM)
    expected = (spoken_name(name) + ADDRESS).replace("\n", "").replace(" ", "")
    assert shown == expected
    assert min(one.x for one in seen) >= WINDOW_LEFT - 0.5
    assert max(one.right for one in seen) <= WINDOW_RIGHT + 0.5
    baselines = sorted({round(height - one.y, 1) for one in seen})
    assert baselines[0] - 8 >= 172 and baselines[-1] <= 229  # in sight wherever the sheet slides


@pytest.mark.parametrize(("name", "shown"), WORST_NAMES.items())
def test_worst_case_names_are_printed_whole(name: str, shown: str) -> None:
    pages = letters(person(1, defendant=name))
    assert "[U+" not in " ".join(pages)
    assert shown.replace(" ", "") in pages[0].replace(" ", "")
    assert spoken_name(name).replace(" ", "") in pages[0].replace(" ", "")


def test_preflight_finds_no_fault_in_letters_merged_split_draft_or_released() -> None:
    rows = [person(n, defendant=name) for n, name in enumerate(WORST_NAMES, start=1)]
    filing = filing_of([*rows, person(20, address="")])
    for is_released in (True, False):
        papers = made(filing, "D8", is_split=True, is_released=is_released)
        assert len(papers.papers) == len(WORST_NAMES) + 2
        assert faults(filing, papers, is_released=is_released) == []


def test_twelve_counts_of_one_case_are_all_listed_within_the_margins() -> None:
    rows = [person(n, person_id=1, case_number="B" * 40, count_number=str(n)) for n in range(1, 13)]
    data = made(filing_of(rows), "D8").papers[0].data
    whole = "".join(pages_of(data)).replace(" ", "")
    for n in range(1, 13):
        assert f"{'B' * 40},count{n}," in whole and f"{'B' * 40},cargo{n}," in whole
    with opened(data) as document:
        for index in range(len(document)):
            chars = page_chars(document, index)
            assert max(one.right for one in chars) <= 523 and min(one.y for one in chars) > 20


def test_a_count_or_case_or_year_nobody_recorded_is_left_out() -> None:
    page = text(person(1, schedule=1, case_number="", count_number="", conviction_on=""))
    assert "A case whose number our record does not give: dismissed and sealed" in page
    assert "Un caso cuyo número no consta en nuestro registro: desestimada y sellada" in page
    assert "None" not in page


def test_who_cannot_be_reached_is_listed_for_the_office_and_the_dead_get_no_letter() -> None:
    rows = [
        person(1, defendant="REACHED,ANN"),
        person(2, defendant="HOMELESS,BOB", address=""),
        person(3, defendant="LATE,CAROL", is_deceased=True),
        person(4, person_id=9, defendant="TWICE,DAN"),
        person(5, person_id=9, defendant="TWICE,DAN", address="99 Other Street\nReno, NV 89501"),
        person(6, defendant="ENDLESS,EVE", address="\n".join(f"Line {n}" for n in range(9))),
    ]
    notices, listed = made(filing_of(rows), "D8").papers
    letter, office_list = " ".join(pages_of(notices.data)), " ".join(pages_of(listed.data))
    assert "ANN REACHED" in letter
    for name in ("HOMELESS", "LATE", "TWICE", "ENDLESS"):
        assert name not in letter
    assert listed.entry.file == "D08-notice-to-person-not-deliverable.pdf"
    assert listed.entry.kind is PaperKind.COVER
    assert "BOB HOMELESS BA100002 no address in the record" in office_list
    assert "DAN TWICE" in office_list and "different addresses" in office_list
    assert "EVE ENDLESS" in office_list and "do not fit the window" in office_list
    assert "LATE" not in office_list and "given no letter: 1" in office_list
    assert "CRIMINAL OFFENDER RECORD INFORMATION" in office_list


def test_without_any_address_there_is_the_list_alone() -> None:
    papers = made(filing_of([person(1, address="")]), "D8").papers
    assert [one.entry.kind for one in papers] == [PaperKind.COVER]


def test_a_letter_needs_the_public_defenders_telephone_and_is_made_on_request_only() -> None:
    recipe = next(one for one in RECIPES if one.document == "D8")
    assert recipe.scope is Scope.ON_REQUEST
    office = replace(OFFICE, public_defender=replace(OFFICE.public_defender, telephone=""))
    papers = made(filing_of([person(1)], office=office), "D8")
    assert not papers.papers
    assert "telephone under [public_defender]" in papers.missing[0].sentence


def test_a_letterhead_that_reaches_the_window_is_refused() -> None:
    office = replace(OFFICE, name="Office of the District Attorney and of Many Other Things " * 6)
    papers = made(filing_of([person(1)], office=office), "D8")
    assert "letterhead" in papers.missing[0].sentence


def test_the_same_filing_gives_the_same_bytes_and_a_draft_says_so_on_each_page() -> None:
    filing = filing_of([person(n) for n in range(1, 4)])
    first, again = (made(filing, "D8", is_released=False).papers[0].data for _ in range(2))
    assert first == again
    assert all("DRAFT – NOT FILED" in page for page in pages_of(first))


def test_both_languages_have_the_same_paragraphs() -> None:
    from expunge_desktop.documents.typeset.template import load_template

    english, spanish = (
        [
            line
            for line in load_template(f"notice_to_person_{language}.txt").splitlines()
            if line.startswith(("[", "#"))
        ]
        for language in ("en", "es")
    )
    assert [line for line in english if line[0] == "["] == [line for line in spanish if line[0] == "["]
    assert len(english) == len(spanish)
