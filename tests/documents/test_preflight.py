"""Preflight passes what we print and catches what is planted on the pages of pleadings."""

from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from planted_faults import changed, found, overlay, paper, printed, rules_of, with_text, without_text
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.catalog import make_papers
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.page_items import read_pages
from expunge_desktop.documents.typeset import furniture, grid
from expunge_desktop.documents.typeset.fonts import FALLBACK, SANS, SERIF
from expunge_desktop.services.check_papers import confidential_values

FilingMaker = Callable[..., Filing]


@pytest.mark.parametrize("is_released", [False, True])
def test_our_own_papers_pass_without_error_or_warning(filing: Filing, is_released: bool) -> None:
    papers, manifest = printed(filing, is_released=is_released)
    assert {"D1", "D2", "D3", "D4", "D5", "D6"} <= {one.entry.document for one in papers.values()}
    for name, made in papers.items():
        report = preflight(made.data, name, manifest, confidential_values(filing))
        assert report.findings == (), name
        assert report.pages == made.entry.pages
        assert report.held == report.checked


def test_without_a_manifest_its_checks_are_not_run(filing: Filing) -> None:
    papers, _ = printed(filing, {"D1", "D5"})
    for name, made in papers.items():
        (finding,) = preflight(made.data, name).findings
        assert (finding.severity, finding.rule) == ("not run", "manifest")


