"""Batches: the bulk insert of an import, and what lists and the ledger ask about batches.

An import writes hundreds of megabytes in one transaction: plain tuples, few statements, ids counted here,
indexes afterwards. Foreign keys are checked at the end, because the batch's own row, which names its
figures and is never changed, comes last.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from expunge_desktop.domain.person import Batch, LedgerLine
from expunge_desktop.store.schema import (
    LATE_INDEXES,
    batch,
    conviction,
    person,
    problem,
    set_aside,
    source_block,
    source_file,
)

_ROWS_AT_A_TIME = 10_000
_KEYS_AT_A_TIME = 64


@dataclass(slots=True)
class _Kept:
    """Ids of what was written about one person."""

    person_id: int | None = None
    convictions: range = range(0)
    problems: range = range(0)
    counts: int = 0
    blocks: list[int] = field(default_factory=list)


class BatchWriter:
    """Writes one batch inside one transaction. `finish` makes it whole; without it nothing must be kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        self.batch_id = _last_id(connection, batch) + 1
        self._first_file_id = _last_id(connection, source_file)
        self._kept: dict[str, _Kept] = {}
        self._fragmented: set[str] = set()
        self._buffers = {
            table.name: _Buffer(connection, table)
            for table in (person, conviction, source_block, problem, set_aside)
        }

    @property
    def fragmented(self) -> list[str]:
        """Keys of people whose rows came in several pieces, in order: they must be written anew."""
        return sorted(self._fragmented)

    @property
    def people(self) -> int:
        """How many people stand in the batch."""
        return sum(kept.person_id is not None for kept in self._kept.values())

    @property
    def counts(self) -> int:
        """How many counts the people have."""
        return sum(kept.counts for kept in self._kept.values())

    @property
    def under_review(self) -> int:
        """How many counts are under review."""
        return sum(len(kept.convictions) for kept in self._kept.values())

    def add_block(self, key: str, rows: bytes) -> bool:
        """Keep a block of a person's source rows; says whether it is the person's first."""
        kept = self._kept.get(key)
        is_first = kept is None
        if kept is None:
            kept = self._kept[key] = _Kept()
        else:
            self._fragmented.add(key)
        kept.blocks.append(self._buffers["source_block"].add((self.batch_id, key, rows)))
        return is_first

    def add_person(
        self,
        values: Sequence[object],
        convictions: Sequence[Sequence[object]],
        problems: Sequence[Sequence[object]],
    ) -> None:
        """Write a person: values of the columns after `batch_id`, of `conviction` after `person_id`.

        Problems are (source_key, ref, kind, sentence, ordinal of the file, line).
        """
        key, counts = str(values[0]), values[11]
        kept = self._kept[key]
        kept.person_id = self._buffers["person"].add((self.batch_id, *values))
        kept.counts = int(str(counts))
        rows = self._buffers["conviction"]
        first = rows.next_id
        for one in convictions:
            rows.add((self.batch_id, kept.person_id, *one))
        kept.convictions = range(first, rows.next_id)
        first = self._buffers["problem"].next_id
        for one in problems:
            self.add_problem(*one)
        kept.problems = range(first, self._buffers["problem"].next_id)

    def add_problem(self, *values: object) -> None:
        """Note a problem: (source_key, ref, kind, sentence, ordinal of the file or None, line or None)."""
        key, ref, kind, sentence, file, line = values
        file_id = None if file is None else self._first_file_id + int(str(file))
        self._buffers["problem"].add((self.batch_id, file_id, line, key, ref, kind, sentence))

    def withhold(self, key: str) -> None:
        """The person's rows were kept but not interpreted: write the person anew."""
        self._fragmented.add(key)

    def add_set_aside(self, file: int, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Keep lines that could not be read: (line, kind, sentence, masked content)."""
        for one in rows:
            self._buffers["set_aside"].add((self._first_file_id + file, *one))

    def withdraw_fragmented(self) -> None:
        """Remove what was written of people who must be written anew; their source rows stay."""
        self._flush()
        gone: dict[str, list[tuple[int]]] = {"conviction": [], "problem": [], "person": []}
        for key in self._fragmented:
            kept = self._kept[key]
            gone["conviction"] += [(one,) for one in kept.convictions]
            gone["problem"] += [(one,) for one in kept.problems]
            gone["person"] += [] if kept.person_id is None else [(kept.person_id,)]
            self._kept[key] = _Kept(blocks=kept.blocks)
        for table in (conviction, problem, person):
            if gone[table.name]:
                statement = table.delete().where(table.c.id == 0).compile(self._connection)
                self._connection.exec_driver_sql(str(statement), gone[table.name])

    def fragmented_blocks(self) -> Iterator[tuple[str, list[bytes]]]:
        """(key, all blocks of source rows) of every fragmented person."""
        keys = self.fragmented
        for start in range(0, len(keys), _KEYS_AT_A_TIME):
            for key in keys[start : start + _KEYS_AT_A_TIME]:
                ids = self._kept[key].blocks
                blocks: list[bytes] = []
                for at in range(0, len(ids), 500):
                    query = select(source_block.c.rows).where(source_block.c.id.in_(ids[at : at + 500]))
                    blocks += self._connection.scalars(query.order_by(source_block.c.id))
                yield key, blocks

    def finish(
        self,
        *,
        layout: str,
        county: str,
        imported_at: str,
        imported_by: str,
        received_on: str | None = None,
        law_digest: str,
        files: Sequence[LedgerLine],
        columns: Sequence[Sequence[tuple[str, str]]],
        summary: Mapping[str, object],
    ) -> None:
        """Write what is left, the files' ledger and the batch itself, and make the indexes.

        `received_on` is the day the office received the files, None where nobody has said; `columns` are
        (heading, field) of each file, none for files of a fixed layout.
        """
        self._flush()
        problems = self._connection.scalar(
            select(func.count()).select_from(problem).where(problem.c.batch_id == self.batch_id)
        )
        self._connection.execute(
            insert(batch).values(
                id=self.batch_id,
                layout=layout,
                county=county,
                imported_at=imported_at,
                imported_by=imported_by,
                received_on=received_on,
                law_digest=law_digest,
                people=self.people,
                counts=self.counts,
                under_review=self.under_review,
                problems=problems,
                summary=json.dumps(summary, sort_keys=True),
            )
        )
        self._connection.execute(
            insert(source_file),
            [
                {
                    "id": self._first_file_id + ordinal,
                    "batch_id": self.batch_id,
                    "ordinal": ordinal,
                    "name": line.file,
                    "sha256": line.sha256,
                    "size": line.size,
                    "lines": line.lines,
                    "header": line.header,
                    "imported": line.imported,
                    "set_aside": line.set_aside,
                    "duplicates": line.duplicates,
                    "columns": json.dumps(of_file, ensure_ascii=False) if of_file else "",
                }
                for ordinal, (line, of_file) in enumerate(zip(files, columns, strict=True), 1)
            ],
        )
        for index in LATE_INDEXES:
            index.create(self._connection, checkfirst=True)

    def problems_by_kind(self) -> dict[str, int]:
        """How many problems of each kind the batch has so far."""
        self._flush()
        rows = self._connection.execute(
            select(problem.c.kind, func.count())
            .where(problem.c.batch_id == self.batch_id)
            .group_by(problem.c.kind)
            .order_by(problem.c.kind)
        )
        return {str(kind): int(number) for kind, number in rows}

    def _flush(self) -> None:
        for buffer in self._buffers.values():
            buffer.flush()


class _Buffer:
    """Rows on their way into one table; ids are counted on."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self.next_id = _last_id(connection, table) + 1
        self._rows: list[tuple[Any, ...]] = []
        # A new row is not destroyed: `purge_id` stays out, the rows are tuples of all the other columns.
        written = [column.name for column in table.columns if column.name != "purge_id"]
        self._statement = str(insert(table).compile(connection, column_keys=written))

    def add(self, values: tuple[Any, ...]) -> int:
        """Add a row without its id; gives the id."""
        row_id = self.next_id
        self._rows.append((row_id, *values))
        self.next_id += 1
        if len(self._rows) >= _ROWS_AT_A_TIME:
            self.flush()
        return row_id

    def flush(self) -> None:
        """Write what waits."""
        if self._rows:
            self._connection.exec_driver_sql(self._statement, self._rows)
            self._rows = []


def known_files(connection: Connection) -> dict[str, tuple[str, int, str]]:
    """SHA-256 → (name, size, instant of import) of every file ever imported."""
    rows = connection.execute(
        select(source_file.c.sha256, source_file.c.name, source_file.c.size, batch.c.imported_at).join(
            batch, batch.c.id == source_file.c.batch_id
        )
    )
    return {str(sha256): (str(name), int(size), str(at)) for sha256, name, size, at in rows}


def people_before(connection: Connection, batch_id: int) -> Iterator[tuple[int, str, str, str]]:
    """(batch, CII number, name, birth date) of everybody in the batches before this one, oldest first."""
    wanted = select(person.c.batch_id, person.c.cii_number, person.c.name, person.c.born_on)
    rows = connection.execute(
        wanted.where(person.c.batch_id < batch_id, person.c.purge_id.is_(None)).order_by(person.c.id)
    )
    for batch_of, cii_number, name, born_on in rows:
        yield int(batch_of), str(cii_number), str(name), str(born_on or "")


def all_batches(connection: Connection) -> list[Batch]:
    """Every batch with its files, oldest first."""
    files: dict[int, list[LedgerLine]] = {}
    for row in connection.execute(
        select(source_file).order_by(source_file.c.batch_id, source_file.c.ordinal)
    ):
        files.setdefault(row.batch_id, []).append(
            LedgerLine(
                file=row.name,
                sha256=row.sha256,
                size=row.size,
                lines=row.lines,
                header=row.header,
                imported=row.imported,
                set_aside=row.set_aside,
                duplicates=row.duplicates,
            )
        )
    return [
        Batch(
            id=row.id,
            layout=row.layout,
            county=row.county,
            imported_at=row.imported_at,
            imported_by=row.imported_by,
            received_on=date.fromisoformat(row.received_on) if row.received_on else None,
            files=tuple(files.get(row.id, ())),
            people=row.people,
            counts=row.counts,
            under_review=row.under_review,
            problems=row.problems,
        )
        for row in connection.execute(select(batch).order_by(batch.c.id))
    ]


def file_names(connection: Connection, batch_id: int) -> list[str]:
    """Names of the batch's files by ordinal: the first is file 1."""
    query = (
        select(source_file.c.name).where(source_file.c.batch_id == batch_id).order_by(source_file.c.ordinal)
    )
    return [str(name) for name in connection.scalars(query)]


def recorded_layouts(
    connection: Connection, batch_ids: Collection[int] | None = None
) -> dict[int, tuple[str, tuple[tuple[tuple[str, str], ...], ...]]]:
    """Layout of each batch, or of these, and (heading, field) of its files in order; none if it is fixed."""
    query = select(source_file.c.batch_id, batch.c.layout, source_file.c.columns).join(
        batch, batch.c.id == source_file.c.batch_id
    )
    if batch_ids is not None:
        query = query.where(batch.c.id.in_(batch_ids))
    found: dict[int, tuple[str, tuple[tuple[tuple[str, str], ...], ...]]] = {}
    for batch_id, layout, text in connection.execute(query.order_by(batch.c.id, source_file.c.ordinal)):
        columns = found.get(batch_id, (layout, ()))[1]
        of_file = tuple((str(heading), str(field)) for heading, field in json.loads(text)) if text else None
        found[batch_id] = str(layout), columns if of_file is None else (*columns, of_file)
    return found


def source_blocks(connection: Connection, batch_id: int, source_key: str) -> list[bytes]:
    """The compressed source rows of one person, see `ingest.source_rows.read_rows`."""
    query = (
        select(source_block.c.rows)
        .where(source_block.c.batch_id == batch_id, source_block.c.source_key == source_key)
        .order_by(source_block.c.id)
    )
    return [bytes(rows) for rows in connection.scalars(query)]


def blocks_of_people(connection: Connection, first_person: int, last_person: int) -> dict[int, list[bytes]]:
    """The compressed source rows of every person of a range, by person id."""
    query = (
        select(person.c.id, source_block.c.rows)
        .join_from(
            person,
            source_block,
            (source_block.c.batch_id == person.c.batch_id)
            & (source_block.c.source_key == person.c.source_key),
        )
        .where(person.c.id.between(first_person, last_person))
        .order_by(person.c.id, source_block.c.id)
    )
    blocks: dict[int, list[bytes]] = {}
    for person_id, rows in connection.execute(query):
        blocks.setdefault(person_id, []).append(bytes(rows))
    return blocks


def _last_id(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.max(table.c.id))) or 0)
