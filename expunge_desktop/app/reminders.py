"""Lines at the end of a command when a reminder of the office's own is due: a backup, a destruction."""

import sys

from expunge_desktop.services.backup_state import backup_state
from expunge_desktop.services.destruction_due import destruction_due
from expunge_desktop.services.session import Session


def remind(session: Session) -> None:
    """Say on standard error that a backup is overdue (`[safety] remind_backup_after_days`), or what waits to
    be destroyed (`[retention] purge_after_days`); else nothing."""
    state = backup_state(session)
    if state.is_overdue:
        print(f"note: {state.sentence} Make one: `backup WORKSPACE --to FOLDER`.", file=sys.stderr)
    if waits := destruction_due(session):
        print(f"note: {waits} See `retention WORKSPACE`.", file=sys.stderr)
