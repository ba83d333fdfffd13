"""Reads charges as records spell them: `11357B HS`, `664-11358 HS-PLANT …`, `HS 11357(b)`, `182(A)(1)/11359`.

Every pattern is anchored on both sides: 11357.5 is not 11357 and 37 PC is not 537 PC. Text that is not a
charge gives None; no text raises.
"""

import re
from functools import lru_cache

from expunge_desktop.domain import citation_patterns as patterns
from expunge_desktop.domain.citation import ATTEMPT, CONSPIRACY, Citation, print_subdivisions
from expunge_desktop.domain.code_names import CODES, LETTER_SECTIONS

_TWO_LETTERS = frozenset(CODES.values())
_LONGEST = 400

_Part = tuple[str, tuple[str, ...], str]


@lru_cache(maxsize=65536)
def split_charge(text: str) -> tuple[str, str]:
    """The text before the description, and the description: `11357(C)HS-POSSESS` → (`11357(C)HS`, `POSSESS`).

    Text that starts like no charge is all description. Nothing is changed but the blanks around.
    """
    text = text.strip()
    capitals = _capitals(text)
    for end, _ in _scan(capitals, 0):
        if found := patterns.LITERAL.fullmatch(capitals, end):
            is_described = found["literal"] is not None
            return text[:end].strip(), text[found.start("literal") :].strip() if is_described else ""
    if text[:1].isdigit() and "-" in text:
        before, _, after = text.partition("-")
        return before.strip(), after.strip()
    return (text, "") if text[:1].isdigit() else ("", text)


@lru_cache(maxsize=65536)
def parse_charge(text: str) -> Citation | None:
    """The charge that a record's text names, with or without its description; None when it cannot be read."""
    capitals = _capitals(text).strip()
    for end, citation in _scan(capitals, 0):
        if patterns.LITERAL.fullmatch(capitals, end):
            return citation
    return None


def find_charges_in_comment(text: str) -> list[Citation]:
    """Charges named in a row's comment (`COM: CHRG 11358 HS`), in order, each once.

    A bare number counts only after `CHRG`, or when it is a cannabis section's number.
    """
    return list(_charges_in_comment(text))


@lru_cache(maxsize=8192)
def _charges_in_comment(text: str) -> tuple[Citation, ...]:
    capitals = _capitals(text)[:4000]
    charges: list[Citation] = []
    marked = {found.end() for found in patterns.CHARGE_WORD.finditer(capitals)}
    starts = marked | {found.start() for found in patterns.TOKEN.finditer(capitals)}
    reached = 0
    for start in sorted(starts):
        if start < reached:
            continue
        for end, citation in _scan(capitals, start):
            if citation is None or capitals[end : end + 1].isalnum() or capitals[end : end + 1] == "(":
                continue
            is_known = citation.code in _TWO_LETTERS or patterns.CANNABIS_NUMBER.fullmatch(citation.section)
            if is_known or start in marked:
                reached = end
                if citation not in charges:
                    charges.append(citation)
                break
    return tuple(charges)


def _capitals(text: str) -> str:
    """Upper case where that keeps the length, so that positions stay those of the source."""
    if text.isascii():
        return text.upper()
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _scan(text: str, at: int) -> list[tuple[int, Citation | None]]:
    """Every place where a charge that starts at `at` may end, the longest reading first, with its reading."""
    text = text[: at + _LONGEST]
    inchoate = ""
    if prefix := patterns.PREFIX.match(text, at):
        inchoate, at = ATTEMPT if prefix["attempt"] else CONSPIRACY, prefix.end()
    ends: list[tuple[int, Citation | None]] = []
    parts: list[_Part] = []
    while len(parts) < 5:
        read = _read_part(text, at)
        if read is None:
            break
        part, end = read
        parts.append(part)
        ends.append((end, _combine(parts, inchoate)))
        join = patterns.JOIN.match(text, end)
        if join is None:
            break
        at = join.end()
    ends.reverse()
    return ends


def _read_part(text: str, at: int) -> tuple[_Part, int] | None:
    """One section with its subdivisions and its code before or behind; None where none stands."""
    before = after = ""
    at = _skip_blanks(text, at)
    if found := patterns.CODE_BEFORE.match(text, at):
        before, at = _code(found[0]), _skip_blanks(text, found.end())
    if found := patterns.SIGN.match(text, at):
        at = found.end()
    number = patterns.NUMBER.match(text, at)
    if number is None:
        return None
    section, subdivisions, at = _read_subdivisions(text, number[1], number.end(), bool(before))
    code = patterns.CODE.match(text, _skip_blanks(text, at)) or patterns.CODE_BEHIND.match(text, at)
    if code and before and patterns.NUMBER.match(text, _skip_blanks(text, code.end())):
        pass  # `PC 664 HS 11359`: the code of the next section
    elif code:
        after, at = _code(code[0]), code.end()
        if not subdivisions and (found := patterns.BEHIND_THE_CODE.match(text, at)):
            subdivisions, at = (found[1].lower(),), found.end()
    elif odd := patterns.ODD_CODE.match(text, at):
        after, at = odd[1], odd.end()
    if before and after and before != after:
        return None
    return (section, subdivisions, before or after), at


def _read_subdivisions(text: str, section: str, at: int, has_code: bool) -> tuple[str, tuple[str, ...], int]:
    """The section, its subdivisions to any depth, and where they end; a letter may belong to the section."""
    subdivisions: list[str] = []
    is_first = True
    while True:
        if found := patterns.SUBDIVISION_WORD.match(text, at):
            at = found.end()
        if patterns.CODE_BEHIND.match(text, at):
            break
        if found := patterns.BRACKETED.match(text, at):
            subdivisions.append(found[1].lower())
        elif patterns.CODE.match(text, at):
            break
        elif found := _lettered(text, at, has_code):
            letters = found[1].lower()
            if is_first and section + letters in LETTER_SECTIONS:
                section += letters
            else:
                subdivisions.append(letters)
            if found[2]:
                subdivisions.append(found[2])
        elif subdivisions and (found := patterns.DIGITS.match(text, at)):
            subdivisions.append(found[0])
        else:
            break
        is_first, at = False, found.end()
    return section, tuple(subdivisions), at


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _lettered(text: str, at: int, has_code: bool) -> re.Match[str] | None:
    """A subdivision's letter without brackets."""
    return (
        patterns.LETTERED.match(text, at)
        or patterns.LOOSE.match(text, at)
        or patterns.HYPHENED.match(text, at)
        or (patterns.LOOSE_AT_END.match(text, at) if has_code else None)
    )


def _code(text: str) -> str:
    name = "".join(c for c in text if c.isalpha() or c == "&")
    return "MC" if name.endswith("MC") else CODES.get(name, name)  # LAMC, SMMC: some city's municipal code


def _combine(parts: list[_Part], inchoate: str) -> Citation | None:
    """One citation of several sections joined: 664 and 182 say how, the first of the others says what."""
    hows = [part for part in parts if part[0] in ("664", "182") and part[2] in ("", "PC", "HS")]
    rest = [part for part in parts if part not in hows]
    if not rest:  # a bare 664 or 182: a charge of its own
        if len(parts) != 1 or inchoate:
            return None
        section, subdivisions, code = parts[0]
        return Citation(section, subdivisions, code)
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
    is_penal = bool(hows) and hows[0][2] == "PC" and not patterns.CANNABIS_NUMBER.fullmatch(rest[0][0])
    return "PC" if is_penal else ""
