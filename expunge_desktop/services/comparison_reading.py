"""The convictions a comparison is made over, read in one pass; of many, other processors decide meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_runs import PolicyRuns, Share
from expunge_desktop.services.comparison_figures import Convictions
from expunge_desktop.services.comparison_records import DIMENSIONS
from expunge_desktop.services.comparison_worker import ShareMaker
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.session import Session
from expunge_desktop.store import comparing as store

_LARGE = 10_000  # convictions; below, starting processes costs more than it saves
_AT_A_TIME = 1_000


@dataclass(slots=True)
class _Columns:
    """What is read of each conviction, and of each person, until it becomes a frame."""

    ids: list[int] = field(default_factory=list)
    facts: list[ConvictionFacts] = field(default_factory=list)
    of_convictions: dict[str, list[Any]] = field(
        default_factory=lambda: {name: [] for name in (*DIMENSIONS, "person", "is_conviction", "is_felony")}
    )
    of_people: dict[str, list[int]] = field(default_factory=lambda: {"convictions": [], "felonies": []})

    def add(self, row: Any) -> None:
        """One conviction of the person who is added next."""
        columns, year = self.of_convictions, row.conviction_year
        is_conviction = row.disposition == Disposition.CONVICTED.value
        self.ids.append(row.id)
        self.facts.append(facts_from_json(row.facts))
        columns["section"].append(row.section or "not read")
        columns["decade"].append(f"{year // 10 * 10}s" if year else "unknown")
        columns["agency"].append(row.agency or "District Attorney")
        columns["race"].append(row.race or "unknown")
        columns["person"].append(len(self.of_people["convictions"]))
        columns["is_conviction"].append(is_conviction)
        columns["is_felony"].append(is_conviction and row.level == Level.FELONY.value)

    def add_person(self, row: Any) -> None:
        """The person of the convictions added since the one before."""
        self.of_people["convictions"].append(row.convictions)
        self.of_people["felonies"].append(row.felonies)

    def framed(self) -> Convictions:
        """Everything read."""
        frame = pd.DataFrame(self.of_convictions).astype({name: "category" for name in DIMENSIONS})
        return Convictions(self.ids, self.facts, frame, pd.DataFrame(self.of_people))


def read_convictions(
    session: Session, total: int, policy: Policy, as_of: date, progress: Progress
) -> tuple[Convictions, PolicyRuns]:
    """Every conviction under review, and its rulings to be asked for; those of `policy` are nearly made.

    Raises CancelledError, EnvironmentProblemError when a process was lost.
    """
    columns = _Columns()
    law, whose = load_law(), session.jurisdiction
    processes = processes_for(total >= _LARGE)
    with _without_collecting():
        stretches = _stretches(session, columns, total, progress)
        if not processes:
            for _ in stretches:
                pass
            return columns.framed(), PolicyRuns(columns.facts, law, as_of, whose)
        with WorkerPool(ShareMaker, (law, policy, as_of, whose), processes) as pool:
            tasks: Iterator[Task] = ((ShareMaker.share, {"facts": texts}) for texts in stretches)
            shares: list[Share] = list(pool.in_order(tasks))
        runs = PolicyRuns(columns.facts, law, as_of, whose)
        runs.adopt(policy, shares)
        return columns.framed(), runs


def _stretches(session: Session, columns: _Columns, total: int, progress: Progress) -> Iterator[list[str]]:
    """The stored facts, some at a time; everything else of them is in `columns` by then."""
    texts: list[str] = []
    with session.read() as connection:
        rows: Iterator[Any] = store.comparison_rows(connection)
        for _, group in groupby(rows, key=lambda row: row.person_id):
            progress.check()
            for row in group:
                texts.append(row.facts)
                columns.add(row)
            columns.add_person(row)
            if len(texts) >= _AT_A_TIME:
                read = len(columns.ids)
                progress.report(read, total, f"{read:,} of {many(total, 'conviction')} read")
                yield texts
                texts = []
    yield texts


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Some millions of small records, all of which stay: looking for garbage among them only costs time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
