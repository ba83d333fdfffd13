"""Finished pages read back: characters with their baselines, as a clerk's software would find them."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_PDFIUM = threading.RLock()  # PDFium is not thread-safe; the window previews in one thread, prints in another


@dataclass(frozen=True, slots=True)
class Char:
    """One visible character: where its baseline starts, its right edge, its size in points."""

    x: float
    y: float
    right: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """One page: its size in points and its text in reading order."""

    width: float
    height: float
    text: str


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end. Raises `pypdfium2.PdfiumError` when the bytes are no PDF."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def page_text(document: pypdfium2.PdfDocument, index: int) -> PageText:
    """Size and text of page `index` (from 0)."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        return PageText(width, height, text_page.get_text_range())
    finally:
        text_page.close()
        page.close()


def page_chars(document: pypdfium2.PdfDocument, index: int) -> tuple[Char, ...]:
    """Every visible character of page `index` (from 0)."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        return tuple(_chars(text_page))
    finally:
        text_page.close()
        page.close()


def _chars(text_page: pypdfium2.PdfTextPage) -> Iterator[Char]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code <= 32 or code == 0xA0 or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        right = text_page.get_charbox(index)[2]
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        yield Char(x.value, y.value, right, size, chr(code))


def by_baseline(chars: tuple[Char, ...]) -> dict[float, str]:
    """The text on each baseline (rounded to a tenth of a point), left to right, without blanks."""
    found: dict[float, list[Char]] = {}
    for char in chars:
        found.setdefault(round(char.y, 1), []).append(char)
    return {
        y: "".join(char.text for char in sorted(line, key=lambda one: one.x)) for y, line in found.items()
    }
