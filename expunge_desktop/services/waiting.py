"""A short write that waits for a long one: the row of a backup made while another program imports."""

import time
from collections.abc import Callable

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store.workspace import Transaction

_LONGEST_S = 2 * 60 * 60
_PAUSE_S = 0.2


def write_when_free(
    session: Session, right: Right, body: Callable[[Transaction], None], progress: Progress
) -> None:
    """Run `body` in a transaction of its own, as soon as nobody else writes; tells that it waits.

    Raises CancelledError, EnvironmentProblemError (`locked`) after two hours, and whatever `body` raises.
    """
    until = time.monotonic() + _LONGEST_S
    while True:
        begun = False
        try:
            with session.write(right) as tx:
                begun = True
                body(tx)
            return
        except EnvironmentProblemError as error:
            if error.code != "locked" or begun or time.monotonic() > until:
                raise
        progress.check()
        progress.report(0, 0, "Waiting until another window or command has finished writing")
        time.sleep(_PAUSE_S)
