"""The file of one volume: pages of compressed parts, those that come again written once."""

from collections.abc import Sequence
from typing import NamedTuple

from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.outline import OutlineEntry, write_outline
from expunge_desktop.documents.typeset.pdf_document import CREATOR
from expunge_desktop.documents.typeset.pdf_objects import PdfObjects, stream, text_string

_KIDS = 64  # pages below a node of the page tree


class FilePage(NamedTuple):
    """A page's parts in the order they are drawn: `frame` stands on many pages, `parts` on this one."""

    frame: bytes
    parts: tuple[bytes, ...]


def write_file(
    faces: EmbeddedFaces,
    size: tuple[float, float],
    pages: Sequence[FilePage],
    outline: Sequence[OutlineEntry],
    mark: PaperMark,
    first_label: int = 1,
) -> bytes:
    """The PDF; its pages are labeled from `first_label` on. Faces hold all that any page shows."""
    objects = PdfObjects()
    resources = faces.write(objects)
    root, numbers = _write_pages(objects, pages, size, resources)
    entries = write_outline(objects, outline, numbers)
    info = objects.add(
        b"<</Title %s/Author %s/Subject %s/Keywords %s/Creator %s>>"
        % tuple(map(text_string, (mark.title, mark.author, mark.subject, mark.keywords, CREATOR)))
    )
    catalog = objects.add(
        b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Lang %s"
        b"/PageLabels<</Nums[0<</S/D/St %d>>]>>/ViewerPreferences<</DisplayDocTitle true>>>>"
        % (root, entries, text_string(mark.language), first_label)
    )
    return objects.finish(catalog, info)


def _write_pages(
    objects: PdfObjects, pages: Sequence[FilePage], size: tuple[float, float], resources: int
) -> tuple[int, list[int]]:
    """The page tree of two levels; the numbers of its root and of the pages."""
    frames: dict[bytes, int] = {}
    contents = []
    for page in pages:
        frame = frames.get(page.frame) or objects.add(stream(page.frame))
        frames[page.frame] = frame
        contents.append((frame, *(objects.add(stream(part)) for part in page.parts)))
    first = objects.next_number
    numbers = list(range(first, first + len(pages)))
    groups = [numbers[start : start + _KIDS] for start in range(0, len(numbers), _KIDS)]
    node = first + len(numbers)
    root = node + len(groups)
    box = b"%g %g" % size
    for index, parts in enumerate(contents):
        objects.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Resources %d 0 R/Contents[%s]>>"
            % (node + index // _KIDS, box, resources, _references(parts))
        )
    for group in groups:
        objects.add(
            b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (root, len(group), _references(group))
        )
    objects.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(numbers), _references(range(node, root))))
    return root, numbers


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
