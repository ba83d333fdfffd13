"""Destruction of sealed and overdue rows: a supervisor plans, another user carries it out, and certifies."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A copy the audit trail knows of, which may still hold what is destroyed here."""

    name: str
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a supervisor has planned to destroy: `sealed` and `overdue` convictions, by their ids."""

    made_at: str
    made_by: str
    ground: str
    sealed: tuple[int, ...]
    overdue: tuple[int, ...]
    backups: tuple[KnownBackup, ...] = ()

    @property
    def convictions(self) -> tuple[int, ...]:
        """Every conviction of the plan."""
        return tuple(sorted({*self.sealed, *self.overdue}))


@dataclass(frozen=True, slots=True)
class Certificate:
    """One destruction as certified; `content` is the JSON without any identity, `sha256` that of its text."""

    id: int
    made_at: str
    made_by: str
    planned_by: str
    ground: str
    people: int
    convictions: int
    sha256: str
    content: dict[str, Any]
