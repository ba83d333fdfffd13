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
from collections.abc import Callable, Iterable, Mapping, Set

from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.branches import NumberedLine, branch_choices, chosen_lines
from expunge_desktop.documents.typeset.inline import InlineError, field_faults, read_spans
from expunge_desktop.documents.typeset.vocabulary import note_names

__all__ = [
    "Block", "Kind", "Span", "Style", "check_template", "load_template", "render_template",
]  # fmt: skip

_INSERT = re.compile(r"\[insert +([a-z0-9_]+)\]")
_PAGE = "[page]"
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
    faults: list[tuple[int, str]] = []
    lines = chosen_lines(source, lambda _line, flag: flags[flag], flags.keys(), faults)
    for line, text in lines:
        faults.extend((line, what) for what in (*field_faults(text, fields), *_instruction_faults(text)))
    blocks = _blocks(lines, fields, faults)
    if faults:
        raise TemplateError(name, *min(faults, key=lambda fault: fault[0]))
    return blocks


def check_template(
    name: str, source: str, fields: Set[str], flags: Set[str], inserts: Set[str] = frozenset()
) -> tuple[TemplateError, ...]:
    """Every fault of the wording in every branch, by line; empty when any paper can be printed from it.

    `fields`, `flags` and `inserts` are the names the paper knows.
    """
    known = dict.fromkeys(fields, "x")
    faults: list[tuple[int, str]] = []
    for choices in branch_choices(source):
        lines = chosen_lines(source, _answering(choices), flags, faults)
        for line, text in lines:
            known_faults = field_faults(text, frozenset(fields))
            faults.extend((line, what) for what in (*known_faults, *_instruction_faults(text)))
            if (found := _INSERT.fullmatch(text)) and found.group(1) not in inserts:
                faults.append((line, f"this paper has nothing to insert by the name “{found.group(1)}”"))
        _blocks(lines, known, faults)
    return tuple(TemplateError(name, line, what) for line, what in sorted(set(faults)))


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


def _blocks(
    lines: Iterable[NumberedLine], fields: Mapping[str, str], faults: list[tuple[int, str]]
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    numbers: dict[str, int] = {}
    for line, text in _paragraphs(lines):
        label = ""
        mark = next((mark for mark in _BEGINNINGS if text.startswith(mark)), "")
        kind = _MARKS.get(mark, Kind.PARAGRAPH)
        if text == _PAGE:
            blocks.append(Block(Kind.PAGE))
            continue
        if found := _INSERT.fullmatch(text):
            blocks.append(Block(Kind.INSERT, name=found.group(1)))
            continue
        if kind in (Kind.HEADING, Kind.SUBHEADING):
            numbers.clear()
        elif form := _NUMBERS.get(mark):
            numbers[form] = numbers.get(form, 0) + 1
            label = form.format(numbers[form])
        try:
            spans, notes = read_spans(text[len(mark) :], fields)
        except InlineError as error:
            faults.append((line, str(error)))
            continue
        blocks.append(Block(kind, spans, label, "", notes))
    return tuple(blocks)


def _paragraphs(lines: Iterable[NumberedLine]) -> Iterable[NumberedLine]:
    """Lines joined into blocks: a blank line ends one, a mark at the beginning of a line begins one."""
    start, held = 0, ""
    for number, text in lines:
        is_alone = text == _PAGE or bool(_INSERT.fullmatch(text))
        begins = is_alone or text.startswith(_BEGINNINGS) or held.startswith(("# ", "## "))
        if held and (not text or begins):
            yield start, held
            held = ""
        if is_alone:
            yield number, text
        elif text:
            start, held = (start, f"{held} {text}") if held else (number, text)
    if held:
        yield start, held
