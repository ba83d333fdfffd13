"""The authorities a memorandum cites, grouped as the table of authorities lists them (CRC 3.1113(f))."""

import re
from collections.abc import Iterable

from expunge_desktop.documents.typeset.blocks import Span, plain

CASES, STATUTES, RULES, OTHERS = "Cases", "Statutes", "Rules", "Other Authorities"
GROUPS = (CASES, STATUTES, RULES, OTHERS)

_CASE = re.compile(r" v\. |\bIn re\b|\bEx parte\b|\bCal\.(?:App\.)?(?:2d|3d|4th|5th)|\bU\.S\. \d")
_RULE = re.compile(r"Rules of Court|\b[Rr]ules? \d")
_STATUTE = re.compile(
    r"§|\bCodes?\b|\bsections?\b|Stats\.|Const\.|Prop(?:\.|osition) \d|Assem\. Bill|Sen\. Bill"
)
_NUMBER = re.compile(r"(\d+)")


def group_of(citation: str) -> str:
    """Cases, statutes, rules or others."""
    if _CASE.search(citation):
        return CASES
    if _RULE.search(citation):
        return RULES
    return STATUTES if _STATUTE.search(citation) else OTHERS


def order_of(citation: str) -> tuple[tuple[int, str], ...]:
    """The place of a citation in its list: by letters, and section numbers by their value."""
    parts = _NUMBER.split(citation.casefold())
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def grouped(
    cited: Iterable[tuple[tuple[Span, ...], int]],
) -> dict[str, list[tuple[tuple[Span, ...], tuple[int, ...]]]]:
    """Each authority of (citation, page) once, with its pages in order, in the groups that have any."""
    pages: dict[str, set[int]] = {}
    first: dict[str, tuple[Span, ...]] = {}
    for spans, page in cited:
        text = plain(spans)
        first.setdefault(text, spans)
        pages.setdefault(text, set()).add(page)
    groups: dict[str, list[tuple[tuple[Span, ...], tuple[int, ...]]]] = {}
    for group in GROUPS:
        texts = sorted((text for text in first if group_of(text) == group), key=order_of)
        if texts:
            groups[group] = [(first[text], tuple(sorted(pages[text]))) for text in texts]
    return groups


def page_list(pages: tuple[int, ...]) -> str:
    """`3, 5–7, 11`."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
