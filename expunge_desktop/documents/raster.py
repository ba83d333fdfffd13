"""Pages as pixels, for the preview in the window."""

from dataclasses import dataclass

from expunge_desktop.documents.page_reading import opened

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page in BGR, 8 bits each: `height` rows of `stride` bytes, of which 3 × `width` are pixels.

    In Qt: `QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_BGR888)`.
    """

    pixels: bytes
    width: int
    height: int
    stride: int


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with opened(data) as document:
        return len(document)


def page_image(data: bytes, index: int, dots_per_inch: float = 96.0) -> PageImage:
    """Page `index` (from 0) of a PDF. Raises IndexError when there is no such page."""
    with opened(data) as document:
        if not 0 <= index < len(document):
            raise IndexError(f"page {index + 1} of {len(document)}")
        page = document[index]
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=False)
        try:
            return PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            bitmap.close()
            page.close()
