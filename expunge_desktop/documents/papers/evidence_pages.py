"""A document attached as evidence, made fit to be bound behind a pleading.

Fields and notes become part of the page. A page prints everywhere as it was attached: where a document only
names a face and does not hold it, its pages become pictures, for each machine would print another face (CRC
2.256(b); corrections 19 asks searchable text of exhibits only where that is feasible).
"""

import re
import zlib
from io import BytesIO

import pikepdf
import pypdfium2

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Evidence
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.preflight.fonts import font_faults

_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_SOCIAL_SECURITY = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")


def flat_document(evidence: Evidence, data: bytes) -> bytes:
    """The document as a PDF of plain pages.

    Raises LayoutError when it cannot be read as a PDF, or shows a social security number (CRC 1.201).
    """
    try:
        with pikepdf.open(BytesIO(data)) as document:
            if "/AcroForm" in document.Root:
                document.generate_appearance_streams()
            document.flatten_annotations("print")
            buffer = BytesIO()
            document.save(buffer, deterministic_id=True)
            is_whole = not any(font_faults(document))
        _refuse_numbers(evidence, buffer.getvalue())
        return buffer.getvalue() if is_whole else _pictures(buffer.getvalue())
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as problem:
        raise LayoutError(
            f"The document “{evidence.name}” cannot be read as a PDF ({problem}).",
            "Attach it again as a PDF without a password.",
        ) from None


def _refuse_numbers(evidence: Evidence, data: bytes) -> None:
    with opened(data) as document:
        for index in range(len(document)):
            if _SOCIAL_SECURITY.search(page_text(document, index).text):
                raise LayoutError(
                    f"Page {index + 1} of the document “{evidence.name}” shows a number shaped like a social "
                    "security number (CRC 1.201).",
                    "Make it unreadable and attach the document again.",
                )


def _pictures(data: bytes) -> bytes:
    """Every page as a picture of itself, in its own size."""
    pictures = pikepdf.new()
    with opened(data) as document:
        for index in range(len(document)):
            page = document[index]
            width, height = page.get_size()
            bitmap = page.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH, rev_byteorder=True)
            try:
                _add_picture(pictures, bitmap, width, height)
            finally:
                bitmap.close()
                page.close()
    buffer = BytesIO()
    pictures.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _add_picture(pictures: pikepdf.Pdf, bitmap: pypdfium2.PdfBitmap, width: float, height: float) -> None:
    raw, row, stride = bytes(bitmap.buffer), 3 * bitmap.width, bitmap.stride
    pixels = b"".join(raw[start : start + row] for start in range(0, bitmap.height * stride, stride))
    image = pikepdf.Stream(
        pictures,
        zlib.compress(pixels),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=bitmap.width,
        Height=bitmap.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.FlateDecode,
    )
    page = pictures.add_blank_page(page_size=(width, height))
    name = page.add_resource(image, pikepdf.Name.XObject, pikepdf.Name("/Picture"))
    page.contents_add(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm {name} Do Q".encode())
