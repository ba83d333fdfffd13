"""Whole people read again from their kept source rows: every count with everything the record says of it."""

from collections.abc import Sequence

from expunge_desktop.domain.person import Person
from expunge_desktop.ingest.doj_layout import Layout, load_layout
from expunge_desktop.ingest.doj_person import PersonReader
from expunge_desktop.ingest.source_rows import SourceRow, read_rows


class KeptPeople:
    """Interprets people from the blocks of rows that an import kept (`source_rows`)."""

    def __init__(self, layout: Layout | None = None) -> None:
        self._reader = PersonReader(layout or load_layout())

    def person(self, key: str, blocks: Sequence[bytes]) -> Person:
        """The person with every count in full, the same as on the day of the import."""
        rows = rows_in_order(blocks)
        values = [row.values for row in rows]
        places = [(row.file, row.line) for row in rows]
        return self._reader.read(key, values, places).person


def rows_in_order(blocks: Sequence[bytes]) -> list[SourceRow]:
    """All rows of a person, by file and line."""
    rows = [row for block in blocks for row in read_rows(block)]
    rows.sort(key=lambda row: (row.file, row.line))
    return rows
