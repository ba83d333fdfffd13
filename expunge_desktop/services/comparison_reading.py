"""The convictions a comparison is made over, read in one pass; of many, other processors decide meanwhile."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from typing import Any

from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.rules.facts import facts_from_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.rules.policy_runs import PolicyRuns, Share
from expunge_desktop.services.comparison_figures import DIMENSIONS, Convictions
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.session import Session
from expunge_desktop.store import comparing as store

_LARGE = 10_000  # convictions; below, starting processes costs more than it saves
_AT_A_TIME = 1_000


class ShareMaker:
    """What one worker does: the long part of a policy's rulings, for some of the convictions."""

    def __init__(self, law: LawBook, policy: Policy, as_of: date, jurisdiction: Jurisdiction) -> None:
        self._law, self._policy, self._as_of, self._jurisdiction = law, policy, as_of, jurisdiction

    def share(self, facts: Sequence[str]) -> Share:
        """Of these convictions, in their order."""
        read = [facts_from_json(text) for text in facts]
        return PolicyRuns(read, self._law, self._as_of, self._jurisdiction).share(self._policy)


def read_convictions(
    session: Session, total: int, policy: Policy, as_of: date, progress: Progress
) -> tuple[Convictions, PolicyRuns]:
    """Every conviction under review, and its rulings to be asked for; those of `policy` are nearly made.

    Raises CancelledError, EnvironmentProblemError when a process was lost.
    """
    found = Convictions([], [], {name: [] for name in DIMENSIONS}, [], [], [], [])
    law, whose = load_law(), session.jurisdiction
    processes = processes_for(total >= _LARGE)
    with _without_collecting():
        stretches = _stretches(session, found, total, progress)
        if not processes:
            for _ in stretches:
                pass
            return found, PolicyRuns(found.facts, law, as_of, whose)
        with WorkerPool(ShareMaker, (law, policy, as_of, whose), processes) as pool:
            tasks: Iterator[Task] = ((ShareMaker.share, {"facts": texts}) for texts in stretches)
            shares: list[Share] = list(pool.in_order(tasks))
        runs = PolicyRuns(found.facts, law, as_of, whose)
        runs.adopt(policy, shares)
        return found, runs


def _stretches(session: Session, found: Convictions, total: int, progress: Progress) -> Iterator[list[str]]:
    """The stored facts, some at a time; everything else of them is in `found` by then."""
    columns, texts = found.columns, []
    with session.read() as connection:
        rows: Iterator[Any] = store.comparison_rows(connection)
        for _, group in groupby(rows, key=lambda row: row.person_id):
            progress.check()
            start = len(found.ids)
            for row in group:
                texts.append(row.facts)
                found.ids.append(row.id)
                found.person_of.append(len(found.people))
                found.facts.append(facts_from_json(row.facts))
                columns["section"].append(row.section or "not read")
                year = row.conviction_year
                columns["decade"].append(f"{year // 10 * 10}s" if year else "unknown")
                columns["agency"].append(row.agency or "District Attorney")
                columns["race"].append(row.race or "unknown")
                is_conviction = row.disposition == Disposition.CONVICTED.value
                found.is_conviction.append(is_conviction)
                found.is_felony.append(is_conviction and row.level == Level.FELONY.value)
            found.people.append((start, len(found.ids), row.convictions, row.felonies))
            if len(texts) >= _AT_A_TIME:
                progress.report(len(found.ids), total, f"{len(found.ids):,} of {total:,} convictions read")
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
