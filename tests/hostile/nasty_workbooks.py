"""Nasty workbooks: archives that lie, XML that grows, cells that are not where they say."""

import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

Make = Callable[[], bytes]

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADINGS = (
    "last_name",
    "first_name",
    "date_of_birth",
    "county",
    "court_case_number",
    "count_number",
    "code_section",
)
_PERSON = ("INVENTED", "NOOR", "1980-03-03", "LOS ANGELES", "BA012345", "1", "11357(B) HS")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
)
_ROOT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_NS}" xmlns:r="{_RELS}"><sheets>'
    '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_BOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELS}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
_GIGABYTE = 1 << 30


def cells(values: tuple[str, ...], row: int) -> str:
    """One row of inline texts."""
    held = "".join(
        f'<c r="{chr(65 + at)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
        for at, value in enumerate(values)
    )
    return f'<row r="{row}">{held}</row>'


def sheet(body: str = "", before: str = "", after: str = "") -> str:
    """A worksheet with headings, one person and whatever `body` adds."""
    rows = cells(_HEADINGS, 1) + cells(_PERSON, 2)
    return f'{before}<worksheet xmlns="{_NS}"><sheetData>{rows}{body}</sheetData>{after}</worksheet>'


def _third(held: str) -> Make:
    """A workbook whose third row holds these cells."""
    return _of_sheet(sheet(f'<row r="3">{held}</row>'))


def packed(parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of these parts over the ordinary ones."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet(),
        **(parts or {}),
    }
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            if content != b"-":
                archive.writestr(name, content)
    return held.getvalue()


def _of_sheet(text: str) -> Make:
    return lambda: packed({"xl/worksheets/sheet1.xml": text})


def _zeros(name: str, size: int) -> bytes:
    """A part that unpacks to `size` blanks."""
    held = BytesIO(packed())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
    return held.getvalue()


def _lying_size() -> bytes:
    """Sizes in the directory that are not those of the parts."""
    data = bytearray(_zeros("xl/media/a.bin", 64 << 20))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<II", data, place + 20, 10, 10)
    return bytes(data)


def _overlapping() -> bytes:
    """Two directory entries over the same bytes."""
    data = packed()
    place = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    directory = data[place:end]
    counted = bytearray(data[end:])
    entries = struct.unpack_from("<H", counted, 10)[0] * 50
    struct.pack_into("<HHI", counted, 8, entries, entries, len(directory) * 50)
    return data[:place] + directory * 50 + bytes(counted)


def _with_flag(offset_local: int, offset_central: int, value: int) -> bytes:
    data = bytearray(packed())
    for mark, offset in ((b"PK\x03\x04", offset_local), (b"PK\x01\x02", offset_central)):
        place = data.find(mark)
        while place >= 0:
            struct.pack_into("<H", data, place + offset, value)
            place = data.find(mark, place + 4)
    return bytes(data)


_LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://192.0.2.1/">]>'
_ENTITY_ROW = '<row r="3"><c r="A3" t="inlineStr"><is><t>&{};</t></is></c></row>'


def _rels(target: str, mode: str = "") -> Make:
    text = _BOOK_RELS.replace("worksheets/sheet1.xml", target).replace("/></Rel", f"{mode}/></Rel")
    return lambda: packed({"xl/_rels/workbook.xml.rels": text})


