"""Documents attached to challenges: each kept once, found by its SHA-256, never changed or removed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from expunge_desktop.store.paper_schema import decision_evidence, evidence
from expunge_desktop.store.schema import conviction, decision
from expunge_desktop.store.sealing import is_open


def add(connection: Connection, sha256: str, content: bytes, pages: int, *, at: str, by: str) -> bool:
    """Keep a document; False when the workspace has it already."""
    known = connection.execute(select(evidence.c.sha256).where(evidence.c.sha256 == sha256)).first()
    if known is not None:
        return False
    connection.execute(
        insert(evidence).values(
            sha256=sha256, size=len(content), pages=pages, content=content, added_at=at, added_by=by
        )
    )
    return True


def attach(connection: Connection, decision_id: int, documents: Sequence[tuple[str, str]]) -> None:
    """Attach documents, (SHA-256, name of the file), to a decision in this order."""
    rows = [
        {"decision_id": decision_id, "place": place, "sha256": sha256, "name": name}
        for place, (sha256, name) in enumerate(documents, 1)
    ]
    if rows:
        connection.execute(insert(decision_evidence), rows)


def read(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of a document, None when there is none."""
    found = connection.scalar(select(evidence.c.content).where(evidence.c.sha256 == sha256))
    return None if found is None else bytes(found)


def is_of_open_conviction(connection: Connection, sha256: str) -> bool:
    """Whether a decision on a conviction that is neither sealed nor destroyed has this document attached."""
    query = (
        select(decision.c.id)
        .join(decision_evidence, decision_evidence.c.decision_id == decision.c.id)
        .join(conviction, conviction.c.id == decision.c.conviction_id)
        .where(decision_evidence.c.sha256 == sha256, is_open())
        .limit(1)
    )
    return connection.execute(query).first() is not None


def of_conviction(connection: Connection, conviction_id: int) -> list[Row[Any]]:
    """`decision_id`, `name`, `sha256`, `pages`, `size` of everything attached to its decisions, in order."""
    return _attached(connection, decision.c.conviction_id == conviction_id)


def of_decisions(connection: Connection) -> dict[int, list[Row[Any]]]:
    """Everything attached, by the id of the decision."""
    found: dict[int, list[Row[Any]]] = {}
    for row in _attached(connection, None):
        found.setdefault(row.decision_id, []).append(row)
    return found


def _attached(connection: Connection, where: Any) -> list[Row[Any]]:
    query = (
        select(
            decision_evidence.c.decision_id,
            decision_evidence.c.name,
            evidence.c.sha256,
            evidence.c.pages,
            evidence.c.size,
        )
        .join(evidence, evidence.c.sha256 == decision_evidence.c.sha256)
        .join(decision, decision.c.id == decision_evidence.c.decision_id)
        .order_by(decision_evidence.c.decision_id, decision_evidence.c.place)
    )
    return list(connection.execute(query if where is None else query.where(where)))
