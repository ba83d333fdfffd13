"""Evidence bound behind an opposition: whole, on letter pages, as it prints everywhere."""

import hashlib
from io import BytesIO

import pikepdf
import pytest
from notice_papers import (
    RECORD,
    attached,
    faults,
    made,
    make_challenge,
    opposing,
    pages_of,
    scanned,
)
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.page_reading import opened, page_chars
from expunge_desktop.documents.preflight.fonts import font_faults
from expunge_desktop.documents.raster import page_image
from expunge_desktop.domain.outcome import Route

LISTED = {"is_doj_listed": True}
PLAIN = make_challenge(92)
SERVING = make_challenge(93, route=Route.PETITION.value)


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
    shown = bound(form_of("FILLED-IN"))
    last = len(pages_of(shown)) - 1
    for is_shown in (True, False):
        filled, empty = (bound(form_of(value, is_shown=is_shown)) for value in ("FILLED-IN", ""))
        assert ink_of(filled, last) != ink_of(empty, last)
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


def test_a_picture_keeps_its_colors() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.drawString(72, 700, "A face that is not held")
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 612, 600, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    whole = bound(buffer.getvalue())
    image = page_image(whole, len(pages_of(whole)) - 1, 72)
    middle = 500 * image.stride + 3 * 306
    assert image.pixels[middle : middle + 3] == bytes((0, 0, 255)), "blue, green, red"


def test_evidence_that_is_gone_or_was_changed_is_named() -> None:
    def gone(sha256: str) -> bytes:
        raise KeyError(sha256)

    assert "is not in the workspace" in made(opposing(PLAIN), "D10", read=gone).missing[0].sentence
    changed = made(opposing(PLAIN), "D10", read=lambda _sha256: RECORD + b"\n")
    assert "not the one that was attached" in changed.missing[0].sentence
