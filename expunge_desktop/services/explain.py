"""Explain one conviction: the whole path from the source rows to the outcome, for a lawyer to follow."""

from dataclasses import replace
from datetime import date
from typing import Any

from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Policy
from expunge_desktop.services.audit_verbs import SEEING
from expunge_desktop.services.disputed_points import disputed_points
from expunge_desktop.services.explanation import (
    Authority,
    CriterionLine,
    Explanation,
    OpenPoint,
)
from expunge_desktop.services.fact_lines import FactLines
from expunge_desktop.services.fact_sources import record_places
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.legal_words import LegalWords
from expunge_desktop.services.other_entries import other_entries
from expunge_desktop.services.path_in_words import CRITERION, is_criterion, path_in_words
from expunge_desktop.services.person_record import layouts_of, recorded_person_of
from expunge_desktop.services.review import conviction_detail, source_rows
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.stored_facts import read_stored_facts
from expunge_desktop.services.supplied_list import in_force
from expunge_desktop.services.veil import veil_of
from expunge_desktop.store import audit_search, findings, policies, search

_LEVELS_OF_CONFIDENCE = ("high", "medium", "low")


def explanation_of(session: Session, conviction_id: int) -> Explanation:
    """The explanation of one conviction under the current assessment.

    Raises AnswerIsNoError when there is no such conviction.
    """
    session.require(Right.SEE_PEOPLE)
    detail = conviction_detail(session, conviction_id)
    law = load_law()
    with session.read() as connection:
        latest = findings.latest_assessment(connection)
        record = search.conviction_rows(connection, latest.id if latest else 0, [conviction_id])[0]
        recorded = layouts_of(connection, (record.batch_id,))[record.batch_id]
        authority = _authority(connection, latest, law) if latest is not None else None
        veil = veil_of(connection, record.person_id, detail.person)
        stored = search.person_row(connection, record.person_id)
        delivered = recorded_person_of(connection, stored)
    facts = veil.facts(read_stored_facts(record.facts))
    headings = {name: recorded.columns_of(place) for place, name in enumerate(detail.files, 1)}
    places = record_places(source_rows(session, conviction_id), detail.files, recorded.layout, headings)
    count = next((one for one in detail.person.counts if one.ref == detail.count_ref), None)
    if count is None:
        return Explanation(detail, (), authority=authority)
    as_of = date.fromisoformat(latest.as_of) if latest is not None else None
    policy = _policy(latest)
    supplied = [one for one in in_force(detail.supplied) if one.ref in ("", count.ref)]
    lines = FactLines(facts, detail.person, count, places, law, policy, as_of, delivered, supplied)
    explained = Explanation(detail, lines.lines(), authority=authority)
    if detail.finding is None or as_of is None:
        return explained
    words = LegalWords(law, {one.report: one.title for one in policy.criteria})
    others = other_entries(facts, detail.person, lines.offense, law, policy, as_of, places)
    explained = replace(explained, others=others)
    reasoned = _reasoned(explained, detail.finding, facts, law, policy, as_of, session, words)
    return replace(veil.words(replace(reasoned, detail=None)), detail=detail)  # type: ignore[arg-type]


def _reasoned(
    explained: Explanation,
    finding: Finding,
    facts: ConvictionFacts,
    law: LawBook,
    policy: Policy,
    as_of: date,
    session: Session,
    words: LegalWords,
) -> Explanation:
    """With the path, the criteria, what is missing, and where lawyers differ."""
    authority = explained.authority
    unconfirmed = tuple(dict.fromkeys(step.question for step in finding.steps if step.is_unconfirmed))
    return replace(
        explained,
        authority=replace(authority, unconfirmed=unconfirmed) if authority else None,
        steps=path_in_words(finding, facts, law, session.jurisdiction, words),
        criteria_question=_question_of_criteria(law, policy),
        criteria=tuple(_criterion(step, words) for step in finding.steps if is_criterion(step)),
        open_points=_open_points(finding, law),
        inferences=_inferences(finding, law, words),
        disputed=disputed_points(finding, facts, law, policy, as_of, session.jurisdiction, words),
        confidence_because=_weakest(finding),
        statutory_reason=words.prose(finding.statutory_reason),
        alternative=words.prose(finding.alternative),
    )


