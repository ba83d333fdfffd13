"""Are all fonts embedded, can their text be copied out again, and are they those of CRC 2.105?"""

import re
from collections.abc import Iterator

import pikepdf

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.sheet import evidence_place
from expunge_desktop.documents.preflight.subject import Check
from expunge_desktop.documents.typeset.fonts import FALLBACKS

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# Courier, Times New Roman, Arial, and the free faces drawn to their measures.
_COURT_FACES = re.compile(
    r"courier|cousine|liberation ?mono|nimbus ?mono|tex ?gyre ?cursor|free ?mono"
    r"|times|tinos|liberation ?serif|nimbus ?rom|tex ?gyre ?termes|free ?serif"
    r"|arial|arimo|helvetica|liberation ?sans|nimbus ?sans|tex ?gyre ?heros|free ?sans"
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NAMES_SHARE = 0.25  # of a page's characters, for names in other scripts
_FEW = 120  # characters: a name or a handful of names on an almost empty page


def font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every font of the file, used or not: archives refuse a file that only names one."""
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Dictionary) or found.get("/Type") != "/Font":
            continue
        if str(found.get("/Subtype")) in ("/CIDFontType0", "/CIDFontType2"):
            continue  # checked with the composite font it belongs to
        name = str(found.get("/BaseFont", "/unnamed"))[1:]
        if not _is_embedded(found):
            yield f"The font {name} is not embedded: it prints as the machine pleases"
        if "/ToUnicode" not in found and found.get("/Subtype") == "/Type0":
            yield f"The font {name} has no Unicode map: its text cannot be searched"


def _is_embedded(font: pikepdf.Dictionary) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    holder: pikepdf.Object = font
    if font.get("/Subtype") == "/Type0":
        below = font.get("/DescendantFonts")
        if not isinstance(below, pikepdf.Array) or not len(below):
            return False
        holder = below[0]
    descriptor = holder.get("/FontDescriptor") if isinstance(holder, pikepdf.Dictionary) else None
    return isinstance(descriptor, pikepdf.Dictionary) and any(program in descriptor for program in _PROGRAMS)


class FaceCheck(Check):
    """CRC 2.105; another face only for names in other scripts, and in what was attached as evidence."""

    rules = (rules.FACE,)

    def _page(self, page: PageItems) -> None:
        if evidence_place(page) is not None:
            return
        whole = fallback = 0
        for item in page.texts:
            face = _SUBSET.sub("", item.face)
            whole += len(item.text)
            if face in FALLBACKS:
                fallback += len(item.text)
            elif not _COURT_FACES.search(face.lower()):
                self.findings.error(
                    self.rules[0],
                    f"the face {face or 'without a name'} is not one of the court's",
                    page.number,
                )
        if fallback > max(_FEW, whole * _NAMES_SHARE):
            self.findings.error(
                self.rules[0], "more than names stands in a face for other scripts", page.number
            )
