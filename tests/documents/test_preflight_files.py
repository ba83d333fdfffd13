"""Preflight of files: their structure, hostile ones, those of others, and the time it takes."""

import io
import random
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from planted_faults import changed, found, paper, printed, rules_of, saved, with_text
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import PreflightReport
from expunge_desktop.documents.typeset.fonts import SERIF, register_fonts


@pytest.fixture
def order(filing: Filing) -> bytes:
    """A proposed order, finished and clean."""
    return paper(filing, "D6")


def _without(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return change


def _untitled(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def _of_another_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 595, 842])


def _javascript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")


def _linked(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.invalid")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, b"hidden", filename="note.txt")


def _form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (_without("/Outlines"), rules.BOOKMARKS, "no bookmarks"),
        (_without("/Lang"), rules.METADATA, "language"),
        (_without("/PageLabels"), rules.METADATA, "page labels"),
        (_untitled, rules.METADATA, "no title"),
        (_of_another_size, rules.SHEET, "Page 2: the page is not 8½ by 11 inches"),
        (_javascript, rules.ACTIVE, "JavaScript"),
        (_linked, rules.ACTIVE, "an action (URI)"),
        (_attached, rules.ACTIVE, "embedded files"),
        (_form, rules.ACTIVE, "form fields"),
    ],
)
def test_each_fault_of_the_file_is_named_and_no_other(
    order: bytes, change: Callable[[pikepdf.Pdf], None], rule: str, words: str
) -> None:
    report = preflight(changed(order, change))
    assert words in " ".join(one.sentence for one in report.errors)
    assert rules_of(report) - {rules.NATURE} == {rule}


def test_a_page_without_text_is_an_error(order: bytes) -> None:
    def blank(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(612, 792))

    report = preflight(changed(order, blank))
    assert {rules.ACTIVE, rules.LINE_NUMBERS, rules.PAGE_NUMBERS} <= rules_of(report)


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF" + bytes(1000)])
def test_what_is_no_pdf_is_an_error_not_a_crash(data: bytes) -> None:
    report = preflight(data)
    assert rules_of(report) == {rules.READABLE}
    assert report.pages == 0


