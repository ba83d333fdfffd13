"""What a workspace says about itself: its id, its format, the schema's revision."""

from pathlib import Path

from sqlalchemy import Connection, column, delete, insert, inspect, select, table

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.store import migrations
from expunge_desktop.store.schema import meta

# Raised when an older program could misread a workspace although the schema's revision looks familiar.
FORMAT = 1

_version = table("alembic_version", column("version_num"))


def write_first(connection: Connection, workspace_id: str) -> None:
    """What a new workspace says about itself."""
    write(connection, "workspace_id", workspace_id)
    write(connection, "format", str(FORMAT))


def read(connection: Connection, key: str, default: str = "") -> str:
    """One value; `default` when it was never written."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()
    return default if found is None else found


def write(connection: Connection, key: str, value: str) -> None:
    """Set one value."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


def revision(connection: Connection) -> str:
    """The schema's revision."""
    found: str = connection.execute(select(_version.c.version_num)).scalar_one()
    return found


def check_version(connection: Connection, path: Path) -> str:
    """The schema's revision.

    Raises EnvironmentProblemError: `newer-version` if a newer program made it, `not-a-workspace`.
    """
    if not inspect(connection).has_table("alembic_version"):
        raise EnvironmentProblemError(
            "not-a-workspace", f"{path.name} is not a workspace.", "Choose a file that ends in .expunge."
        )
    found = revision(connection)
    if int(read(connection, "format", "0")) > FORMAT or found not in migrations.KNOWN:
        raise EnvironmentProblemError(
            "newer-version",
            f"The workspace {path.name} was written by a newer version of Expunge Desktop.",
            "Open it with that version or a later one; this version leaves it untouched.",
        )
    return found
