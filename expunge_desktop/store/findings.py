"""Assessments and their findings: written once in bulk, never edited."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from expunge_desktop.store.schema import assessment, conviction, decision, finding, policy
from expunge_desktop.store.sealing import is_open

# The order of the tuples `insert_findings` takes, after the assessment's id.
FINDING_COLUMNS = tuple(
    column.name for column in finding.columns if column.name not in ("id", "assessment_id")
)
_ROWS_AT_A_TIME = 10_000


def stored_facts(connection: Connection) -> Iterator[tuple[int, str]]:
    """(conviction id, facts JSON) of every conviction under review that is not sealed, as imported."""
    rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(
        select(conviction.c.id, conviction.c.facts).where(is_open()).order_by(conviction.c.id)
    )
    for row in rows:
        yield row[0], row[1]


def count_under_review(connection: Connection) -> int:
    """How many convictions are under review in the workspace; sealed ones are not."""
    return int(connection.scalar(select(func.count()).select_from(conviction).where(is_open())) or 0)


def count_not_assessed(connection: Connection, assessment_id: int) -> int:
    """How many convictions under review have no finding in an assessment."""
    known = select(finding.c.conviction_id).where(finding.c.assessment_id == assessment_id)
    query = select(func.count()).select_from(conviction).where(is_open(), conviction.c.id.not_in(known))
    return int(connection.scalar(query) or 0)


def not_assessed_refs(
    connection: Connection, assessment_id: int, first_person: int, last_person: int
) -> dict[int, frozenset[str]]:
    """The refs of the counts under review that an assessment does not know, by the id of their person."""
    known = (finding.c.conviction_id == conviction.c.id) & (finding.c.assessment_id == assessment_id)
    query = select(conviction.c.person_id, conviction.c.ref).where(
        conviction.c.person_id.between(first_person, last_person),
        is_open(),
        ~select(finding.c.id).where(known).exists(),
    )
    found: dict[int, set[str]] = {}
    for person_id, ref in connection.execute(query):
        found.setdefault(int(person_id), set()).add(str(ref))
    return {person_id: frozenset(refs) for person_id, refs in found.items()}


def open_assessment(connection: Connection, values: Mapping[str, object]) -> int:
    """Write the assessment row before its findings; gives its id."""
    return int(
        connection.execute(insert(assessment).values(**values).returning(assessment.c.id)).scalar_one()
    )


def insert_findings(connection: Connection, assessment_id: int, rows: Iterable[Sequence[Any]]) -> int:
    """Write findings in bulk, each a tuple in `FINDING_COLUMNS` order; gives how many."""
    columns = ", ".join(("assessment_id", *FINDING_COLUMNS))
    marks = ", ".join("?" * (len(FINDING_COLUMNS) + 1))
    # Column names come from the schema above, never from data.
    statement = f"INSERT INTO finding ({columns}) VALUES ({marks})"  # noqa: S608
    total, waiting = 0, []
    for row in rows:
        waiting.append((assessment_id, *row))
        if len(waiting) >= _ROWS_AT_A_TIME:
            connection.exec_driver_sql(statement, waiting)
            total += len(waiting)
            waiting = []
    if waiting:
        connection.exec_driver_sql(statement, waiting)
        total += len(waiting)
    return total


def latest_assessment(connection: Connection) -> Row[Any] | None:
    """The current assessment joined with its policy (name, version, title, source, digest), or None."""
    return connection.execute(
        select(
            assessment,
            policy.c.name.label("policy_name"),
            policy.c.version.label("policy_version"),
            policy.c.title.label("policy_title"),
            policy.c.source.label("policy_source"),
            policy.c.digest.label("policy_digest"),
        )
        .join(policy, policy.c.id == assessment.c.policy_id)
        .order_by(assessment.c.id.desc())
        .limit(1)
    ).first()


def totals_by(connection: Connection, assessment_id: int, column: str) -> dict[str, int]:
    """How many findings of an assessment have each value of a finding column."""
    chosen = finding.c[column]
    rows = connection.execute(
        select(chosen, func.count()).where(finding.c.assessment_id == assessment_id).group_by(chosen)
    )
    return {str(value): int(count) for value, count in rows}


def findings_of_people(
    connection: Connection, assessment_id: int, first_person: int, last_person: int
) -> dict[tuple[int, str], Row[Any]]:
    """Findings, with the latest decision, by (person id, count ref), for a range of person ids."""
    people = conviction.c.person_id.between(first_person, last_person)
    newest = latest_decisions(select(conviction.c.id).where(people))
    rows = connection.execute(
        select(
            conviction.c.id.label("conviction_id"),
            conviction.c.person_id,
            conviction.c.ref,
            finding,
            newest.c.action.label("decision_action"),
            newest.c.outcome.label("decision_outcome"),
            newest.c.decided_by.label("decided_by"),
        )
        .join(finding, finding.c.conviction_id == conviction.c.id)
        .outerjoin(newest, newest.c.conviction_id == conviction.c.id)
        .where(
            finding.c.assessment_id == assessment_id,
            people,
        )
    )
    return {(row.person_id, row.ref): row for row in rows}


def latest_decisions(of: Any = None) -> Any:
    """Subquery: the newest decision of each conviction, or of these alone (decisions are append-only).

    `of` is a query or a list of ids; without it the decisions of the whole county are walked.
    """
    last = select(func.max(decision.c.id).label("id")).group_by(decision.c.conviction_id)
    newest = (last if of is None else last.where(decision.c.conviction_id.in_(of))).subquery()
    return select(decision).join(newest, newest.c.id == decision.c.id).subquery("newest_decision")
