"""The work on some rows of a case list: rows → people → records. Pure and repeatable."""

import re
from collections.abc import Mapping, Sequence

from expunge_desktop.ingest.batch_records import Fragment, PersonRecord
from expunge_desktop.ingest.case_list_doubts import ListResult, owners_of_lost, traits_of
from expunge_desktop.ingest.case_list_fields import is_forbidden
from expunge_desktop.ingest.case_list_person import read_person
from expunge_desktop.ingest.case_list_record import Columns, ListRow, person_key
from expunge_desktop.ingest.case_list_rows import SSN_MASKED
from expunge_desktop.ingest.kept_people import rows_in_order
from expunge_desktop.ingest.private_numbers import mask_text, may_hold_private_number
from expunge_desktop.ingest.record_values import conviction_values, person_values
from expunge_desktop.ingest.source_rows import joined, read_notes, rows_to_bytes
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook

# Numbers that are not free text; nine digits in them are theirs.
_NUMBERS = frozenset(("person_id", "cii_number", "court_case_number", "zip"))
_SSN = re.compile(r"\s*\d{3}([- ])\d{2}\1\d{4}\s*", re.ASCII)
Row = tuple[int, list[str], str]  # line, values, notes


class CaseListWorker:
    """Reads rows and people; remembers nothing."""

    def __init__(self, law: LawBook) -> None:
        self._law = law

    def read_rows(
        self,
        file: int,
        columns: Columns,
        separator: str,
        rows: Sequence[Row],
        result: ListResult,
        *,
        interpret: bool,
    ) -> ListResult:
        """Take rows of one file in. With `interpret` off they are only kept, not read as people.

        `result` has the lines that were set aside among them, of which values are parted by `separator`.
        """
        forbidden = [place for place, (heading, _) in enumerate(columns) if is_forbidden(heading)]
        people: dict[str, list[tuple[ListRow, list[str]]]] = {}
        for line, values, notes in rows:
            for place in forbidden:
                values[place] = ""
            if may_hold_private_number(joined(values)) and (masked := _mask(values, columns)):
                result.masked += masked
                notes = f"{notes} {SSN_MASKED}:{masked}".strip()
            values.append(notes)
            row = ListRow(columns, values, (file, line))
            people.setdefault(person_key(row), []).append((row, values))
        result.imported = len(rows)
        lines = [(key, [row.place[1] for row, _ in group]) for key, group in people.items()]
        result.owners = owners_of_lost(result.aside, columns, separator, lines)
        for key, group in people.items():
            block = rows_to_bytes(file, [row.place[1] for row, _ in group], [values for _, values in group])
            record = self._record(key, [row for row, _ in group]) if interpret else None
            result.fragments.append(Fragment(key, block, record))
            result.traits.append(traits_of(key, (row for row, _ in group)))
        return result

    def read_blocks(
        self, people: Sequence[tuple[str, Sequence[bytes]]], columns: Mapping[int, Columns]
    ) -> list[PersonRecord]:
        """Interpret people from all blocks of their rows; `columns` by the ordinal of the file."""
        return [
            self._record(
                key,
                [ListRow(columns[r.file], r.values, (r.file, r.line)) for r in rows_in_order(blocks)],
                read_notes(blocks),
            )
            for key, blocks in people
        ]

    def _record(self, key: str, rows: Sequence[ListRow], notes: Sequence[str] = ()) -> PersonRecord:
        reading = read_person(key, rows, notes)
        facts = derive_facts(reading.person, self._law)
        return PersonRecord(
            key,
            person_values(reading.person),
            [conviction_values(one, facts[one.ref]) for one in reading.person.counts if one.ref in facts],
            [(key, *problem) for problem in reading.problems],
            reading.duplicates,
        )


def _mask(values: list[str], columns: Columns) -> int:
    """Mask SSN patterns in everything that is not a number of its own; says how many.

    A person_id that is one itself is taken out: it may not be kept, and masked it would join strangers.
    """
    total = 0
    for place, (_, field) in enumerate(columns):
        if field == "person_id" and _SSN.fullmatch(values[place]):
            values[place] = ""
            total += 1
        elif field not in _NUMBERS:
            values[place], masked = mask_text(values[place])
            total += masked
    return total
