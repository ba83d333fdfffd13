"""Queries behind the list of convictions and one conviction's page. Nothing here changes anything."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.services.decide_conviction import facts_digest
from expunge_desktop.services.decider import departed_finding
from expunge_desktop.services.hidden_refusals import refusal_told
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.overdue import flag_of
from expunge_desktop.services.person_record import person_of, source_rows_of
from expunge_desktop.services.records import (
    AssessmentInfo,
    Choice,
    ConvictionDetail,
    ConvictionFilter,
    ConvictionRow,
    DecisionRecord,
    EvidenceRecord,
    FilterChoices,
    NoteRecord,
    Overview,
    SourceRow,
)
from expunge_desktop.services.refresh_facts import stale_batches
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealed_names import SealedNames, sealed_names
from expunge_desktop.services.sealing import hidden_rows, refuse_hidden
from expunge_desktop.services.session import Session
from expunge_desktop.services.stored_facts import read_stored_facts
from expunge_desktop.services.supplied_list import records_of
from expunge_desktop.services.veil import Veil, veil_of
from expunge_desktop.store import (
    batches,
    decisions,
    doubtful,
    evidence,
    filings,
    findings,
    policies,
    refreshes,
    sealing,
    search,
    supplied_facts,
)


def overview(session: Session) -> Overview:
    """The figures of the first page."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        people, counts, under_review = search.workspace_counts(connection)
        assessment = _assessment_info(connection)
        assessment_id = assessment.id if assessment else 0
        hidden = sealing.counted(connection)
        decided, undecided = search.decided_counts(connection, assessment_id)
        outcomes = _labelled(search.choices(connection, assessment_id, "outcome")) if assessment else ()
        return Overview(
            county=session.office.county,
            office_name=session.office.name,
            batches=len(batches.all_batches(connection)),
            people=people,
            counts=counts,
            under_review=under_review,
            assessment=assessment,
            decided=decided,
            undecided=undecided,
            final_outcomes=outcomes,
            filings=len(filings.all_filings(connection)),
            is_law_changed=_is_law_changed(connection),
            sealed=hidden[0],
            in_doubt=len(doubtful.doubts(connection)),
            destroyed=hidden[1],
            facts_waiting=supplied_facts.count_waiting(connection),
        )


def _is_law_changed(connection: Any) -> bool:
    """Whether facts, or the current assessment, stand by other law data than the program's."""
    law, latest = load_law(), findings.latest_assessment(connection)
    return bool(stale_batches(connection, law)) or (latest is not None and latest.law_digest != law.digest)


def not_assessed(session: Session) -> int:
    """Convictions under review that the current assessment does not know: imported after it."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        latest = findings.latest_assessment(connection)
        return findings.count_not_assessed(connection, latest.id if latest is not None else 0)


def filter_choices(session: Session) -> FilterChoices:
    """Every value the filter bar offers, with its number of convictions in the current assessment."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        assessment_id = _assessment_id(connection)
        codes: Counter[str] = Counter()
        for joined, count in search.choices(connection, assessment_id, "review_codes"):
            for code in filter(None, joined.split(";")):
                codes[code] += count
        first, last = search.year_range(connection)
        return FilterChoices(
            outcomes=_labelled(search.choices(connection, assessment_id, "outcome")),
            criteria=_labelled(search.choices(connection, assessment_id, "criterion")),
            agencies=_labelled(
                search.choices(connection, assessment_id, "agency"), empty="District Attorney"
            ),
            sections=_labelled(sorted(search.choices(connection, assessment_id, "section")), empty="unread"),
            review_codes=tuple(Choice(code, code, count) for code, count in codes.most_common()),
            first_year=first,
            last_year=last,
        )


def conviction_ids(
    session: Session, wanted: ConvictionFilter, sort: str = "name", descending: bool = False
) -> list[int]:
    """Ids of the convictions under review that match the filter, in order."""
    session.require(Right.SEE_PEOPLE)
    criteria = search.Criteria(
        words=tuple(wanted.text.split()),
        outcomes=wanted.outcomes,
        criteria=wanted.criteria,
        agencies=wanted.agencies,
        sections=wanted.sections,
        review_codes=wanted.review_codes,
        year_from=wanted.year_from,
        year_to=wanted.year_to,
        is_decided=wanted.is_decided,
    )
    asked = {name: value for name, value in _asked(wanted).items() if value}
    session.views.note(session, "search" if wanted.text.strip() else "list", "convictions", asked)
    with session.read() as connection:
        return search.conviction_ids(
            connection, _assessment_id(connection), criteria, sort, descending=descending
        )


