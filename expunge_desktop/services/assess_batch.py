"""Assess: law and policy over every conviction under review, as of a date, in one transaction."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.base.worker_pool import WorkerPool, processes_for
from expunge_desktop.services.decider import Decider
from expunge_desktop.services.evaluation_date import require_evaluation_date
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.policies import stored_policy
from expunge_desktop.services.records import AssessmentInfo
from expunge_desktop.services.refresh_facts import refresh_facts
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_refresh import take_up_supplied
from expunge_desktop.store import findings as store
from expunge_desktop.store import policies as policy_store
from expunge_desktop.store import refreshes

_LARGE = 10_000  # convictions; below, starting processes costs more than it saves
_CONVICTIONS_AT_A_TIME = 1_000
_POLICY_OUTCOME = store.FINDING_COLUMNS.index("policy_outcome")


def assess(
    session: Session, policy_name: str, as_of: date, progress: Progress | None = None
) -> AssessmentInfo:
    """Make a finding for every conviction under review; the newest assessment is the current one.

    Facts of batches imported under other law data, and of people of whom something was supplied, are
    computed anew first, in the same transaction (`refresh_facts`, `supplied_refresh`). `as_of` is the
    evaluation date, printed on every paper. Raises UsageError for a day nothing can be evaluated on,
    AnswerIsNoError when nothing was imported, CancelledError (and keeps nothing) when stopped.
    """
    session.require(Right.ASSESS)
    progress = progress or SilentProgress()
    law = load_law()
    require_evaluation_date(as_of, law)
    stored = stored_policy(session, policy_name)
    made_at = iso_instant(session.clock.now())
    with session.write(Right.ASSESS) as tx:
        if not refreshes.law_of_batches(tx.connection):
            raise AnswerIsNoError(
                "nothing-imported", "Nothing has been imported yet.", "Import a batch first."
            )
        refreshed = refresh_facts(tx, law, made_at, session.user, progress)
        applied = take_up_supplied(tx, law, refreshed, made_at, session.user, progress)
        departed = frozenset(refreshes.departures(tx.connection))
        total = store.count_under_review(tx.connection)
        processes = processes_for(total >= _LARGE)
        assessment_id = store.open_assessment(
            tx.connection,
            {
                "as_of": as_of.isoformat(),
                "policy_id": stored.id,
                "law_digest": law.digest,
                "made_at": made_at,
                "made_by": session.user,
                "findings": total,
            },
        )
        totals: Counter[str] = Counter()
        facts = store.stored_facts(tx.connection)
        with WorkerPool(Decider, (law, stored.policy, as_of, session.jurisdiction), processes) as pool:
            rows = _finding_rows(facts, departed, pool, totals, progress, total)
            written = store.insert_findings(tx.connection, assessment_id, rows)
        tx.audit(
            "assess",
            f"assessment {assessment_id}",
            {
                "as_of": as_of.isoformat(),
                "policy": stored.policy.name,
                "policy_digest": stored.policy.digest,
                "law_digest": law.digest,
                "findings": written,
                "totals": dict(sorted(totals.items())),
            },
        )
        is_signed = policy_store.signature_of(tx.connection, stored.id) is not None
    return AssessmentInfo(
        id=assessment_id,
        as_of=as_of.isoformat(),
        policy_name=stored.policy.name,
        policy_version=stored.policy.version,
        policy_title=stored.policy.title,
        is_policy_signed=is_signed,
        made_at=made_at,
        made_by=session.user,
        findings=written,
        totals=dict(sorted(totals.items())),
        refreshed=tuple(refreshed),
        applied=applied,
        is_policy_unconfirmed=stored.policy.is_unconfirmed,
        policy_source=stored.policy.source,
    )


def _finding_rows(
    facts: Iterator[tuple[int, str]],
    departed: frozenset[int],
    pool: WorkerPool,
    totals: Counter[str],
    progress: Progress,
    total: int,
) -> Iterator[tuple[Any, ...]]:
    done = 0
    tasks = (
        (Decider.decide, {"convictions": some, "departed": departed.intersection(one for one, _ in some)})
        for some in _stretches(facts)
    )
    for rows in pool.in_order(tasks):
        progress.check()
        done += len(rows)
        progress.report(done, total, f"{done:,} of {many(total, 'conviction')} decided")
        totals.update(row[_POLICY_OUTCOME] for row in rows)
        yield from rows


def _stretches(facts: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while some := list(islice(facts, _CONVICTIONS_AT_A_TIME)):
        yield some
