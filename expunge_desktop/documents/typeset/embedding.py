"""Faces embedded in a file: only the glyphs it shows, with a map back to Unicode for searching."""

import threading
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics

from expunge_desktop.documents.typeset.fonts import NBSP, register_fonts, runs
from expunge_desktop.documents.typeset.pdf_objects import PdfObjects, compressed, literal, stream

_SYMBOLIC, _NONSYMBOLIC = 4, 32  # flags of a font descriptor
_TAGS = "ABCDEFGHIJ"
_cutting = threading.Lock()  # every file's faces are the same objects, each with one place it reads at

Encoded = tuple[tuple[str, str], ...]  # (name of the font in the file, operator that shows text)


@dataclass(slots=True)
class _Subset:
    """Up to 256 characters of one face: the Unicode of each code."""

    name: str
    codes: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Face:
    """A face of the file: its subsets, and where each character stands: (subset, code)."""

    number: int
    subsets: list[_Subset] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    free: int = 128  # the next code of the last subset


class EmbeddedFaces:
    """The faces of one file, or of many files that share them, in the order of their first use.

    The first subset holds ASCII at its own codes; what else is shown gets the codes from 128, then further
    subsets.
    """

    def __init__(self) -> None:
        register_fonts()
        self._faces: dict[str, _Face] = {}
        self._encoded: dict[tuple[str, str], Encoded] = {}

    def encode(self, text: str, face: str) -> Encoded:
        """How the text is shown, one piece for each font it needs."""
        key = (text, face)
        encoded = self._encoded.get(key)
        if encoded is None:
            pieces = [piece for name, shown in runs(text, face) for piece in self._pieces(shown, name)]
            encoded = self._encoded[key] = tuple(pieces)
        return encoded

    def write(self, objects: PdfObjects) -> int:
        """Write every font and the resources that name them; the number of the resources."""
        entries = []
        for name, face in self._faces.items():
            for number, subset in enumerate(face.subsets):
                entries.append(
                    b"%s %d 0 R" % (subset.name.encode("ascii"), _font(objects, name, number, subset))
                )
        return objects.add(b"<</Font<<%s>>/ProcSet[/PDF/Text]>>" % b"".join(entries))

    def _pieces(self, text: str, name: str) -> list[tuple[str, str]]:
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = _Face(len(self._faces) + 1)
            face.subsets.append(_Subset(f"/F{face.number}"))
        text = text.replace(NBSP, " ")
        if text.isascii():
            for char in set(text) - face.places.keys():
                _assign(face, char)
            return [(face.subsets[0].name, f"{literal(text)} Tj")]
        pieces: list[tuple[int, str]] = []
        for char in text:
            subset, code = face.places.get(char) or _assign(face, char)
            if pieces and pieces[-1][0] == subset:
                pieces[-1] = (subset, pieces[-1][1] + chr(code))
            else:
                pieces.append((subset, chr(code)))
        return [(face.subsets[subset].name, f"{literal(codes)} Tj") for subset, codes in pieces]


def _assign(face: _Face, char: str) -> tuple[int, int]:
    if char.isascii():
        place = (0, ord(char))
    else:
        if face.free > 255:
            face.subsets.append(_Subset(f"/F{face.number}x{len(face.subsets)}"))
            face.free = 33
        place = (len(face.subsets) - 1, face.free)
        face.free += 1
    face.places[char] = place
    face.subsets[place[0]].codes[place[1]] = ord(char)
    return place


def _font(objects: PdfObjects, name: str, number: int, subset: _Subset) -> int:
    """The objects of one subset; the number of its font."""
    face = pdfmetrics.getFont(name).face
    last = max(subset.codes)
    unicodes = [subset.codes.get(code, 0) for code in range(last + 1)]
    with _cutting:
        program = face.makeSubset(unicodes)
    tag = "".join(_TAGS[int(digit)] for digit in f"{number:06d}")
    base = f"{tag}+{face.name.decode('ascii') if isinstance(face.name, bytes) else face.name}".encode("ascii")
    file = objects.add(stream(compressed(program), b"/Length1 %d" % len(program)))
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %s/Descent %s"
        b"/CapHeight %s/StemV %s/MissingWidth %s/FontFile2 %d 0 R>>"
        % (
            base,
            face.flags & ~_NONSYMBOLIC | _SYMBOLIC,
            b" ".join(map(_number, face.bbox)),
            *map(_number, (face.italicAngle, face.ascent, face.descent, face.capHeight, face.stemV)),
            _number(face.defaultWidth),
            file,
        )
    )
    unicode_map = objects.add(stream(compressed(_to_unicode(subset))))
    widths = b" ".join(_number(face.getCharWidth(code)) for code in unicodes)
    return objects.add(
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 0/LastChar %d/Widths[%s]/FontDescriptor %d 0 R"
        b"/ToUnicode %d 0 R>>" % (base, last, widths, descriptor, unicode_map)
    )


def _to_unicode(subset: _Subset) -> bytes:
    """The map from codes to characters, at most a hundred to a section as the format asks."""
    pairs = [
        b"<%02X> <%s>" % (code, chr(unicode).encode("utf-16-be").hex().upper().encode("ascii"))
        for code, unicode in sorted(subset.codes.items())
    ]
    sections = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(section), b"\n".join(section)) for section in sections
    )
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        b"<</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
        b"/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + maps
        + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode("ascii")
