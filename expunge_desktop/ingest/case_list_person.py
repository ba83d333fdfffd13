"""The rows of one person of a case list → a `Person` with every count, and the problems met on the way.

The result depends on what the rows say alone, not on their order, their files or the order of columns.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.person import MOST_COUNTS, RECORD_TOO_LONG, Count, Person
from expunge_desktop.ingest.case_list_count import read_count
from expunge_desktop.ingest.case_list_identity import read_identity
from expunge_desktop.ingest.case_list_record import ListRow, Place, without_repeats
from expunge_desktop.ingest.case_list_values import count_number, county, flag
from expunge_desktop.ingest.problem_kinds import EXPLANATIONS

Problem = tuple[str, str, str, int, int]  # ref of the count or empty, kind, sentence, file, line


@dataclass(slots=True)
class ListReading:
    """A person as read, with problems and the places of exact duplicate rows."""

    person: Person
    problems: list[Problem]
    duplicates: list[Place]


def read_person(key: str, rows: Sequence[ListRow], notes: Sequence[str] = ()) -> ListReading:
    """Interpret all rows of one person. `notes` are kinds of problem with the record as a whole."""
    distinct, repeats = without_repeats(rows)
    problems: list[Problem] = [
        ("", "DUPLICATE_ROW", "The row repeats another exactly.", *place) for place in repeats
    ]
    identity = read_identity(distinct)
    first = min(row.place for row in distinct)
    problems += [("", kind, sentence, *first) for kind, sentence in identity.problems]
    if len(distinct) > MOST_COUNTS:
        notes = (*notes, RECORD_TOO_LONG)
    problems += [("", kind, EXPLANATIONS[kind], *first) for kind in notes]
    counts: list[tuple[Count, ListRow]] = []
    for row, ref in zip(distinct, _refs(distinct), strict=True):
        if key.startswith("row ") and key == f"row {row.digest}":
            row.note(
                "NO_PERSON_KEY",
                "The row has no person_id, no CII number, and no name with a birth date: "
                "it stands for a person of its own.",
            )
        if row.get("deceased") and flag(row.get("deceased")) is None:
            row.unknown("deceased")
        counts.append((read_count(row, ref, identity.fields["born_on"]), row))
    for count, row in counts:
        problems += [(count.ref, kind, sentence, *row.place) for kind, sentence in row.problems]
    person = Person(
        key=key,
        **identity.fields,
        counts=tuple(sorted((count for count, _ in counts), key=_order)),
        problems=tuple(dict.fromkeys((*(kind for kind, _ in identity.problems), *notes))),
    )
    return ListReading(person, problems, repeats)


def _refs(rows: Sequence[ListRow]) -> list[str]:
    """A key for each count, from what the row says: case number, count, section.

    Where these do not tell two rows apart, a digest of the whole row besides, and in one county, when the
    count has a number, a note on each.
    """
    names = [_name(row) for row in rows]
    keys = ["/".join(name) for name in names]
    counties = [county(row.get("county")) for row in rows]
    times = Counter(keys)
    times_here = Counter(zip(counties, names, strict=True)) if len(times) < len(keys) else Counter()
    refs = []
    for at, (row, name, key) in enumerate(zip(rows, names, keys, strict=True)):
        refs.append(key if times[key] == 1 else f"{key}/{row.digest}")
        if name[1] and (number := times_here[counties[at], name]) > 1:
            row.note(
                "REPEATED_COUNT",
                f"Case {name[0]}, count {name[1]}, {name[2]} stands in {number} rows that differ.",
            )
    return refs


def _name(row: ListRow) -> tuple[str, str, str]:
    section = row.get("code_section")
    citation = parse_charge(section)
    number = count_number(row.get("count_number"))
    return row.get("court_case_number").strip(), number.lstrip("0"), str(citation) if citation else section


def _order(count: Count) -> tuple[date, str, int, str, str]:
    """By date, case and count."""
    on = count.conviction_on or count.event_on or count.offense_on
    number = int(count.count_number) if count.count_number else 0
    return on.earliest if on else date.max, count.case_number, number, count.charge, count.ref
