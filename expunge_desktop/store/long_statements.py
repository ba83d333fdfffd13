"""One statement that runs for minutes: told about while it runs, and stopped when the person asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import Progress
from expunge_desktop.store import engine

# Steps of SQLite's virtual machine between two looks: some hundred a second.
_STEPS = 20_000


@contextmanager
def stoppable(connection: Connection, progress: Progress, tell: Callable[[], None]) -> Iterator[None]:
    """Within this block `tell` is called now and then, and a cancelled job ends the running statement.

    Raises CancelledError.
    """
    driver: Any = connection.connection.driver_connection
    cancelled: list[CancelledError] = []

    def look() -> int:
        tell()
        try:
            progress.check()
        except CancelledError as error:
            cancelled.append(error)
            return 1
        return 0

    driver.set_progress_handler(look, _STEPS)
    try:
        yield
    except engine.DATABASE_ERRORS:
        if cancelled:
            raise cancelled[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
