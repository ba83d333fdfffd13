"""The audit trail as a table for someone: a release, logged as one (Penal Code 11078)."""

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Unpack

from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_trail import COLUMNS, EVERY_ROW, AuditFilter
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table

_PAGE = 500


def export_audit(
    session: Session,
    path: Path,
    wanted: AuditFilter = EVERY_ROW,
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write these rows of the trail as CSV, the oldest first, masked for their recipient.

    Raises AnswerIsNoError when the user may not read the trail, the file exists, or it may not go out to that
    kind of recipient; EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.READ_AUDIT)
    out = TableOut(
        "audit trail", "export.audit", "audit", Export.AUDIT, COLUMNS, receiver, right=Right.READ_AUDIT
    )
    rows = audit_trail.rows(session) if wanted == EVERY_ROW else _chosen(session, wanted)
    return export_table(session, path, out, rows)


def _chosen(session: Session, wanted: AuditFilter) -> Iterator[tuple[object, ...]]:
    numbers = sorted(audit_trail.seqs(session, wanted))
    for start in range(0, len(numbers), _PAGE):
        page = audit_trail.lines(session, numbers[start : start + _PAGE])
        for seq in sorted(page):
            yield astuple(audit_trail.as_stored(page[seq]))
