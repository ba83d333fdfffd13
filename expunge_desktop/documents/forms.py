"""Filling an AcroForm by a field map, flattened and read back: what cannot be seen on it is not trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfWriter
from pypdf.errors import PyPdfError

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.form_fields import FieldKind, FormField, found_field, read_form
from expunge_desktop.documents.preflight.page_items import TextItem, read_pages
from expunge_desktop.documents.raster import page_image

_SHARP = 144.0  # dots per inch, for looking at check boxes
_SCALE = _SHARP / 72.0
_DARK = 160  # of 255
_SLACK = 1.5  # points


@dataclass(frozen=True, slots=True)
class MappedField:
    """`source` names a value for a text, a condition for a check box; `names` in order of preference."""

    names: tuple[str, ...]
    source: str
    is_check: bool = False


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which value goes into which field of one form.

    confirmed_on   the day somebody compared it with the form; empty = nobody has
    needs          values without which the form is not filled
    """

    name: str
    form: str
    title: str
    fields: tuple[MappedField, ...]
    revision: str = ""
    confirmed_on: str = ""
    needs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def mapped_fields(field_map: FieldMap, data: bytes) -> tuple[tuple[MappedField, FormField], ...]:
    """Each entry of the map with its field. Raises AnswerIsNoError naming the first the form has not."""
    fields = read_form(data)
    pairs = []
    for entry in field_map.fields:
        field = found_field(fields, entry.names)
        wanted = FieldKind.CHECK if entry.is_check else FieldKind.TEXT
        if field is None or field.kind is not wanted:
            what = "has no field" if field is None else f"has no {wanted.value} under the name"
            raise AnswerIsNoError(
                "form-field",
                f"The form {what} “{entry.names[0]}”, which the map {field_map.name} fills with "
                f"{entry.source}.",
                "Is it another revision? `form WORKSPACE fields FILE.pdf` lists its fields: write the right "
                "name into a copy of the map.",
            )
        pairs.append((entry, field))
    return tuple(pairs)


def fill_form(
    field_map: FieldMap, data: bytes, values: Mapping[str, str], conditions: Mapping[str, bool]
) -> bytes:
    """The filled form, flattened. Raises AnswerIsNoError when a value is missing, or cannot be read on it."""
    lacking = [name for name in field_map.needs if not values.get(name)]
    if lacking:
        raise AnswerIsNoError(
            "form-value",
            f"The form needs {', '.join(lacking)}, which this case has not.",
            "Fill this one by hand.",
        )
    pairs = mapped_fields(field_map, data)
    given = {
        field.name: (field.on if conditions[entry.source] else "/Off")
        if entry.is_check
        else values[entry.source]
        for entry, field in pairs
    }
    filled = _flattened(data, given)
    blank = _flattened(data, {field.name: "/Off" if entry.is_check else "" for entry, field in pairs})
    _read_back(blank, filled, pairs, values, conditions)
    return filled


def _flattened(data: bytes, given: Mapping[str, str]) -> bytes:
    """The form with its values as part of the page, and no field left to change them in."""
    try:
        writer = PdfWriter(clone_from=BytesIO(data))
        empty = {field.name: field.value for field in read_form(data) if field.kind is FieldKind.TEXT}
        writer.update_page_form_field_values(None, {**empty, **given}, auto_regenerate=False, flatten=True)
        writer.remove_annotations(subtypes="/Widget")
        for key in ("/AcroForm", "/OpenAction", "/AA"):
            if key in writer.root_object:
                del writer.root_object[key]
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, KeyError, TypeError, ValueError, AttributeError, UnicodeError) as problem:
        raise AnswerIsNoError(
            "form-damaged",
            f"The form cannot be filled ({type(problem).__name__}: {problem}).",
            "Fill it by hand.",
        ) from None
    return out.getvalue()


def _read_back(
    blank: bytes,
    filled: bytes,
    pairs: tuple[tuple[MappedField, FormField], ...],
    values: Mapping[str, str],
    conditions: Mapping[str, bool],
) -> None:
    """Each value stands whole within its field, each box is inked or not as it should be."""
    pages = list(read_pages(filled, with_items=True))
    for entry, field in pairs:
        if entry.is_check:
            has_more = _ink(filled, field) > _ink(blank, field)
            if has_more is not conditions[entry.source]:
                raise _unreadable(field, "the box is not as it should be")
            continue
        value = "".join(values[entry.source].split())
        items = [one for one in pages[field.page].texts if _is_within(one, field) and one.is_visible]
        if value not in "".join("".join(one.text.split()) for one in items):
            raise _unreadable(field, f"“{values[entry.source]}” cannot be read there")
        if any(one.right > field.box[2] + _SLACK for one in items):
            raise _unreadable(field, f"“{values[entry.source]}” is too long for it")
        if value and not _ink(filled, field) > _ink(blank, field):
            raise _unreadable(field, "nothing is printed there")


def _is_within(item: TextItem, field: FormField) -> bool:
    left, bottom, right, top = field.box
    return left - _SLACK <= item.x <= right + _SLACK and bottom - _SLACK <= item.y <= top + _SLACK


def _ink(data: bytes, field: FormField) -> int:
    """Dark points within a field."""
    image = page_image(data, field.page, _SHARP)
    left, bottom, right, top = (round(edge * _SCALE) for edge in field.box)
    rows = range(max(0, image.height - top), min(image.height, image.height - bottom))
    start, end = max(0, left) * 3, min(image.width, right) * 3
    return sum(
        value < _DARK
        for row in rows
        for value in image.pixels[row * image.stride + start : row * image.stride + end : 3]
    )


def _unreadable(field: FormField, why: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        "form-unreadable", f"The field “{field.name}” of the form: {why}.", "Fill this one by hand."
    )
