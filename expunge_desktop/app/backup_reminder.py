"""One line at the end of a command when the office's own reminder of a backup is due."""

import sys

from expunge_desktop.services.backup_state import backup_state
from expunge_desktop.services.session import Session


def remind(session: Session) -> None:
    """Say on standard error that a backup is overdue (`[safety] remind_backup_after_days`); else nothing."""
    state = backup_state(session)
    if state.is_overdue:
        print(f"note: {state.sentence} Make one: `backup WORKSPACE --to FOLDER`.", file=sys.stderr)