def _asked(wanted: ConvictionFilter) -> dict[str, object]:
    """A filter as the audit trail tells it."""
    many = ("outcomes", "criteria", "agencies", "sections", "review_codes")
    said = {"years": f"{wanted.year_from or ''}-{wanted.year_to or ''}".strip("-")}
    decided = "" if wanted.is_decided is None else "decided" if wanted.is_decided else "undecided"
    lists = {name: sorted(getattr(wanted, name)) for name in many}
    return {"text": wanted.text.strip(), "decided": decided, **said, **lists}


def conviction_rows(session: Session, ids: Sequence[int]) -> dict[int, ConvictionRow]:
    """The list's lines for these ids."""
    session.require(Right.SEE_PEOPLE)
    with session.read() as connection:
        return _rows(connection, ids)


def conviction_detail(session: Session, conviction_id: int) -> ConvictionDetail:
    """One conviction: the person's whole history, the finding with its steps, decisions and notes.

    Raises AnswerIsNoError when there is no such conviction, or the court has sealed it.
    """
    session.require(Right.SEE_PEOPLE)
    with refusal_told(session, conviction_id):
        detail, person_id = _detail(session, conviction_id)
    _note_view(session, person_id)
    return detail


def _note_view(session: Session, person_id: int) -> None:
    """Before anything of them is shown: the user looked at this person."""
    session.views.note(session, "view", f"person {person_id}", {})


def _detail(session: Session, conviction_id: int) -> tuple[ConvictionDetail, int]:
    with session.read() as connection:
        refuse_hidden(connection, [conviction_id])
        raw = search.conviction_rows(connection, _assessment_id(connection), [conviction_id])
        if not raw:
            raise AnswerIsNoError("no-such-conviction", "There is no such conviction.", "Refresh the list.")
        record = raw[0]
        stored_person = search.person_row(connection, record.person_id)
        if stored_person is None:
            raise AnswerIsNoError("no-such-person", "The person of this conviction is missing.", "Run audit.")
        person = person_of(connection, stored_person)
        latest = findings.latest_assessment(connection)
        finding = None
        departed_at = refreshes.departures(connection, [record.id]).get(record.id, "")
        if latest is not None and record.finding_id is not None:
            veil = veil_of(connection, record.person_id, person)
            finding = _explained(session, record.facts, latest, veil, is_departed=bool(departed_at))
        siblings = [
            sibling
            for sibling in search.convictions_of_person(connection, record.person_id)
            if sibling != conviction_id
        ]
        named = sealed_names(session, connection)
        attached = _attached(connection, conviction_id, named)
        count = next((one for one in person.counts if one.ref == record.ref), None)
        detail = ConvictionDetail(
            row=_row(record, departed_at),
            person=person,
            count_ref=record.ref,
            finding=finding,
            assessment=""
            if latest is None
            else f"{latest.policy_name} (version {latest.policy_version}) as of {latest.as_of}",
            decisions=tuple(
                DecisionRecord(
                    d.action,
                    d.outcome,
                    named.masked(d.reason),
                    d.decided_at,
                    d.decided_by,
                    attached.get(d.id, ()),
                )
                for d in decisions.decisions_of(connection, conviction_id)
            ),
            notes=tuple(
                NoteRecord(named.masked(n.text), n.written_at, n.written_by)
                for n in decisions.notes_of(connection, conviction_id)
            ),
            supplied=tuple(
                one
                for one in records_of(connection, named, record.person_id)
                if one.ref in ("", record.ref) or one.conviction_id is None
            ),
            siblings=tuple(_rows(connection, siblings).values()),
            files=tuple(batches.file_names(connection, record.batch_id)),
            lines=count.lines if count else (),
            overdue=flag_of(connection, conviction_id, session.clock.today()),
        )
        return detail, record.person_id


def _attached(
    connection: Any, conviction_id: int, named: SealedNames
) -> dict[int, tuple[EvidenceRecord, ...]]:
    """The documents attached to each decision on a conviction, by the decision's id."""
    found: dict[int, tuple[EvidenceRecord, ...]] = {}
    for row in evidence.of_conviction(connection, conviction_id):
        one = EvidenceRecord(named.masked(row.name), row.sha256, row.pages)
        found[row.decision_id] = (*found.get(row.decision_id, ()), one)
    return found


