"""What YAML says of a text it cannot read, in words for who wrote the text."""

from typing import NamedTuple

import yaml

# A part of what the reader says, then what is wrong and what to do.
_SAID = (
    ("character '\\t'", "a tab stands where blanks belong", "Indent with blanks."),
    (
        "mapping values are not allowed",
        "a text contains a colon, or the line begins too far to the right",
        'Put a text with a colon in quotes (title: "Ours: 2020"); begin lines under what they belong with.',
    ),
    ("could not find expected ':'", "a name is not followed by a colon", "Write name: value."),
    (
        "expected <block end>",
        "the indentation does not fit the lines above",
        "Begin the line exactly under the one it belongs with.",
    ),
    ("expected ',' or ']'", "a list in brackets is not closed", "Close it with ]."),
    ("expected ',' or '}'", "a list of values in braces is not closed", "Close it with }."),
    ("that cannot start any token", "a text begins with a sign of its own meaning", "Put it in quotes."),
)
_UNCLOSED = "while scanning a quoted scalar"


class Unreadable(NamedTuple):
    """The line (from 1), what is wrong there, and what to do."""

    line: int
    what: str
    fix: str


def unreadable(error: yaml.MarkedYAMLError) -> Unreadable:
    """The place and the words of a reading error; the reader's own where none are known."""
    mark, problem = error.problem_mark, error.problem or "this cannot be read"
    if (error.context or "").startswith(_UNCLOSED):
        mark = error.context_mark or mark  # where the quotes open, not the end of the text
        return Unreadable(_line(mark), "quotes are opened and not closed", "Close them.")
    opened = error.context_mark if "expected ','" in problem else None
    for said, what, fix in _SAID:
        if said in problem:
            return Unreadable(_line(opened or mark), what, fix)
    return Unreadable(_line(mark), problem, "Correct the line and load the file again.")


def _line(mark: yaml.Mark | None) -> int:
    return mark.line + 1 if mark else 1
