"""The work on one stretch of a Department of Justice file: lines → people → records. Pure and repeatable.

Runs in worker processes for large inputs and in the program's own process for small ones.
"""

from collections.abc import Sequence
from operator import itemgetter

from expunge_desktop.ingest.batch_records import Fragment, PersonRecord, StretchResult
from expunge_desktop.ingest.doj_columns import CYC_SEG_SEP, FREE_TEXT, RECORD_ID
from expunge_desktop.ingest.doj_doubts import Mark, marks_of
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_lines import PersonRows, read_lines
from expunge_desktop.ingest.doj_person import PersonReader
from expunge_desktop.ingest.doj_steps import Place
from expunge_desktop.ingest.kept_people import rows_in_order
from expunge_desktop.ingest.private_numbers import has_private_number, mask_text, may_hold_private_number
from expunge_desktop.ingest.record_values import conviction_values, person_values
from expunge_desktop.ingest.source_rows import HeadedRows, read_notes, rows_to_bytes
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook

_REMEMBERED = 200_000
_FREE_TEXT_OF_PERSON = tuple(column for column in FREE_TEXT if column < CYC_SEG_SEP)


class DojWorker:
    """Reads stretches and people; remembers the texts it has met, nothing else."""

    def __init__(self, layout: Layout, law: LawBook) -> None:
        self._people = PersonReader(layout, law)
        self._law = law
        self._clean: set[str] = set()

    def read_stretch(
        self, data: bytes, first_line: int, file: int, overlong: frozenset[int], *, interpret: bool
    ) -> StretchResult:
        """Read whole lines of one file. With `interpret` off the rows are only kept, not read as people."""
        found = read_lines(data, first_line, overlong=overlong)
        result = StretchResult(file, found.lines, found.header, found.imported, 0)
        result.lost, result.edges = found.lost, found.edges
        result.aside = [(one.line, one.kind, one.sentence, one.content) for one in found.aside]
        for key, group in found.people.items():
            headed = _headed(group)
            result.marks.append((key, _marks(group)))
            if suspects := self._suspects(group, headed):
                result.masked += _mask(group, suspects, key, file, result.problems)
                headed = None
            if group.latin1_lines:
                sentence = f"{len(group.latin1_lines)} row(s) of the person are not UTF-8; read as Latin-1."
                result.problems.append((key, "", "NOT_UTF8", sentence, file, group.latin1_lines[0]))
            record = None
            if interpret:
                places = [(file, line) for line in group.lines]
                may_be_padded = found.may_be_padded and (headed is None or headed.may_be_padded)
                record = self._record(
                    key, group.rows, places, may_be_padded=may_be_padded, has_one_head=headed is not None
                )
            if headed is None:
                block = rows_to_bytes(file, group.lines, group.rows)
            else:
                block = headed.to_bytes(file, group.lines)
            result.fragments.append(Fragment(key, block, record))
        return result

    def read_blocks(self, people: Sequence[tuple[str, Sequence[bytes]]]) -> list[PersonRecord]:
        """Interpret people from all blocks of their rows, whichever stretches and files these came from."""
        records = []
        for key, blocks in people:
            rows = rows_in_order(blocks)
            values = [row.values for row in rows]
            places = [(row.file, row.line) for row in rows]
            records.append(self._record(key, values, places, notes=read_notes(blocks)))
        return records

    def _suspects(self, group: PersonRows, headed: HeadedRows | None) -> set[str]:
        """Free texts of these rows in which an SSN pattern stands; texts found clean are not read twice."""
        suspects: set[str] = set()
        columns: Sequence[int] = FREE_TEXT
        rows = group.rows
        if headed is not None and not may_hold_private_number(headed.tails):
            columns, rows = _FREE_TEXT_OF_PERSON, rows[:1]
        for column in columns:
            for text in set(map(itemgetter(column), rows)) - self._clean:
                if has_private_number(text):
                    suspects.add(text)
                elif len(self._clean) < _REMEMBERED:
                    self._clean.add(text)
        return suspects

    def _record(
        self,
        key: str,
        rows: Sequence[Sequence[str]],
        places: Sequence[Place],
        *,
        may_be_padded: bool = True,
        has_one_head: bool = False,
        notes: Sequence[str] = (),
    ) -> PersonRecord:
        reading = self._people.read(
            key, rows, places, may_be_padded=may_be_padded, has_one_head=has_one_head, notes=notes
        )
        person = reading.person
        facts = derive_facts(person, self._law)
        return PersonRecord(
            key,
            person_values(person),
            [conviction_values(one, facts[one.ref]) for one in person.counts if one.ref in facts],
            [(key, one.ref, one.kind, one.sentence, one.file, one.line) for one in reading.problems],
            reading.duplicates,
        )


def _marks(group: PersonRows) -> tuple[Mark, ...]:
    rows = group.rows[:1] if group.is_uniform else group.rows
    return tuple(dict.fromkeys(mark for row in rows for mark in marks_of(row)))


def _headed(group: PersonRows) -> HeadedRows | None:
    if not group.is_uniform:
        return None
    return HeadedRows.of([row[RECORD_ID] for row in group.rows], group.head, group.tails)


def _mask(
    group: PersonRows, suspects: set[str], key: str, file: int, problems: list[tuple[object, ...]]
) -> int:
    """Mask SSN patterns in the free text of these rows, in place; says how many."""
    masked = 0
    for row, line in zip(group.rows, group.lines, strict=True):
        here = 0
        for column in FREE_TEXT:
            if row[column] in suspects:
                row[column], number = mask_text(row[column])
                here += number
        if here:
            problems.append(
                (key, "", "SSN_MASKED", f"{here} number(s) in free text were masked.", file, line)
            )
        masked += here
    return masked
