"""What an attorney says about a finding: confirm, override with a reason, hold, challenge, or a note.

Decisions are append-only; the newest one counts. Each remembers the digest of the facts it rested on.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.evidence import Attachment, attach
from expunge_desktop.services.given_words import MOST_OF_A_TEXT, refuse_too_long
from expunge_desktop.services.hidden_refusals import refusal_told
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden
from expunge_desktop.services.session import Session
from expunge_desktop.store import decisions as store
from expunge_desktop.store.findings import latest_assessment


@dataclass(frozen=True, slots=True)
class CountFound:
    """A count under review found by case number, for a person to choose from."""

    conviction_id: int
    finding_id: int
    person_name: str
    case_number: str
    count_number: str
    code_section: str
    policy_outcome: str


def facts_digest(facts: str) -> str:
    """SHA-256 of the stored facts, which a decision remembers."""
    return hashlib.sha256(facts.encode()).hexdigest()


def current_assessment_id(session: Session) -> int:
    """The id of the current assessment. Raises AnswerIsNoError when nothing was assessed yet."""
    session.require(Right.SEE_PEOPLE)
    with session.read() as connection:
        row = latest_assessment(connection)
    if row is None:
        raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run the assessment first.")
    return int(row.id)


def find_counts(session: Session, case: str, count: str | None = None) -> list[CountFound]:
    """Counts under review with that case number (and count number)."""
    session.require(Right.SEE_PEOPLE)
    session.views.note(session, "search", "convictions", {"case": case} | ({"count": count} if count else {}))
    with session.read() as connection:
        assessment = latest_assessment(connection)
        if assessment is None:
            return []
        return [
            CountFound(
                r.id, r.finding_id, r.name, r.case_number, r.count_number, r.code_section, r.policy_outcome
            )
            for r in store.find_counts(connection, assessment.id, case, count)
        ]


def one_count(session: Session, case: str, count: str | None) -> CountFound:
    """The one count meant. Raises AnswerIsNoError for none, or for several, listing their finding ids."""
    session.require(Right.SEE_PEOPLE)
    current_assessment_id(session)
    found = find_counts(session, case, count)
    what = f"case {case}" + (f" count {count}" if count else "")
    if not found:
        raise AnswerIsNoError(
            "no-such-case",
            f"There is no conviction under review with {what}.",
            "Case numbers are written exactly as the court writes them; what was imported since the last "
            "assessment must be assessed first.",
        )
    if len(found) > 1:
        ids = "; ".join(
            f"finding {it.finding_id}: count {it.count_number or 'unknown'}, {it.code_section}, "
            f"{it.person_name}"
            for it in found
        )
        raise AnswerIsNoError("ambiguous", f"{len(found)} counts match {what}: {ids}.", "Give --finding ID.")
    return found[0]


def conviction_of_finding(session: Session, finding_id: int) -> int:
    """The conviction a finding of the current assessment speaks of; any other id is an AnswerIsNoError."""
    session.require(Right.SEE_PEOPLE)
    assessment_id = current_assessment_id(session)
    with session.read() as connection:
        finding = store.finding_by_id(connection, finding_id)
    if finding is None or finding.assessment_id != assessment_id:
        raise AnswerIsNoError(
            "not-current", f"Finding {finding_id} is not of the current assessment.", "`findings` lists them."
        )
    return int(finding.conviction_id)


def decide(
    session: Session,
    conviction_id: int,
    action: DecisionAction,
    outcome: Outcome | None,
    reason: str,
    *,
    finding_id: int | None = None,
    evidence: Sequence[Attachment] = (),
) -> None:
    """Append a decision on the current finding of a conviction.

    Confirming takes the policy's outcome; overriding needs an outcome and a reason; holding leaves it for
    hand review; challenging says the office opposes relief, with the documents that show why. Needs a
    reviewer or a supervising attorney. Raises AnswerIsNoError when a reason or an outcome is missing or the
    finding is not the current one, UsageError when an outcome is named, or a document attached, that the
    action does not take.
    """
    session.require(Right.DECIDE)
    reason = reason.strip()
    refuse_too_long(reason, "reason", MOST_OF_A_TEXT)
    if action is not DecisionAction.CONFIRM and not reason:
        raise AnswerIsNoError(
            "no-reason", f"A decision to {action.value} needs a reason.", "Write the reason in a sentence."
        )
    if action is not DecisionAction.OVERRIDE and outcome is not None:
        raise UsageError(
            "needless-outcome",
            f"A decision to {action.value} takes no outcome, so nothing was recorded.",
            "Leave the outcome out, or override.",
        )
    if action is DecisionAction.OVERRIDE and outcome is None:
        raise AnswerIsNoError("no-outcome", "An override needs an outcome.", "Choose the outcome.")
    if action is not DecisionAction.CHALLENGE and evidence:
        raise UsageError(
            "needless-evidence",
            f"A decision to {action.value} takes no documents, so nothing was recorded.",
            "Attach documents to a challenge.",
        )
    assessment_id = current_assessment_id(session)
    with refusal_told(session, conviction_id), session.write(Right.DECIDE) as tx:
        refuse_hidden(tx.connection, [conviction_id])
        finding = store.finding_of(tx.connection, assessment_id, conviction_id)
        if finding is None or (finding_id is not None and finding.id != finding_id):
            raise AnswerIsNoError(
                "not-current",
                "That finding is not of the current assessment.",
                "Look the conviction up again.",
            )
        final = {
            DecisionAction.CONFIRM: Outcome(finding.policy_outcome),
            DecisionAction.OVERRIDE: outcome or Outcome.HAND_REVIEW,
            DecisionAction.HOLD: Outcome.HAND_REVIEW,
            DecisionAction.CHALLENGE: Outcome.NOT_ELIGIBLE,
        }[action]
        rests_on = {
            "facts_digest": facts_digest(finding.facts),
            "decided_at": iso_instant(session.clock.now()),
        }
        decision_id = store.add_decision(
            tx.connection,
            {
                "conviction_id": conviction_id,
                "finding_id": finding.id,
                "action": action.value,
                "outcome": final.value,
                "reason": reason,
                "decided_by": session.user,
                **rests_on,
            },
        )
        attached = attach(tx, decision_id, evidence)
        tx.audit(
            "decide",
            f"conviction {conviction_id}",
            {
                "decision": decision_id,
                "finding": finding.id,
                "action": action.value,
                "found": finding.policy_outcome,
                "outcome": final.value,
                "reason": reason,
                **rests_on,
                **({"evidence": attached} if attached else {}),
            },
        )


def add_note(session: Session, conviction_id: int, text: str) -> None:
    """Append a note to a conviction. Raises AnswerIsNoError when it is empty or too long."""
    session.require(Right.NOTE)
    refuse_too_long(text.strip(), "note", MOST_OF_A_TEXT)
    if not text.strip():
        raise AnswerIsNoError("empty-note", "The note is empty.", "Write something, or leave it.")
    with refusal_told(session, conviction_id), session.write(Right.NOTE) as tx:
        refuse_hidden(tx.connection, [conviction_id])
        store.add_note(
            tx.connection,
            {
                "conviction_id": conviction_id,
                "text": text.strip(),
                "written_at": iso_instant(session.clock.now()),
                "written_by": session.user,
            },
        )
        tx.audit("note", f"conviction {conviction_id}", {"characters": len(text.strip())})
