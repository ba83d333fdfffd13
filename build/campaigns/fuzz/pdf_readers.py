"""Readers of PDFs: evidence, papers, forms."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from campaigns.fuzz.reader import Reader
from campaigns.fuzz.tokens import PDF
from expunge_desktop.documents.attachment import pages_of_attachment
from expunge_desktop.documents.form_fields import read_form
from expunge_desktop.documents.papers.sample import sample_evidence
from expunge_desktop.documents.preflight.checks import preflight


def _attachment(data: bytes) -> None:
    pages_of_attachment("evidence.pdf", data)


def _preflight(data: bytes) -> None:
    preflight(data, "D01-notice-of-motion.pdf")


def _form(data: bytes) -> None:
    read_form(data)


def _pdf_seeds() -> list[bytes]:
    page = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</JavaScript 6 0 R>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 44>>stream\n"
        b"BT /F1 12 Tf 72 720 Td (Hello) Tj ET\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\n"
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
    )
    return [page, sample_evidence()]


def _form_seeds() -> list[bytes]:
    held = BytesIO()
    canvas = Canvas(held, pageCompression=0)
    canvas.acroForm.textfield(name="name", x=72, y=700, width=200, maxlen=30)
    canvas.acroForm.checkbox(name="box", x=72, y=650)
    canvas.showPage()
    canvas.save()
    return [held.getvalue(), *_pdf_seeds()]


def readers() -> tuple[Reader, ...]:
    """Of PDFs."""
    return (
        Reader("attachment", _attachment, _pdf_seeds, 20_000, 5.0, tokens=PDF),
        Reader("preflight", _preflight, _pdf_seeds, 10_000, 5.0, tokens=PDF),
        Reader("form", _form, _form_seeds, 10_000, 5.0, tokens=PDF),
    )
