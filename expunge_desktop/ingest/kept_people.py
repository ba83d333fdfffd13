"""Whole people read again from their kept source rows: every count with everything the record says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.person import Person
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.case_list_person import read_person
from expunge_desktop.ingest.case_list_record import ListRow
from expunge_desktop.ingest.doj_layout import Layout, load_layout
from expunge_desktop.ingest.doj_person import PersonReader
from expunge_desktop.ingest.source_rows import SourceRow, read_notes, read_rows
from expunge_desktop.ingest.supplied_overlay import with_supplied
from expunge_desktop.rules.law import LawBook


@dataclass(frozen=True, slots=True)
class RecordedLayout:
    """How the rows of a batch are laid out.

    `columns` are (heading as recorded, field of the case list or empty) of each file, in the order of the
    files; none for files of a fixed layout.
    """

    layout: str = "doj"
    columns: tuple[tuple[tuple[str, str], ...], ...] = ()

    def columns_of(self, file: int) -> tuple[tuple[str, str], ...]:
        """Of the file with this ordinal (from 1)."""
        return self.columns[file - 1] if self.columns else ()


DOJ = RecordedLayout()


class KeptPeople:
    """Interprets people from the blocks of rows that an import kept (`source_rows`)."""

    def __init__(self, layout: Layout | None = None, law: LawBook | None = None) -> None:
        """With a law, counts that it does not put under review are read only as far as its rules ask."""
        layout = layout or load_layout()
        self._reader = PersonReader(layout, law)
        # What was supplied may put a count under review: then every count is read in full.
        self._full_reader = PersonReader(layout, None) if law is not None else self._reader

    def person(
        self,
        key: str,
        blocks: Sequence[bytes],
        recorded: RecordedLayout = DOJ,
        supplied: Sequence[SuppliedFact] = (),
    ) -> Person:
        """The person with every count, the same as at the import but for what was supplied since."""
        reader = self._full_reader if supplied else self._reader
        return with_supplied(self._recorded(key, blocks, recorded, reader), supplied)

    @staticmethod
    def _recorded(
        key: str, blocks: Sequence[bytes], recorded: RecordedLayout, reader: PersonReader
    ) -> Person:
        rows = rows_in_order(blocks)
        if recorded.layout != DOJ.layout:
            listed = [ListRow(recorded.columns_of(r.file), r.values, (r.file, r.line)) for r in rows]
            return read_person(key, listed, read_notes(blocks)).person
        values = [row.values for row in rows]
        places = [(row.file, row.line) for row in rows]
        return reader.read(key, values, places, notes=read_notes(blocks)).person


def rows_in_order(blocks: Sequence[bytes]) -> list[SourceRow]:
    """All rows of a person, by file and line."""
    rows = [row for block in blocks for row in read_rows(block)]
    rows.sort(key=lambda row: (row.file, row.line))
    return rows
