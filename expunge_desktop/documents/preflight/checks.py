"""Every finished PDF is read back before anyone may file it (design, "The way of data" 9).

Title 2 of the Rules of Court is held as errors, title 3 as warnings (law/court-paper.md 5.1). The reading
is done by other libraries than the writing: pikepdf for the structure, PDFium for what stands on the pages.
Pages are read one after another and forgotten, so that the size of a file does not matter.
"""

import hashlib
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.manifest import Manifest, PaperEntry, PaperKind
from expunge_desktop.documents.preflight import rules, structure
from expunge_desktop.documents.preflight.bombs import has_bomb
from expunge_desktop.documents.preflight.exhibit import ScheduleCheck
from expunge_desktop.documents.preflight.first_page import FirstPageCheck
from expunge_desktop.documents.preflight.fonts import FaceCheck
from expunge_desktop.documents.preflight.known import NOTHING_KNOWN, Known
from expunge_desktop.documents.preflight.leftovers import LeftoverCheck
from expunge_desktop.documents.preflight.motion import (
    ExhibitsCheck,
    HearingCheck,
    MemorandumCheck,
    OpeningCheck,
)
from expunge_desktop.documents.preflight.page_items import read_pages
from expunge_desktop.documents.preflight.pleading import FootCheck, PleadingCheck
from expunge_desktop.documents.preflight.privacy import NumbersCheck, PublicCheck
from expunge_desktop.documents.preflight.report import Findings, PreflightReport
from expunge_desktop.documents.preflight.sheet import DraftCheck, PlaceCheck, SheetCheck
from expunge_desktop.documents.preflight.subject import EXHIBITS, PLEADINGS, Check, Subject
from expunge_desktop.documents.preflight.volumes import check_manifest
from expunge_desktop.documents.raster import page_count

_REPORT_EVERY = 50
_ORDER_FOR_ONE_CASE = "D7"  # made after the hearing, or without one
_BADLY_BUILT = (
    RecursionError, MemoryError, ValueError, TypeError, LookupError, AttributeError, OverflowError,
)  # fmt: skip
_OBJECT = re.compile(r"<[^>]* object at 0x[0-9a-f]+>:? ?")  # how the library names what it was given
_DOCUMENT = re.compile(r"document (D\d+)")


def preflight(
    data: bytes,
    file_name: str = "",
    manifest: Manifest | None = None,
    known: Known = NOTHING_KNOWN,
    progress: Progress | None = None,
) -> PreflightReport:
    """The findings of one PDF; never an exception for what a file holds. Raises Cancelled.

    Without a manifest the checks that need it are "not run"; a PDF that is not this program's is held to
    the rules for pleadings.
    """
    findings, sha256 = Findings(), hashlib.sha256(data).hexdigest()
    try:
        with structure.opened_pdf(data) as pdf:
            if has_bomb(pdf):
                findings.error(rules.READABLE, "The file unpacks to more than any paper holds")
                return PreflightReport(0, findings.all(), (rules.READABLE,), sha256)
            subject = _subject(data, pdf, file_name, manifest, known, findings)
            structure.check_structure(subject, pdf)
            checks = list(_checks(subject, structure.bookmarks(pdf)))
        pages = _read(data, subject, checks, progress or SilentProgress())
    except (pypdfium2.PdfiumError, pikepdf.PikepdfError) as problem:
        findings.error(rules.READABLE, f"The file cannot be read as a PDF: {_reason(problem)}")
        return PreflightReport(0, findings.all(), (rules.READABLE,), sha256)
    except _BADLY_BUILT as problem:
        findings.error(rules.READABLE, f"The file is not built as a PDF should be ({type(problem).__name__})")
        return PreflightReport(0, findings.all(), (rules.READABLE,), sha256)
    check_manifest(subject, pages, sha256)
    checked = {*structure.RULES, *(rule for check in checks for rule in check.rules)}
    if manifest is not None:
        checked.add(rules.MANIFEST)
        if subject.kind in (*EXHIBITS, *PLEADINGS) and (manifest.max_pages or manifest.max_megabytes):
            checked.add(rules.VOLUMES)
    return PreflightReport(pages, findings.all(), rules.in_order(checked), sha256)


