"""Preflight passes what we print and catches what is planted."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import (
    Manifest,
    manifest_from_json,
    manifest_json,
    manifest_of,
)
from expunge_desktop.documents.papers.catalog import Paper, make_papers
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import PreflightReport
from expunge_desktop.documents.typeset import furniture, grid
from expunge_desktop.documents.typeset.fonts import SERIF

FilingMaker = Callable[..., Filing]


def printed(filing: Filing, *, is_released: bool = False) -> tuple[dict[str, Paper], Manifest]:
    made = make_papers(PaperOrder(filing, is_released))
    papers, missing = made.papers, made.missing
    manifest = manifest_of(
        filing,
        is_released=is_released,
        papers=tuple(one.entry for one in papers),
        not_printed=missing,
        releases=(),
    )
    return {one.entry.file: one for one in papers}, manifest


def rules_of(report: PreflightReport) -> set[str]:
    return {one.rule for one in report.errors}


def overlay(data: bytes, draw: Callable[[Canvas], None], *, face: str = SERIF) -> bytes:
    """A finished paper with something drawn over its first page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, initialFontName=face)
    canvas.setFont(face, 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(buffer.getvalue())) as stamp:
        pdf.pages[0].add_overlay(stamp.pages[0])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("is_released", [False, True])
def test_our_own_papers_pass_without_error_or_warning(filing: Filing, is_released: bool) -> None:
    papers, manifest = printed(filing, is_released=is_released)
    assert len(papers) == 4
    for name, paper in papers.items():
        report = preflight(paper.data, name, manifest, frozenset(row.born_on for row in filing.rows))
        assert report.findings == ()
        assert report.pages == paper.entry.pages


def test_without_a_manifest_its_checks_are_not_run(filing: Filing) -> None:
    papers, _ = printed(filing)
    for name, paper in papers.items():
        (finding,) = preflight(paper.data, name).findings
        assert (finding.severity, finding.rule) == ("not run", "manifest")


def test_a_font_that_is_only_named_is_an_error(filing: Filing) -> None:
    papers, _ = printed(filing)
    data = overlay(
        papers["D01-notice-of-motion.pdf"].data,
        lambda canvas: canvas.drawString(300, grid.baseline(20), "x"),
        face="Helvetica",
    )
    report = preflight(data)
    assert any("Helvetica is not embedded" in one.sentence for one in report.errors)
    assert any("Helvetica has no Unicode map" in one.sentence for one in report.errors)


def test_a_missing_line_number_is_an_error(filing: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    real = furniture.line_numbers()
    monkeypatch.setattr(furniture, "line_numbers", lambda: tuple(one for one in real if one.text != "17"))
    papers, manifest = printed(filing)
    report = preflight(papers["D06-proposed-order.pdf"].data, "D06-proposed-order.pdf", manifest)
    assert {one.sentence for one in report.errors} == {
        f"Page {number}: line 17 has no line number on its baseline." for number in range(1, report.pages + 1)
    }


@pytest.mark.parametrize(
    ("text", "x", "y", "rule"),
    [
        ("{name}", 300, grid.baseline(26), "template"),
        ("None", 300, grid.baseline(26), "template"),
        ("123-45-6789", 300, grid.baseline(26), "CRC 1.201"),
        ("in the clerk's space", 400, grid.baseline(4), "CRC 2.111(2)"),
        ("between the lines", 300, grid.baseline(26) + 5, "CRC 2.108"),
        ("beside the numbers", 20, grid.baseline(26) + 5, "CRC 2.108"),
        ("over the margin", 530, grid.baseline(26), "CRC 2.107"),
    ],
)
def test_planted_text_is_caught(filing: Filing, text: str, x: float, y: float, rule: str) -> None:
    papers, _ = printed(filing)
    data = overlay(papers["D01-notice-of-motion.pdf"].data, lambda canvas: canvas.drawString(x, y, text))
    assert rule in rules_of(preflight(data))


def test_small_type_is_caught(filing: Filing) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SERIF, 8)
        canvas.drawString(300, grid.baseline(26), "small")

    papers, _ = printed(filing)
    assert "CRC 2.104" in rules_of(preflight(overlay(papers["D06-proposed-order.pdf"].data, draw)))


def test_a_social_security_number_in_the_exhibit_is_caught(
    filing_maker: FilingMaker, row_maker: Callable[..., ScheduleRow]
) -> None:
    papers, manifest = printed(filing_maker([row_maker(1, remarks="SSN 123-45-6789")]))
    name = "D05-exhibit-a-confidential.pdf"
    assert rules_of(preflight(papers[name].data, name, manifest)) == {"CRC 1.201"}


