"""What stands within a line of wording: italic, bold, fields, footnotes, cited authorities.

    *italic*   **bold**   {field}   ^[a footnote]   [[a citation]]   [[printed text|citation as listed]]

Fields are filled in last, so that nothing in a value is ever taken for a mark.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from expunge_desktop.documents.typeset.blocks import Span, Style
from expunge_desktop.documents.typeset.fonts import kept_together

_FIELD = re.compile(r"\{([a-z0-9_]+)\}")
_MARK = re.compile(r"\*\*|\*|\^\[|\[\[|\]\]")
_STYLES = {"*": Style.ITALIC, "**": Style.BOLD}

Notes = list[tuple[Span, ...]]


class InlineError(ValueError):
    """Marks within a paragraph that do not fit together: which, and at which character of it."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(what)
        self.position = position


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
    text = text.replace("'", "’")
    return _spans(text, 0, len(text), fields, notes), tuple(notes)


def _spans(
    text: str,
    start: int,
    stop: int,
    fields: Mapping[str, str],
    notes: Notes | None,
    cites: tuple[Span, ...] = (),
) -> tuple[Span, ...]:
    """Spans of `text[start:stop]`; `notes` None where no note may stand (in a note, in a citation)."""
    spans: list[Span] = []
    style, opened, position = "", start, start

    def put(end: int) -> None:
        filled = _FIELD.sub(lambda field: fields.get(field.group(1), ""), text[position:end])
        if filled:
            spans.append(Span(kept_together(filled), _STYLES.get(style, Style.REGULAR), cites))

    while found := _MARK.search(text, position, stop):
        mark, at = found.group(), found.start()
        put(at)
        position = found.end()
        if mark in _STYLES:
            if style and mark != style:
                raise InlineError("an asterisk that is never closed", opened)
            style, opened = ("", at) if style else (mark, at)
        elif style:
            raise InlineError("an asterisk that is not closed before a footnote or a citation", opened)
        elif mark == "^[":
            if notes is None:
                raise InlineError("a footnote within a footnote or a citation", at)
            end = _closing_bracket(text, position)
            notes.append(_spans(text, *_trimmed(text, position, end), fields, None))
            spans.append(Span("", note=len(notes)))
            position = end + 1
        elif mark == "[[":
            end = text.find("]]", position, stop)
            if cites or end < 0:
                raise InlineError("a citation that is never closed: [[ without ]]", at)
            bar = text.find("|", position, end)
            shown = _trimmed(text, position, bar if bar >= 0 else end)
            listed = _trimmed(text, bar + 1, end) if bar >= 0 else shown
            spans.extend(_spans(text, *shown, fields, None, _spans(text, *listed, fields, None)))
            position = end + 2
        else:
            raise InlineError("]] without [[", at)
    if style:
        raise InlineError("an asterisk that is never closed", opened)
    put(stop)
    return tuple(spans)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """The stretch without the blanks around it."""
    while start < stop and text[start] == " ":
        start += 1
    while start < stop and text[stop - 1] == " ":
        stop -= 1
    return start, stop


def _closing_bracket(text: str, start: int) -> int:
    depth = 1
    for position in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if not depth:
            return position
    raise InlineError("a footnote that is never closed: ^[ without ]", start - 2)
