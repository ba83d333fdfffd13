"""The source rows of a person without those of some counts: sealed ones, or ones to be destroyed.

A count's own rows go, with their exact repeats. In the Department's layout the rest of the cycle tells of it
too: when no other count of the cycle stays, all of the cycle goes (arrest, custody, later steps), and when
one does, the rows of the cycle that name the same offense and nothing that stays.
"""

from collections.abc import Collection, Iterable, Sequence

from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest.doj_columns import CNT_ORDER, OFFENSE_DESCR
from expunge_desktop.ingest.kept_people import DOJ
from expunge_desktop.ingest.source_rows import SourceRow, rows_to_bytes

_CYCLE = 3  # digits of CNT_ORDER


def rows_without(
    rows: Sequence[SourceRow], person: Person, hidden: Collection[str], layout: str
) -> list[SourceRow]:
    """The rows that stay; `person` is whole, `hidden` the refs of the counts whose rows go.

    When no count stays, no row does.
    """
    if not hidden:
        return list(rows)
    gone = [count for count in person.counts if count.ref in hidden]
    kept = [count for count in person.counts if count.ref not in hidden]
    if not kept:
        return []
    staying = _places(kept)
    places = _places(gone) - staying
    if layout == DOJ.layout:
        places |= _of_cycles(rows, gone, kept) - staying
    texts = {row.values for row in rows if (row.file, row.line) in places}
    return [row for row in rows if (row.file, row.line) not in places and row.values not in texts]


def rows_to_blocks(rows: Iterable[SourceRow]) -> list[bytes]:
    """Rows as an import keeps them, one block for each file."""
    by_file: dict[int, list[SourceRow]] = {}
    for row in rows:
        by_file.setdefault(row.file, []).append(row)
    return [
        rows_to_bytes(file, [row.line for row in held], [row.values for row in held])
        for file, held in sorted(by_file.items())
    ]


def _of_cycles(
    rows: Sequence[SourceRow], gone: Sequence[Count], kept: Sequence[Count]
) -> set[tuple[int, int]]:
    """What else of the cycles of the counts that go tells of nothing but them."""
    staying_cycles = {count.ref[:_CYCLE] for count in kept}
    staying, leaving = _places(kept), _places(gone)
    found: set[tuple[int, int]] = set()
    for cycle in {count.ref[:_CYCLE] for count in gone}:
        of_cycle = [row for row in rows if row.values[CNT_ORDER][:_CYCLE] == cycle]
        if cycle in staying_cycles:
            named = {row.values[OFFENSE_DESCR] for row in of_cycle if (row.file, row.line) in staying}
            only_leaving = {
                row.values[OFFENSE_DESCR] for row in of_cycle if (row.file, row.line) in leaving
            } - named
            of_cycle = [row for row in of_cycle if row.values[OFFENSE_DESCR] in only_leaving]
        found |= {(row.file, row.line) for row in of_cycle}
    return found


def _places(counts: Iterable[Count]) -> set[tuple[int, int]]:
    return {(line.file, line.line) for count in counts for line in count.lines}
