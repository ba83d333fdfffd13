"""A sentence that must not name those it is about: the ground of a destruction, the order behind a sealing.

What is said of a row that nobody may see any more outlives the row: on the certificate, in the audit trail.
"""

from collections.abc import Sequence
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.identifiers import name_parts
from expunge_desktop.services.people_in_texts import Naming, PeopleInTexts
from expunge_desktop.store import purging


def require_nameless(connection: Any, ids: Sequence[int], text: str, *, code: str, what: str) -> None:
    """Raise AnswerIsNoError (`code`) when the text names one of these convictions or its person.

    `what` begins the sentence, such as “The ground”; the sentence says by what kind, never whom.
    """
    found = _named(connection, ids).kinds_in(text)
    if not found:
        return
    advice = "Say it without a name, a birth date, a case or a number."
    if found == (Naming.WORD,):
        advice = "Write the word with a small letter, or another one."
    raise AnswerIsNoError(
        code, f"{what} names those it is about, by {', '.join(found)}; it would be kept for good.", advice
    )


def _named(connection: Any, ids: Sequence[int]) -> PeopleInTexts:
    numbers: set[str] = set()
    names: set[tuple[str, str]] = set()
    born_on: set[str] = set()
    for row in purging.named_in(connection, ids):
        numbers |= {*row.case_number.split("; "), row.cii_number, row.fbi_number, row.source_key}
        names |= {name_parts(name) for name in (row.name, *row.aliases.split("; ")) if name}
        born_on.add(row.born_on or "")
    return PeopleInTexts(numbers, names, alone={last for last, _ in names}, born_on=born_on, is_strict=True)
