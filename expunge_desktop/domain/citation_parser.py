"""Reads charges as records spell them (`11357B HS`, `664-11358 HS-PLANT …`, `HS 11357(b)`, `182(A)(1)/11359`).

Every pattern is anchored on both sides: 11357.5 is not 11357 and 37 PC is not 537 PC. Text that is not a
charge gives None; no text raises.
"""

import re
from functools import lru_cache

from expunge_desktop.domain.citation import ATTEMPT, CONSPIRACY, Citation, print_subdivisions

# Sections whose number ends in a letter (a section of its own, not a subdivision). Without this list
# `288A(C)(2)(A) PC` would be read as 288(a), and `653F PC` as a section that does not exist.
_LETTER_SECTIONS = frozenset(
    "21a 146a 146b 146c 146d 146e 148a 149a 192a 264a 266a 266b 266c 266d 266e 266f 266g 266h 266i 266j "
    "273a 273ab 273d 273f 273g 273h 288a 337a 337f 347b 402a 422a 422b 477a 481a 484b 484c 484d 484e 484f "
    "484g 484h 484i 484j 487a 487b 487c 487d 487e 487f 487g 487h 487i 487j 487k 496a 496b 496c 496d 496e "
    "498a 499b 499c 499d 501a 537b 537c 537d 537e 537f 537g 538a 538b 538c 538d 538e 538f 538g 538h 565a "
    "593a 593b 593c 593d 593e 593f 593g 597a 597b 597c 597d 597e 597f 597g 597h 597i 597j 597k 597l 597m "
    "597n 597o 597p 597q 597r 597s 597t 597u 597v 597x 597y 597z 602a 631a 632a 636a 647a 647b 647c 647d 647e "
    "653b 653c 653d 653f 653g 653h 653i 653j 653k 653m 653n 653o 653p 653q 653r 653s 653t 653u 653v 653w 653x "
    "653y 653z 1203.4a 1203a 1203b".split()
)
_CODES = {
    name: code
    for code, names in {
        "HS": "HS H&S HSC HEALTHANDSAFETYCODE HEALTH&SAFETYCODE HEALTHANDSAFETY HEALTH&SAFETY",
        "PC": "PC CPC PENALCODE PENAL PEN",
        "VC": "VC CVC VEHICLECODE VEH",
        "BP": "BP B&P BPC BUSINESSANDPROFESSIONSCODE",
        "WI": "WI WIC W&I WELFAREANDINSTITUTIONSCODE",
        "MV": "MV M&V MVC MILITARYANDVETERANSCODE",
        "FG": "FG F&G FGC",
        "HN": "HN H&N",
        "RT": "RT R&T",
        "PR": "PR PRC",
        "GC": "GC GOVERNMENTCODE",
        "CC": "CC",
        "CP": "CP CCP",
        "ED": "ED EC",
        "EL": "EL",
        "EV": "EV",
        "FA": "FA",
        "FC": "FC",
        "FI": "FI",
        "IC": "IC IN",
        "LC": "LC LA",
        "PB": "PB",
        "PU": "PU",
        "SH": "SH",
        "UI": "UI",
        "WA": "WA WC",
        "US": "US",
        "CO": "CO",
        "MC": "MC",
        "LM": "LM",
    }.items()
    for name in names.split()
}
_KNOWN_CODE = (
    r"(?:HEALTH\s*(?:AND|&)\s*SAFETY(?:\s*CODE)?|PENAL(?:\s*CODE)?|VEHICLE\s*CODE|"
    r"H\s*&\s*S|B\s*&\s*P|W\s*&\s*I|M\s*&\s*V|F\s*&\s*G|"
    r"HSC|HS|CPC|PC|CVC|VC|VEH|PEN|BPC|BP|WIC|WI|MVC|MV|FGC|FG|HN|RT|PRC|PR|GC|CCP|CP|CC|ED|EC|EL|EV|FA|FC|FI|"
    r"IC|IN|LC|PB|PU|SH|UI|WA|WC|US|CO|MC|LM)"
)
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_TAIL = r"(?:\s*\(\s*[A-Z0-9]{1,4}\s*\)|[A-Z]{1,2}[0-9]{0,2}(?![A-Z])|(?<=\))[0-9]{1,2})"
_PART = rf"{_NUMBER}(?:{_TAIL})*"
_CODED_PART = rf"(?:{_KNOWN_CODE}\.?\s*)?(?:§\s*|SECTION\s+|SEC\.?\s+)?{_PART}"
_JOIN = r"(?:\s*[/\-&+]\s*|\s+(?=(?:664|182|1135[789]|11360|1153[01])(?![0-9])))"
_CHARGE = (
    rf"(?:ATT(?:EMPT(?:ED)?)?\.?\s*[:\-]?\s*|CONSP(?:IRACY)?\.?\s*[:\-]?\s*)?"
    rf"{_CODED_PART}(?:\s*{_KNOWN_CODE}(?=\s*[/&+]))?(?:{_JOIN}{_CODED_PART}(?:\s*{_KNOWN_CODE}(?=\s*[/&+]))?){{0,3}}"
)
_ENDING = rf"(?:\s*{_KNOWN_CODE}\.?|\s+[A-Z]{{2}})?"
_WHOLE = re.compile(rf"(?P<charge>{_CHARGE}{_ENDING})\s*(?:[-–—:]\s*(?P<literal>.*))?", re.DOTALL)
_ONE = re.compile(
    rf"(?P<before>{_KNOWN_CODE})?\.?\s*(?:§\s*|SECTION\s+|SEC\.?\s+)?"
    rf"(?P<number>{_NUMBER})(?P<tail>(?:{_TAIL})*)\s*(?P<after>{_KNOWN_CODE}\.?|(?<=\s)[A-Z]{{2}})?"
)
_TAIL_PIECE = re.compile(r"\(\s*([A-Z0-9]{1,4})\s*\)|([A-Z]{1,2})([0-9]{0,2})|([0-9]{1,2})")
_JOINED = re.compile(_JOIN)
_PREFIX = re.compile(r"(?P<attempt>ATT(?:EMPT(?:ED)?)?\.?\s*[:\-]?\s*)|(?P<conspiracy>CONSP(?:IRACY)?\.?\s*[:\-]?\s*)")
_IN_COMMENT = re.compile(rf"(?<![A-Z0-9.])(?P<marked>CHRGS?\s*:?\s*|CHARGES?\s*:?\s*)?(?P<charge>{_CHARGE}{_ENDING})(?![A-Z0-9.(])")
_CANNABIS_NUMBER = re.compile(r"(?:1135[789]|1136[01]|1153[012])(?:\.[0-9]{1,3})?")
_LONGEST = 400


