"""Court profiles an office has added: kept once by digest, never edited, the newest of a name counts."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from expunge_desktop.store.paper_schema import court_profile


def all_profiles(connection: Connection) -> list[Row[Any]]:
    """Every profile of the workspace, in the order they were added."""
    return list(connection.execute(select(court_profile).order_by(court_profile.c.id)))


def find_by_digest(connection: Connection, digest: str) -> Row[Any] | None:
    """The profile with exactly this content, or None."""
    return connection.execute(select(court_profile).where(court_profile.c.digest == digest)).first()


def add(connection: Connection, values: dict[str, object]) -> None:
    """Keep a profile."""
    connection.execute(insert(court_profile).values(**values))
