"""A person of a workspace with the whole history, read on demand from the kept source rows.

The import keeps the rows, not what it read in them (docs/decisions/0003): one person is read in
milliseconds when somebody looks. Sealed counts are no part of what a view reads (docs/decisions/0034).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest.case_list_record import ListRow
from expunge_desktop.ingest.hidden_rows import rows_without
from expunge_desktop.ingest.kept_people import KeptPeople, RecordedLayout, rows_in_order
from expunge_desktop.ingest.source_rows import SourceRow
from expunge_desktop.ingest.supplied_overlay import with_supplied
from expunge_desktop.store import batches, sealing, supplied_facts


def person_of(connection: Any, stored: Any) -> Person:
    """The person of a row of the table `person`, with every count but the sealed ones.

    Supplied facts are laid over as the newest assessment took them up; what waits is not.
    """
    person = recorded_person_of(connection, stored)
    supplied = supplied_facts.of_people(connection, [stored.id], with_waiting=False)
    return with_supplied(person, supplied.get(stored.id, ()))


def recorded_person_of(connection: Any, stored: Any) -> Person:
    """The same as the delivery alone says."""
    person, _, _ = whole_person_of(connection, stored)
    hidden = hidden_refs_of(connection, stored.id)
    return replace(person, counts=tuple(one for one in person.counts if one.ref not in hidden))


def source_rows_of(connection: Any, stored: Any) -> tuple[list[SourceRow], RecordedLayout]:
    """The source rows of a person and their layout, without those that tell of a sealed count."""
    person, rows, recorded = whole_person_of(connection, stored)
    return rows_without(rows, person, hidden_refs_of(connection, stored.id), recorded.layout), recorded


def list_rows_of(connection: Any, stored: Any) -> list[ListRow]:
    """A person's rows of a case list, without those that tell of a sealed count; none in any other layout."""
    rows, recorded = source_rows_of(connection, stored)
    if not recorded.columns:
        return []
    return [ListRow(recorded.columns_of(row.file), row.values, (row.file, row.line)) for row in rows]


def said_in(rows: Iterable[ListRow], field: str, count: Count | None) -> list[str]:
    """What these rows say in a field of a count, or (None) of the person: distinct, not blank."""
    own = None if count is None else {(line.file, line.line) for line in count.lines}
    said = [row.get(field) for row in rows if own is None or row.place in own]
    return list(dict.fromkeys(filter(None, said)))


def whole_person_of(connection: Any, stored: Any) -> tuple[Person, list[SourceRow], RecordedLayout]:
    """A person as delivered with every count, the rows and their layout: for a destruction, never a view."""
    blocks = batches.source_blocks(connection, stored.batch_id, stored.source_key)
    recorded = layouts_of(connection, (stored.batch_id,))[stored.batch_id]
    return _kept_people().person(stored.source_key, blocks, recorded), rows_in_order(blocks), recorded


def hidden_refs_of(connection: Any, person_id: int) -> frozenset[str]:
    """The refs of a person's sealed counts."""
    return sealing.hidden_refs(connection, person_id, person_id).get(person_id, frozenset())


def layouts_of(connection: Any, batch_ids: Collection[int] | None = None) -> dict[int, RecordedLayout]:
    """How the rows of every batch, or of these, are laid out, by the batch's id."""
    return {
        batch_id: RecordedLayout(layout, columns)
        for batch_id, (layout, columns) in batches.recorded_layouts(connection, batch_ids).items()
    }


@cache
def _kept_people() -> KeptPeople:
    return KeptPeople()