@lru_cache(maxsize=65536)
def split_charge(text: str) -> tuple[str, str]:
    """The text before the description, and the description: `11357(C)HS-POSSESS …` → (`11357(C)HS`, `POSSESS …`).

    Text that starts like no charge is all description. Nothing is changed but the blanks around.
    """
    text = text.strip()
    found = _WHOLE.fullmatch(_capitals(text)) if len(text) <= _LONGEST else None
    if found:
        at = found.start("literal")
        return text[: found.end("charge")].strip(), text[at:].strip() if at >= 0 else ""
    if text[:1].isdigit() and "-" in text:
        before, _, after = text.partition("-")
        return before.strip(), after.strip()
    return (text, "") if text[:1].isdigit() else ("", text)


@lru_cache(maxsize=65536)
def parse_charge(text: str) -> Citation | None:
    """The charge that a record's text names, with or without its description; None when it cannot be read."""
    capitals = _capitals(text).strip()
    if not capitals or len(capitals) > _LONGEST:
        return None
    found = _WHOLE.fullmatch(capitals)
    return _read(found["charge"]) if found else None


def find_charges_in_comment(text: str) -> list[Citation]:
    """Charges named in a row's comment (`COM: CHRG 11358 HS`), in order, each once.

    A bare number counts only after `CHRG`, with a code, or when it is a cannabis section's.
    """
    charges: list[Citation] = []
    for found in _IN_COMMENT.finditer(_capitals(text)[:4000]):
        citation = _read(found["charge"])
        if citation is None or citation in charges:
            continue
        if found["marked"] or citation.code or _CANNABIS_NUMBER.fullmatch(citation.section):
            charges.append(citation)
    return charges


