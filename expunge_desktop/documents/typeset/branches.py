"""`[if flag] … [else] … [end]` in the wording of papers: which lines stand."""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field

NumberedLine = tuple[int, str]

_DIRECTIVE = re.compile(r"\[(if|else|end)(?: +(not +)?([a-z0-9_]+))?\]")


@dataclass(slots=True)
class _Open:
    """An `[if]` not yet ended: its line, what was answered, whether its `[else]` has come."""

    line: int
    answer: bool
    has_else: bool = False


@dataclass(slots=True)
class _Branching:
    """The `[if]`s above each other, and for each one those it stands in: (line, is the first part)."""

    opened: list[tuple[int, bool]] = field(default_factory=list)
    parents: dict[int, tuple[tuple[int, bool], ...]] = field(default_factory=dict)


def chosen_lines(
    source: str,
    answer: Callable[[int, str], bool],
    flags: Set[str],
    faults: list[tuple[int, str]],
) -> list[NumberedLine]:
    """The lines that stand, numbered, once `answer(line of the [if], flag)` has spoken.

    What is wrong with the instructions is added to `faults`; an `[if]` without a flag counts as answered yes.
    """
    lines: list[NumberedLine] = []
    opened: list[_Open] = []
    for number, raw in enumerate(source.splitlines(), start=1):
        text = raw.strip()
        found = _DIRECTIVE.fullmatch(text)
        if not found:
            if not text.startswith(";") and all(one.answer for one in opened):
                lines.append((number, text))
            continue
        word, negated, flag = found.groups()
        if word == "if":
            is_met = True
            if flag is None:
                faults.append((number, "[if] without the name of a flag"))
            else:
                if flag not in flags:
                    faults.append((number, f"no paper knows the flag “{flag}”"))
                is_met = answer(number, flag) is not bool(negated)
            opened.append(_Open(number, is_met))
            continue
        if flag is not None:
            faults.append((number, f"[{word}] takes no name"))
        if not opened:
            faults.append((number, f"[{word}] without [if]"))
        elif word == "end":
            opened.pop()
        elif opened[-1].has_else:
            faults.append((number, "a second [else] for the same [if]"))
        else:
            opened[-1].has_else = True
            opened[-1].answer = not opened[-1].answer
    faults.extend((one.line, "this [if] has no [end]") for one in opened)
    return lines


def branch_choices(source: str, most: int) -> list[dict[int, bool]] | None:
    """Answers to the flags, by line of the `[if]`, that show every part of the wording at least once.

    An answer here is the flag's value; parts not named may be answered as one likes. None: the wording has
    more than `most` conditions, too many to read every part on its own.
    """
    branching = _Branching()
    negations: dict[int, bool] = {}
    for number, raw in enumerate(source.splitlines(), start=1):
        found = _DIRECTIVE.fullmatch(raw.strip())
        if not found:
            continue
        word, negated, _flag = found.groups()
        if word == "if":
            if len(branching.parents) == most:
                return None
            branching.parents[number] = tuple(branching.opened)
            negations[number] = bool(negated)
            branching.opened.append((number, True))
        elif branching.opened and word == "else":
            line, _ = branching.opened.pop()
            branching.opened.append((line, False))
        elif branching.opened:
            branching.opened.pop()
    choices: list[dict[int, bool]] = [{}]
    for line, parents in branching.parents.items():
        for is_first in (True, False):
            wanted = (*parents, (line, is_first))
            choices.append({one: first is not negations[one] for one, first in wanted})
    return choices
