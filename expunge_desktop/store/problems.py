"""Problems and set-aside lines of every batch, for lists and export."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, func, literal, select, union_all

from expunge_desktop.store.schema import conviction, person, problem, set_aside, source_file
from expunge_desktop.store.sealing import is_hidden, is_open

_ROWS_AT_A_TIME = 5_000
_IDS_AT_A_TIME = 500


def counts_by_kind(connection: Connection) -> dict[str, int]:
    """How many rows each kind of problem, or of set-aside line, has; kinds in order."""
    both = union_all(
        select(problem.c.kind.label("kind")).where(_is_open()),
        select(set_aside.c.kind.label("kind")),
    ).subquery()
    rows = connection.execute(select(both.c.kind, func.count()).group_by(both.c.kind).order_by(both.c.kind))
    return {str(kind): int(count) for kind, count in rows}


def every_row(connection: Connection) -> Iterator[tuple[str, int | None, str, str, str, str, str]]:
    """(file, line, "problem" or "set aside", kind, sentence, person's key, count's ref), in source order."""
    kept = (
        select(
            source_file.c.id.label("file_id"),
            source_file.c.name.label("file"),
            problem.c.line.label("line"),
            literal("problem").label("place"),
            problem.c.kind.label("kind"),
            problem.c.sentence.label("sentence"),
            problem.c.source_key.label("source_key"),
            problem.c.ref.label("ref"),
        )
        .select_from(problem)
        .outerjoin(source_file, source_file.c.id == problem.c.source_file_id)
        .where(_is_open())
    )
    apart = (
        select(
            source_file.c.id,
            source_file.c.name,
            set_aside.c.line,
            literal("set aside"),
            set_aside.c.kind,
            set_aside.c.sentence,
            literal(""),
            literal(""),
        )
        .select_from(set_aside)
        .join(source_file, source_file.c.id == set_aside.c.source_file_id)
    )
    both = union_all(kept, apart).subquery()
    rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(
        select(both).order_by(both.c.file_id, both.c.line, both.c.kind)
    )
    for row in rows:
        yield row.file or "", row.line, row.place, row.kind, row.sentence, row.source_key, row.ref


def places_of(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[str, str]]:
    """(person's key, count's ref) of each of these convictions."""
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        query = (
            select(person.c.source_key, conviction.c.ref)
            .join(person, person.c.id == conviction.c.person_id)
            .where(conviction.c.id.in_(ids[start : start + _IDS_AT_A_TIME]))
            .order_by(conviction.c.id)
        )
        for key, ref in connection.execute(query):
            yield str(key), str(ref)


def _is_open() -> ColumnElement[bool]:
    """The problem is not of a sealed or destroyed count, nor of a person of whom nothing else is shown."""
    of_count = (
        select(conviction.c.id)
        .join(person, person.c.id == conviction.c.person_id)
        .where(
            person.c.batch_id == problem.c.batch_id,
            person.c.source_key == problem.c.source_key,
            conviction.c.ref == problem.c.ref,
            is_hidden(),
        )
    )
    of_person = select(conviction.c.id).join(person, person.c.id == conviction.c.person_id)
    of_person = of_person.where(
        person.c.batch_id == problem.c.batch_id, person.c.source_key == problem.c.source_key
    )
    is_gone = of_person.where(is_hidden()).exists() & ~of_person.where(is_open()).exists()
    return ~of_count.exists() & ~((problem.c.ref == "") & is_gone)
