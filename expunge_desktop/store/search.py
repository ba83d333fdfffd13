"""The list of convictions: filtered and sorted by SQL, handed out as ids, fetched in pages.

Nothing here gives a sealed or destroyed conviction (`store.sealing.is_open`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, or_, select

from expunge_desktop.store.findings import latest_decisions
from expunge_desktop.store.letters import holds
from expunge_desktop.store.schema import conviction, finding, person
from expunge_desktop.store.sealing import is_hidden, is_open


@dataclass(frozen=True, slots=True)
class Criteria:
    """The filter as the store understands it; empty sets mean all."""

    words: tuple[str, ...] = ()
    outcomes: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    review_codes: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    is_decided: bool | None = None


_newest = latest_decisions()
_final_outcome: ColumnElement[Any] = func.coalesce(_newest.c.outcome, finding.c.policy_outcome, "")
_newest_of_some = latest_decisions(bindparam("ids", expanding=True))

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "name": (person.c.last_name, person.c.first_name, conviction.c.conviction_on),
    "case_number": (conviction.c.case_number, conviction.c.count_number),
    "code_section": (conviction.c.section, conviction.c.code_section),
    "conviction_on": (conviction.c.conviction_on,),
    "final_outcome": (_final_outcome, conviction.c.case_number),
    "criterion": (finding.c.policy_criterion, conviction.c.case_number),
    "agency": (conviction.c.agency, conviction.c.case_number),
}
SORT_KEYS = tuple(_SORTS)


def _joined(columns: Sequence[Any], assessment_id: int, newest: Any = _newest) -> Select[Any]:
    return (
        select(*columns)
        .select_from(conviction)
        .join(person, person.c.id == conviction.c.person_id)
        .outerjoin(
            finding,
            and_(finding.c.conviction_id == conviction.c.id, finding.c.assessment_id == assessment_id),
        )
        .outerjoin(newest, newest.c.conviction_id == conviction.c.id)
        .where(is_open())
    )


def _conditions(wanted: Criteria) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            *(
                holds(column, word)
                for column in (
                    person.c.name,
                    conviction.c.case_number,
                    person.c.cii_number,
                    conviction.c.code_section,
                )
            )
        )
        for word in wanted.words
    ]
    for column, values in (
        (_final_outcome, wanted.outcomes),
        (finding.c.policy_criterion, wanted.criteria),
        (conviction.c.agency, wanted.agencies),
        (conviction.c.section, wanted.sections),
    ):
        if values:
            conditions.append(column.in_(sorted(values)))
    if wanted.review_codes:
        listed = ";" + finding.c.review_codes + ";"
        conditions.append(or_(*(listed.contains(f";{code};") for code in sorted(wanted.review_codes))))
    if wanted.year_from is not None:
        conditions.append(conviction.c.conviction_year >= wanted.year_from)
    if wanted.year_to is not None:
        conditions.append(conviction.c.conviction_year <= wanted.year_to)
    if wanted.is_decided is not None:
        conditions.append(_newest.c.id.is_not(None) if wanted.is_decided else _newest.c.id.is_(None))
    return conditions


def conviction_ids(
    connection: Connection, assessment_id: int, wanted: Criteria, sort: str, *, descending: bool
) -> list[int]:
    """Ids of the convictions under review that match, in order; ties by id, so the order is stable."""
    order = [column.desc() if descending else column.asc() for column in _SORTS[sort]]
    statement = _joined([conviction.c.id], assessment_id).where(*_conditions(wanted))
    return list(connection.scalars(statement.order_by(*order, conviction.c.id)))


def conviction_rows(connection: Connection, assessment_id: int, ids: Sequence[int]) -> list[Row[Any]]:
    """Everything the list shows of these convictions, in no particular order."""
    newest = _newest_of_some
    columns = [
        conviction,
        person.c.name.label("person_name"),
        person.c.born_on,
        finding.c.id.label("finding_id"),
        finding.c.statutory_outcome,
        finding.c.policy_outcome,
        finding.c.policy_criterion,
        finding.c.review_codes,
        finding.c.is_disputed,
        func.coalesce(newest.c.outcome, finding.c.policy_outcome, "").label("final_outcome"),
        newest.c.action.label("decision_action"),
        newest.c.outcome.label("decision_outcome"),
        newest.c.decided_by,
        newest.c.decided_at,
        newest.c.facts_digest,
    ]
    wanted = conviction.c.id.in_(bindparam("ids", expanding=True))
    query = _joined(columns, assessment_id, newest).where(wanted)
    return list(connection.execute(query, {"ids": list(ids)}))


def convictions_of_person(connection: Connection, person_id: int) -> list[int]:
    """Ids of a person's convictions under review."""
    return list(
        connection.scalars(
            select(conviction.c.id)
            .where(conviction.c.person_id == person_id, is_open())
            .order_by(conviction.c.id)
        )
    )


