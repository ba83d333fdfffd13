"""What stands on a finished page, object by object: texts with face, size and ink, rules, pictures.

Read through PDFium's page objects, one for each string that was shown, so that a page takes a millisecond or
two. Documents are opened anew every hundred pages: PDFium keeps what it has read, and other threads of the
program wait for it meanwhile.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

from expunge_desktop.documents.page_reading import opened

PAGES_AT_ONCE = 100
MOST_OBJECTS = 200_000  # of one page; what lies beyond is not read, and said so
_DEEPEST = 8  # forms within forms
_BUFFER = 512

Matrix = tuple[float, float, float, float, float, float]
Ink = tuple[int, int, int]
_PAGE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class TextItem:
    """A string as it was shown: baseline (from the lower left), right edge, size in points, ink."""

    x: float
    y: float
    right: float
    size: float
    text: str
    face: str
    ink: Ink
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Where a drawn line or a picture lies."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class PageItems:
    """One page: its number from 1, its size, all its text in reading order, and what it is made of.

    texts, rules    empty unless they were asked for
    """

    number: int
    width: float
    height: float
    text: str
    texts: tuple[TextItem, ...] = ()
    rules: tuple[Box, ...] = ()
    pictures: int = 0
    is_cut: bool = False

    @cached_property
    def rows(self) -> tuple[tuple[float, tuple[TextItem, ...]], ...]:
        """Visible texts by baseline, from the top; those of one baseline from the left."""
        found: dict[int, list[TextItem]] = {}
        for item in self.texts:
            if item.is_visible:
                found.setdefault(round(item.y * 2), []).append(item)
        return tuple(
            (items[0].y, tuple(sorted(items, key=lambda one: one.x)))
            for _, items in sorted(found.items(), reverse=True)
        )


def read_pages(data: bytes, *, with_items: bool) -> Iterator[PageItems]:
    """Every page in order. Raises `pypdfium2.PdfiumError` when the bytes cannot be read."""
    start, total = 0, 1
    while start < total:
        with opened(data) as document:
            total = len(document)
            chunk = [
                _page(document, index, with_items=with_items)
                for index in range(start, min(total, start + PAGES_AT_ONCE))
            ]
        yield from chunk
        start += PAGES_AT_ONCE


def _page(document: pypdfium2.PdfDocument, index: int, *, with_items: bool) -> PageItems:
    page = document[index]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        text = text_page.get_text_range() if text_page.count_chars() else ""
        if not with_items:
            return PageItems(index + 1, width, height, text)
        reading = _Reading(text_page.raw)
        reading.take(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _PAGE)
        texts, rules = tuple(reading.texts), tuple(reading.rules)
        return PageItems(index + 1, width, height, text, texts, rules, reading.pictures, reading.is_cut)
    finally:
        text_page.close()
        page.close()


class _Reading:
    """The objects of one page, those of its forms included."""

    def __init__(self, text_page: object) -> None:
        self._text_page = text_page
        self._seen = 0
        self.texts: list[TextItem] = []
        self.rules: list[Box] = []
        self.pictures = 0
        self.is_cut = False
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self._ink = tuple(ctypes.c_uint() for _ in range(4))
        self._size = ctypes.c_float()
        self._matrix = pdfium.FS_MATRIX()
        self._buffer = (ctypes.c_ushort * _BUFFER)()
        self._faces: dict[int, str] = {}

    def take(self, holder: object, count: object, get: object, outer: Matrix, depth: int = 0) -> None:
        """Read the objects of a page or a form; `outer` brings a form's points to the page's."""
        for index in range(count(holder)):  # type: ignore[operator]
            self._seen += 1
            if self._seen > MOST_OBJECTS:
                self.is_cut = True
                return
            found = get(holder, index)  # type: ignore[operator]
            kind = pdfium.FPDFPageObj_GetType(found)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._take_text(found, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.rules.append(self._box(found, outer))
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _product(self._matrix_of(found), outer)
                self.take(
                    found, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1
                )

    def _take_text(self, found: object, outer: Matrix) -> None:
        text = self._text(found)
        if not text:
            return
        pdfium.FPDFTextObj_GetFontSize(found, self._size)
        _, _, c, d, x, y = _product(self._matrix_of(found), outer)
        scale = (c * c + d * d) ** 0.5
        red, green, blue, alpha = self._ink
        pdfium.FPDFPageObj_GetFillColor(found, red, green, blue, alpha)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(found)
        self.texts.append(
            TextItem(
                x,
                y,
                self._box(found, outer).right,
                abs(self._size.value) * scale,
                text,
                self._face(found),
                (red.value, green.value, blue.value),
                mode not in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
                and alpha.value > 0,
            )
        )

    def _text(self, found: object) -> str:
        taken = pdfium.FPDFTextObj_GetText(found, self._text_page, self._buffer, _BUFFER * 2)
        buffer = self._buffer
        if taken > _BUFFER * 2:
            buffer = (ctypes.c_ushort * (taken // 2 + 1))()
            taken = pdfium.FPDFTextObj_GetText(found, self._text_page, buffer, taken)
        if taken <= 2:
            return ""
        return bytes(buffer)[: taken - 2].decode("utf-16-le", "replace").strip("\r\n\x00 ")

    def _face(self, found: object) -> str:
        font = pdfium.FPDFTextObj_GetFont(found)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._faces:
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256) if key else 0
            self._faces[key] = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
        return self._faces[key]

    def _matrix_of(self, found: object) -> Matrix:
        one = self._matrix
        pdfium.FPDFPageObj_GetMatrix(found, one)
        return one.a, one.b, one.c, one.d, one.e, one.f

    def _box(self, found: object, outer: Matrix) -> Box:
        left, bottom, right, top = self._floats
        pdfium.FPDFPageObj_GetBounds(found, left, bottom, right, top)
        if outer == _PAGE:
            return Box(left.value, bottom.value, right.value, top.value)
        corners = [
            (outer[0] * x + outer[2] * y + outer[4], outer[1] * x + outer[3] * y + outer[5])
            for x in (left.value, right.value)
            for y in (bottom.value, top.value)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """`inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
