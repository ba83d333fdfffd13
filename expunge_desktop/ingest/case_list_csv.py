"""Separated text (RFC 4180) under a header → rows. A damaged line is set aside alone, all others are read.

A record may run over several lines where a quoted value has line ends in it. A quotation mark that was never
closed must not swallow the lines after it: when a following line is a whole row by itself, or the record does
not end properly, the line that began it is set aside and the others are read again by themselves.
"""

import csv
import re
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest.case_list_fields import FIELDS, normalised
from expunge_desktop.ingest.case_list_rows import NOT_UTF8, Remark, TableRow, set_aside, without_empty_end
from expunge_desktop.ingest.case_list_synonyms import FIELD_OF_SYNONYM
from expunge_desktop.ingest.doj_lines import MAX_LINE, AsideLine
from expunge_desktop.ingest.source_files import STRETCH, SourceFile

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_KNOWN = frozenset(map(normalised, FIELDS)) | FIELD_OF_SYNONYM.keys()
_MOST_LINES_OF_A_RECORD = 200
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_QUOTED = re.compile(r'((?:[^"]|"")*+)("?)')


class DelimitedTable:
    """One text file: `headings` are known at once, everything else when `rows` is exhausted.

    Raises EnvironmentProblemError (`file-missing`, `file-unreadable`) and AnswerIsNoError
    (`nothing-importable`, `not-a-table`, `wrong-encoding`, `wrong-line-ends`).
    """

    def __init__(self, path: Path, *, stretch: int = STRETCH) -> None:
        self._file = SourceFile(path, 1)
        self._lines = self._numbered(stretch)
        self._again: deque[_Line] = deque()
        self.separator = ","
        self.remarks: list[Remark] = []
        self.header = 0
        self.lines = 0
        self._before_header: list[AsideLine] = []
        self.headings: tuple[str, ...] = ()
        self._read_header()

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._file.size

    @property
    def sha256(self) -> str:
        """Of the whole file, once `rows` is exhausted."""
        return self._file.sha256

    @property
    def read(self) -> int:
        """Bytes that were read so far."""
        return self._file.size

    def rows(self) -> Iterator[TableRow | AsideLine]:
        """Every row under the header, once."""
        yield from self._before_header
        width = len(self.headings)
        while (line := self._next()) is not None:
            self.lines += 1
            found = self._record(line, width)
            if isinstance(found, AsideLine):
                yield found
            elif tuple(found.values) == self.headings:
                self.header += 1
            else:
                yield found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()

    def _read_header(self) -> None:
        """Find the separator and the headings: the first line that is not blank, after a `sep=` line."""
        while (line := self._next()) is not None:
            self.lines += 1
            if marked := _SEPARATOR_LINE.fullmatch(line.text):
                self.separator = marked.group(1)
                self.header += 1
                continue
            if not line.text.strip():
                self._before_header.append(set_aside(line.number, "BLANK_LINE", "is blank", line.text))
                continue
            if not self.header:
                self.separator = max(_SEPARATORS, key=lambda mark: _fitness(line.text, mark))
            found = self._record(line, None)
            if isinstance(found, AsideLine):
                self._before_header.append(found)
                continue
            self.header += 1
            self.headings = tuple(without_empty_end(found.values))
            if self.separator != ",":
                name = _SEPARATORS.get(self.separator, f"“{self.separator}”")
                self.remarks.append(
                    Remark("OTHER_SEPARATOR", f"Values are separated by {name}.", line.number)
                )
            return

    def _record(self, first: "_Line", width: int | None) -> TableRow | AsideLine:
        """The record that begins in this line. `width` None: the header, whose width is not known yet."""
        if problem := first.problem:
            return set_aside(first.number, *problem, first.text)
        scan = _Scan(self.separator)
        if (values := _plain(first.text, self.separator)) is not None:
            scan.fields = values
        elif not scan.take(first.text):
            return _stray_quote(first)
        notes = NOT_UTF8 if first.is_latin1 else ""
        text = first.text
        taken: list[_Line] = []
        while scan.is_open:
            line = self._next()
            if line is not None:
                taken.append(line)
            if (
                line is None
                or line.problem
                or len(taken) > _MOST_LINES_OF_A_RECORD
                or len(text) > MAX_LINE
                or (width is not None and width > 2 and _is_row(line.text, self.separator, width))
                or not scan.take(line.text)
            ):
                self._again.extendleft(reversed(taken))
                return _stray_quote(first)
            text += line.text
            notes = NOT_UTF8 if line.is_latin1 else notes
        values = scan.fields
        if not any(map(str.strip, values)):
            return set_aside(first.number, "BLANK_LINE", "is blank", text)
        if width is None:
            return TableRow(first.number, values, notes)
        if len(values) < width:
            return set_aside(first.number, "TOO_FEW_FIELDS", _counted(values, width), text)
        if len(values) > width and any(map(str.strip, values[width:])):
            return set_aside(first.number, "TOO_MANY_FIELDS", _counted(values, width), text)
        return TableRow(first.number, values[:width], notes)

    def _next(self) -> "_Line | None":
        return self._again.popleft() if self._again else next(self._lines, None)

    def _numbered(self, length: int) -> "Generator[_Line, None, None]":
        """Every physical line of the file; UTF-8, or where a line is not, the Latin-1 of Windows."""
        for stretch in self._file.stretches(length):
            data = stretch.data
            if stretch.first_line == 1:
                _refuse_other_texts(data, self._file.name)
                data = data.removeprefix(b"\xef\xbb\xbf")
            try:
                lines: list[str | bytes] = list(data.decode("utf-8").split("\n"))
            except UnicodeDecodeError:
                lines = list(data.split(b"\n"))
            if not lines[-1]:
                lines.pop()
            for number, line in enumerate(lines, stretch.first_line):
                yield _Line.of(number, line, is_overlong=number in stretch.overlong)


