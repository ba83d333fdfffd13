"""Bytes of a Department of Justice file → good rows by person, header lines and lines set aside.

One record per physical line (formats/doj.md). A line is good when it parses by itself under RFC 4180 and
has 95 fields, or 96 with an empty last one (contract, point 21). Every other line is set aside alone,
with its number and a sentence that says why; no other line suffers for it.
"""

import re
from dataclasses import dataclass, field
from itertools import compress

from expunge_desktop.base.counted_words import many
from expunge_desktop.ingest.doj_columns import CYC_SEG_SEP, RECORD_ID, SECRET, SUBJECT_ID, WIDTH
from expunge_desktop.ingest.doj_doubts import LostLine, Neighbors, lost_line
from expunge_desktop.ingest.private_numbers import mask_line

MAX_LINE = 1_000_000  # characters; a record of this layout has some 400
_KEPT_OF_A_LINE = 4_000
_CDL, _REQ_SSN, _PRI_SSN, _PRI_CDL = SECRET
_TAIL = CYC_SEG_SEP  # the first column after those of the person
_NO_VALUES: list[str] = []
_PADDING = (" ,", ", ", ' "', '" ', "NULL", "\t", "\xa0", "\x1f")
_BOM = "\ufeff"
_BOM_BYTES = _BOM.encode()

# One field by RFC 4180: quoted with doubled quotes inside, or bare without any quote.
_FIELD = re.compile(r'(?:"((?:[^"]|"")*+)"|([^",]*+))(,|$)')


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A line that could not be read: its number in the file, why, and its masked content."""

    line: int
    kind: str
    sentence: str
    content: str


@dataclass(slots=True)
class PersonRows:
    """The good rows of one SUBJECT_ID in one stretch of a file, with their line numbers.

    The four SSN and licence columns are already empty. `latin1_lines` are lines that were not UTF-8.
    While `is_uniform`, all rows have `head` in the columns of the person (1 to 34), and `tails` are their
    further columns joined by commas, with no comma in a value.
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    latin1_lines: list[int] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    is_uniform: bool = True

    def add(self, row: list[str], line: int) -> None:
        """Take a row that was split into its fields; the SSN and licence columns are emptied."""
        row[_CDL] = row[_REQ_SSN] = row[_PRI_SSN] = row[_PRI_CDL] = ""
        tail = ",".join(row[_TAIL:])
        self.head = self.head or row[1:_TAIL]
        if row[1:_TAIL] != self.head or tail.count(",") != WIDTH - _TAIL - 1 or "," in row[0]:
            self.is_uniform = False
        self.rows.append(row)
        self.lines.append(line)
        self.tails.append(tail)


@dataclass(slots=True)
class ReadLines:
    """What one stretch of a file holds: lines = header + imported + len(aside).

    `may_be_padded`: some value may have blanks around it or be a literal NULL. `lost` are lines set aside
    that repeat no good row (`doj_doubts`); `edges` the RECORD_IDs of the first and the last good row.
    """

    lines: int = 0
    header: int = 0
    imported: int = 0
    people: dict[str, PersonRows] = field(default_factory=dict)
    aside: list[AsideLine] = field(default_factory=list)
    may_be_padded: bool = True
    lost: list[LostLine] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)


