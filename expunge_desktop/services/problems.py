"""What an import could not read, or wants looked at: by kind, and row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.services import overdue
from expunge_desktop.services.masking import Export, masking_of
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
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
    *,
    recipient: str = OWN_OFFICE,
    purpose: str = INTERNAL_REVIEW,
    kind: RecipientKind = RecipientKind.OWN_OFFICE,
) -> Exported:
    """Write every problem and set-aside line as CSV and log the release (Penal Code 11078).

    Raises AnswerIsNoError when the file exists or it may not go out to that `kind` of recipient;
    EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.EXPORT)
    masking = masking_of(kind, Export.PROBLEMS)
    masking.require()
    out = TableOut("problems of the imports", "export.problems", "workspace", recipient, purpose, masking)
    with session.read() as connection:
        return export_table(session, path, out, COLUMNS, _rows(session, connection))


def _rows(session: Session, connection: Any) -> Iterator[tuple[object, ...]]:
    """The problems of the imports in source order, then convictions overdue for destruction."""
    yield from store.every_row(connection)
    flagged = overdue.overdue_on(connection, session.clock.today()).overdue
    for person, ref in store.places_of(connection, flagged):
        yield "", None, "retention", overdue.KIND, meaning(overdue.KIND), person, ref
