"""Every finished PDF is read back before anyone may file it (design, "The way of data" 9).

Title 2 of the Rules of Court is held as errors, title 3 as warnings (law/court-paper.md 5.1). The reading
is done by other libraries than the writing: pikepdf and pypdf for the structure, PDFium for the text.
"""

import hashlib
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from pypdf import PdfReader

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.manifest import Manifest, PaperEntry, PaperKind
from expunge_desktop.documents.page_reading import PageText, opened, page_text
from expunge_desktop.documents.preflight.fonts import font_findings
from expunge_desktop.documents.preflight.pleading import pleading_findings
from expunge_desktop.documents.preflight.report import (
    PreflightFinding,
    PreflightReport,
    error,
    not_run,
    warning,
)
from expunge_desktop.documents.typeset import grid

LETTER = {(612, 792), (792, 612)}
LANGUAGE = "en-US"
_REPORT_EVERY = 100
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_PLACE = re.compile(r"Page ([\d,]+) of ([\d,]+)")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
_AS_OF = re.compile(r"as of \d{4}-\d{2}-\d{2}")
_END = re.compile(r"End of schedule, ([\d,]+) rows?")
_SUBTOTAL = re.compile(r"Subtotal, Schedule (\d): ([\d,]+) rows?")
# Left by a program where a value belongs; “All of Us or None v. Hamrick” is a case.
_NO_VALUE = re.compile(r"(?<!or\s)\bNone\b(?!\s+v\.)|\b(?:nan|NULL)\b")
_PRIVATE_WORDS = ("a.k.a.", "CII no.", "Born")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A PDF under check with what the manifest says of it."""

    data: bytes
    kind: PaperKind
    manifest: Manifest | None
    entry: PaperEntry | None
    secrets: Set[str]


def preflight(
    data: bytes,
    file_name: str = "",
    manifest: Manifest | None = None,
    secrets: Set[str] = frozenset(),
    progress: Progress | None = None,
) -> PreflightReport:
    """The findings of one PDF. Without a manifest, the checks that need it are "not run".

    `secrets` are birth dates and CII numbers that a public exhibit must not show.
    """
    entry = manifest.entry(file_name) if manifest else None
    try:
        with opened(data) as document, pikepdf.open(BytesIO(data)) as pdf:
            kind = entry.kind if entry else _kind_from_keywords(pdf)
            paper = _Paper(data, kind, manifest, entry, secrets)
            pages = _read_pages(document, progress or SilentProgress())
            findings = [
                *_manifest_findings(paper, len(pages)),
                *font_findings(pdf),
                *_structure_findings(pdf, data),
                *_page_findings(paper, pages),
                *_kind_findings(paper, document, pages),
            ]
            return PreflightReport(len(pages), tuple(findings))
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as problem:
        return PreflightReport(0, (error("PDF", f"The file cannot be read as a PDF: {problem}."),))


def _read_pages(document: pypdfium2.PdfDocument, progress: Progress) -> list[PageText]:
    total = len(document)
    pages = []
    for index in range(total):
        if index % _REPORT_EVERY == 0:
            progress.check()
            progress.report(index, total, f"Page {index:,} of {total:,} read back")
        pages.append(page_text(document, index))
    return pages


def _kind_from_keywords(pdf: pikepdf.Pdf) -> PaperKind:
    """Our own papers name their document in the metadata."""
    keywords = str(pdf.docinfo.get("/Keywords", ""))
    found = re.match(r"document (D\d+)", keywords)
    if not found or found.group(1) == "D0":
        return PaperKind.COVER
    if found.group(1) != "D5":
        return PaperKind.PLEADING
    return PaperKind.PUBLIC_EXHIBIT if "public" in str(pdf.docinfo.get("/Title", "")) else PaperKind.EXHIBIT


def _manifest_findings(paper: _Paper, pages: int) -> Iterator[PreflightFinding]:
    if paper.manifest is None:
        yield not_run("manifest", "No manifest lies beside it: page count, row counts, hash and draft mark.")
        return
    if paper.entry is None:
        yield error("manifest", "The manifest beside it does not list this file.")
        return
    if pages != paper.entry.pages:
        yield error("manifest", f"It has {pages:,} pages, the manifest says {paper.entry.pages:,}.")
    if hashlib.sha256(paper.data).hexdigest() != paper.entry.sha256:
        yield error("manifest", "Its SHA-256 is not the one in the manifest: the file was changed.")


def _structure_findings(pdf: pikepdf.Pdf, data: bytes) -> Iterator[PreflightFinding]:
    """Bookmarks, title, author, subject, language; nothing that runs or asks to be filled."""
    for key in ("/Title", "/Author", "/Subject"):
        text = str(pdf.docinfo.get(key, ""))
        if not text or text in ("untitled", "anonymous", "unspecified"):
            yield error("metadata", f"The document has no {key[1:].lower()} in its metadata.")
    if str(pdf.Root.get("/Lang", "")) != LANGUAGE:
        yield error("metadata", f"The document does not say that its language is {LANGUAGE}.")
    if "/AcroForm" in pdf.Root or "/OpenAction" in pdf.Root:
        yield error("CRC 2.256(b)", "The document holds form fields or actions; court papers are flat.")
    if not PdfReader(BytesIO(data)).outline:
        yield error("CRC 3.1110(f)", "The document has no bookmarks.")


def _page_findings(paper: _Paper, pages: list[PageText]) -> Iterator[PreflightFinding]:
    if not pages:
        yield error("PDF", "The document has no pages.")
    for number, page in enumerate(pages, start=1):
        if (round(page.width), round(page.height)) not in LETTER:
            yield error("CRC 2.103", f"Page {number} is not 8½ by 11 inches.")
        if not page.text.strip():
            yield error("CRC 2.256(b)", f"Page {number} has no text that can be searched.")
            continue
        place = _PLACE.search(page.text)
        if not place or [_number(part) for part in place.groups()] != [number, len(pages)]:
            yield error("CRC 2.109", f"Page {number} does not say “Page {number:,} of {len(pages):,}”.")
        if _SSN.search(page.text):
            yield error("CRC 1.201", f"Page {number} shows a number shaped like a social security number.")
        if "[U+" in page.text:
            yield warning(
                "glyphs", f"Page {number} has a character no bundled face can print, shown as [U+…]."
            )
        yield from _draft_findings(paper, number, page)


def _draft_findings(paper: _Paper, number: int, page: PageText) -> Iterator[PreflightFinding]:
    if paper.manifest is None:
        return
    is_marked = grid.DRAFT_MARK in page.text
    if is_marked and paper.manifest.is_released:
        yield error("draft mark", f"Page {number} bears the draft mark, the manifest says released.")
    if not is_marked and not paper.manifest.is_released:
        yield error("draft mark", f"Page {number} bears no draft mark, the manifest says draft.")


def _kind_findings(
    paper: _Paper, document: pypdfium2.PdfDocument, pages: list[PageText]
) -> Iterator[PreflightFinding]:
    if paper.kind is PaperKind.PLEADING:
        for number, page in enumerate(pages, start=1):
            yield from _leftover_findings(number, page)
        yield from pleading_findings(document)
    elif paper.kind in (PaperKind.EXHIBIT, PaperKind.PUBLIC_EXHIBIT):
        yield from _exhibit_findings(paper, pages)
        if paper.kind is PaperKind.PUBLIC_EXHIBIT:
            yield from _public_findings(paper, pages)


def _leftover_findings(number: int, page: PageText) -> Iterator[PreflightFinding]:
    if "{" in page.text or "}" in page.text:
        yield error("template", f"Page {number} has a leftover brace: a field was not filled.")
    if _NO_VALUE.search(page.text):
        yield error("template", f"Page {number} has “None” where a value belongs.")


def _exhibit_findings(paper: _Paper, pages: list[PageText]) -> Iterator[PreflightFinding]:
    for number, page in enumerate(pages, start=1):
        if f"Exhibit A – {number}" not in page.text:
            yield error("CRC 2.109", f"Page {number} lacks its exhibit letter and page number.")
    text = "\n".join(page.text for page in pages)
    ends = [_number(found) for found in _END.findall(text)]
    subtotals = {schedule: _number(count) for schedule, count in _SUBTOTAL.findall(text)}
    if len(ends) != 1:
        yield error("schedule", "The line “End of schedule, n rows” does not stand exactly once.")
    elif ends[0] != sum(subtotals.values()):
        yield error(
            "schedule", f"The subtotals add up to {sum(subtotals.values()):,}, the end says {ends[0]:,}."
        )
    if paper.manifest is None:
        return
    if subtotals != paper.manifest.rows_per_schedule:
        yield error("schedule", "The subtotals are not the row counts of the manifest.")


def _public_findings(paper: _Paper, pages: list[PageText]) -> Iterator[PreflightFinding]:
    """CRC 2.507: no birth date, no identification number; the cover may say as of which day was decided."""
    for number, page in enumerate(pages[1:], start=2):
        if any(word in page.text for word in _PRIVATE_WORDS):
            yield error("CRC 2.507", f"Page {number} of the public version has a confidential column.")
        if set(re.split(r"[\s;,]+", _AS_OF.sub("", page.text))) & paper.secrets:
            yield error("CRC 2.507", f"Page {number} of the public version shows a birth date or CII number.")
        elif _DAY.search(_AS_OF.sub("", page.text)):
            yield warning("CRC 2.507", f"Page {number} of the public version shows what looks like a date.")


def _number(text: str) -> int:
    return int(text.replace(",", ""))
