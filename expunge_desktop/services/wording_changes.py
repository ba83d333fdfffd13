"""What an office has changed in a wording, line by line."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a comparison: `-` was left out, `+` was added, blank is the same in both.

    `line` is its number in the text it stands in.
    """

    sign: str
    line: int
    text: str


def changed_lines(before: str, after: str, around: int = 2) -> tuple[ChangedLine, ...]:
    """The lines that differ, with some of those around them; empty when the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    found: list[ChangedLine] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(around):
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                found += [
                    ChangedLine("", new_from + at + 1, new[new_from + at]) for at in range(new_to - new_from)
                ]
                continue
            found += [ChangedLine("-", at + 1, old[at]) for at in range(old_from, old_to)]
            found += [ChangedLine("+", at + 1, new[at]) for at in range(new_from, new_to)]
    return tuple(found)
