"""Readers of workbooks: the archive damaged, and the sheet within a sound archive."""

import zipfile
from io import BytesIO

from campaigns.fuzz.reader import Reader, as_file
from campaigns.fuzz.source_readers import LIST
from campaigns.fuzz.tokens import XML
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.ingest.case_list_batch import CaseListBatch
from expunge_desktop.services.law_library import load_law


def _workbook(sheet: bytes) -> bytes:
    """A workbook with this sheet; what a mutated sheet is packed into."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _WORKBOOK.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return held.getvalue()


_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_NS}" xmlns:r="{_RELS}"><sheets><sheet name="List" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def _sheet(rows: list[list[str]]) -> bytes:
    body = "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(64 + x)}{y}" t="inlineStr"><is><t>{value}</t></is></c>'
            for x, value in enumerate(row, 1)
        )
        + "</row>"
        for y, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData></worksheet>'.encode()


def _sheet_seeds() -> list[bytes]:
    rows = [line.split(",") for line in LIST.decode().splitlines()[:2]]
    special = (
        f'<worksheet xmlns="{_NS}"><dimension ref="A1:B9"/><sheetData><row r="1"><c r="A1" t="str">'
        '<f>A1+1</f><v>x</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1"><v>43831.5</v></c>'
        '<c r="E1" t="s"><v>0</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ).encode()
    return [_sheet(rows), special]


def _read_workbook(data: bytes) -> None:
    with CaseListBatch([as_file(data, "list.xlsx")], load_law(), SilentProgress(), processes=0) as batch:
        for _ in batch.stretches():
            pass


def _read_sheet(data: bytes) -> None:
    _read_workbook(_workbook(data))


def readers() -> tuple[Reader, ...]:
    """Of workbooks."""
    return (
        Reader(
            "workbook",
            _read_workbook,
            lambda: [_workbook(one) for one in _sheet_seeds()],
            25_000,
            tokens=XML,
        ),
        Reader("sheet", _read_sheet, _sheet_seeds, 25_000, tokens=XML),
    )
