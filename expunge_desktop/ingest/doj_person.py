"""The rows of one SUBJECT_ID → a `Person` with every count, and the problems met on the way.

Rows are put into a canonical order first, so the result does not depend on the order of rows or files.
A row that says exactly what another says, blank padding aside, adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.person import MOST_COUNTS, RECORD_TOO_LONG, Person
from expunge_desktop.ingest.doj_columns import CNT_ORDER, RECORD_ID, SENT_ORDER
from expunge_desktop.ingest.doj_counts import CountReader
from expunge_desktop.ingest.doj_identity import read_identity
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_steps import PersonProblem, PersonSteps, Place, Row
from expunge_desktop.ingest.problem_kinds import EXPLANATIONS
from expunge_desktop.ingest.source_rows import joined
from expunge_desktop.rules.law import LawBook


@dataclass(slots=True)
class Reading:
    """A person as read, with problems and the places of exact duplicate rows."""

    person: Person
    problems: list[PersonProblem]
    duplicates: list[Place]


class PersonReader:
    """Interprets people; one reader per process remembers the texts it has met."""

    def __init__(self, layout: Layout, law: LawBook | None = None) -> None:
        """With a law, counts that are not under review are read only as far as its rules ask for them."""
        self._layout = layout
        self._counts = CountReader(layout, law)

    def read(
        self,
        key: str,
        rows: Sequence[Sequence[str]],
        places: Sequence[Place],
        *,
        may_be_padded: bool = True,
        has_one_head: bool = False,
        notes: Sequence[str] = (),
    ) -> Reading:
        """Interpret all rows of one person; `places` are their files and lines.

        `may_be_padded` False = no value of the rows has blanks around it or is a literal NULL;
        `has_one_head` = the rows agree in the columns of the person. `notes` are kinds of problem that the
        batch found with the person's record as a whole (`doj_doubts`).
        """
        if may_be_padded:
            texts = [joined(row) for row in rows]
            if _is_padded(texts):
                rows = [
                    _stripped(row) if _is_padded((text,)) else row
                    for row, text in zip(rows, texts, strict=True)
                ]
        duplicates: list[Place] = []
        if len({row[RECORD_ID] for row in rows}) != len(rows):
            rows, places, duplicates = _without_duplicates(rows, places)
        ordered, at = _in_canonical_order(rows, places)
        return self._interpret(key, ordered, at, duplicates, notes, has_one_head=has_one_head)

    def _interpret(
        self,
        key: str,
        rows: Sequence[Row],
        places: Sequence[Place],
        duplicates: list[Place],
        notes: Sequence[str],
        *,
        has_one_head: bool,
    ) -> Reading:
        problems = [
            PersonProblem("", "DUPLICATE_ROW", "The row repeats another exactly.", *at) for at in duplicates
        ]
        identity = read_identity(rows[:1] if has_one_head else rows)
        problems += [PersonProblem("", kind, sentence, *places[0]) for kind, sentence in identity.problems]
        steps = PersonSteps(self._layout)
        steps.take(rows, places)
        counts, count_problems = self._counts.read(steps)
        if len(counts) > MOST_COUNTS:
            notes = (*notes, RECORD_TOO_LONG)
        problems += [PersonProblem("", kind, EXPLANATIONS[kind], *places[0]) for kind in notes]
        problems += steps.problems
        problems += count_problems
        person = Person(
            key=key,
            **identity.fields,
            is_deceased=steps.is_deceased,
            deceased_on=steps.deceased_on,
            counts=tuple(counts),
            problems=tuple(dict.fromkeys((*(kind for kind, _ in identity.problems), *notes))),
        )
        return Reading(person, problems, duplicates)


def _without_duplicates(
    rows: Sequence[Sequence[str]], places: Sequence[Place]
) -> tuple[list[Sequence[str]], list[Place], list[Place]]:
    """Each distinct row once, at its earliest place; and the places of the repeats."""
    first: dict[str, tuple[Place, Sequence[str]]] = {}
    duplicates: list[Place] = []
    for place, row in sorted(zip(places, rows, strict=True), key=lambda one: one[0]):
        text = joined(row)
        if text in first:
            duplicates.append(place)
        else:
            first[text] = (place, row)
    kept = first.values()
    return [row for _, row in kept], [place for place, _ in kept], duplicates


def _in_canonical_order(
    rows: Sequence[Row], places: Sequence[Place]
) -> tuple[Sequence[Row], Sequence[Place]]:
    """Rows by CNT_ORDER, SENT_ORDER, then RECORD_ID and content: the same whatever order they came in."""
    keys = [row[CNT_ORDER] + row[SENT_ORDER] for row in rows]
    if len(set(keys)) == len(keys) and keys == sorted(keys):  # as the Department writes them
        return rows, places
    ranks = [(row[CNT_ORDER], row[SENT_ORDER], row[RECORD_ID].zfill(20), joined(row)) for row in rows]
    order = sorted(range(len(rows)), key=ranks.__getitem__)
    return [rows[i] for i in order], [places[i] for i in order]


def _is_padded(texts: Sequence[str]) -> bool:
    """Whether any value may have blank padding around it, or be a literal NULL."""
    text = "\n".join(texts)
    return " \x1f" in text or "\x1f " in text or "\t" in text or "NULL" in text or "\xa0" in text


def _stripped(row: Sequence[str]) -> list[str]:
    values = [value.strip() for value in row]
    return ["" if value == "NULL" else value for value in values] if "NULL" in values else values
