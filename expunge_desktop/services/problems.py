"""What an import could not read, or wants looked at: by kind, and row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Unpack

from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.services import overdue
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, Receiver, TableOut, export_table
from expunge_desktop.store import problems as store

COLUMNS = ("file", "line", "place", "kind", "sentence", "person", "count")


def meaning(kind: str) -> str:
    """The kind in plain words."""
    if kind == overdue.KIND:
        rule = overdue.destruction_rule()
        return f"Overdue for destruction by {rule.citation}; unconfirmed, a supervisor decides."
    return explain(kind)


def problems_by_kind(session: Session) -> dict[str, int]:
    """Rows per kind over all batches, set-aside lines and convictions overdue for destruction included."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        found = store.counts_by_kind(connection)
        flagged = overdue.overdue_on(connection, session.clock.today()).overdue
    return dict(sorted({**found, overdue.KIND: len(flagged)}.items())) if flagged else found


def export_problems(
    session: Session,
    path: Path,
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write every problem and set-aside line as CSV and log the release (Penal Code 11078).

    Raises AnswerIsNoError when the file exists or it may not go out to that `kind` of recipient;
    EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.EXPORT)
    out = TableOut(
        "problems of the imports", "export.problems", "workspace", Export.PROBLEMS, COLUMNS, receiver
    )
    with session.read() as connection:
        return export_table(session, path, out, _rows(session, connection))


def _rows(session: Session, connection: Any) -> Iterator[tuple[object, ...]]:
    """The problems of the imports in source order, then convictions overdue for destruction."""
    yield from store.every_row(connection)
    flagged = overdue.overdue_on(connection, session.clock.today()).overdue
    for person, ref in store.places_of(connection, flagged):
        yield "", None, "retention", overdue.KIND, meaning(overdue.KIND), person, ref