def test_a_file_with_a_password_is_refused_with_a_sentence(order: bytes) -> None:
    with pikepdf.open(io.BytesIO(order)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
        (finding,) = preflight(out.getvalue()).errors
        assert finding.sentence == "The file cannot be read as a PDF: it asks for a password."
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encrypted" in " ".join(one.sentence for one in preflight(out.getvalue()).errors)


def test_a_truncated_file_is_an_error_wherever_it_ends(order: bytes) -> None:
    for part in range(1, 20):
        report = preflight(order[: len(order) * part // 20])
        assert rules.READABLE in rules_of(report), part


def test_flipped_bytes_never_crash(order: bytes) -> None:
    for start in range(0, len(order), max(1, len(order) // 60)):
        damaged = bytearray(order)
        damaged[start : start + 4] = b"\xff\x00>>"
        assert preflight(bytes(damaged)).pages >= 0


_KEYS = b"/Type /Kids /Contents /Outlines /First /Next /Font /MediaBox /Nums /Resources /Count /Dest /Root"
_VALUES = (b" null ", b" [] ", b" << >> ", b" -1 ", b" 99999999999 ", b" (x) ", b" /X ", b" 1 0 R ")


@pytest.mark.parametrize("seed", range(4))
def test_keys_with_values_of_another_kind_never_crash(order: bytes, seed: int) -> None:
    draw = random.Random(seed)
    with pikepdf.open(io.BytesIO(order)) as pdf:
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for _ in range(60):
        damaged = bytearray(out.getvalue())
        for _ in range(draw.randint(1, 3)):
            key = draw.choice(_KEYS.split())
            place = damaged.find(key, draw.randrange(len(damaged)))
            if place >= 0:
                end = place + len(key)
                damaged[end : end + draw.randint(0, 6)] = draw.choice(_VALUES)
        report = preflight(bytes(damaged))
        assert all(one.sentence.endswith(".") for one in report.findings)


@pytest.mark.slow
def test_ten_thousand_empty_pages_and_a_huge_one_are_told_in_a_few_sentences() -> None:
    def blank(pages: int) -> bytes:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(14_000, 14_000))
        for _ in range(pages - 1):
            pdf.add_blank_page(page_size=(612, 792))
        return saved(pdf)

    _, a_thousand = _timed(blank(1_000))
    report, took = _timed(blank(10_000))
    assert took < 80 * a_thousand, "ten times the pages take nothing like the square of it"
    assert report.pages == 10_000
    assert len(report.findings) < 20
    assert "Page 1: the page is not 8½ by 11 inches." in {one.sentence for one in report.errors}


def test_forms_within_themselves_end(order: bytes) -> None:
    def nested(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox = pikepdf.Array([0, 0, 612, 792])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        name = pdf.pages[0].add_resource(form, pikepdf.Name.XObject)
        pdf.pages[0].contents_add(f"{name} Do".encode())

    assert preflight(changed(order, nested)).pages


@pytest.mark.parametrize("twice", [False, True])
def test_a_stream_that_unpacks_to_gigabytes_is_refused_unseen(order: bytes, twice: bool) -> None:
    packed = zlib.compress(b" " * 300_000_000, 9)

    def bomb(pdf: pikepdf.Pdf) -> None:
        raw, filters = packed, pikepdf.Name.FlateDecode
        if twice:
            raw = zlib.compress(packed, 9)
            filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        stream = pdf.make_stream(b"")
        stream.write(raw, filter=filters)
        pdf.pages[0].Contents = stream

    (finding,) = preflight(changed(order, bomb)).errors
    assert finding.sentence == "The file unpacks to more than any paper holds."


def test_bookmarks_in_a_circle_end(order: bytes) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.Outlines.First
        first.Next = first

    assert preflight(changed(order, circle)).pages


def _of_somebody_else(*, is_numbered: bool = True, pages: int = 1) -> bytes:
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, initialFontName=SERIF)
    for page in range(1, pages + 1):
        canvas.setFont(SERIF, 12)
        for line in range(1, 26 if is_numbered else 1):
            canvas.drawRightString(60, 733 - 24 * line, str(line))
        for line, text in enumerate(
            ("JANE ROE, State Bar No. 123456", "1 Street", "(213) 555-0100", "Attorney for Defendant"),
            start=1,
        ):
            canvas.drawString(80, 733 - 24 * line, text)
        canvas.drawString(200, 733 - 24 * 8, "SUPERIOR COURT OF CALIFORNIA")
        canvas.drawString(80, 733 - 24 * 11, "PEOPLE v. DOE")
        canvas.drawString(350, 733 - 24 * 11, "Case No. BA000001")
        canvas.drawString(350, 733 - 24 * 12, "RESPONSE")
        canvas.drawString(350, 733 - 24 * 13, "Hearing: at 9:00 a.m. on March 3, 2020")
        canvas.drawCentredString(306, 50, str(page))
        canvas.line(80, 45, 560, 45)
        canvas.drawCentredString(306, 34, "RESPONSE")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_pleading_of_somebody_else_is_held_to_the_rules_not_to_our_promises() -> None:
    report = preflight(_of_somebody_else(pages=2), "response.pdf")
    assert not report.errors, report.errors
    assert {one.rule for one in report.warnings} == {rules.METADATA, rules.BOOKMARKS}
    assert {one.rule for one in report.findings if one.severity == "not run"} == {rules.MANIFEST}
    (note,) = (one for one in report.findings if one.severity == "note")
    assert "March 3, 2020" in note.sentence
    assert "February 18, 2020" in note.sentence
    assert rules.DRAFT not in report.checked


def test_a_paper_without_line_numbers_is_none_for_the_court() -> None:
    assert rules.LINE_NUMBERS in rules_of(preflight(_of_somebody_else(is_numbered=False)))


def test_a_file_the_manifest_does_not_list_or_that_was_changed_is_an_error(filing: Filing) -> None:
    papers, manifest = printed(filing, {"D6"})
    data = papers["D06-proposed-order.pdf"].data
    assert rules_of(preflight(data + b"\n", "D06-proposed-order.pdf", manifest)) == {rules.MANIFEST}
    assert rules_of(preflight(data, "D09-unknown.pdf", manifest)) == {rules.MANIFEST}


def _timed(data: bytes, progress: Progress | None = None) -> tuple[PreflightReport, float]:
    """What the preflight says, and the time of the processor it took: of this machine, whatever it is."""
    started = time.process_time()
    report = preflight(data, progress=progress or SilentProgress())
    return report, time.process_time() - started


class _Watch(SilentProgress):
    """Remembers the most memory the process held while it was asked."""

    most = 0

    def check(self) -> None:
        self.most = max(self.most, _resident())


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory held is read from /proc")
def test_two_thousand_pages_take_ten_times_as_long_as_two_hundred_and_little_memory(order: bytes) -> None:
    def made_of(pages: int) -> bytes:
        with pikepdf.open(io.BytesIO(order)) as pdf:
            whole = len(pdf.pages)
            for number in range(pages - whole):
                pdf.pages.append(pdf.pages[1 + number % (whole - 1)])
            return saved(pdf)

    _, two_hundred = _timed(made_of(200))
    data = made_of(2_000)
    watch, before = _Watch(), _resident()
    report, took = _timed(data, watch)
    assert report.pages == 2_000
    assert took < 40 * two_hundred, "no page costs more because there are many"
    assert watch.most - before < 80_000_000


def test_findings_of_a_hidden_word_are_those_of_a_shown_one(order: bytes) -> None:
    assert found(preflight(with_text(order, "123-45-6789", 300, 85))) == {("error", rules.NUMBERS)}
