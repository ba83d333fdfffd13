"""The release log as a table for someone: a release itself, and the last row of what it tells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.release_log import EVERY_RELEASE, Release, search
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.store.exports import ReleaseFilter

COLUMNS = (
    "id", "at", "user", "what", "recipient_kind", "recipient", "purpose", "rows", "withheld", "files",
    "sha256",
)  # fmt: skip


def export_releases(
    session: Session,
    path: Path,
    wanted: ReleaseFilter = EVERY_RELEASE,
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write these rows of the release log as CSV, the oldest first.

    Raises AnswerIsNoError when the user may not see the log, the file exists, or it may not go out to that
    kind of recipient; EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.SEE_RELEASES)
    out = TableOut(
        "release log",
        "export.releases",
        "workspace",
        Export.RELEASES,
        COLUMNS,
        receiver,
        right=Right.SEE_RELEASES,
    )
    return export_table(session, path, out, _cells(reversed(search(session, wanted, limit=None))))


def _cells(found: Iterator[Release]) -> Iterator[tuple[object, ...]]:
    for row in found:
        yield (
            row.id, row.at, row.actor, row.what, row.kind, row.recipient, row.purpose, row.rows,
            "; ".join(row.withheld), "; ".join(row.files), row.sha256,
        )  # fmt: skip
