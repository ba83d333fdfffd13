"""The fields of somebody else's AcroForm, such as an office's own copy of a Judicial Council form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from expunge_desktop.base.errors import AnswerIsNoError

_ANYTHING = "…"
_RADIO_OR_BUTTON = (1 << 15) | (1 << 16)


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    CHECK = "check box"
    OTHER = "other"  # radio buttons, lists, signatures: left as they are


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as it stands on a page: `box` is left, bottom, right, top; `on` what checks a box."""

    name: str
    kind: FieldKind
    page: int
    box: tuple[float, float, float, float]
    on: str = ""
    value: str = ""


def read_form(data: bytes) -> tuple[FormField, ...]:
    """Every field, in order of the pages.

    Raises AnswerIsNoError for what cannot be filled: no PDF, a password, an XFA form, a form without fields.
    """
    _require_fillable(data)
    try:
        fields = tuple(_fields(PdfReader(BytesIO(data))))
    except (
        PyPdfError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as problem:
        raise _refused("form-damaged", f"its fields cannot be read ({type(problem).__name__})") from None
    if not fields:
        raise _refused("form-empty", "it has no fields to fill in: it is a plain page, or was flattened")
    return fields


def found_field(fields: tuple[FormField, ...], names: tuple[str, ...]) -> FormField | None:
    """The first of several names that one field bears; a name may begin with “…” for what stands before it.

    Raises AnswerIsNoError when such a name fits several fields.
    """
    for name in names:
        if not name.startswith(_ANYTHING):
            fitting = [one for one in fields if one.name == name]
        else:
            fitting = [one for one in fields if one.name.endswith(name.removeprefix(_ANYTHING))]
        if len(fitting) > 1 and name.startswith(_ANYTHING):
            raise _refused("form-field", f"{len(fitting)} fields end in {name.removeprefix(_ANYTHING)}")
        if fitting:
            return fitting[0]
    return None


def _require_fillable(data: bytes) -> None:
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            form = pdf.Root.get("/AcroForm")
            if pdf.is_encrypted:
                raise _refused("form-encrypted", "it is encrypted")
            if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
                raise _refused("form-xfa", "it is an XFA form, which only its maker's program can fill")
    except pikepdf.PasswordError:
        raise _refused("form-encrypted", "it asks for a password") from None
    except (pikepdf.PdfError, ValueError):  # a number no PDF can hold
        raise _refused("form-damaged", "it is no PDF that can be read") from None


def _refused(code: str, why: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        code,
        f"The form cannot be filled: {why}.",
        "Take a copy without password or XFA (printing the form to a PDF loses its fields; an editor's "
        "“save as static form” keeps them), or fill it by hand.",
    )


def _fields(reader: PdfReader) -> Iterator[FormField]:
    for number, page in enumerate(reader.pages):
        for reference in page.get("/Annots", None) or ():
            widget: Any = reference.get_object()
            if widget.get("/Subtype") != "/Widget":
                continue
            kind = str(_inherited(widget, "/FT") or "")
            left, bottom, right, top = (float(value) for value in widget["/Rect"])
            box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            on = _on_state(widget) if kind == "/Btn" else ""
            is_check = bool(on) and not int(_inherited(widget, "/Ff") or 0) & _RADIO_OR_BUTTON
            shown = FieldKind.TEXT if kind == "/Tx" else FieldKind.CHECK if is_check else FieldKind.OTHER
            value = _inherited(widget, "/V")
            yield FormField(_name(widget), shown, number, box, on, "" if value is None else str(value))


def _inherited(widget: Any, key: str) -> Any:
    for _ in range(32):
        if key in widget:
            return widget[key]
        if "/Parent" not in widget:
            return None
        widget = widget["/Parent"].get_object()
    return None


def _name(widget: Any) -> str:
    """The full name, its parts joined by dots."""
    parts: list[str] = []
    for _ in range(32):
        if "/T" in widget:
            parts.insert(0, str(widget["/T"]))
        if "/Parent" not in widget:
            break
        widget = widget["/Parent"].get_object()
    return ".".join(parts)


def _on_state(widget: Any) -> str:
    states = widget.get("/AP", {}).get("/N", {})
    return next((str(state) for state in states if state != "/Off"), "")
