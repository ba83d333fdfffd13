"""Finished papers with something planted in them, as a careless hand or program would leave it."""

import io
from collections.abc import Callable

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import Manifest, manifest_of
from expunge_desktop.documents.papers.catalog import DOCUMENTS, Paper, make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.preflight.report import PreflightReport, Severity
from expunge_desktop.documents.typeset.fonts import SERIF, register_fonts


def printed(
    filing: Filing, documents: set[str] | None = None, *, is_released: bool = False
) -> tuple[dict[str, Paper], Manifest]:
    """The papers of a filing by file, with their manifest; all documents unless some are named."""
    made = make_papers(PaperOrder(filing, is_released), wanted(frozenset(documents or DOCUMENTS)))
    manifest = manifest_of(
        filing,
        is_released=is_released,
        papers=tuple(one.entry for one in made.papers),
        not_printed=made.missing,
        releases=(),
    )
    return {one.entry.file: one for one in made.papers}, manifest


def paper(filing: Filing, document: str) -> bytes:
    """The first file of one document."""
    papers, _ = printed(filing, {document})
    return next(iter(papers.values())).data


def rules_of(report: PreflightReport) -> set[str]:
    """The rules its errors name."""
    return {one.rule for one in report.errors}


def found(report: PreflightReport) -> set[tuple[str, str]]:
    """Errors and warnings, by severity and rule."""
    shown = (Severity.ERROR, Severity.WARNING)
    return {(one.severity.value, one.rule) for one in report.findings if one.severity in shown}


def overlay(
    data: bytes, draw: Callable[[Canvas], None], *, page: int = 1, face: str = SERIF, size: float = 12
) -> bytes:
    """A finished paper with something drawn over one page."""
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, initialFontName=face)
    canvas.setFont(face, size)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(buffer.getvalue())) as stamp:
        pdf.pages[page - 1].add_overlay(stamp.pages[0])
        return saved(pdf)


def with_text(data: bytes, text: str, x: float, y: float, *, page: int = 1, size: float = 12) -> bytes:
    """A finished paper with a word more."""
    return overlay(data, lambda canvas: canvas.drawString(x, y, text), page=page, size=size)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A finished paper with its structure changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf)


def without_text(data: bytes, text: str, *, page: int = 1) -> bytes:
    """A finished paper whose page no longer shows one string (as far as its face is written in bytes)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        target = pdf.pages[page - 1]
        kept = [
            one
            for one in pikepdf.parse_content_stream(target)
            if not (str(one.operator) == "Tj" and bytes(one.operands[0]) == text.encode("latin-1"))
        ]
        target.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
