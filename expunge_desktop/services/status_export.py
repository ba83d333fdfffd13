"""How every row of a filing stands, as a table for someone: masked, logged (Penal Code 11078)."""

from pathlib import Path
from typing import Unpack

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.filing_status import status_of
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.store import exports

COLUMNS = ("row", "schedule", "relief", "case_number", "count", "section", "status", "date", "note")


def export_statuses(
    session: Session,
    filing_id: str,
    path: Path,
    *,
    person: str = "",
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write every row of a filing with its status; rows sealed by the court are left out.

    What `kind` of recipient may not have is masked; `person` (a person_id) narrows it to one person's rows.
    Raises AnswerIsNoError when there is no such filing or row of that person, the file exists, or it may not
    go out to that kind of recipient; EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.EXPORT)
    out = TableOut(
        f"statuses of filing {filing_id}",
        "export.status",
        filing_id,
        Export.FILING_STATUS,
        COLUMNS,
        receiver,
        person,
        names_person=False,
    )
    standing = status_of(session, filing_id)
    with session.read() as connection:
        keys = exports.open_rows_of(connection, filing_id)
    shown = [row for row in standing.rows if row.row_no in keys and person in ("", keys[row.row_no])]
    if person and not shown:
        raise AnswerIsNoError(
            "no-such-person",
            f"{filing_id} has no row of the person_id {person}.",
            "See the findings export.",
        )
    rows = (
        (
            row.row_no, row.schedule, row.relief, row.case_number, row.count_number, row.section,
            row.status, row.on, row.note,
        )
        for row in shown
    )  # fmt: skip
    return export_table(session, path, out, rows)
