"""Are all fonts embedded and can their text be copied out again?"""

from collections.abc import Iterator

import pikepdf

from expunge_desktop.documents.preflight.report import PreflightFinding, error

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def font_findings(pdf: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    """Every font of the file, used or not: archives refuse a file that only names one."""
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Dictionary) or found.get("/Type") != "/Font":
            continue
        if str(found.get("/Subtype")) in ("/CIDFontType0", "/CIDFontType2"):
            continue  # checked with the composite font it belongs to
        name = str(found.get("/BaseFont", "/unnamed"))[1:]
        if not _is_embedded(found):
            yield error("CRC 2.256(b)", f"The font {name} is not embedded: it prints as the machine pleases.")
        if "/ToUnicode" not in found:
            yield error("CRC 2.256(b)", f"The font {name} has no Unicode map: its text cannot be searched.")


def _is_embedded(font: pikepdf.Dictionary) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    holder: pikepdf.Object = font
    if font.get("/Subtype") == "/Type0":
        holder = font.DescendantFonts[0]
    descriptor = holder.get("/FontDescriptor")
    return descriptor is not None and any(program in descriptor for program in _PROGRAMS)
