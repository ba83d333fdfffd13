"""Supplied facts: append-only rows, of which those older than the newest assessment are in its facts.

A fact stands while no later row withdraws it. Every assessment takes up all rows written before it, so a row
waits exactly while no assessment is newer than the one it names.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.store.fact_schema import supplied_fact
from expunge_desktop.store.paper_schema import filing_row
from expunge_desktop.store.schema import assessment, conviction, person
from expunge_desktop.store.sealing import is_hidden, is_open

_IDS_AT_A_TIME = 500
_DAYS = frozenset(("offense_date", "conviction_date"))
_newest = select(func.coalesce(func.max(assessment.c.id), 0)).scalar_subquery()


def _waits(table: Any = supplied_fact) -> ColumnElement[bool]:
    return func.coalesce(table.c.assessment_id, 0) >= _newest


def add(connection: Connection, values: Mapping[str, object]) -> int:
    """Append a row; gives its id."""
    statement = insert(supplied_fact).values(**values).returning(supplied_fact.c.id)
    return int(connection.execute(statement).scalar_one())


def by_id(connection: Connection, fact_id: int) -> Row[Any] | None:
    """One row that was not destroyed."""
    where = (supplied_fact.c.id == fact_id, supplied_fact.c.purge_id.is_(None))
    return connection.execute(select(supplied_fact).where(*where)).first()


def withdrawn_by(connection: Connection, fact_id: int) -> int | None:
    """The row that withdraws this one."""
    return connection.scalar(select(supplied_fact.c.id).where(supplied_fact.c.withdraws == fact_id))


def standing(connection: Connection, person_id: int, ref: str, fact: str) -> Row[Any] | None:
    """The fact that was supplied for this field and not withdrawn, whether or not it waits."""
    where = (supplied_fact.c.person_id == person_id, supplied_fact.c.ref == ref, supplied_fact.c.fact == fact)
    return connection.execute(_standing(is_waiting_too=True).where(*where)).first()


def of_people(
    connection: Connection, people: Sequence[int], *, with_waiting: bool
) -> dict[int, tuple[SuppliedFact, ...]]:
    """What is laid over the records of these people, by person: all that stands, or what stood at the
    newest assessment.
    """
    found: dict[int, tuple[SuppliedFact, ...]] = {}
    query = _standing(is_waiting_too=with_waiting).order_by(supplied_fact.c.id)
    for start in range(0, len(people), _IDS_AT_A_TIME):
        some = people[start : start + _IDS_AT_A_TIME]
        for row in connection.execute(query.where(supplied_fact.c.person_id.in_(some))):
            found[row.person_id] = (*found.get(row.person_id, ()), SuppliedFact(row.ref, row.fact, row.value))
    return found


def of_range(
    connection: Connection, first_person: int, last_person: int
) -> dict[int, tuple[SuppliedFact, ...]]:
    """The same for a range of people, as of the newest assessment."""
    found: dict[int, tuple[SuppliedFact, ...]] = {}
    query = _standing(is_waiting_too=False).order_by(supplied_fact.c.id)
    query = query.where(supplied_fact.c.person_id.between(first_person, last_person))
    for row in connection.execute(query):
        found[row.person_id] = (*found.get(row.person_id, ()), SuppliedFact(row.ref, row.fact, row.value))
    return found


def of_everybody(connection: Connection) -> dict[int, tuple[SuppliedFact, ...]]:
    """The same for all people, as of the newest assessment."""
    return of_range(connection, 0, 2**62)


def hidden_refs(connection: Connection) -> frozenset[tuple[int, str]]:
    """(person, ref) of every hidden count for which something was supplied."""
    query = select(supplied_fact.c.person_id, supplied_fact.c.ref).where(supplied_fact.c.ref != "")
    query = query.join(conviction, _of_same_count()).where(is_hidden())
    return frozenset((int(person_id), str(ref)) for person_id, ref in connection.execute(query))


def rows_of_filings(connection: Connection) -> dict[str, tuple[int, list[str]]]:
    """How many open rows of each filing are of people with facts in force, and who supplied those.

    Facts of hidden counts are left out, and filings without such rows.
    """
    if connection.scalar(select(supplied_fact.c.id).limit(1)) is None:
        return {}  # a county's rows are not read for nothing
    hidden = hidden_refs(connection)
    found: dict[str, tuple[set[int], set[str]]] = {}
    query = (
        _standing(is_waiting_too=False)
        .join(conviction, conviction.c.person_id == supplied_fact.c.person_id)
        .join(filing_row, filing_row.c.conviction_id == conviction.c.id)
        .where(is_open())
        .add_columns(filing_row.c.filing_id, filing_row.c.row_no)
    )
    for row in connection.execute(query):
        if (row.person_id, row.ref) not in hidden:
            numbers, names = found.setdefault(row.filing_id, (set(), set()))
            numbers.add(row.row_no)
            names.add(row.supplied_by)
    return {filing_id: (len(numbers), sorted(names)) for filing_id, (numbers, names) in found.items()}


def _standing(*, is_waiting_too: bool) -> Select[Any]:
    later = supplied_fact.alias("later")
    withdrawn = later.c.withdraws == supplied_fact.c.id
    query = select(supplied_fact).where(supplied_fact.c.value.is_not(None))
    if is_waiting_too:
        return query.where(~exists().where(withdrawn))
    return query.where(~_waits(), ~exists().where(withdrawn, ~_waits(later)))


def waiting_people(connection: Connection) -> list[Row[Any]]:
    """People of whom a row waits for an assessment: `id`, `batch_id`, `source_key`, by batch and id."""
    query = (
        select(person.c.id, person.c.batch_id, person.c.source_key)
        .where(
            person.c.purge_id.is_(None),
            person.c.id.in_(
                select(supplied_fact.c.person_id).where(_waits(), supplied_fact.c.purge_id.is_(None))
            ),
        )
        .order_by(person.c.batch_id, person.c.id)
    )
    return list(connection.execute(query))


def count_waiting(connection: Connection) -> int:
    """How many rows wait for an assessment."""
    query = (
        select(func.count()).select_from(supplied_fact).where(_waits(), supplied_fact.c.purge_id.is_(None))
    )
    return int(connection.scalar(query) or 0)


def people_waiting(connection: Connection, people: Sequence[int]) -> dict[int, int]:
    """How many rows wait, for each of these people of whom any does."""
    found: dict[int, int] = {}
    query = select(supplied_fact.c.person_id, func.count()).where(
        _waits(), supplied_fact.c.purge_id.is_(None)
    )
    for start in range(0, len(people), _IDS_AT_A_TIME):
        some = people[start : start + _IDS_AT_A_TIME]
        rows = connection.execute(
            query.where(supplied_fact.c.person_id.in_(some)).group_by(supplied_fact.c.person_id)
        )
        found.update({int(one): int(number) for one, number in rows})
    return found


def waiting_in_filings(connection: Connection) -> dict[str, set[int]]:
    """The people of the rows of each filing of whom a row waits."""
    found: dict[str, set[int]] = {}
    waiting = [int(row.id) for row in waiting_people(connection)]
    query = select(filing_row.c.filing_id, conviction.c.person_id).distinct()
    query = query.join(conviction, conviction.c.id == filing_row.c.conviction_id)
    for start in range(0, len(waiting), _IDS_AT_A_TIME):
        some = waiting[start : start + _IDS_AT_A_TIME]
        for filing_id, person_id in connection.execute(query.where(conviction.c.person_id.in_(some))):
            found.setdefault(filing_id, set()).add(int(person_id))
    return found


def rows(connection: Connection, person_id: int | None = None) -> Iterator[Row[Any]]:
    """What was supplied and withdrawn, oldest first, of everybody or one person, but for hidden counts.

    Each with the count's or person's own words (`person_name`, `source_key`, `case_number`, `count_number`),
    `is_waiting`, and `applied_by`, the first assessment that took it up.
    """
    took_up = (
        select(func.min(assessment.c.id))
        .where(assessment.c.id > func.coalesce(supplied_fact.c.assessment_id, 0))
        .scalar_subquery()
    )
    withdrawal = supplied_fact.alias("withdrawal")
    columns: list[Any] = [
        supplied_fact,
        person.c.name.label("person_name"),
        person.c.source_key,
        func.coalesce(conviction.c.case_number, "").label("case_number"),
        func.coalesce(conviction.c.count_number, "").label("count_number"),
        _waits().label("is_waiting"),
        took_up.label("applied_by"),
        select(func.min(withdrawal.c.id))
        .where(withdrawal.c.withdraws == supplied_fact.c.id)
        .scalar_subquery()
        .label("withdrawn_by"),
    ]
    query = (
        select(*columns)
        .join(person, person.c.id == supplied_fact.c.person_id)
        .outerjoin(conviction, _of_same_count())
        .where(supplied_fact.c.purge_id.is_(None), _is_shown())
        .order_by(supplied_fact.c.id)
    )
    if person_id is not None:
        query = query.where(supplied_fact.c.person_id == person_id)
    yield from connection.execute(query)


def _of_same_count() -> ColumnElement[bool]:
    """A conviction with the person and ref of a supplied fact: also one that came under review afterwards."""
    return and_(conviction.c.person_id == supplied_fact.c.person_id, conviction.c.ref == supplied_fact.c.ref)


def _is_shown() -> ColumnElement[bool]:
    """Of no hidden count, and of a person of whom any conviction is open."""
    own = select(conviction.c.id).where(conviction.c.person_id == supplied_fact.c.person_id)
    hidden = select(conviction.c.id).where(_of_same_count(), is_hidden())
    has_open = exists(own.where(is_open()).correlate(supplied_fact))
    return has_open & ~exists(hidden.correlate(supplied_fact))


def conviction_of_ref(connection: Connection, person_id: int, ref: str) -> int | None:
    """The count under review with this ref, if it is one."""
    where = (conviction.c.person_id == person_id, conviction.c.ref == ref)
    return connection.scalar(select(conviction.c.id).where(*where))


def days(row: Row[Any]) -> list[str]:
    """The day a row supplies for a count, as ISO text; none for any other fact."""
    if row.fact not in _DAYS or row.value is None:
        return []
    return [str(PartialDate.parse(row.value))]


def days_of_people(
    connection: Connection, first_person: int, last_person: int, *, of_hidden: bool
) -> dict[int, set[str]]:
    """Days supplied for hidden counts of a range of people, or for their open ones, by person."""
    found: dict[int, set[str]] = {}
    query = (
        select(supplied_fact)
        .join(conviction, _of_same_count())
        .where(
            supplied_fact.c.person_id.between(first_person, last_person),
            is_hidden() if of_hidden else is_open(),
        )
    )
    for row in connection.execute(query):
        found.setdefault(int(row.person_id), set()).update(days(row))
    return found


def erase(
    connection: Connection, purge_id: int, person_id: int, refs: Collection[str] | None
) -> list[Row[Any]]:
    """Leave of what was supplied for these counts of a person (None: for all of it) only the place.

    Gives what was there. For a destruction, with the guards of the table lifted.
    """
    where = [supplied_fact.c.person_id == person_id, supplied_fact.c.purge_id.is_(None)]
    if refs is not None:
        where.append(supplied_fact.c.ref.in_(sorted(refs)))
    found = list(connection.execute(select(supplied_fact).where(*where).order_by(supplied_fact.c.id)))
    if found:
        nothing = {"value": None, "document": "", "reason": "", "recorded": "", "ref": ""}
        statement = update(supplied_fact).where(supplied_fact.c.id == bindparam("one"))
        emptied = statement.values(**nothing, purge_id=purge_id)
        connection.execute(emptied, [{"one": row.id} for row in found])
    return found


def rename(connection: Connection, person_id: int, refs: Mapping[str, str]) -> None:
    """Say by which refs a person's counts go in the rows that a destruction leaves."""
    where = (supplied_fact.c.person_id == person_id, supplied_fact.c.ref.in_(sorted(refs)))
    moving = connection.execute(select(supplied_fact.c.id, supplied_fact.c.ref).where(*where)).all()
    if moving:
        statement = update(supplied_fact).where(supplied_fact.c.id == bindparam("one"))
        rows = [{"one": row.id, "new": refs[row.ref]} for row in moving]
        connection.execute(statement.values(ref=bindparam("new")), rows)
