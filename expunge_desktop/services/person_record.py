"""A person of a workspace with the whole history, read on demand from the kept source rows.

The import keeps the rows, not what it read in them (docs/decisions/0003): one person is read in
milliseconds when somebody looks.
"""

from functools import cache
from typing import Any

from expunge_desktop.domain.person import Person
from expunge_desktop.ingest.kept_people import KeptPeople
from expunge_desktop.store import batches


def person_of(connection: Any, stored: Any) -> Person:
    """The person of a row of the table `person`, with every count."""
    blocks = batches.source_blocks(connection, stored.batch_id, stored.source_key)
    return _kept_people().person(stored.source_key, blocks)


@cache
def _kept_people() -> KeptPeople:
    return KeptPeople()