def read_lines(data: bytes, first_line: int, *, overlong: frozenset[int] = frozenset()) -> ReadLines:
    """Read a stretch of a file that begins and ends at line ends; `first_line` counts from 1.

    `overlong` names lines whose middle was left out because they are longer than any record.
    """
    if first_line == 1 and data.startswith(_BOM_BYTES):
        data = data.removeprefix(_BOM_BYTES) or b"\n"  # a mark alone is a line, a blank one
    lines, latin1, may_be_padded = _decoded(data, first_line)
    found = ReadLines(lines=len(lines), may_be_padded=may_be_padded)
    people = found.people
    key, group = None, PersonRows()
    head_text, head_values, head_length = "", _NO_VALUES, 0
    for number, line in enumerate(lines, first_line):
        at = line.find(",") + 1
        if head_text and line.startswith(head_text, at):
            # The line repeats the person's head: only the rest is split, where no quotation mark is in it.
            tail = line[at + head_length :]
            record_id = line[: at - 1]
            row = [record_id, *head_values, *tail.split(",")]
            if len(row) == WIDTH and '"' not in tail and '"' not in record_id:
                group.rows.append(row)
                group.lines.append(number)
                group.tails.append(tail)
                continue
        row = _split(line)
        if len(row) != WIDTH and not (len(row) == WIDTH + 1 and not row.pop().strip()):
            _refuse(found, number, line, row)
            continue
        if row[SUBJECT_ID] != key:
            key, head_text = row[SUBJECT_ID], ""
            person = key.strip()
            if person == "NULL":
                person = ""
            group = people.get(person) or people.setdefault(person, PersonRows())
            group.add(row, number)
        else:
            group.add(row, number)
            head_text, head_values = _head_of(line, row)
            head_length = len(head_text)
    _take_out_headers(found)
    _take_out_nobody(found, lines, first_line)
    _take_out_unsafe(found, data, lines, first_line, overlong)
    if latin1:
        for group in people.values():
            group.latin1_lines = [number for number in group.lines if number in latin1]
    found.imported = sum(len(group.rows) for group in people.values())
    found.aside.sort(key=lambda one: one.line)
    found.edges = _edges(found)
    if found.aside:
        found.lost = _lost_lines(found, lines, first_line)
    return found


def _edges(found: ReadLines) -> list[str]:
    """RECORD_ID of the first and the last good row, in the order of the file."""
    ends = [(group.lines[at], group.rows[at][RECORD_ID]) for group in found.people.values() for at in (0, -1)]
    return [min(ends)[1].strip(), max(ends)[1].strip()] if ends else []


def _lost_lines(found: ReadLines, lines: list[str], first_line: int) -> list[LostLine]:
    """Every line set aside that is neither blank nor repeats a good row of the stretch."""
    neighbors = Neighbors((key, group.lines) for key, group in found.people.items())
    known = {row[RECORD_ID].strip() for group in found.people.values() for row in group.rows}
    lost = []
    for one in found.aside:
        if one.kind != "BLANK_LINE":
            line = lines[one.line - first_line]
            it = lost_line(line, _split(line), neighbors.of(one.line))
            if not it.record_id or it.record_id not in known:
                lost.append(it)
    return lost


def _split(line: str) -> list[str]:
    """The fields of a line; an empty list when it does not parse."""
    pieces = line.split('"')
    if len(pieces) == 1:
        return line.split(",")
    if len(pieces) == 3 and pieces[0][-1:] == "," and pieces[2][:1] == ",":
        return [*pieces[0].split(",")[:-1], pieces[1], *pieces[2][1:].split(",")]
    return _careful(line)


def _head_of(line: str, row: list[str]) -> tuple[str, list[str]]:
    """The columns that say who a person is, as the line has them: text (empty = none) and values.

    Nearly all lines of a person repeat them letter by letter behind RECORD_ID, so they are read once: 34 of
    95 fields, and the only ones that are commonly quoted. `row` has the line's fields.
    """
    start = line.find(",") + 1
    position = start
    for _ in range(1, _TAIL):
        found = _FIELD.match(line, position)
        if '"' in line[:start] or found is None or not found[3]:
            return "", _NO_VALUES
        position = found.end()
    return line[start:position], row[1:_TAIL]


def _decoded(data: bytes, first_line: int) -> tuple[list[str], set[int], bool]:
    """The lines, which of them were not UTF-8, and whether a value may have blanks around it or be NULL."""
    latin1: set[int] = set()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raw = data.split(b"\n")
        if not raw[-1]:
            raw.pop()
        lines = []
        for number, part in enumerate(raw, first_line):
            try:
                lines.append(part.decode("utf-8"))
            except UnicodeDecodeError:
                lines.append(part.decode("latin-1"))
                latin1.add(number)
        if b"\r" in data:
            lines = [line.removesuffix("\r") for line in lines]
        return lines, latin1, True
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    lines = text.split("\n")
    if not lines[-1] and (not data or data.endswith(b"\n")):
        lines.pop()
    return lines, latin1, any(mark in text for mark in _PADDING)