def test_a_confidential_exhibit_in_the_public_place_is_caught(filing: Filing) -> None:
    papers, manifest = printed(filing)
    data = papers["D05-exhibit-a-confidential.pdf"].data
    secrets = frozenset(row.cii_number for row in filing.rows)
    report = preflight(data, "D05-exhibit-a-public.pdf", manifest, secrets)
    assert "CRC 2.507" in rules_of(report)
    assert any("birth date or CII number" in one.sentence for one in report.errors)


def test_draft_marks_must_fit_the_manifest(filing: Filing) -> None:
    drafts, draft_manifest = printed(filing)
    released, released_manifest = printed(filing, is_released=True)
    name = "D06-proposed-order.pdf"
    assert "draft mark" in rules_of(preflight(drafts[name].data, name, released_manifest))
    assert "draft mark" in rules_of(preflight(released[name].data, name, draft_manifest))


def test_counts_pages_and_bytes_must_fit_the_manifest(filing: Filing) -> None:
    papers, manifest = printed(filing)
    name = "D05-exhibit-a-confidential.pdf"
    data = papers[name].data
    other = replace(manifest, rows_per_schedule={**manifest.rows_per_schedule, "1": 99})
    assert rules_of(preflight(data, name, other)) == {"schedule"}
    assert rules_of(preflight(data + b"\n", name, manifest)) == {"manifest"}
    assert rules_of(preflight(data, "D09-unknown.pdf", manifest)) == {"manifest"}


def test_a_page_of_another_size_and_a_page_without_text_are_caught(filing: Filing) -> None:
    papers, _ = printed(filing)
    with pikepdf.open(io.BytesIO(papers["D06-proposed-order.pdf"].data)) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 595, 842])
        pdf.add_blank_page(page_size=(612, 792))
        out = io.BytesIO()
        pdf.save(out)
    assert {"CRC 2.103", "CRC 2.256(b)", "CRC 2.109"} <= rules_of(preflight(out.getvalue()))


def test_missing_metadata_and_bookmarks_are_caught(filing: Filing) -> None:
    papers, _ = printed(filing)
    with pikepdf.open(io.BytesIO(papers["D06-proposed-order.pdf"].data)) as pdf:
        del pdf.Root["/Outlines"]
        del pdf.Root["/Lang"]
        del pdf.docinfo["/Title"]
        out = io.BytesIO()
        pdf.save(out)
    assert {"metadata", "CRC 3.1110(f)"} <= rules_of(preflight(out.getvalue()))


def test_what_is_no_pdf_is_an_error_not_a_crash() -> None:
    report = preflight(b"not a pdf")
    assert rules_of(report) == {"PDF"}


def test_an_unprintable_character_is_a_warning(
    filing_maker: FilingMaker, row_maker: Callable[..., ScheduleRow]
) -> None:
    papers, manifest = printed(filing_maker([row_maker(1, defendant="א,X")]))
    name = "D05-exhibit-a-confidential.pdf"
    report = preflight(papers[name].data, name, manifest)
    assert not report.errors
    assert {one.rule for one in report.warnings} == {"glyphs"}


def test_the_manifest_reads_back_as_it_was_written(filing: Filing) -> None:
    papers, manifest = printed(filing)
    again = manifest_from_json(manifest_json(manifest))
    assert again == manifest
    assert again.rows_per_schedule == {"1": 10, "2": 10, "3": 10, "4": 10}
    for name, paper in papers.items():
        entry = again.entry(name)
        assert entry is not None
        assert entry.sha256 == hashlib.sha256(paper.data).hexdigest()


def test_a_paper_the_office_cannot_print_yet_is_named_and_the_rest_is_made(filing: Filing) -> None:
    office = replace(filing.office, attorney=replace(filing.office.attorney, bar_number=""))
    made = make_papers(PaperOrder(replace(filing, office=office), is_released=False))
    papers, missing = made.papers, made.missing
    assert {one.document for one in missing} >= {"D1", "D6"}
    assert all("bar_number under [attorney]" in one.sentence for one in missing)
    assert {one.entry.document for one in papers} == {"D5"}


def test_the_mark_names_matter_criteria_and_evaluation_date(filing: Filing) -> None:
    mark = paper_mark(filing, "D1", "T", "T", is_released=False)
    assert mark.place(2, 1234) == (
        "F0001, batch 1 · los-angeles-2020 1 (abababababab) as of 2020-02-11 · Page 2 of 1,234"
    )
