"""Bytes of a Department of Justice file → good rows by person, header lines and lines set aside.

One record per physical line (formats/doj.md). A line is good when it parses by itself under RFC 4180 and
has 95 fields, or 96 with an empty last one (contract, point 21). Every other line is set aside alone,
with its number and a sentence that says why; no other line suffers for it.
"""

import re
from dataclasses import dataclass, field

from expunge_desktop.ingest.doj_columns import SECRET, SUBJECT_ID, WIDTH
from expunge_desktop.ingest.private_numbers import mask_line

MAX_LINE = 1_000_000  # characters; a record of this layout has some 400
_KEPT_OF_A_LINE = 4_000
_CDL, _REQ_SSN, _PRI_SSN, _PRI_CDL = SECRET
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
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    latin1_lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class ReadLines:
    """What one stretch of a file holds: lines = header + imported + len(aside)."""

    lines: int = 0
    header: int = 0
    imported: int = 0
    people: dict[str, PersonRows] = field(default_factory=dict)
    aside: list[AsideLine] = field(default_factory=list)


def read_lines(data: bytes, first_line: int, *, overlong: frozenset[int] = frozenset()) -> ReadLines:
    """Read a stretch of a file that begins and ends at line ends; `first_line` counts from 1.

    `overlong` names lines whose middle was left out because they are longer than any record.
    """
    if first_line == 1:
        data = data.removeprefix(_BOM_BYTES)
    lines, latin1 = _decoded(data, first_line)
    found = ReadLines(lines=len(lines))
    people = found.people
    key, group = None, PersonRows()
    for number, line in enumerate(lines, first_line):
        pieces = line.split('"')
        if len(pieces) == 3 and pieces[0][-1:] == "," and pieces[2][:1] == ",":
            row = pieces[0].split(",")
            row[-1] = pieces[1]
            row += pieces[2][1:].split(",")
        elif len(pieces) == 1:
            row = line.split(",")
        else:
            row = _careful(line)
        if len(row) != WIDTH and not (len(row) == WIDTH + 1 and not row.pop().strip()):
            _refuse(found, number, line, row)
            continue
        if row[SUBJECT_ID] != key:
            key = row[SUBJECT_ID]
            person = key.strip()
            if person == "NULL":
                person = ""
            group = people.get(person) or people.setdefault(person, PersonRows())
        row[_CDL] = row[_REQ_SSN] = row[_PRI_SSN] = row[_PRI_CDL] = ""
        group.rows.append(row)
        group.lines.append(number)
    _take_out_headers(found)
    _take_out_nobody(found, lines, first_line)
    _take_out_unsafe(found, data, lines, first_line, overlong)
    if latin1:
        for group in people.values():
            group.latin1_lines = [number for number in group.lines if number in latin1]
    found.imported = sum(len(group.rows) for group in people.values())
    found.aside.sort(key=lambda one: one.line)
    return found


def _decoded(data: bytes, first_line: int) -> tuple[list[str], set[int]]:
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
        return lines, latin1
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    lines = text.split("\n")
    if not lines[-1] and (not data or data.endswith(b"\n")):
        lines.pop()
    return lines, latin1


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
            f"has {count} fields; a record of this layout has {WIDTH}",
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
        kept = [(row, line) for row, line in zip(group.rows, group.lines, strict=True) if not _is_header(row)]
        found.header += len(group.rows) - len(kept)
        _replace(found, key, kept)


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
            pairs = zip(group.rows, group.lines, strict=True)
            _replace(found, key, [(row, line) for row, line in pairs if line not in unsafe])
    for number, (kind, words) in unsafe.items():
        _set_aside(found, number, lines[number - first_line], kind, words)


def _replace(found: ReadLines, key: str, kept: list[tuple[list[str], int]]) -> None:
    if kept:
        group = found.people[key]
        group.rows, group.lines = [row for row, _ in kept], [line for _, line in kept]
    else:
        del found.people[key]


def _set_aside(found: ReadLines, number: int, line: str, kind: str, words: str) -> None:
    content = mask_line(line[:_KEPT_OF_A_LINE].replace("\0", "\N{SYMBOL FOR NULL}"))
    found.aside.append(AsideLine(number, kind, f"line {number} {words}", content))