def test_a_missing_line_number_is_told_once_with_its_pages(
    filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = furniture.line_numbers()
    monkeypatch.setattr(furniture, "line_numbers", lambda: tuple(one for one in real if one.text != "17"))
    report = preflight(paper(filing, "D2"))
    pages = "Pages 1, 2, 3, 4 and "
    assert {one.rule for one in report.errors} == {rules.LINE_NUMBERS}
    first = report.errors[0]
    assert first.sentence == f"{pages}{report.pages - 4} more: line 17 has no line number on its baseline."
    assert first.page == 1


LINE = grid.baseline(26)


@pytest.mark.parametrize(
    ("text", "x", "y", "rule"),
    [
        ("{name}", 300, LINE, rules.TEMPLATE),
        ("None", 300, LINE, rules.TEMPLATE),
        ("nan", 300, LINE, rules.TEMPLATE),
        ("TODO", 300, LINE, rules.TEMPLATE),
        ("Lorem ipsum", 300, LINE, rules.TEMPLATE),
        ("[insert table]", 300, LINE, rules.TEMPLATE),
        ("(LOST IN A DAMAGED FILE)", 300, LINE, rules.TEMPLATE),
        ("(LOST IN A", 300, LINE, rules.TEMPLATE),
        ("[destroyed]", 300, LINE, rules.TEMPLATE),
        ("123-45-6789", 300, LINE, rules.NUMBERS),
        ("SSN 123456789", 300, LINE, rules.NUMBERS),
        ("driver's license no. D1234567", 300, LINE, rules.NUMBERS),
        ("for the clerk?", 400, grid.baseline(4), rules.CLERK),
        ("between the lines", 300, LINE + 5, rules.LINE_NUMBERS),
        ("beside", 20, LINE + 5, rules.LINE_NUMBERS),
        ("over the margin", 540, LINE, rules.MARGINS),
        ("left", 96, grid.baseline(25), rules.MARGINS),
    ],
)
def test_planted_text_is_caught_and_nothing_else(
    filing: Filing, text: str, x: float, y: float, rule: str
) -> None:
    data = without_text(paper(filing, "D1"), "never there")
    assert found(preflight(data)) == set()
    assert found(preflight(with_text(data, text, x, y))) == {("error", rule)}


@pytest.mark.parametrize(
    ("draw", "rule"),
    [
        (lambda canvas: canvas.setFont(SERIF, 8), rules.TYPE_SIZE),
        (lambda canvas: canvas.setFillColorRGB(0.8, 0, 0), rules.INK),
        (lambda canvas: canvas.setFillColorRGB(0.6, 0.6, 0.6), rules.INK),
    ],
)
def test_small_and_colored_print_is_caught(filing: Filing, draw: Callable[[Canvas], None], rule: str) -> None:
    def put(canvas: Canvas) -> None:
        draw(canvas)
        canvas.drawString(300, LINE, "planted")

    assert found(preflight(overlay(paper(filing, "D1"), put))) == {("error", rule)}


def test_blue_black_ink_and_a_face_like_arial_are_allowed(filing: Filing) -> None:
    def put(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.0, 0.05, 0.4)
        canvas.drawString(300, LINE, "planted")

    assert found(preflight(overlay(paper(filing, "D1"), put, face=SANS))) == set()


def test_a_fallback_face_may_stand_for_a_name_and_not_for_the_text(filing: Filing) -> None:
    data = paper(filing, "D6")
    name = overlay(data, lambda canvas: canvas.drawString(300, LINE, "ԱՐԱՄ"), face=FALLBACK)
    assert found(preflight(name)) == set()

    def much(canvas: Canvas) -> None:
        for line in range(11, 28):
            canvas.drawString(110, grid.baseline(line), "words upon words upon words upon words upon words")

    assert ("error", rules.FACE) in found(preflight(overlay(data, much, face=FALLBACK)))


def test_a_face_of_no_court_that_is_only_named_is_two_errors(filing: Filing) -> None:
    data = overlay(paper(filing, "D1"), lambda canvas: canvas.drawString(300, LINE, "x"), face="Symbol")
    assert found(preflight(data)) == {("error", rules.FACE), ("error", rules.ACTIVE)}
    data = overlay(paper(filing, "D1"), lambda canvas: canvas.drawString(300, LINE, "x"), face="Helvetica")
    (finding,) = preflight(data).errors
    assert "Helvetica is not embedded" in finding.sentence


FIRST_PAGE_FAULTS = [
    ("SUPERIOR COURT OF THE STATE OF CALIFORNIA", rules.COURT),
    ("THE PEOPLE OF THE STATE OF", ""),
    ("Case No. ____________________", rules.CASE_NUMBER),
    ("Attorney (SBN 123456)", rules.ATTORNEY),
    ("Telephone: (213) 555-0100", rules.ATTORNEY),
    ("NOTICE OF MOTION AND MOTION", rules.NATURE),
]


@pytest.mark.parametrize(("text", "rule"), FIRST_PAGE_FAULTS)
def test_what_is_missing_on_the_first_page_is_named(filing: Filing, text: str, rule: str) -> None:
    data = paper(filing, "D1")
    without = without_text(data, text)
    assert len(without) != len(data)
    errors = preflight(without).errors
    assert {one.rule for one in errors} == ({rule} if rule else set())
    assert all(one.page == 1 for one in errors)


def test_a_court_title_too_high_is_caught(filing: Filing) -> None:
    title = "SUPERIOR COURT OF THE STATE OF CALIFORNIA"
    data = with_text(without_text(paper(filing, "D1"), title), title, 193, grid.baseline(8) + 12)
    sentences = " ".join(one.sentence for one in preflight(data).errors if one.rule == rules.COURT)
    assert "higher than 3⅓ inches" in sentences
    assert "line 8" in sentences


def test_page_number_footer_and_its_rule_are_asked_for(filing: Filing) -> None:
    data = paper(filing, "D1")

    def without_rule(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        kept = [one for one in pikepdf.parse_content_stream(page) if not _is_foot_rule(one)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    assert found(preflight(changed(data, without_rule))) == {("error", rules.FOOTER)}
    footer = next(
        one.text
        for one in list(read_pages(data, with_items=True))[1].texts
        if abs(792 - one.y - grid.FOOTER_BASELINES[0]) < 1
    )
    assert found(preflight(without_text(without_text(data, footer, page=2), "2", page=2))) >= {
        ("error", rules.PAGE_NUMBERS)
    }
    swapped = changed(data, lambda pdf: pdf.pages.append(pdf.pages.p(2)))
    assert rules.PAGE_NUMBERS in rules_of(preflight(swapped))


def _is_foot_rule(one: pikepdf.ContentStreamInstruction) -> bool:
    return str(one.operator) in "ml" and float(one.operands[1]) == grid.PAGE_HEIGHT - grid.FOOTER_RULE


def test_draft_marks_must_fit_the_manifest(filing: Filing) -> None:
    drafts, draft_manifest = printed(filing, {"D6"})
    released, released_manifest = printed(filing, {"D6"}, is_released=True)
    name = "D06-proposed-order.pdf"
    for made, manifest in ((drafts, released_manifest), (released, draft_manifest)):
        assert rules_of(preflight(made[name].data, name, manifest)) == {rules.DRAFT, rules.MANIFEST}


def test_a_person_called_null_is_no_leftover(
    filing_maker: FilingMaker, row_maker: Callable[..., object], filing: Filing
) -> None:
    data = with_text(paper(filing, "D6"), "NULL", 300, LINE)
    assert found(preflight(data)) == {("error", rules.TEMPLATE)}
    named = confidential_values(filing_maker([row_maker(1, defendant="NULL,JENNIFER")]))
    assert found(preflight(data, known=named)) == set()


def test_a_number_shaped_like_a_license_is_a_warning_unless_it_is_a_case_number(
    filing_maker: FilingMaker, row_maker: Callable[..., object], filing: Filing
) -> None:
    data = with_text(paper(filing, "D6"), "A1234567", 300, LINE)
    assert found(preflight(data)) == {("warning", rules.NUMBERS)}
    known = confidential_values(filing_maker([row_maker(1, case_number="A1234567")]))
    assert found(preflight(data, known=known)) == set()


def test_a_paper_the_office_cannot_print_yet_is_named_and_the_rest_is_made(filing: Filing) -> None:
    office = replace(filing.office, attorney=replace(filing.office.attorney, bar_number=""))
    made = make_papers(PaperOrder(replace(filing, office=office), is_released=False))
    papers, missing = made.papers, made.missing
    assert {one.document for one in missing} >= {"D1", "D6"}
    assert all(
        "bar_number under [attorney]" in one.sentence for one in missing if one.document in ("D1", "D6")
    )
    assert "D5" in {one.entry.document for one in papers}


def test_the_mark_names_matter_criteria_and_evaluation_date(filing: Filing) -> None:
    mark = paper_mark(filing, "D1", "T", "T", is_released=False)
    assert mark.place(2, 1234) == (
        "F0001, batch 1 · los-angeles-2020 1 (abababababab) as of 2020-02-11 · Page 2 of 1,234"
    )