def choices(connection: Connection, assessment_id: int, what: str) -> list[tuple[str, int]]:
    """Each value of outcome, criterion, agency, section or review codes with its number of convictions."""
    column: ColumnElement[Any] = {
        "outcome": _final_outcome,
        "criterion": func.coalesce(finding.c.policy_criterion, ""),
        "agency": conviction.c.agency,
        "section": conviction.c.section,
        "review_codes": func.coalesce(finding.c.review_codes, ""),
    }[what]
    statement = _joined([column, func.count()], assessment_id).group_by(column).order_by(func.count().desc())
    return [(str(value), int(count)) for value, count in connection.execute(statement)]


def year_range(connection: Connection) -> tuple[int | None, int | None]:
    """First and last conviction year under review."""
    row = connection.execute(
        select(func.min(conviction.c.conviction_year), func.max(conviction.c.conviction_year)).where(
            is_open()
        )
    ).one()
    return row[0], row[1]


def decided_counts(connection: Connection, assessment_id: int) -> tuple[int, int]:
    """(decided, undecided) convictions under review."""
    row = connection.execute(
        _joined(
            [func.count(_newest.c.id), func.sum(case((_newest.c.id.is_(None), 1), else_=0))], assessment_id
        )
    ).one()
    return int(row[0] or 0), int(row[1] or 0)


def workspace_counts(connection: Connection) -> tuple[int, int, int]:
    """(people, counts of every kind, convictions under review) in the workspace, sealed ones left out."""
    people = connection.execute(
        select(func.count(), func.sum(person.c.counts)).where(person.c.purge_id.is_(None))
    ).one()
    under_review = connection.scalar(select(func.count()).select_from(conviction).where(is_open()))
    return int(people[0]), int(people[1] or 0), int(under_review or 0)


def person_row(connection: Connection, person_id: int) -> Row[Any] | None:
    """One person, or None."""
    return connection.execute(select(person).where(person.c.id == person_id)).first()


def people_range(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    """The next `limit` people by id."""
    return list(
        connection.execute(
            select(person)
            .where(person.c.id > after, person.c.purge_id.is_(None))
            .order_by(person.c.id)
            .limit(limit)
        )
    )


def people_named(connection: Connection, last_name: str, first_name: str, born_on: str) -> list[Row[Any]]:
    """People with exactly this name (case ignored) and, when given, birth date.

    Somebody whose convictions under review are all sealed is not found: the answer must not tell that
    there was one.
    """
    of_person = select(conviction.c.id).where(conviction.c.person_id == person.c.id)
    statement = select(person).where(
        func.upper(person.c.last_name) == last_name.upper(),
        person.c.purge_id.is_(None),
        or_(of_person.where(is_open()).exists(), ~of_person.where(is_hidden()).exists()),
    )
    if first_name:
        statement = statement.where(
            func.upper(person.c.first_name).startswith(first_name.upper(), autoescape=True)
        )
    if born_on:
        statement = statement.where(person.c.born_on == born_on)
    return list(connection.execute(statement.order_by(person.c.id)))
