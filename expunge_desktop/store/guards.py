"""Triggers that keep append-only tables append-only (design, "decisions": append-only; contract 11).

They stop mistakes of the program and hasty hands; whoever holds the key can drop them, and then the
audit chain tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import DDL, Connection, MetaData, Table

_FORBIDDEN = {"UPDATE": "changed", "DELETE": "removed"}
_TRIGGER = (
    "CREATE TRIGGER %(guard)s BEFORE %(verb)s ON %(table)s "
    "BEGIN SELECT RAISE(ABORT, 'rows of %(table)s are never %(done)s'); END"
)


def guard_name(table: str, verb: str) -> str:
    """The trigger's name: `guard_decision_update`."""
    return f"guard_{table}_{verb.lower()}"


def add_guards(connection: Connection, tables: Iterable[str]) -> None:
    """Forbid UPDATE and DELETE on these tables."""
    for name in tables:
        target = Table(name, MetaData())
        for verb, done in _FORBIDDEN.items():
            words = {"guard": guard_name(name, verb), "verb": verb, "done": done}
            guard = DDL(_TRIGGER, context=words)  # type: ignore[no-untyped-call]
            connection.execute(guard.against(target))


@contextmanager
def lifted(connection: Connection, tables: Sequence[str]) -> Iterator[None]:
    """Inside a transaction, and only there: rows of these tables may be changed until the block ends well.

    For destruction by policy alone (docs/decisions/0034). When the block raises, the guards come back with
    the transaction that is rolled back.
    """
    if not connection.in_transaction():
        raise RuntimeError("guards are lifted inside a transaction only")
    for name in tables:
        target = Table(name, MetaData())
        for verb in _FORBIDDEN:
            guard = DDL("DROP TRIGGER %(guard)s", context={"guard": guard_name(name, verb)})  # type: ignore[no-untyped-call]
            connection.execute(guard.against(target))
    yield
    add_guards(connection, tables)
