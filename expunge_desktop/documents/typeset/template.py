"""The wording of papers as plain text an attorney can read and edit, with named fields.

    ; a note to the reader, not printed
    # A HEADING
    A paragraph, its lines joined, until a blank line. *Italic*, **bold**, {field}.
    #. A numbered paragraph: 1., 2., 3. …      (#) likewise (1), (2) …      restarted by every heading
    > A quotation, single spaced.
    [if flag]  …  [else]  …  [end]             may be nested; a flag is a yes or no the paper knows

An unknown field or flag, a field without a value, a leftover brace or an open `[if]` is an error that
names its line: no paper is printed with a hole in it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.typeset.fonts import NBSP


class Style(StrEnum):
    """How a span of text is set."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


class Kind(StrEnum):
    """What a block of a paper is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style."""

    text: str
    style: Style = Style.REGULAR


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or quotation; `label` is the number of a numbered paragraph, else empty."""

    kind: Kind
    spans: tuple[Span, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The block without its styles."""
        return "".join(span.text for span in self.spans)


_DIRECTIVE = re.compile(r"\[(if|else|end)(?: +(not +)?([a-z0-9_]+))?\]")
_FIELD = re.compile(r"\{([a-z0-9_]+)\}")
_STYLED = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|(?P<regular>[^*]+)")
_KEPT_TOGETHER = re.compile(r"(§|subds?\.|Schedules?|No\.) (?=[\d({])")
_LABELS = {"#. ": "{}.", "(#) ": "({})"}


def load_template(name: str) -> str:
    """The wording shipped as `resources/templates/NAME`."""
    return resource_path("templates", name).read_text(encoding="utf-8")


def render_template(
    name: str, source: str, fields: Mapping[str, str], flags: Mapping[str, bool]
) -> tuple[Block, ...]:
    """The blocks of the paper. Raises TemplateError with the line that cannot be used."""
    blocks: list[Block] = []
    numbers: dict[str, int] = {}
    chosen = list(_chosen(name, source, flags))
    for line, text in chosen:
        _check_fields(name, line, text, fields)
    for line, text in _paragraphs(chosen):
        kind, label = Kind.PARAGRAPH, ""
        if text.startswith("# "):
            kind, text = Kind.HEADING, text[2:]
            numbers.clear()
        elif text.startswith("> "):
            kind, text = Kind.QUOTATION, text[2:]
        elif form := _LABELS.get(text[:3]) or _LABELS.get(text[:4]):
            numbers[form] = numbers.get(form, 0) + 1
            label, text = form.format(numbers[form]), text.split(" ", 1)[1]
        blocks.append(Block(kind, _spans(name, line, text, fields), label))
    return tuple(blocks)


def _chosen(name: str, source: str, flags: Mapping[str, bool]) -> Iterable[tuple[int, str]]:
    """The lines that stand, with their numbers, after every `[if]` is answered."""
    answers: list[tuple[int, bool]] = []
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip()
        found = _DIRECTIVE.fullmatch(text)
        if not found:
            if not text.startswith(";") and all(answer for _, answer in answers):
                yield number, text
            continue
        word, negated, flag = found.groups()
        if word == "if":
            if flag not in flags:
                raise TemplateError(name, number, f"no paper knows the flag “{flag}”")
            answers.append((number, flags[flag] is not bool(negated)))
        elif not answers:
            raise TemplateError(name, number, f"[{word}] without [if]")
        elif word == "else":
            opened, answer = answers.pop()
            answers.append((opened, not answer))
        else:
            answers.pop()
    if answers:
        raise TemplateError(name, answers[-1][0], "this [if] has no [end]")


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    """Lines joined into blocks: a blank line ends one, a heading, number or quotation mark begins one."""
    start, held = 0, ""
    for number, text in lines:
        begins = text.startswith(("# ", "> ", *_LABELS)) or held.startswith("# ")
        if held and (not text or begins):
            yield start, held
            held = ""
        if text:
            start, held = (start, f"{held} {text}") if held else (number, text)
    if held:
        yield start, held


def _spans(name: str, line: int, text: str, fields: Mapping[str, str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    position = 0
    text = _KEPT_TOGETHER.sub(r"\1" + NBSP, text.replace("'", "’"))
    for found in _STYLED.finditer(text):
        if found.start() != position:
            raise TemplateError(name, line, "an asterisk that is never closed")
        position = found.end()
        style = Style(str(found.lastgroup))
        filled = _FIELD.sub(lambda field: fields[field.group(1)], found.group(style.value))
        spans.append(Span(filled, style))
    if position != len(text):
        raise TemplateError(name, line, "an asterisk that is never closed")
    return tuple(spans)


def _check_fields(name: str, line: int, text: str, fields: Mapping[str, str]) -> None:
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        raise TemplateError(name, line, "a brace that does not belong to a field such as {county}")
    for field in _FIELD.findall(text):
        if field not in fields:
            raise TemplateError(name, line, f"no paper knows the field {{{field}}}")
        if not fields[field].strip():
            raise TemplateError(name, line, f"the field {{{field}}} has no value")
