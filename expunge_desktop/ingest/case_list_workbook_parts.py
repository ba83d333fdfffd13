"""What must be known of an Excel workbook before a library may open it: size unpacked, sheets, cells.

An .xlsx file is a ZIP archive of XML. A small archive can unpack to gigabytes, and two cells at opposite
corners of a sheet make a table of billions: both are refused from the archive itself. What the reading
library does not tell (cells with an error, formulas without a value, dates from 1904) is read here too.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from expunge_desktop.base import held_files
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest.source_files import unreadable

MOST_UNPACKED = 800 * 1024 * 1024
MOST_CELLS = 25_000_000
_MOST_OF_A_SMALL_PART = 20 * 1024 * 1024
_BLOCK = 1024 * 1024
_OVERLAP = 128
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of Excel itself; the library trusts larger numbers
# The place of a cell ("B2") or row ("2"); one written by character references could not be measured.
_PLACE = re.compile(rb"""\br\s*=\s*["'](?:([A-Za-z]*)(\d+)["']|[^"'<>]{0,64}&#)""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# Either no XML declaration (as in every block but the first), or one that names no other encoding.
_UTF_8 = re.compile(
    rb"""(?!(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["'](?!UTF-8["']|US-ASCII["']))""", re.IGNORECASE
)
_SPECIAL = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f[\s/>]""")

Cell = tuple[int, int]  # row and column, both from 1


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """The worksheet that is read, by name; names of all worksheets; and what its library does not tell.

    specials  text of cells with an error ("#REF!") or with a formula without a value ("=A1+B1"), by place
    is_1904   serial numbers of dates count from 1904
    """

    sheet: str
    sheets: tuple[str, ...]
    specials: dict[Cell, str]
    is_1904: bool


def workbook_parts(path: Path) -> WorkbookParts:
    """Look through the archive. Raises AnswerIsNoError (`workbook-…`) and EnvironmentProblemError."""
    try:
        with held_files.reading(path) as file:
            return _looked_through(file, path.name)
    except OSError as error:
        raise unreadable(path, error) from None
    except (
        zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, expat.ExpatError, EOFError,
        LookupError, NotImplementedError, RuntimeError, ValueError, OverflowError,
    ):  # fmt: skip
        raise damaged(path.name) from None


def damaged(name: str) -> AnswerIsNoError:
    """The sentence for a workbook that cannot be read."""
    return AnswerIsNoError(
        "workbook-damaged",
        f"{name} cannot be read as an Excel workbook; it is damaged or protected.",
        "Open it in Excel, save it as a new .xlsx workbook without a password, or as CSV UTF-8.",
    )


def _looked_through(file: BinaryIO, name: str) -> WorkbookParts:
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise _too_large(name, f"unpacks to more than {MOST_UNPACKED // 1024**2} megabytes")
        book = _small_xml(archive, "xl/workbook.xml")
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in _small_xml(archive, "xl/_rels/workbook.xml.rels")
        }
        sheets = []
        for sheet in (one for one in book.iter() if _bare(one.tag) == "sheet"):
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", "")
            if "worksheets/" in target:
                place = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
                sheets.append((sheet.get("name", ""), place, sheet.get("state", "visible") == "visible"))
        if not sheets:
            raise AnswerIsNoError("workbook-empty", f"{name} has no worksheet.", "Nothing was imported.")
        chosen, part, _ = next((one for one in sheets if one[2]), sheets[0])
        has_specials = _measure(archive, part, name)
        return WorkbookParts(
            chosen,
            tuple(sheet for sheet, *_ in sheets),
            _specials(archive, part) if has_specials else {},
            any(
                _bare(one.tag) == "workbookPr" and one.get("date1904", "0").lower() in ("1", "true", "on")
                for one in book.iter()
            ),
        )


def _small_xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _MOST_OF_A_SMALL_PART:
        raise zipfile.BadZipFile(part)
    data = archive.read(part)
    if b"<!DOCTYPE" in data:
        raise zipfile.BadZipFile(part)
    return ElementTree.fromstring(data)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in blocks that overlap a little. It never gives more than the size the archive declares."""
    rest = b""
    with archive.open(part) as content:
        while block := content.read(_BLOCK):
            yield rest + block
            rest = block[-_OVERLAP:]


def _measure(archive: zipfile.ZipFile, part: str, name: str) -> bool:
    """Refuse a sheet too large for memory; says whether it has cells with an error or a formula."""
    columns: set[bytes] = set()
    rows, has_specials = 0, False
    for block in _blocks(archive, part):
        if b"<!DOCTYPE" in block or b"\0" in block or not _UTF_8.match(block):
            raise zipfile.BadZipFile(part)  # of another encoding its cells could not be measured
        places = _PLACE.findall(block)
        columns.update(column for column, _ in places)
        if any(not row for _, row in places):
            raise zipfile.BadZipFile(part)
        rows = max(rows, max((int(row) for _, row in places), default=0))
        has_specials = has_specials or _SPECIAL.search(block) is not None
    width = max(map(_column_number, columns), default=0)
    if rows > _MOST_ROWS or width > _MOST_COLUMNS:
        raise zipfile.BadZipFile(part)
    if rows * width > MOST_CELLS:
        raise _too_large(name, f"spreads its cells over {many(rows, 'row')} and {many(width, 'column')}")
    for other in archive.namelist():  # what the library unpacks besides
        if other in ("xl/sharedStrings.xml", "xl/styles.xml"):
            for _ in _blocks(archive, other):
                pass
    return has_specials


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(name: str, why: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        "workbook-too-large",
        f"{name} {why}.",
        "Delete what is not part of the list, or save it as CSV UTF-8 (comma separated) and import that.",
    )


class _SpecialCells:
    """Finds cells with an error or with a formula that has no value, in one pass over the sheet's XML."""

    def __init__(self) -> None:
        self.found: dict[Cell, str] = {}
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] | None = None
        self._has_formula = False
        self._formula = self._value = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif tag == "c":
            self._cell, self._has_formula, self._formula, self._value = attributes, False, "", ""
            letters = attributes.get("r", "").rstrip("0123456789").encode()
            self._column = _column_number(letters) if letters else self._column + 1
        elif tag in ("f", "v", "t"):
            self._has_formula = self._has_formula or tag == "f"
            self._text = []

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("f", "v", "t") and self._text is not None:
            text, self._text = "".join(self._text), None
            if tag == "f":
                self._formula = text
            else:
                self._value += text
        elif tag == "c":
            if self._cell.get("t") == "e":
                self.found[self._row, self._column] = self._value or "#ERROR!"
            elif self._has_formula and not self._value:
                self.found[self._row, self._column] = f"={self._formula}"


def _specials(archive: zipfile.ZipFile, part: str) -> dict[Cell, str]:
    cells = _SpecialCells()
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    with archive.open(part) as content:
        while block := content.read(_BLOCK):
            parser.Parse(block)
        parser.Parse(b"", True)
    return cells.found
