"""Assess: law and policy over every conviction under review, as of a date, in one transaction."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import facts_from_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.policies import stored_policy
from expunge_desktop.services.records import AssessmentInfo
from expunge_desktop.services.session import Session
from expunge_desktop.store import findings as store
from expunge_desktop.store import policies as policy_store

_REPORT_EVERY = 2_000


def assess(
    session: Session, policy_name: str, as_of: date, progress: Progress | None = None
) -> AssessmentInfo:
    """Make a finding for every conviction under review; the newest assessment is the current one.

    `as_of` is the evaluation date, printed on every paper. Raises AnswerIsNoError when nothing was imported,
    CancelledError (and keeps nothing) when the person stops it.
    """
    session.require(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
    progress = progress or SilentProgress()
    law = load_law()
    stored = stored_policy(session, policy_name)
    jurisdiction = session.jurisdiction
    made_at = iso_instant(session.clock.now())
    with session.workspace.write(session.user, session.clock) as tx:
        total = store.count_under_review(tx.connection)
        if not total and not store.law_digests(tx.connection):
            raise AnswerIsNoError(
                "nothing-imported", "Nothing has been imported yet.", "Import a batch first."
            )
        _refuse_facts_of_other_law(store.law_digests(tx.connection), law)
        assessment_id = store.open_assessment(
            tx.connection,
            {
                "as_of": as_of.isoformat(),
                "policy_id": stored.id,
                "law_digest": law.digest,
                "made_at": made_at,
                "made_by": session.user,
                "findings": total,
                "totals": "{}",
            },
        )
        totals: Counter[str] = Counter()
        facts = store.stored_facts(tx.connection)
        rows = _finding_rows(facts, law, stored.policy, as_of, jurisdiction, totals, progress, total)
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
    )


def _refuse_facts_of_other_law(digests: frozenset[str], law: LawBook) -> None:
    """Stored facts were classified with the law of their import; another law needs the batch again."""
    if digests - {law.digest}:
        raise AnswerIsNoError(
            "law-changed",
            "The law data of this program differs from the law the facts of a batch were computed with.",
            "Assess with the version that imported the batch, or import the batch into a new workspace.",
        )


def _finding_rows(
    facts: Iterator[tuple[int, str]],
    law: LawBook,
    policy: Policy,
    as_of: date,
    jurisdiction: Jurisdiction,
    totals: Counter[str],
    progress: Progress,
    total: int,
) -> Iterator[tuple[Any, ...]]:
    for done, (conviction_id, text) in enumerate(facts):
        if done % _REPORT_EVERY == 0:
            progress.check()
            progress.report(done, total, f"{done:,} of {total:,} convictions decided")
        finding = evaluate(facts_from_json(text), law, policy, as_of, jurisdiction)
        totals[finding.policy_outcome] += 1
        yield finding_row(conviction_id, finding)
    progress.report(total, total, f"{total:,} convictions decided")


def finding_row(conviction_id: int, finding: Finding) -> tuple[Any, ...]:
    """A finding in the order of `store.findings.FINDING_COLUMNS`."""
    return (
        conviction_id,
        finding.statutory_outcome.value,
        finding.statutory_reason,
        str(finding.route),
        None if finding.is_sealed is None else int(finding.is_sealed),
        finding.policy_outcome.value,
        finding.policy_criterion,
        ";".join(finding.criteria_held),
        ";".join(finding.review_codes),
        ";".join(finding.missing_facts),
        int(bool(finding.disputes)),
        ";".join(str(number) for number in finding.disputes),
        finding.alternative,
        finding.confidence,
        ">".join(finding.rule_path),
    )
