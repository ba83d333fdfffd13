"""Bookmarks of a file as a tree of headings (CRC 3.1110(f))."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from expunge_desktop.documents.typeset.pdf_objects import PdfObjects, text_string


class OutlineEntry(NamedTuple):
    """A bookmark: its text, the page from 0, the height on it, 0 for a paper and more for its headings."""

    title: str
    page: int
    y: float
    level: int


@dataclass(slots=True)
class _Node:
    """A bookmark with those below it; `number` is its object's."""

    number: int
    entry: OutlineEntry | None
    children: list["_Node"] = field(default_factory=list)

    def count(self) -> int:
        """All bookmarks below it."""
        return sum(1 + child.count() for child in self.children)


def write_outline(objects: PdfObjects, entries: Sequence[OutlineEntry], pages: Sequence[int]) -> int:
    """Write the bookmarks in order; the number of the outline. A level that is left out counts as one step.

    Papers are shown open when there is one, closed when there are many.
    """
    first = objects.next_number
    root = _Node(first, None)
    path = [root]
    for number, entry in enumerate(entries, start=first + 1):
        del path[entry.level + 1 :]
        node = _Node(number, entry)
        path[-1].children.append(node)
        path.append(node)
    sign = b"" if len(root.children) == 1 else b"-"
    _write(objects, root, sign, pages)
    return first


def _write(objects: PdfObjects, root: _Node, sign: bytes, pages: Sequence[int]) -> None:
    family = _family(root)
    shown = root.count() if not sign else len(root.children)
    objects.add(b"<</Type/Outlines%s/Count %d>>" % (family, shown))
    waiting = [(child, root, index) for index, child in reversed(list(enumerate(root.children)))]
    while waiting:
        node, parent, index = waiting.pop()
        entry = node.entry
        if entry is None:
            continue
        count = b"/Count %s%d" % (sign, node.count()) if node.children else b""
        before = b"/Prev %d 0 R" % parent.children[index - 1].number if index else b""
        after = (
            b"/Next %d 0 R" % parent.children[index + 1].number if index + 1 < len(parent.children) else b""
        )
        objects.add(
            b"<</Title %s/Parent %d 0 R%s%s%s%s/Dest[%d 0 R/FitH %d]>>"
            % (text_string(entry.title), parent.number, before, after, _family(node), count,
               pages[entry.page], round(entry.y))
        )  # fmt: skip
        waiting += [(child, node, place) for place, child in reversed(list(enumerate(node.children)))]


def _family(node: _Node) -> bytes:
    if not node.children:
        return b""
    return b"/First %d 0 R/Last %d 0 R" % (node.children[0].number, node.children[-1].number)
