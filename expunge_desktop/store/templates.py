"""The office's own wordings of papers: versions of each name, the newest counts, none is ever changed."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from expunge_desktop.store.paper_schema import template_version


def newest(connection: Connection) -> dict[str, Row[Any]]:
    """The newest version of every name the office has ever written; `text` None = as shipped again."""
    ids = select(func.max(template_version.c.id)).group_by(template_version.c.name)
    rows = connection.execute(select(template_version).where(template_version.c.id.in_(ids)))
    return {str(row.name): row for row in rows}


def versions_of(connection: Connection, name: str) -> list[Row[Any]]:
    """Every version of a name, oldest first."""
    query = select(template_version).where(template_version.c.name == name)
    return list(connection.execute(query.order_by(template_version.c.version)))


def add(connection: Connection, name: str, values: dict[str, object]) -> int:
    """Append a version (`text`, `digest`, `note`, `written_at`, `written_by`); gives its number."""
    query = select(func.max(template_version.c.version)).where(template_version.c.name == name)
    version = int(connection.scalar(query) or 0) + 1
    connection.execute(insert(template_version).values(name=name, version=version, **values))
    return version
