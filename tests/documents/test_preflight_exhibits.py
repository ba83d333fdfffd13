"""Preflight of Exhibit A and its tables, of volumes, merged orders, memoranda and bound evidence."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from planted_faults import changed, found, overlay, paper, printed, rules_of, saved, with_text, without_text

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import (
    Manifest,
    PaperKind,
    manifest_from_json,
    manifest_json,
)
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.typeset import grid
from expunge_desktop.domain.court_profile import CourtProfile
from expunge_desktop.services.check_papers import confidential_values
from expunge_desktop.services.check_tables import public_table_findings

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]
CONFIDENTIAL, PUBLIC = "D05-exhibit-a-confidential.pdf", "D05-exhibit-a-public.pdf"


def test_a_confidential_exhibit_in_the_public_place_is_caught(filing: Filing) -> None:
    papers, manifest = printed(filing, {"D5"})
    report = preflight(papers[CONFIDENTIAL].data, PUBLIC, manifest, confidential_values(filing))
    sentences = " ".join(one.sentence for one in report.errors if one.rule == rules.PUBLIC)
    assert "confidential column" in sentences
    assert "birth date, identification number or alias" in sentences


@pytest.mark.parametrize("secret", ["1961-02-03", "A99887766", "OTHER NAME, JO", "Other Name, Jo"])
def test_each_private_value_in_a_public_version_is_caught_and_not_repeated(
    filing_maker: FilingMaker, row_maker: RowMaker, secret: str
) -> None:
    filing = filing_maker(
        [row_maker(1, born_on="1961-02-03", cii_number="A99887766", aliases="OTHER NAME,JO; SAMPLE")]
    )
    papers, manifest = printed(filing, {"D5"})
    known = confidential_values(filing)
    clean = papers[PUBLIC].data
    assert rules_of(preflight(clean, PUBLIC, manifest, known)) == set()
    report = preflight(with_text(clean, secret, 300, 120, page=2), PUBLIC, manifest, known)
    assert rules_of(report) == {rules.PUBLIC, rules.MANIFEST}
    assert all(secret not in one.sentence for one in report.errors)


def test_a_date_in_a_public_version_is_a_warning(filing: Filing) -> None:
    data = with_text(paper_of(filing, PUBLIC), "1999-12-31", 300, 120, page=2)
    assert ("warning", rules.PUBLIC) in found(preflight(data))


def paper_of(filing: Filing, file: str) -> bytes:
    return printed(filing, {"D5"})[0][file].data


def test_a_social_security_number_in_a_remark_is_caught(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    papers, manifest = printed(filing_maker([row_maker(1, remarks="SSN 123-45-6789")]), {"D5"})
    assert rules_of(preflight(papers[CONFIDENTIAL].data, CONFIDENTIAL, manifest)) == {rules.NUMBERS}


def test_an_unprintable_character_is_a_warning(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    papers, manifest = printed(filing_maker([row_maker(1, defendant="א,X")]), {"D5"})
    assert found(preflight(papers[CONFIDENTIAL].data, CONFIDENTIAL, manifest)) == {("warning", rules.GLYPHS)}


def test_counts_must_be_those_of_the_manifest(filing: Filing) -> None:
    papers, manifest = printed(filing, {"D5"})
    data = papers[CONFIDENTIAL].data
    other = replace(manifest, rows_per_schedule={**manifest.rows_per_schedule, "1": 99})
    assert rules_of(preflight(data, CONFIDENTIAL, other)) == {rules.SCHEDULE}
    assert rules_of(preflight(data, CONFIDENTIAL, replace(manifest, rows=41))) == {rules.SCHEDULE}
    fewer = tuple(replace(one, rows=39) for one in manifest.papers)
    assert rules_of(preflight(data, CONFIDENTIAL, replace(manifest, papers=fewer))) == {rules.SCHEDULE}


@pytest.mark.parametrize("file", [CONFIDENTIAL, PUBLIC])
def test_a_page_taken_out_of_an_exhibit_is_missed(filing_maker: FilingMaker, file: str) -> None:
    papers, manifest = printed(filing_maker(200), {"D5"})

    def taken_out(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[2]

    report = preflight(changed(papers[file].data, taken_out), file, manifest)
    assert {rules.PAGE_NUMBERS, rules.SCHEDULE, rules.MANIFEST} <= rules_of(report)


@pytest.fixture
def volumes(filing_maker: FilingMaker) -> tuple[dict[str, bytes], Manifest]:
    """Exhibit A of 400 rows in volumes of six pages."""
    filing = filing_maker(400, profile=CourtProfile(max_pages=6, max_megabytes=0))
    papers, manifest = printed(filing, {"D5"})
    return {name: one.data for name, one in papers.items()}, manifest


def test_volumes_follow_one_another(volumes: tuple[dict[str, bytes], Manifest]) -> None:
    papers, manifest = volumes
    assert len(papers) > 4
    for name, data in papers.items():
        report = preflight(data, name, manifest)
        assert report.findings == (), name
        assert rules.VOLUMES in report.checked


def test_a_volume_in_the_place_of_another_is_caught(volumes: tuple[dict[str, bytes], Manifest]) -> None:
    papers, manifest = volumes
    first, second = sorted(name for name in papers if "confidential" in name)[:2]
    report = preflight(papers[second], first, manifest)
    assert {rules.VOLUMES, rules.PAGE_NUMBERS, rules.SCHEDULE} <= rules_of(report)


def test_a_missing_volume_and_a_gap_in_the_rows_are_caught(
    volumes: tuple[dict[str, bytes], Manifest],
) -> None:
    papers, manifest = volumes
    first, second, *_ = sorted(name for name in papers if "confidential" in name)
    without = replace(manifest, papers=tuple(one for one in manifest.papers if one.file != second))
    assert rules_of(preflight(papers[first], first, without)) == {rules.VOLUMES}
    gap = tuple(
        replace(one, first_row=one.first_row + 1) if one.file == second else one for one in manifest.papers
    )
    assert rules_of(preflight(papers[first], first, replace(manifest, papers=gap))) == {rules.VOLUMES}


def test_limits_of_the_court_are_kept_to_the_page_and_byte(
    volumes: tuple[dict[str, bytes], Manifest],
) -> None:
    papers, manifest = volumes
    name, data = next(iter(papers.items()))
    pages = manifest.entry(name).pages  # type: ignore[union-attr]
    size = len(data) / 1_000_000
    for given, expected in (
        ({"max_pages": pages}, set()),
        ({"max_pages": pages - 1}, {rules.VOLUMES}),
        ({"max_megabytes": size}, set()),
        ({"max_megabytes": size - 0.000001}, {rules.VOLUMES}),
    ):
        assert rules_of(preflight(data, name, replace(manifest, **given))) == expected  # type: ignore[arg-type]


def test_merged_orders_count_their_own_pages(filing: Filing) -> None:
    papers, manifest = printed(filing, {"D7"})
    ((name, made),) = papers.items()
    assert made.entry.kind is PaperKind.MERGED_PLEADINGS
    assert preflight(made.data, name, manifest, confidential_values(filing)).findings == ()
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        first = next(number for number, page in enumerate(pdf.pages) if number and _is_first(page))
        del pdf.pages[first]
        report = preflight(saved(pdf), name, manifest)
    assert rules.PAGE_NUMBERS in rules_of(report)
    lost = without_text(made.data, "SUPERIOR COURT OF THE STATE OF CALIFORNIA", page=first + 1)
    (finding,) = (one for one in preflight(lost, name, manifest).errors if one.rule == rules.COURT)
    assert finding.page == first + 1


def _is_first(page: pikepdf.Page) -> bool:
    return b"SUPERIOR COURT" in page.Contents.read_bytes()


def test_a_long_memorandum_needs_tables_and_a_longer_one_is_too_long(filing: Filing) -> None:
    data = paper(filing, "D2")

    def of_pages(number: int) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            while len(pdf.pages) > number:
                del pdf.pages[-1]
            while len(pdf.pages) < number:
                pdf.pages.append(pdf.pages[1])
            return saved(pdf)

    def warned(number: int) -> list[str]:
        return [one.sentence for one in preflight(of_pages(number)).warnings if one.rule == rules.MEMORANDUM]

    assert warned(10) == []
    assert warned(11) == ["The memorandum has 11 pages without tables of contents and authorities."]
    assert len(warned(15)) == 1
    assert warned(16)[0] == "The memorandum has 16 pages of text, 15 are allowed."


def test_a_motion_without_order_or_ground_and_a_silent_hearing_are_warnings(filing: Filing) -> None:
    data = paper(filing, "D1")
    for text in ("Hearing: as the court requires for Schedule 4", "Dept.: 100"):
        data = without_text(data, text)
    assert found(preflight(data)) == {("warning", rules.HEARING)}


def test_an_exhibit_without_a_bookmark_is_a_warning(filing: Filing) -> None:
    data = paper(filing, "D6")
    sheet = overlay(data, lambda canvas: canvas.drawString(250, grid.baseline(27), "EXHIBIT Z"), page=3)
    (finding,) = preflight(sheet).warnings
    assert (finding.rule, finding.page) == (rules.EXHIBITS, 3)


def _csv(*rows: tuple[str, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def _xlsx(part: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr(part, text)
    return buffer.getvalue()


@pytest.mark.parametrize("secret", ["1961-02-03", "A99887766", "OTHER NAME, JO", "OTHER NAME,JO"])
def test_secrets_in_public_tables_are_caught_in_any_part(
    filing_maker: FilingMaker, row_maker: RowMaker, secret: str
) -> None:
    known = confidential_values(
        filing_maker([row_maker(1, born_on="1961-02-03", cii_number="A99887766", aliases="OTHER NAME,JO")])
    )
    head = ("row", "initials")
    assert not list(public_table_findings("t.csv", _csv(head, ("1", "A. B.")), known))
    assert [one.rule for one in public_table_findings("t.csv", _csv(head, ("1", secret)), known)] == [
        rules.PUBLIC
    ]
    for part, text in (
        ("xl/sharedStrings.xml", f"<sst><si><t>{secret}</t></si></sst>"),
        (
            "xl/worksheets/sheet1.xml",
            f'<row><c t="inlineStr"><is><t xml:space="preserve">{secret}</t></is></c>',
        ),
        ("docProps/core.xml", f"<p><title>{secret}</title></p>"),
    ):
        assert len(list(public_table_findings("t.xlsx", _xlsx(part, text), known))) == 1, part
    (finding,) = public_table_findings("t.xlsx", b"not a workbook", known)
    assert "cannot be read" in finding.sentence


def test_the_manifest_reads_back_as_it_was_written(filing: Filing) -> None:
    papers, manifest = printed(filing, {"D1", "D5"})
    again = manifest_from_json(manifest_json(manifest))
    assert again == manifest
    assert (again.max_pages, again.max_megabytes) == (500, 25.0)
    assert again.rows_per_schedule == {"1": 10, "2": 10, "3": 10, "4": 10}
    for name, made in papers.items():
        entry = again.entry(name)
        assert entry is not None
        assert entry.sha256 == hashlib.sha256(made.data).hexdigest()
