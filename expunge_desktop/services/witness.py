"""Does the audit trail still hold the newest row the key file knows of (`vault.witness`)?

An older copy of the workspace put in its place is whole in itself: every page authentic, the chain unbroken.
Only something outside it remembers that there was more. Whoever puts back both files together is found by
checkpoints and printed heads alone (docs/audit.md).
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.store import audit_clock, meta
from expunge_desktop.store.audit_clock import NewestRow
from expunge_desktop.store.workspace import Transaction, Workspace
from expunge_desktop.vault import key_file

_KEPT = "witness_kept"  # says that a key file without a witness is not an early one


@dataclass(frozen=True, slots=True)
class WitnessReport:
    """Whether the audit trail still holds the newest row the key file knows of.

    Not kept: an older copy of the workspace lies in its place, or its newest rows were lost or changed.
    `seq` is the row the key file knows, `rows_missing` how many the trail is shorter than that, `reason` one
    sentence for people (empty when kept).
    """

    is_kept: bool = True
    seq: int = 0
    rows_missing: int = 0
    reason: str = ""


def look(workspace: Workspace, path: Path) -> WitnessReport:
    """Compare the key file of the workspace at `path` with its audit trail."""
    known = key_file.read_witness(path, workspace.data_key)
    with workspace.read() as connection:
        newest = audit_clock.newest(connection)
        last = newest.seq if newest else 0
        if known is None:
            if not meta.read(connection, _KEPT):
                return WitnessReport()
            return WitnessReport(
                False, 0, 0, "The key file no longer knows any row of the audit trail: it was changed."
            )
        workspace_id = meta.read(connection, "workspace_id")
        is_there = audit_clock.holds(connection, known.seq, known.hash)
    if not known.is_authentic(workspace.data_key, workspace_id):
        reason = "What the key file says of the audit trail was changed by other means than this program."
        return WitnessReport(False, known.seq, 0, reason)
    if is_there:
        return WitnessReport(True, known.seq)
    if last < known.seq:
        reason = (
            f"The key file knows row {known.seq:,} of the audit trail, and the workspace ends with row "
            f"{last:,}: an older copy lies in its place, or its newest rows were lost."
        )
        return WitnessReport(False, known.seq, known.seq - last, reason)
    reason = (
        f"Row {known.seq:,} of the audit trail is another one than the key file knows: an older copy of the "
        "workspace was put in its place and worked on, or the trail was changed."
    )
    return WitnessReport(False, known.seq, 0, reason)


def note_kept(tx: Transaction) -> None:
    """From now on a key file that knows no row is a changed one."""
    if not meta.read(tx.connection, _KEPT):
        meta.write(tx.connection, _KEPT, "yes")


def remember(path: Path, raw_key: bytes, newest: NewestRow | None) -> None:
    """Let the key file know this row, if it can be written; a step that is committed does not fail for it."""
    if newest is not None:
        with suppress(ExpungeError, OSError):
            key_file.write_witness(path, raw_key, newest.seq, newest.hash)