def _question_of_criteria(law: LawBook, policy: Policy) -> str:
    needed = "all of these together" if policy.needs_all_criteria else "any one of these suffices"
    return f"{law.rules[CRITERION].question} As the policy says, {needed}."


def _criterion(step: Step, words: LegalWords) -> CriterionLine:
    report, answer = step.answer.split(": ", 1)
    return CriterionLine(report, words.criterion(report), answer, words.because("criterion", step.because))


def _open_points(finding: Finding, law: LawBook) -> tuple[OpenPoint, ...]:
    return tuple(
        OpenPoint(code.code, code.title, code.missing, code.document, code.citation, code.if_unanswered)
        for code in (law.review_codes[one] for one in finding.review_codes)
    )


def _inferences(finding: Finding, law: LawBook, words: LegalWords) -> tuple[str, ...]:
    """What is missing or inferred besides the open points, each with its document."""
    codes = {law.review_codes[one].sentence for one in finding.review_codes}
    found = [fact for fact in finding.missing_facts if fact not in codes]
    return tuple(words.prose(_titled(fact, words)) for fact in found)


def _titled(fact: str, words: LegalWords) -> str:
    """ "AGE_50: the birth date …", "PROBATION by time …" with the criterion's title."""
    report, _, rest = fact.partition(" ")
    return f"{words.criterion(report.rstrip(':'))}: {rest}" if report.isupper() else fact


def _weakest(finding: Finding) -> tuple[str, ...]:
    """The questions whose authority is no surer than the finding's confidence, when that is not high."""
    if finding.confidence == _LEVELS_OF_CONFIDENCE[0]:
        return ()
    return tuple(
        dict.fromkeys(
            f"{step.question} [{step.citation}]"
            for step in finding.steps
            if step.confidence == finding.confidence and step.rule in finding.rule_path
        )
    )


def _policy(latest: Any) -> Policy:
    """The policy of the assessment; before one, a policy that adds nothing."""
    if latest is None:
        return Policy("", "", "", "", is_expanding=False)
    return policy_from_text(latest.policy_source, latest.policy_name)


def _authority(connection: Any, latest: Any, law: LawBook) -> Authority:
    policy = policy_from_text(latest.policy_source, latest.policy_name)
    signature = policies.signature_of(connection, latest.policy_id)
    if signature is None:
        state = "Not signed off by an attorney: papers under it cannot be released."
    else:
        state = f"Signed off by {signature.attorney}, adopted {signature.adopted_on}."
    if policy.is_unconfirmed:
        state += " Unconfirmed: nobody has compared it with the criteria of the office it is named after."
    stale = ""
    if latest.law_digest != law.digest:
        stale = (
            "The law data of this program are not those of the assessment: this explanation follows the "
            "program's, the finding in the list the assessment's. Assess again."
        )
    return Authority(
        as_of=latest.as_of,
        policy_name=latest.policy_name,
        policy_title=latest.policy_title,
        policy_version=latest.policy_version,
        policy_digest=latest.policy_digest,
        policy_state=state,
        policy_source=policy.source,
        law_digest=law.digest,
        law_state=_law_state(law),
        stale=stale,
        unconfirmed=(),
        assessment_id=latest.id,
        made_at=latest.made_at,
        made_by=latest.made_by,
        audit_head=audit_search.head_besides(connection, SEEING),
    )


def _law_state(law: LawBook) -> str:
    """Whether counsel has verified the law data, and since when."""
    sources = [*(row.source for row in law.rows.values()), *(rule.source for rule in law.rules.values())]
    verified = [source.verified_on for source in sources if source.verified_on is not None]
    if not verified:
        return "No entry has been verified by counsel against the official text yet: counsel must confirm."
    return (
        f"{len(verified)} of {len(sources)} sections and rules verified by counsel, the last on "
        f"{max(verified)}; the others counsel must confirm."
    )
