"""What stands within a line of wording: italic, bold, fields, footnotes, cited authorities.

    *italic*   **bold**   {field}   ^[a footnote]   [[a citation]]   [[printed text|citation as listed]]

Fields are filled in last, so that nothing in a value is ever taken for a mark.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from expunge_desktop.documents.typeset.blocks import Span, Style
from expunge_desktop.documents.typeset.fonts import NBSP

_FIELD = re.compile(r"\{([a-z0-9_]+)\}")
_MARK = re.compile(r"\*\*|\*|\^\[|\[\[|\]\]")
_KEPT_TOGETHER = re.compile(r"(§§?|subds?\.|Schedules?|No\.) (?=[\d({])")
_STYLES = {"*": Style.ITALIC, "**": Style.BOLD}

Notes = list[tuple[Span, ...]]


class InlineError(ValueError):
    """Marks within a paragraph that do not fit together; its text says which."""


def field_names(text: str) -> tuple[str, ...]:
    """The fields a line names, in order."""
    return tuple(_FIELD.findall(text))


def has_stray_brace(text: str) -> bool:
    """A brace is left over that is no field's."""
    rest = _FIELD.sub("", text)
    return "{" in rest or "}" in rest


@lru_cache(maxsize=4_000)
def read_spans(
    text: str, values: tuple[tuple[str, str], ...]
) -> tuple[tuple[Span, ...], tuple[tuple[Span, ...], ...]]:
    """The spans of a paragraph and its footnotes, with the values of its fields. Raises InlineError.

    What does not change from one order to the next is read once.
    """
    fields = dict(values)
    notes: Notes = []
    text = _KEPT_TOGETHER.sub(r"\1" + NBSP, text.replace("'", "’"))
    return _spans(text, fields, notes), tuple(notes)


def _spans(
    text: str, fields: Mapping[str, str], notes: Notes | None, cites: tuple[Span, ...] = ()
) -> tuple[Span, ...]:
    """Spans of `text`; `notes` None where no note may stand (in a note, in a citation)."""
    spans: list[Span] = []
    style, position = "", 0

    def put(piece: str) -> None:
        filled = _FIELD.sub(lambda field: fields.get(field.group(1), ""), piece)
        if filled:
            spans.append(Span(filled, _STYLES.get(style, Style.REGULAR), cites))

    while found := _MARK.search(text, position):
        mark = found.group()
        put(text[position : found.start()])
        position = found.end()
        if mark in _STYLES:
            if style and mark != style:
                raise InlineError("an asterisk that is never closed")
            style = "" if style else mark
        elif style:
            raise InlineError(f"{mark} within italic or bold text")
        elif mark == "^[":
            if notes is None:
                raise InlineError("a footnote within a footnote or a citation")
            end = _closing_bracket(text, position)
            notes.append(_spans(text[position:end].strip(), fields, None))
            spans.append(Span("", note=len(notes)))
            position = end + 1
        elif mark == "[[":
            end = text.find("]]", position)
            if cites or end < 0:
                raise InlineError("a citation that is never closed: [[ without ]]")
            shown, _, listed = text[position:end].partition("|")
            authority = _spans((listed or shown).strip(), fields, None)
            spans.extend(_spans(shown.strip(), fields, None, authority))
            position = end + 2
        else:
            raise InlineError("]] without [[")
    if style:
        raise InlineError("an asterisk that is never closed")
    put(text[position:])
    return tuple(spans)


def _closing_bracket(text: str, start: int) -> int:
    depth = 1
    for position in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if not depth:
            return position
    raise InlineError("a footnote that is never closed: ^[ without ]")
