"""The schema's history, as Alembic revisions that live in the package and run without an ini file.

All open revisions run in the caller's transaction: a workspace is brought up to date wholly or not at all.
"""

import io

from sqlalchemy import Connection

KNOWN = ("0001", "0002", "0003", "0004")
HEAD = KNOWN[-1]


def upgrade(connection: Connection) -> None:
    """Bring the schema up to `HEAD` inside the connection's open transaction."""
    # Alembic is only needed by a workspace that is not up to date; opening one must not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", "expunge_desktop.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
