"""How many convictions have which final outcome, by what is recorded of them; no row of a person."""

from typing import Any

from sqlalchemy import Connection, and_, func, literal, select

from expunge_desktop.store.findings import latest_decisions
from expunge_desktop.store.schema import conviction, finding
from expunge_desktop.store.sealing import is_open

# What is counted by, and where it stands.
DIMENSIONS: dict[str, Any] = {
    "all": literal(""),
    "section": conviction.c.section,
    "level": func.coalesce(conviction.c.level, ""),
    "agency": conviction.c.agency,
    "year of conviction": conviction.c.conviction_year,
}


def outcome_counts(connection: Connection, assessment_id: int, dimension: str) -> list[tuple[str, str, int]]:
    """(value, outcome, convictions) under an assessment, an attorney's decision before the finding.

    Convictions sealed by the court are not counted. Raises KeyError for an unknown dimension.
    """
    value, newest = DIMENSIONS[dimension], latest_decisions()
    outcome = func.coalesce(newest.c.outcome, finding.c.policy_outcome)
    # The labels are no column's names: SQLite would group by the column (decisions have an `outcome`).
    query = (
        select(value.label("counted_by"), outcome.label("final_outcome"), func.count().label("convictions"))
        .select_from(conviction)
        .join(
            finding,
            and_(finding.c.conviction_id == conviction.c.id, finding.c.assessment_id == assessment_id),
        )
        .outerjoin(newest, newest.c.conviction_id == conviction.c.id)
        .where(is_open())
        .group_by("counted_by", "final_outcome")
        .order_by("counted_by", "final_outcome")
    )
    rows = connection.execute(query)
    return [("" if one is None else str(one), str(which), int(count)) for one, which, count in rows]
