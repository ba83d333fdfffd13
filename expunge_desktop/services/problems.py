"""What an import could not read, or wants looked at: by kind, and row by row."""

from collections.abc import Iterator

from expunge_desktop.domain.outcome import Role
from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import problems as store

COLUMNS = ("file", "line", "place", "kind", "sentence", "person", "count")
_READERS = (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)


def meaning(kind: str) -> str:
    """The kind in plain words."""
    return explain(kind)


def problems_by_kind(session: Session) -> dict[str, int]:
    """Rows per kind over all batches, set-aside lines included."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        return store.counts_by_kind(connection)


def every_problem(session: Session) -> Iterator[tuple[object, ...]]:
    """Every problem and set-aside line as values of `COLUMNS`; the look is audited."""
    session.require(Right.EXPORT)
    with session.write() as tx:
        tx.audit("export.problems", "workspace", {})
    with session.read() as connection:
        yield from store.every_row(connection)