def _read(data: bytes, subject: Subject, checks: list[Check], progress: Progress) -> int:
    total, number = page_count(data), 0
    for page in read_pages(data, with_items=subject.kind not in EXHIBITS):
        number = page.number
        if number % _REPORT_EVERY == 1:
            progress.check()
            progress.report(number, total, f"Page {number:,} of {total:,} read back")
        for check in checks:
            check.page(page)
    for check in checks:
        check.end()
    return number


def _checks(subject: Subject, bookmarks: tuple[str, ...]) -> Iterator[Check]:
    """Those of the kind of paper it is."""
    is_merged = subject.kind is PaperKind.MERGED_PLEADINGS
    yield SheetCheck(subject)
    yield NumbersCheck(subject)
    if subject.is_own:
        has_many = subject.kind in (PaperKind.MERGED_PLEADINGS, PaperKind.LETTER, PaperKind.PLEADING)
        yield PlaceCheck(subject, starts_anew=has_many)
    if subject.manifest is not None:
        yield DraftCheck(subject)
    if subject.kind not in EXHIBITS:
        yield LeftoverCheck(subject)
        yield FaceCheck(subject)
    if subject.kind in PLEADINGS:
        yield PleadingCheck(subject)
        yield FootCheck(subject, is_merged=is_merged)
        yield FirstPageCheck(subject, is_merged=is_merged)
        if subject.document != _ORDER_FOR_ONE_CASE:
            yield HearingCheck(subject)
        yield ExhibitsCheck(subject, bookmarks)
        if subject.document in ("", "D1"):
            yield OpeningCheck(subject)
        if subject.document in ("", "D2"):
            yield MemorandumCheck(subject)
    if subject.kind in EXHIBITS:
        yield ScheduleCheck(subject)
    if subject.kind is PaperKind.PUBLIC_EXHIBIT:
        yield PublicCheck(subject)


def _subject(
    data: bytes,
    pdf: pikepdf.Pdf,
    file_name: str,
    manifest: Manifest | None,
    known: Known,
    findings: Findings,
) -> Subject:
    entry = manifest.entry(file_name) if manifest else None
    is_own = entry is not None or structure.is_our_own(pdf)
    document = _document(pdf, entry) if is_own else ""
    title = structure.title_of(pdf)
    kind = entry.kind if entry else _kind(document, title, is_own=is_own)
    return Subject(data, kind, document, title, is_own, manifest, entry, known, findings)


def _document(pdf: pikepdf.Pdf, entry: PaperEntry | None) -> str:
    """Our own papers name their document in the metadata."""
    if entry is not None:
        return entry.document
    found = _DOCUMENT.match(str(pdf.docinfo.get("/Keywords", "")))
    return found.group(1) if found else ""


def _kind(document: str, title: str, *, is_own: bool) -> PaperKind:
    """Without a manifest, by the document's number; what nobody knows is held to the rules for pleadings."""
    if not is_own or not document:
        return PaperKind.PLEADING
    if document == "D5":
        return PaperKind.PUBLIC_EXHIBIT if "public" in title else PaperKind.EXHIBIT
    return _KINDS.get(document, PaperKind.PLEADING)


_KINDS = {
    "D0": PaperKind.COVER, "D7": PaperKind.MERGED_PLEADINGS, "D8": PaperKind.LETTER, "D9": PaperKind.LETTER,
    "D10": PaperKind.MERGED_PLEADINGS, "D13": PaperKind.COVER, "D14": PaperKind.COVER,
    "D18": PaperKind.COVER, "D19": PaperKind.COVER,
}  # fmt: skip


def _reason(problem: Exception) -> str:
    text = _OBJECT.sub("", " ".join(str(problem).split()))
    if "password" in text.lower():
        return "it asks for a password"
    return text[:120].rstrip(".") or type(problem).__name__
