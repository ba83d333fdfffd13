"""The file itself: whole, open, flat, named, with bookmarks; every face embedded."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.fonts import font_faults
from expunge_desktop.documents.preflight.subject import Subject
from expunge_desktop.documents.typeset.pdf_document import CREATOR

RULES = (rules.READABLE, rules.ACTIVE, rules.METADATA, rules.BOOKMARKS)
LANGUAGES = ("en-US", "es-US")
_UNNAMED = ("", "untitled", "anonymous", "unspecified")
_ACTING = (
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/RichMedia",
    "/GoToR",
    "/URI",
    "/Rendition",
)


def opened_pdf(data: bytes) -> pikepdf.Pdf:
    """The file as pikepdf sees it. Raises pikepdf.PdfError for what is no PDF or has a password."""
    return pikepdf.open(BytesIO(data), suppress_warnings=True)


def is_our_own(pdf: pikepdf.Pdf) -> bool:
    """Made by this program, or says so."""
    return _info(pdf, "/Creator") == CREATOR


def title_of(pdf: pikepdf.Pdf) -> str:
    """The title in the metadata."""
    return _info(pdf, "/Title")


def check_structure(subject: Subject, pdf: pikepdf.Pdf) -> None:
    """What the file as a whole offends."""
    findings = subject.findings
    damages = pdf.get_warnings()
    if damages:
        findings.error(rules.READABLE, "The file is damaged; programs mend it each in their own way")
    if pdf.is_encrypted:
        findings.error(rules.READABLE, "The file is encrypted: the clerk cannot work with it as with others")
    for what in _active(pdf):
        findings.error(rules.ACTIVE, f"The document holds {what}; court papers are flat")
    for what in font_faults(pdf):
        findings.error(rules.ACTIVE, what)
    _metadata(subject, pdf)
    if not bookmarks(pdf):
        subject.promise(rules.BOOKMARKS, "The document has no bookmarks")


def bookmarks(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The titles of the bookmarks, the outer two levels; none where they are damaged."""
    try:
        with pdf.open_outline(max_depth=3) as outline:
            return tuple(
                title
                for item in outline.root
                for title in (item.title, *(child.title for child in item.children))
            )
    except (pikepdf.OutlineStructureError, AttributeError, KeyError, TypeError, ValueError):
        return ()


def _metadata(subject: Subject, pdf: pikepdf.Pdf) -> None:
    for key in ("/Title", "/Author", "/Subject"):
        if _info(pdf, key) in _UNNAMED:
            subject.promise(rules.METADATA, f"The document has no {key[1:].lower()} in its metadata")
    if str(pdf.Root.get("/Lang", "")) not in LANGUAGES:
        subject.promise(rules.METADATA, f"The document does not say that its language is {LANGUAGES[0]}")
    if "/PageLabels" not in pdf.Root:
        subject.promise(rules.METADATA, "The document has no page labels")


def _info(pdf: pikepdf.Pdf, key: str) -> str:
    try:
        return str(pdf.docinfo.get(key, "")).strip()
    except (pikepdf.PdfError, TypeError, ValueError):
        return ""


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What runs, asks to be filled in, or is hidden in the file, each once."""
    root = pdf.Root
    if "/AcroForm" in root:
        yield "form fields"
    if "/OpenAction" in root and isinstance(root.OpenAction, pikepdf.Dictionary):
        yield "an action that runs when it is opened"
    if "/AA" in root:
        yield "actions that run by themselves"
    if "/Collection" in root:
        yield "a collection of other files"
    acting: set[str] = set()
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = found.keys()
        if "/EF" in keys or found.get("/Type") == "/EmbeddedFile":
            acting.add("embedded files")
        if "/JS" in keys:
            acting.add("JavaScript")
        acting.update(_actions(found))
    yield from sorted(acting)


def _actions(found: pikepdf.Object) -> Iterator[str]:
    """Actions of an object, also those written into a bookmark or an annotation."""
    for holder in (found, *(found.get(key) for key in ("/A", "/AA", "/OpenAction"))):
        if isinstance(holder, pikepdf.Dictionary) and str(holder.get("/S", "")) in _ACTING:
            name = str(holder.S)[1:]
            yield "JavaScript" if name == "JavaScript" else f"an action ({name})"