def _careful(line: str) -> list[str]:
    """The fields of a line with an unusual number of quotes; one empty list-mark when it does not parse."""
    fields, position = [], 0
    while found := _FIELD.match(line, position):
        quoted, bare, end = found.groups()
        fields.append(bare if quoted is None else quoted.replace('""', '"'))
        position = found.end()
        if not end:
            return fields
    return []


def _refuse(found: ReadLines, number: int, line: str, row: list[str]) -> None:
    # `_careful` marks a line that does not parse by an empty list; `read_lines` popped the 96th field.
    fields = row or _careful(line)
    if _is_header(line.lstrip(_BOM).replace('"', "").split(",")):
        found.header += 1
    elif not line.strip():
        _set_aside(found, number, line, "BLANK_LINE", "is blank")
    elif not fields:
        _set_aside(
            found, number, line, "STRAY_QUOTE", "has a stray quotation mark and cannot be split into fields"
        )
    else:
        count = len(line.split(",")) if '"' not in line else len(_careful(line))
        few_or_many = "few" if count < WIDTH else "many"
        _set_aside(
            found, number, line, f"TOO_{few_or_many.upper()}_FIELDS",
            f"has {many(count, 'field')}; a record of this layout has {WIDTH}",
        )  # fmt: skip


def _is_header(fields: list[str]) -> bool:
    return (
        fields[0].lstrip(_BOM).strip().upper() == "RECORD_ID"
        and len(fields) > SUBJECT_ID
        and fields[SUBJECT_ID].strip().upper() == "SUBJECT_ID"
    )


def _take_out_headers(found: ReadLines) -> None:
    for key in [key for key in found.people if key.upper() == "SUBJECT_ID"]:
        group = found.people[key]
        is_kept = [not _is_header(row) for row in group.rows]
        found.header += is_kept.count(False)
        _keep(found, key, is_kept)


def _take_out_nobody(found: ReadLines, lines: list[str], first_line: int) -> None:
    group = found.people.pop("", None)
    for number in group.lines if group else ():
        _set_aside(
            found,
            number,
            lines[number - first_line],
            "NO_SUBJECT_ID",
            "has no SUBJECT_ID, so it belongs to nobody",
        )


def _take_out_unsafe(
    found: ReadLines, data: bytes, lines: list[str], first_line: int, overlong: frozenset[int]
) -> None:
    """Set aside lines with NUL or a carriage return in the middle, and lines longer than any record."""
    unsafe: dict[int, tuple[str, str]] = {}
    if b"\0" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        for number, line in enumerate(lines, first_line):
            if "\0" in line:
                unsafe[number] = ("NUL_BYTE", "holds a NUL byte")
            elif "\r" in line:
                unsafe[number] = ("STRAY_CARRIAGE_RETURN", "has a carriage return in the middle")
    if overlong or (len(data) > MAX_LINE and len(max(lines, key=len, default="")) > MAX_LINE):
        for number, line in enumerate(lines, first_line):
            if number in overlong or len(line) > MAX_LINE:
                unsafe[number] = ("LINE_TOO_LONG", f"is longer than {MAX_LINE:,} characters")
    unsafe = {at: why for at, why in unsafe.items() if not _is_header(lines[at - first_line].split(","))}
    if not unsafe:
        return
    found.aside = [one for one in found.aside if one.line not in unsafe]
    for key, group in list(found.people.items()):
        if not unsafe.keys().isdisjoint(group.lines):
            _keep(found, key, [line not in unsafe for line in group.lines])
    for number, (kind, words) in unsafe.items():
        _set_aside(found, number, lines[number - first_line], kind, words)


def _keep(found: ReadLines, key: str, is_kept: list[bool]) -> None:
    if any(is_kept):
        group = found.people[key]
        group.rows = list(compress(group.rows, is_kept))
        group.lines = list(compress(group.lines, is_kept))
        group.tails = list(compress(group.tails, is_kept))
    else:
        del found.people[key]


def _set_aside(found: ReadLines, number: int, line: str, kind: str, words: str) -> None:
    content = mask_line(line[:_KEPT_OF_A_LINE].replace("\0", "\N{SYMBOL FOR NULL}"))
    found.aside.append(AsideLine(number, kind, f"line {number} {words}", content))
