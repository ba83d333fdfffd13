"""A person of a workspace with the whole history, read on demand from the kept source rows.

The import keeps the rows, not what it read in them (docs/decisions/0003): one person is read in
milliseconds when somebody looks.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from expunge_desktop.domain.person import Person
from expunge_desktop.ingest.kept_people import KeptPeople, RecordedLayout
from expunge_desktop.store import batches


def person_of(connection: Any, stored: Any) -> Person:
    """The person of a row of the table `person`, with every count."""
    blocks = batches.source_blocks(connection, stored.batch_id, stored.source_key)
    recorded = layouts_of(connection, (stored.batch_id,))[stored.batch_id]
    return _kept_people().person(stored.source_key, blocks, recorded)


def layouts_of(connection: Any, batch_ids: Collection[int] | None = None) -> dict[int, RecordedLayout]:
    """How the rows of every batch, or of these, are laid out, by the batch's id."""
    return {
        batch_id: RecordedLayout(layout, columns)
        for batch_id, (layout, columns) in batches.recorded_layouts(connection, batch_ids).items()
    }


@cache
def _kept_people() -> KeptPeople:
    return KeptPeople()
