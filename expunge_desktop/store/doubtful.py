"""Convictions that may be ones the court has sealed: hidden until a person has said what they are.

They stand in `meta`, by number alone, one row for each that is in doubt and one for each that was decided to
be another than those sealed.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, cast, delete, func, select

from expunge_desktop.store import meta as store
from expunge_desktop.store.schema import meta

_OPEN, _ANSWERED = "may-be-sealed:", "not-sealed:"


def doubtful_ids() -> Select[Any]:
    """A query of the ids of all convictions in doubt."""
    number = func.substr(meta.c.key, len(_OPEN) + 1)
    return select(cast(number, Integer)).where(_is_of(_OPEN))


def doubts(connection: Connection) -> dict[int, Any]:
    """What is known of every conviction in doubt, by its id."""
    return _read(connection, _OPEN)


def answered(connection: Connection) -> dict[int, Any]:
    """The sealed convictions (`other_than`) that a person said each of these is not, by its id."""
    return _read(connection, _ANSWERED)


def add(connection: Connection, found: Mapping[int, Mapping[str, object]]) -> None:
    """Put convictions in doubt."""
    for one, told in found.items():
        store.write(connection, f"{_OPEN}{one}", json.dumps(told, sort_keys=True))


def remove(connection: Connection, conviction_id: int) -> None:
    """The conviction is in doubt no longer."""
    connection.execute(delete(meta).where(meta.c.key == f"{_OPEN}{conviction_id}"))


def answer(connection: Connection, conviction_id: int, told: Mapping[str, object]) -> None:
    """Keep that a conviction is another one, so that it is not asked again."""
    store.write(connection, f"{_ANSWERED}{conviction_id}", json.dumps(told, sort_keys=True))


def _read(connection: Connection, prefix: str) -> dict[int, Any]:
    rows = connection.execute(select(meta.c.key, meta.c.value).where(_is_of(prefix)))
    return dict(sorted((int(key.removeprefix(prefix)), json.loads(value)) for key, value in rows))


def _is_of(prefix: str) -> ColumnElement[bool]:
    """By the order of the keys, which their index has; `;` is what comes after `:`."""
    return meta.c.key.between(prefix, f"{prefix[:-1]};")