class _Line:
    """One physical line; `problem` is (kind, words) when it cannot be part of any row."""

    __slots__ = ("is_latin1", "number", "problem", "text")

    def __init__(self, number: int, text: str, *, is_latin1: bool, problem: tuple[str, str] | None) -> None:
        self.number, self.text, self.is_latin1, self.problem = number, text, is_latin1, problem

    @classmethod
    def of(cls, number: int, line: str | bytes, *, is_overlong: bool) -> "_Line":
        is_latin1 = False
        if isinstance(line, bytes):
            line, is_latin1 = _decoded(line)
        if line.endswith("\r"):
            line = line[:-1]
        problem = None
        if "\0" in line:
            problem = "NUL_BYTE", "holds a NUL byte"
        elif "\r" in line:
            problem = "STRAY_CARRIAGE_RETURN", "has a carriage return in the middle"
        elif is_overlong or len(line) > MAX_LINE:
            problem = "LINE_TOO_LONG", f"is longer than {MAX_LINE:,} characters"
        return cls(number, line, is_latin1=is_latin1, problem=problem)


class _Scan:
    """Splits one record, line after line; `is_open` while a quoted value has not ended."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self.fields: list[str] = []
        self.is_open = False
        self._open = ""

    def take(self, text: str) -> bool:
        """Read a further line. False: it breaks the rules of quoting, so the record cannot be read."""
        at = 0
        if not self.is_open and '"' not in text:
            self.fields = text.split(self._separator)
            return True
        while True:
            if self.is_open or text.startswith('"', at):
                at += not self.is_open
                found = _QUOTED.match(text, at)
                assert found is not None
                self._open += found[1].replace('""', '"')
                at = found.end()
                self.is_open = not found[2]
                if self.is_open:
                    self._open += "\n"
                    return True
                self.fields.append(self._open)
                self._open = ""
            else:
                end = text.find(self._separator, at)
                value = text[at:] if end < 0 else text[at:end]
                if '"' in value:
                    return False
                self.fields.append(value)
                at += len(value)
            if at == len(text):
                return True
            if text[at] != self._separator:
                return False
            at += 1


def _plain(text: str, separator: str) -> list[str] | None:
    """The values of an ordinary line; None when one of them holds a quotation mark or does not end."""
    if '"' not in text:
        return text.split(separator)
    try:
        values = next(csv.reader((text,), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return None if any('"' in value for value in values) else values


def _is_row(text: str, separator: str, width: int) -> bool:
    """Whether a line is a whole row by itself."""
    scan = _Scan(separator)
    return scan.take(text) and not scan.is_open and len(scan.fields) == width


def _fitness(text: str, separator: str) -> tuple[int, int, bool]:
    """How well a separator splits a header: known headings, then how many headings, then the comma."""
    names = [normalised(part) for part in text.split(separator)]
    return sum(name in _KNOWN for name in names), len(names), separator == ","


def _decoded(line: bytes) -> tuple[str, bool]:
    """The line as text, and whether it was not UTF-8."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding), encoding != "utf-8"
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1"), True


def _stray_quote(line: _Line) -> AsideLine:
    words = "has a stray or unclosed quotation mark and cannot be split into values"
    return set_aside(line.number, "STRAY_QUOTE", words, line.text)


def _counted(values: list[str], width: int) -> str:
    return f"has {many(len(values), 'value')}; the header has {many(width, 'heading')}"


def _refuse_other_texts(data: bytes, name: str) -> None:
    """What no line could be read of: a PDF, UTF-16, and lines that end in a carriage return only."""
    if data[:5] == b"%PDF-":
        raise AnswerIsNoError(
            "not-a-table",
            f"{name} is a PDF, which has no rows and columns.",
            "Ask the sender for the table itself, as CSV or as an Excel workbook.",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise AnswerIsNoError(
            "wrong-encoding",
            f"{name} is Unicode text of 16 bits (UTF-16).",
            "Save it as CSV UTF-8 (comma separated) or as an Excel workbook, then import that.",
        )
    if b"\n" not in data and data.count(b"\r") > 1:
        raise AnswerIsNoError(
            "wrong-line-ends",
            f"{name} has the line ends of old Macintosh programs.",
            "Save it as CSV UTF-8 (comma separated) or as an Excel workbook, then import that.",
        )