def source_rows(session: Session, conviction_id: int) -> tuple[SourceRow, ...]:
    """The source rows of the conviction's person as delivered, less the SSN and licence columns."""
    session.require(Right.SEE_PEOPLE)
    with refusal_told(session, conviction_id), session.read() as connection:
        refuse_hidden(connection, [conviction_id])
        record = search.conviction_rows(connection, _assessment_id(connection), [conviction_id])[0]
        stored_person = search.person_row(connection, record.person_id)
        if stored_person is None:
            return ()
        names = batches.file_names(connection, record.batch_id)
        rows, recorded = source_rows_of(connection, stored_person)
    _note_view(session, record.person_id)
    return tuple(
        SourceRow(names[row.file - 1], row.line, row.named_values(recorded.columns_of(row.file)))
        for row in rows
    )


def _explained(session: Session, text: str, latest: Any, veil: Veil, *, is_departed: bool) -> Finding:
    policy = policy_from_text(latest.policy_source, latest.policy_name)
    if is_departed:
        return departed_finding(read_stored_facts(text), load_law(), policy, session.jurisdiction)
    as_of = date.fromisoformat(latest.as_of)
    facts = veil.facts(read_stored_facts(text))
    return veil.words(evaluate(facts, load_law(), policy, as_of, session.jurisdiction, explain=True))


def _assessment_id(connection: Any) -> int:
    latest = findings.latest_assessment(connection)
    return int(latest.id) if latest is not None else 0


def _assessment_info(connection: Any) -> AssessmentInfo | None:
    latest = findings.latest_assessment(connection)
    if latest is None:
        return None
    policy = policy_from_text(latest.policy_source, latest.policy_name)
    return AssessmentInfo(
        id=latest.id,
        as_of=latest.as_of,
        policy_name=latest.policy_name,
        policy_version=latest.policy_version,
        policy_title=latest.policy_title,
        is_policy_signed=policies.signature_of(connection, latest.policy_id) is not None,
        made_at=latest.made_at,
        made_by=latest.made_by,
        findings=latest.findings,
        totals=findings.totals_by(connection, latest.id, "policy_outcome"),
        is_policy_unconfirmed=policy.is_unconfirmed,
        policy_source=policy.source,
    )


def _labelled(pairs: Sequence[tuple[str, int]], empty: str = "not assessed") -> tuple[Choice, ...]:
    return tuple(
        Choice(value, value.replace("_", " ").capitalize() if value else empty, n) for value, n in pairs
    )


def _rows(connection: Any, ids: Sequence[int]) -> dict[int, ConvictionRow]:
    found = search.conviction_rows(connection, _assessment_id(connection), ids)
    departures = refreshes.departures(connection, ids)
    rows = {record.id: _row(record, departures.get(record.id, "")) for record in found}
    return rows | hidden_rows(connection, [one for one in ids if one not in rows])


def _row(record: Any, departed_at: str = "") -> ConvictionRow:
    """A line of the list; `departed_at` is when a change of the law took the count out of the review."""
    return ConvictionRow(
        id=record.id,
        finding_id=record.finding_id,
        person_name=record.person_name,
        born_on=record.born_on or "",
        case_number=record.case_number,
        count_number=record.count_number,
        code_section=record.code_section,
        offense_text=record.offense_text,
        level=record.level or "",
        conviction_on=record.conviction_on or "",
        county=record.county,
        agency=record.agency,
        is_agency_inferred=bool(record.is_agency_inferred),
        statutory_outcome=record.statutory_outcome or "",
        policy_outcome=record.policy_outcome or "",
        policy_criterion=record.policy_criterion or "",
        review_codes=tuple(filter(None, (record.review_codes or "").split(";"))),
        is_disputed=bool(record.is_disputed),
        final_outcome=record.final_outcome or "",
        decision=record.decision_action or "",
        decided_by=record.decided_by or "",
        needs_new_look=_needs_new_look(record, departed_at),
        is_departed=bool(departed_at),
    )


def _needs_new_look(record: Any, departed_at: str) -> bool:
    if not record.decision_action:
        return False
    if record.facts_digest != facts_digest(record.facts) or record.decided_at <= departed_at:
        return True
    is_confirmed = record.decision_action == DecisionAction.CONFIRM.value
    return is_confirmed and bool(record.decision_outcome != record.policy_outcome)
