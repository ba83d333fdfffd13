"""Named mappings: which headings of an office's spreadsheets mean which fields of the case list.

Append-only: a mapping is never changed, a newer row of the same name takes its place and the earlier ones
stay, so what an old batch was read with can still be looked up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from expunge_desktop.store.schema import heading_mapping


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One stored mapping; `fields` is heading → field, in the order it was given."""

    id: int
    name: str
    fields: Mapping[str, str]
    made_at: str
    made_by: str


def every_mapping(connection: Connection) -> tuple[MappingRow, ...]:
    """Every mapping ever kept, the oldest first."""
    found = connection.execute(select(heading_mapping).order_by(heading_mapping.c.id))
    return tuple(
        MappingRow(row.id, row.name, json.loads(row.content), row.made_at, row.made_by) for row in found
    )


def add(connection: Connection, name: str, fields: Mapping[str, str], *, at: str, by: str) -> None:
    """Keep a mapping; from now on it is the one of its name."""
    content = json.dumps(dict(fields), ensure_ascii=False)
    connection.execute(insert(heading_mapping).values(name=name, content=content, made_at=at, made_by=by))