WORKBOOKS: dict[str, Make] = {
    "an ordinary one.xlsx": packed,
    "nothing in it.xlsx": lambda: b"PK\x05\x06" + bytes(18),
    "cut in the middle.xlsx": lambda: packed()[:400],
    "without its directory.xlsx": lambda: packed()[:-60],
    "bytes before it.xlsx": lambda: b"PK\x03\x04" + bytes(500) + packed(),
    "bytes behind it.xlsx": lambda: packed() + b"x" * 70_000,
    "wrong checksums.xlsx": lambda: _with_flag(14, 16, 0x1234),
    "a method nobody knows.xlsx": lambda: _with_flag(8, 10, 99),
    "encrypted parts.xlsx": lambda: _with_flag(6, 8, 1),
    "one gigabyte of blanks.xlsx": lambda: _zeros("xl/media/a.bin", _GIGABYTE),
    "a sheet of a gigabyte.xlsx": lambda: _zeros("xl/worksheets/sheet2.xml", _GIGABYTE),
    "sizes that lie.xlsx": _lying_size,
    "parts that overlap.xlsx": _overlapping,
    "two archives in one.xlsx": lambda: packed() + packed(),
    "names that climb.xlsx": lambda: packed(
        {"../../../tmp/evil.xml": "<a/>", "/etc/evil": "<a/>", "C:\\evil": "x"}
    ),
    "names of controls.xlsx": lambda: packed({"xl/\x01\x1b[2J.xml": "<a/>", "xl/" + "n" * 60_000: "x"}),
    "ten thousand parts.xlsx": lambda: packed({f"xl/p{one}.xml": "" for one in range(10_000)}),
    "a workbook in a workbook.xlsx": lambda: packed({"xl/embeddings/a.xlsx": packed()}),
    "no workbook part.xlsx": lambda: packed({"xl/workbook.xml": b"-"}),
    "no relations.xlsx": lambda: packed({"xl/_rels/workbook.xml.rels": b"-"}),
    "no sheet part.xlsx": lambda: packed({"xl/worksheets/sheet1.xml": b"-"}),
    "no sheets.xlsx": lambda: packed(
        {"xl/workbook.xml": _BOOK.replace(_BOOK[_BOOK.find("<sheet ") : _BOOK.find("</sheets>")], "")}
    ),
    "hidden sheets only.xlsx": lambda: packed(
        {"xl/workbook.xml": _BOOK.replace("r:id", 'state="veryHidden" r:id')}
    ),
    "a sheet elsewhere.xlsx": _rels("../../../../etc/passwd"),
    "a sheet on the network.xlsx": _rels("http://192.0.2.1/worksheets/sheet1.xml", ' TargetMode="External"'),
    "external links.xlsx": lambda: packed({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
    "macros.xlsx": lambda: packed({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}),
    "laughs.xlsx": _of_sheet(sheet(_ENTITY_ROW.format("m"), before=_LAUGHS)),
    "a file from outside.xlsx": _of_sheet(sheet(_ENTITY_ROW.format("x"), before=_OUTSIDE)),
    "laughs in the book.xlsx": lambda: packed({"xl/workbook.xml": _LAUGHS + _BOOK}),
    "not xml.xlsx": _of_sheet("this is no sheet"),
    "xml cut short.xlsx": _of_sheet(sheet()[:-60]),
    "utf-16 sheet.xlsx": lambda: packed(
        {"xl/worksheets/sheet1.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16")}
    ),
    "100,000 elements deep.xlsx": _of_sheet("<a>" * 100_000 + "</a>" * 100_000),
    "an attribute of ten megabytes.xlsx": _of_sheet(
        sheet().replace("<sheetData>", f'<sheetData x="{"a" * 10_000_000}">')
    ),
    "a cell far away.xlsx": _of_sheet(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "a cell beyond.xlsx": _of_sheet(sheet('<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row>')),
    "a cell of nowhere.xlsx": _third('<c r="&#65;3"><v>1</v></c><c r=""><v>1</v></c><c><v>2</v></c>'),
    "cells in disorder.xlsx": _of_sheet(
        sheet('<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="4"/>')
    ),
    "a dimension that lies.xlsx": _of_sheet(
        sheet().replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    ),
    "shared texts that are not there.xlsx": _third(
        '<c r="A3" t="s"><v>99</v></c><c r="B3" t="s"><v>-1</v></c>'
    ),
    "numbers that are none.xlsx": _third(
        '<c r="A3"><v>NaN</v></c><c r="B3"><v>1e999</v></c><c r="C3"><v>-INF</v></c>'
    ),
    "formulas.xlsx": _third(
        '<c r="A3" t="str"><f>WEBSERVICE("http://192.0.2.1")</f><v>x</v></c><c r="B3"><f>A1</f></c>'
    ),
    "errors.xlsx": _third('<c r="A3" t="e"><v>#REF!</v></c><c r="B3" t="zz"><v>?</v></c>'),
    "two hundred thousand empty rows.xlsx": _of_sheet(
        sheet("".join(f'<row r="{one}"/>' for one in range(3, 200_000)))
    ),
    "the old kind.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "a document.docx": lambda: packed({"xl/workbook.xml": b"-", "word/document.xml": "<w/>"}),
}