def _capitals(text: str) -> str:
    """Upper case where that keeps the length (so that positions stay those of the source)."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text) if not text.isascii() else text.upper()


def _read(charge: str) -> Citation | None:
    """Read the part before the description; None for two codes in dispute or an attempt at nothing clear."""
    prefix = _PREFIX.match(charge)
    inchoate = ""
    if prefix:
        inchoate = ATTEMPT if prefix["attempt"] else CONSPIRACY
        charge = charge[prefix.end() :]
    parts = []
    for piece in _JOINED.split(charge):
        part = _read_part(piece.strip())
        if part is None:
            return None
        parts.append(part)
    return _combine(parts, inchoate)


_Part = tuple[str, tuple[str, ...], str]


def _read_part(piece: str) -> _Part | None:
    found = _ONE.fullmatch(piece)
    if not found:
        return None
    before, after = _code(found["before"]), _code(found["after"])
    if before and after and before != after:
        return None
    section = found["number"].lstrip("0")
    if not section or section.startswith("."):
        return None
    subdivisions: list[str] = []
    for step, tail in enumerate(_TAIL_PIECE.finditer(found["tail"])):
        bracketed, letters, digits, number = tail.groups()
        letters = (letters or "").lower()
        if step == 0 and letters and section + letters in _LETTER_SECTIONS:
            section += letters
            subdivisions += [digits] if digits else []
        elif bracketed:
            subdivisions.append(bracketed.lower())
        else:
            subdivisions += [value for value in (letters, digits, number) if value]
    return section, tuple(subdivisions), before or after


def _code(text: str | None) -> str:
    name = "".join((text or "").split()).rstrip(".")
    return _CODES.get(name, name)


def _combine(parts: list[_Part], inchoate: str) -> Citation | None:
    """One citation of several sections joined: 664 and 182 say how, the first of the others says what."""
    hows = [part for part in parts if part[0] in ("664", "182") and part[2] in ("", "PC", "HS")]
    rest = [part for part in parts if part not in hows]
    if not rest:  # a bare 664 or 182: a charge of its own
        if len(parts) != 1 or inchoate:
            return None
        section, subdivisions, code = parts[0]
        return Citation(section, subdivisions, code)
    if len(parts) == 1 or not hows:
        hows, rest = [], parts
    if len(hows) > 1 or (hows and inchoate):
        return None
    inchoate_subdivisions: tuple[str, ...] = ()
    if hows:
        inchoate = ATTEMPT if hows[0][0] == "664" else CONSPIRACY
        inchoate_subdivisions = hows[0][1]
    code = _common_code(rest, hows)
    section, subdivisions, _ = rest[0]
    others = tuple(number + print_subdivisions(subs) for number, subs, _ in rest[1:])
    return Citation(section, subdivisions, code, inchoate, inchoate_subdivisions, others)


def _common_code(rest: list[_Part], hows: list[_Part]) -> str:
    """The code of the charge: its own, else the one written at the end of the whole (`664/11358 HS`)."""
    if rest[0][2]:
        return rest[0][2]
    for _, _, code in rest[1:]:
        if code:
            return code
    # `11358/664 HS` writes the target's code after the 664; `187/664 PC` likewise.
    return hows[0][2] if hows and hows[0][2] and len(rest) == 1 and hows[0][2] != "PC" else _penal(rest, hows)


def _penal(rest: list[_Part], hows: list[_Part]) -> str:
    """`187/664 PC` is the Penal Code throughout; `11358/664 PC` says nothing of the target's code."""
    is_penal = bool(hows) and hows[0][2] == "PC" and not _CANNABIS_NUMBER.fullmatch(rest[0][0])
    return "PC" if is_penal else ""
