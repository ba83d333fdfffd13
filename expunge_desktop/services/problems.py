"""What an import could not read, or wants looked at: by kind, and row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Unpack

from expunge_desktop.ingest.problem_kinds import explain
from expunge_desktop.services import may_be_sealed, overdue
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealed_names import sealed_names
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.store import doubtful
from expunge_desktop.store import problems as store

COLUMNS = ("file", "line", "place", "kind", "sentence", "person", "count")


def meaning(kind: str) -> str:
    """The kind in plain words."""
    if kind == overdue.KIND:
        rule = overdue.destruction_rule()
        return f"Overdue for destruction by {rule.citation}; unconfirmed, a supervisor decides."
    if kind == may_be_sealed.KIND:
        return may_be_sealed.MEANING
    return explain(kind)


def problems_by_kind(session: Session) -> dict[str, int]:
    """Rows per kind over all batches.

    Set-aside lines are included, convictions overdue for destruction, and rows that may be sealed.
    """
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        found = store.counts_by_kind(connection)
        flagged = overdue.overdue_on(connection, session.clock.today()).overdue
        in_doubt = doubtful.doubts(connection)
    found |= {overdue.KIND: len(flagged)} if flagged else {}
    found |= {may_be_sealed.KIND: len(in_doubt)} if in_doubt else {}
    return dict(sorted(found.items()))


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
    """The problems of the imports in source order, then those overdue, then, by number, those in doubt."""
    named = sealed_names(session, connection)
    for file, line, place, kind, sentence, person, ref in store.every_row(connection):
        yield named.masked(file), line, place, kind, named.masked(sentence), person, ref
    flagged = overdue.overdue_on(connection, session.clock.today()).overdue
    for person, ref in store.places_of(connection, flagged):
        yield "", None, "retention", overdue.KIND, meaning(overdue.KIND), person, ref
    for one in doubtful.doubts(connection):
        yield "", None, "retention", may_be_sealed.KIND, f"Row {one}: {may_be_sealed.MEANING}", "", ""
