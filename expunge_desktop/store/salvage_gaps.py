"""The audit chain of a salvaged workspace: where rows are lost, and which later row says so.

A row of the verb `salvage` lists each run of lost rows with the hash its last one had, by the row behind
it. The walk over the chain goes on behind such a run, and counts it; any other missing row breaks the chain.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from expunge_desktop.store.schema import audit

VERB = "salvage"


@dataclass(frozen=True, slots=True)
class Gap:
    """Lost rows `first` to `last`; `hash` is that of `last`."""

    first: int
    last: int
    hash: str


def chain_gaps(connection: Connection, behind: tuple[int, str] | None = None) -> list[dict[str, object]]:
    """Every run of rows that is lost, for the `salvage` row's payload.

    `behind` is number and hash of the newest row the key file knows: rows behind the last there is are lost.
    """
    gaps: list[dict[str, object]] = []
    before = 0
    for seq, previous in connection.execute(select(audit.c.seq, audit.c.previous_hash).order_by(audit.c.seq)):
        if seq != before + 1:
            gaps.append(asdict(Gap(before + 1, seq - 1, previous)))
        before = seq
    if behind is not None and behind[0] > before:
        gaps.append(asdict(Gap(before + 1, *behind)))
    return gaps


def from_json(gaps: Iterable[Mapping[str, Any]]) -> list[Gap]:
    """The gaps a `salvage` row lists."""
    return [Gap(int(one["first"]), int(one["last"]), str(one["hash"])) for one in gaps]


def told_gaps(connection: Connection) -> dict[int, Gap]:
    """The runs of lost rows that a `salvage` row of this workspace lists, by their first row."""
    found: dict[int, Gap] = {}
    for payload in connection.scalars(select(audit.c.payload).where(audit.c.verb == VERB)):
        try:
            found |= {gap.first: gap for gap in from_json(json.loads(payload)["gaps"])}
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # not as this program writes it: nothing is told, and the walk stops at the gap
    return found
