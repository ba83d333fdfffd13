"""Where the inputs of papers stood at a moment: the newest row of every append-only table they come from.

A filing keeps this mark; comparing two marks tells at once whether anything can have changed since.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from expunge_desktop.store.schema import assessment, conviction, decision, finding

_IDS_AT_A_TIME = 500
INPUTS: Mapping[str, Any] = {"assessment": assessment.c.id, "decision": decision.c.id}


def mark_of(connection: Connection) -> dict[str, int]:
    """The newest id of each input, 0 where there is none yet."""
    return {name: int(connection.scalar(select(func.max(column))) or 0) for name, column in INPUTS.items()}


def decisions_since(connection: Connection, assessment_id: int, decision_id: int) -> list[Row[Any]]:
    """The newest decision of each conviction decided after `decision_id`, beside the one that counted before.

    `conviction_id`, `court`, `agency`, `action`, `outcome`, `policy_outcome` of the assessment, and
    `earlier_action` and `earlier_outcome`, None where there was none.
    """
    newest = _newest(decision.c.id > decision_id).subquery()
    before = _newest(decision.c.id <= decision_id).subquery()
    earlier = decision.alias("earlier")
    columns: list[Any] = [
        decision.c.conviction_id,
        conviction.c.court,
        conviction.c.agency,
        decision.c.action,
        decision.c.outcome,
        finding.c.policy_outcome,
        earlier.c.action.label("earlier_action"),
        earlier.c.outcome.label("earlier_outcome"),
    ]
    query = (
        select(*columns)
        .select_from(decision)
        .join(conviction, conviction.c.id == decision.c.conviction_id)
        .join(newest, newest.c.id == decision.c.id)
        .join(finding, finding.c.conviction_id == decision.c.conviction_id)
        .outerjoin(before, before.c.conviction_id == decision.c.conviction_id)
        .outerjoin(earlier, earlier.c.id == before.c.id)
        .where(finding.c.assessment_id == assessment_id)
        .order_by(decision.c.conviction_id)
    )
    return list(connection.execute(query))


def decisions_of_people(connection: Connection, people: Sequence[int]) -> list[Row[Any]]:
    """Every decision about these people: `id`, `conviction_id`, `person_id`, `court`, `agency`, `action`."""
    columns: list[Any] = [
        decision.c.id,
        decision.c.conviction_id,
        conviction.c.person_id,
        conviction.c.court,
        conviction.c.agency,
        decision.c.action,
    ]
    found: list[Row[Any]] = []
    query = select(*columns).join(conviction, conviction.c.id == decision.c.conviction_id)
    for start in range(0, len(people), _IDS_AT_A_TIME):
        some = people[start : start + _IDS_AT_A_TIME]
        found += connection.execute(query.where(conviction.c.person_id.in_(some)).order_by(decision.c.id))
    return found


def _newest(where: Any) -> Any:
    query = select(func.max(decision.c.id).label("id"), decision.c.conviction_id)
    return query.where(where).group_by(decision.c.conviction_id)
