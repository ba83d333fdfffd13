"""The wording of papers as plain text an attorney can read and edit, with named fields.

    ; a note to the reader, not printed
    # A HEADING
    ## A subheading
    A paragraph, its lines joined, until a blank line. *Italic*, **bold**, {field}.
    #. A numbered paragraph: 1., 2., 3. …      (#) likewise (1), (2) …      restarted by every heading
    > A quotation, single spaced.
    - An item of a list.
    [if flag]  …  [else]  …  [end]             may be nested; [if not flag]; a flag is a yes or no
    [insert table]                             the paper puts its table, list or signature there
    [page]                                     a new page begins
    Text.^[A footnote.]   [[A citation]], listed in the table of authorities   [[printed|as listed]]

An unknown field or flag, a field without a value, a leftover brace or an open `[if]` is an error that
names its line: no paper is printed with a hole in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.branches import NumberedLine, branch_choices, chosen_lines
from expunge_desktop.documents.typeset.inline import (
    InlineError,
    field_names,
    has_stray_brace,
    read_spans,
)
from expunge_desktop.documents.typeset.vocabulary import note_names

__all__ = [
    "Block", "Kind", "Span", "Style", "check_template", "load_template", "render_template",
]  # fmt: skip

_INSERT = re.compile(r"\[insert +([a-z0-9_]+)\]")
_PAGE = "[page]"
_MOST_CONDITIONS = 250  # the longest wording that ships has 67
_MOST_CHARACTERS = 150_000  # the longest that ships has 26,000
# What prints as nothing, or turns the text around it: controls, halves of characters, marks of direction.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SIGNATURE = "signature"
_LIKE_AN_INSTRUCTION = re.compile(r"\[(if|else|end|insert|page)\b[^\]]*\]?")
_UNKNOWN_INSTRUCTION = re.compile(r"\[[a-z]+(?: +[a-z0-9_]+)*\]")
_NUMBERS = {"#. ": "{}.", "(#) ": "({})"}
_MARKS = {"# ": Kind.HEADING, "## ": Kind.SUBHEADING, "> ": Kind.QUOTATION, "- ": Kind.ITEM}
_BEGINNINGS = (*_MARKS, *_NUMBERS)


def load_template(name: str) -> str:
    """The wording shipped as `resources/templates/NAME`."""
    return resource_path("templates", name).read_text(encoding="utf-8")


def render_template(
    name: str, source: str, fields: Mapping[str, str], flags: Mapping[str, bool]
) -> tuple[Block, ...]:
    """The blocks of the paper. Raises TemplateError with the line that cannot be used."""
    note_names(name, fields, flags)
    wording = _read(source, tuple(flags.items()))
    faults = list(wording.faults)
    for line, field in wording.fields:
        if field not in fields:
            faults.append((line, _unknown_field(field)))
        elif not fields[field].strip():
            faults.append((line, f"the field {{{field}}} has no value"))
    blocks = [_block(part, fields, faults) for part in wording.paragraphs]
    if faults:
        raise TemplateError(name, *min(faults, key=lambda fault: fault[0]))
    return tuple(blocks)


def check_template(
    name: str, source: str, fields: Set[str], flags: Set[str], inserts: Set[str] = frozenset()
) -> tuple[TemplateError, ...]:
    """Every fault of the wording in every branch, by line; empty when any paper can be printed from it.

    `fields`, `flags` and `inserts` are the names the paper knows. A wording that prints nothing is a fault,
    and so is one with more conditions than anybody could oversee: every branch is read on its own.
    """
    if len(source) > _MOST_CHARACTERS:
        return (TemplateError(name, 1, f"the wording has more than {_MOST_CHARACTERS:,} characters"),)
    known = dict.fromkeys(fields, "x")
    faults = list(_unseen(source))
    all_choices = branch_choices(source, _MOST_CONDITIONS)
    if all_choices is None:
        return (TemplateError(name, 1, f"more than {_MOST_CONDITIONS} [if] in one wording"),)
    has_text = False
    for choices in all_choices:
        wording = _wording(source, _answering(choices), flags)
        has_text = has_text or bool(wording.paragraphs)
        faults.extend(wording.faults)
        faults.extend((line, _unknown_field(field)) for line, field in wording.fields if field not in fields)
        signed = [part for part in wording.paragraphs if part.kind is Kind.INSERT and part.text == _SIGNATURE]
        faults.extend((part.lines[0][1], "the signature stands here a second time") for part in signed[1:])
        for part in wording.paragraphs:
            _block(part, known, faults)
            if part.kind is Kind.INSERT and part.text not in inserts:
                faults.append(
                    (part.lines[0][1], f"this paper has nothing to insert by the name “{part.text}”")
                )
    if not (has_text or faults):
        faults.append((1, "the wording has no text, so its paper would be empty"))
    return tuple(TemplateError(name, line, what) for line, what in sorted(set(faults)))


def _unseen(source: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.split("\n"), 1):
        if found := _UNSEEN.search(line):
            what = f"the character U+{ord(found[0]):04X} cannot be seen, or turns the text around"
            yield number, f"{what}: take it out"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block of the wording before its fields are filled in; `text` of an insert is its name.

    lines   where each of its lines begins in `text`, with its number
    """

    kind: Kind
    text: str
    lines: tuple[tuple[int, int], ...]
    label: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wording:
    """The wording once its `[if]`s are answered: paragraphs, the fields of each line, faults by line."""

    paragraphs: tuple[_Paragraph, ...]
    fields: tuple[tuple[int, str], ...]
    faults: tuple[tuple[int, str], ...]


