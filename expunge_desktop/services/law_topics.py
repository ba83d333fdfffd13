"""The help made from the law in pieces: topics, and entries one can look up by a word."""

import re
from dataclasses import dataclass
from functools import lru_cache

from expunge_desktop.services.law_help import law_help

_BULLET = re.compile(r"(?:\* |\d+\. |### )")
_WORDS = (  # what an entry stands under: bold, as code, or the beginning of a heading or line
    re.compile(r"(?:\* |\d+\. )\*\*(.+?)\*\*"),
    re.compile(r"\* `(.+?)`"),
    re.compile(r"### (.+?)(?:,|:|$)"),
    re.compile(r"\* (.+?)(?: \(|:|$)"),
)


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One outcome, code, section, rule …: the word it stands under, and its text as Markdown."""

    word: str
    markdown: str


@dataclass(frozen=True, slots=True)
class LawTopic:
    """A heading of the help with everything below it."""

    title: str
    markdown: str
    entries: tuple[LawEntry, ...]


@lru_cache(maxsize=1)
def law_topics() -> tuple[LawTopic, ...]:
    """The whole help, topic by topic, in its order."""
    parts = re.split(r"^## ", law_help(), flags=re.MULTILINE)[1:]
    return tuple(_topic(*part.split("\n", 1)) for part in parts)


def find_entries(topics: tuple[LawTopic, ...], text: str) -> list[tuple[str, list[LawEntry]]]:
    """By topic, the entries with every word of the text; the entry that stands under it comes first."""
    words = text.casefold().split()
    found = []
    for topic in topics:
        entries = [one for one in topic.entries if all(word in one.markdown.casefold() for word in words)]
        if words and entries:
            found.append((topic.title, sorted(entries, key=lambda one: not _stands_under(one, text))))
    found.sort(key=lambda named: not _stands_under(named[1][0], text))
    return found


def _stands_under(entry: LawEntry, text: str) -> bool:
    return entry.word.casefold() == text.strip().casefold()


def _topic(title: str, body: str) -> LawTopic:
    """Entries are what stands under `###` where there is any, otherwise the points of the lists."""
    body = body.strip()
    pieces: list[list[str]] = []
    mark = re.compile("### ") if "\n### " in f"\n{body}" else _BULLET
    for line in body.split("\n"):
        if mark.match(line):
            pieces.append([line])
        elif pieces and (mark.pattern == "### " or line.startswith("  ")):
            pieces[-1].append(line)
    entries = [LawEntry(_word(piece[0]), "\n".join(piece).strip()) for piece in pieces]
    return LawTopic(title, body, tuple(entries))


def _word(line: str) -> str:
    found = next((match for pattern in _WORDS if (match := pattern.match(line))), None)
    return found.group(1) if found else line
