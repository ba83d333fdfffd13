"""A workbook of one sheet of text (.xlsx, ECMA-376): every cell is a string, so nothing in it can be run.

Written here and not by a library: a county's schedule has 1.4 million cells, which a library would hold in
memory or put into temporary files in clear. No formula, link, macro or style but that of the headings; the
same rows give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape  # xml.sax would load a client for the internet

from expunge_desktop.base.errors import AnswerIsNoError

MOST_ROWS = 1_048_576  # of a sheet, its headings included
MOST_LETTERS = 32_767  # of a cell
_MADE_AT = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP archive knows: the same for every workbook
_ROWS_AT_ONCE = 500
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD_STYLE, _TEXT_STYLE = 1, 2

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}


def xlsx_bytes(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The workbook. Raises AnswerIsNoError for more rows or letters than a sheet or a cell can hold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(_part(name), (_XML + text).encode())
        archive.writestr(_part("xl/workbook.xml"), _workbook(sheet))
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w") as part:
            for piece in _sheet(headings, rows):
                part.write(piece)
    return buffer.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _MADE_AT)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.create_system = 0  # not that of the machine it is made on
    part.external_attr = 0
    return part


def _workbook(sheet: str) -> bytes:
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{_text(sheet, quotes=True)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ).encode()


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[bytes]:
    """The sheet in pieces: headings in bold and always in sight, then the rows."""
    columns = [_column(number) for number in range(len(headings))]
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{len(columns)}" width="18" '
        'customWidth="1"/></cols><sheetData>'
    ).encode()
    lines = [_row(1, columns, headings, _HEAD_STYLE)]
    for number, row in enumerate(rows, start=2):
        lines.append(_row(number, columns, row, _TEXT_STYLE))
        if len(lines) == _ROWS_AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    lines.append("</sheetData></worksheet>")
    yield "".join(lines).encode()


def _row(number: int, columns: Sequence[str], texts: Sequence[str], style: int) -> str:
    if number > MOST_ROWS:
        raise _too_much(f"A table has more than {MOST_ROWS:,} rows, the most a workbook can hold.")
    cells = [
        f'<c r="{column}{number}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{_text(text)}</t></is></c>'
        for column, text in zip(columns, texts, strict=True)
        if text
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(text: str, *, quotes: bool = False) -> str:
    """Text as XML holds it; characters that XML has none for as the format writes them, `_x0001_`."""
    if len(text) > MOST_LETTERS:
        raise _too_much(
            f"A cell has {len(text):,} letters; a workbook can hold {MOST_LETTERS:,}: {text[:40]}…"
        )
    if not text.isprintable() or "_x" in text:
        text = _NOT_IN_XML.sub(lambda one: f"_x{ord(one.group()):04X}_", _LIKE_AN_ESCAPE.sub("_x005F_", text))
        text = text.replace("\r", "_x000D_")
    if "&" in text or "<" in text or ">" in text or quotes:
        text = escape(text, quote=False)
        text = text.replace('"', "&quot;") if quotes else text
    return text


def _too_much(sentence: str) -> AnswerIsNoError:
    return AnswerIsNoError("workbook", sentence, "Divide the filing by court or agency, or shorten the text.")


def _column(number: int) -> str:
    """`A`, `Z`, `AA`: a column's letters, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
