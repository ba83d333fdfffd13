"""A document an attorney attaches to a challenge: is it a PDF a court can be given (CRC 2.256(b))?"""

from io import BytesIO

import pikepdf
import pypdfium2

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.page_reading import opened

LARGEST = 50_000_000  # bytes
MOST_PAGES = 2_000
SMALLEST_SIDE, LARGEST_SIDE = 36, 4_000  # points: half an inch; more than an A0 sheet
_BADLY_BUILT = (TypeError, ValueError, LookupError, AttributeError, RecursionError, OverflowError)
_RUNNING_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition", "/GoToE")
)


def pages_of_attachment(name: str, data: bytes) -> int:
    """How many pages the document has.

    Raises AnswerIsNoError (`evidence-unfit`) when it is too large, no PDF, protected by a password, holds
    form fields or files, or does something by itself: `name` is the file's, for the sentence.
    """
    if len(data) > LARGEST:
        raise _unfit(name, f"has {len(data) / 1e6:,.0f} megabytes", f"At most {LARGEST / 1e6:.0f} are kept.")
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            try:
                fault = _fault(pdf)
            except _BADLY_BUILT:
                fault = "is not built as a PDF should be"
            if fault:
                raise _unfit(name, fault, "Print it to a new PDF and attach that.")
        with opened(data) as document:
            pages = len(document)
            for index in range(pages):
                page = document[index]
                sides = page.get_size()
                page.close()
                if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in sides):
                    what = f"has a page of an impossible size (page {index + 1})"
                    raise _unfit(name, what, "Print it to a new PDF of ordinary pages and attach that.")
    except pikepdf.PasswordError:
        raise _unfit(name, "is protected by a password", "Save it without one.") from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):  # a number no PDF can hold
        raise _unfit(name, "cannot be read as a PDF", "Save or scan it as a PDF and attach that.") from None
    if not pages:
        raise _unfit(name, "has no pages", "Attach the document itself.")
    if pages > MOST_PAGES:
        raise _unfit(name, f"has {many(pages, 'page')}", f"Attach the {MOST_PAGES:,} that matter at most.")
    return pages


def _fault(pdf: pikepdf.Pdf) -> str:
    """What no court paper may hold; empty when there is nothing of the kind."""
    if pdf.is_encrypted:
        return "is protected by a password"
    root = pdf.Root
    form = root.get("/AcroForm")
    if form is not None and (form.get("/Fields") or form.get("/XFA") is not None):
        return "has form fields"
    names = root.get("/Names", {})
    if "/JavaScript" in names or "/AA" in root or _runs(root.get("/OpenAction")):
        return "does something by itself when it is opened"
    if "/EmbeddedFiles" in names:
        return "has other files within it"
    for page in pdf.pages:
        if "/AA" in page.obj or any(_is_active(note) for note in page.obj.get("/Annots", [])):
            return "has a page that does something by itself"
    return ""


def _is_active(note: pikepdf.Object) -> bool:
    return "/AA" in note or note.get("/Subtype") == "/FileAttachment" or _runs(note.get("/A"))


def _runs(action: object) -> bool:
    """An action that is more than going to a place; a place by itself is an array."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _RUNNING_ACTIONS


def _unfit(name: str, what: str, advice: str) -> AnswerIsNoError:
    return AnswerIsNoError("evidence-unfit", f"{name} {what}, so it cannot be attached.", advice)