@lru_cache(maxsize=256)
def _read(source: str, flags: tuple[tuple[str, bool], ...]) -> _Wording:
    """The wording that the flags choose; thousands of orders are read from a few."""
    answers = dict(flags)
    return _wording(source, lambda _line, flag: answers.get(flag, True), answers.keys())


def _wording(source: str, answer: Callable[[int, str], bool], flags: Set[str]) -> _Wording:
    faults: list[tuple[int, str]] = []
    lines = chosen_lines(source, answer, flags, faults)
    for line, text in lines:
        if has_stray_brace(text):
            faults.append((line, "a brace that does not belong to a field such as {county}"))
        faults.extend((line, what) for what in _instruction_faults(text))
    fields = tuple((line, name) for line, text in lines for name in field_names(text))
    return _Wording(tuple(_parts(lines)), fields, tuple(faults))


def _unknown_field(name: str) -> str:
    return f"no paper knows the field {{{name}}}"


def _answering(choices: Mapping[int, bool]) -> Callable[[int, str], bool]:
    return lambda line, _flag: choices.get(line, True)


def _instruction_faults(text: str) -> Iterable[str]:
    """What looks like an instruction and is none."""
    if text == _PAGE or _INSERT.fullmatch(text):
        return
    if found := _LIKE_AN_INSTRUCTION.search(text):
        yield f"{found.group()} must be whole and alone on its line"
    elif _UNKNOWN_INSTRUCTION.fullmatch(text):
        yield f"no instruction is called {text}"


def _parts(lines: Iterable[NumberedLine]) -> Iterable[_Paragraph]:
    """The blocks of the wording, numbered paragraphs with their numbers."""
    numbers: dict[str, int] = {}
    for joined in _paragraphs(lines):
        line, text = joined[0]
        if text == _PAGE:
            yield _Paragraph(Kind.PAGE, "", ((0, line),))
            continue
        if found := _INSERT.fullmatch(text):
            yield _Paragraph(Kind.INSERT, found.group(1), ((0, line),))
            continue
        mark = next((mark for mark in _BEGINNINGS if text.startswith(mark)), "")
        kind = _MARKS.get(mark, Kind.PARAGRAPH)
        label = ""
        if kind in (Kind.HEADING, Kind.SUBHEADING):
            numbers.clear()
        elif form := _NUMBERS.get(mark):
            numbers[form] = numbers.get(form, 0) + 1
            label = form.format(numbers[form])
        text = " ".join(part for _, part in joined)[len(mark) :]
        offsets = accumulate((len(part) + 1 for _, part in joined), initial=-len(mark))
        lines_at = tuple(zip(offsets, (number for number, _ in joined), strict=False))
        yield _Paragraph(kind, text, lines_at, label, field_names(text))


def _block(part: _Paragraph, fields: Mapping[str, str], faults: list[tuple[int, str]]) -> Block:
    """The paragraph with its fields filled in; what is wrong within it is added to `faults`."""
    if part.kind in (Kind.PAGE, Kind.INSERT):
        return Block(part.kind, name=part.text)
    try:
        spans, notes = read_spans(part.text, tuple((name, fields.get(name, "")) for name in part.fields))
    except InlineError as error:
        line = max(line for offset, line in part.lines if offset <= error.position)
        faults.append((line, str(error)))
        return Block(part.kind)
    return Block(part.kind, spans, part.label, "", notes)


def _paragraphs(lines: Iterable[NumberedLine]) -> Iterable[list[NumberedLine]]:
    """The lines of each block: a blank line ends one, a mark at the beginning of a line begins one."""
    held: list[NumberedLine] = []
    for number, text in lines:
        is_alone = text == _PAGE or bool(_INSERT.fullmatch(text))
        begins = is_alone or text.startswith(_BEGINNINGS) or (held and held[-1][1].startswith(("# ", "## ")))
        if held and (not text or begins):
            yield held
            held = []
        if is_alone:
            yield [(number, text)]
        elif text:
            held.append((number, text))
    if held:
        yield held
