"""From findings and decisions to the rows of Exhibit A: what counts, in which schedule, on which ground."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.filing import (
    DISCRETIONARY_RELIEF,
    NO_FALLBACK,
    RELIEF_WORDS,
    ScheduleRow,
)
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.rules.facts_json import facts_from_json

DECISION_GROUND = "DECISION"
_EXCLUDED = (DecisionAction.HOLD, DecisionAction.CHALLENGE)
_REDESIGNATIONS = {Outcome.REDESIGNATE_MISDEMEANOR: 2, Outcome.REDESIGNATE_INFRACTION: 3}
_REPORT_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row for a filing, with what decides which filing it belongs to."""

    row: ScheduleRow
    batch_id: int
    is_decided: bool


def candidates(records: Iterator[Any], county: str, progress: Progress) -> Iterator[Candidate]:
    """The rows whose final outcome is D, M or I, decided or not (contract 16).

    `county` names the District Attorney behind an empty filing agency. Held and challenged rows stay out.
    """
    for done, record in enumerate(records):
        if done % _REPORT_EVERY == 0:
            progress.check()
            progress.report(done, 0, f"{done:,} findings read")
        final = final_outcome(record)
        if final in RELIEF_WORDS:
            yield Candidate(
                _schedule_row(record, final, county), record.batch_id, record.decision_action is not None
            )


def final_outcome(record: Any) -> Outcome | None:
    """The newest decision's outcome where there is one, else the policy's; None when held or challenged."""
    if record.decision_action in _EXCLUDED:
        return None
    return Outcome(record.decision_outcome or record.policy_outcome)


def schedule_of(final: Outcome, statutory: Outcome) -> int:
    """1 dismissal by the statute, 2 and 3 redesignation, 4 dismissal the statute does not give."""
    if final is Outcome.DISMISS_SEAL:
        return 1 if statutory is Outcome.DISMISS_SEAL else 4
    return _REDESIGNATIONS[final]


def ground_of(record: Any, final: Outcome, schedule: int) -> str:
    """The code that says what a row rests on: statutory rule, policy criterion, or an attorney's decision."""
    if final == record.statutory_outcome:
        rules = [rule for rule in record.rule_path.split(">") if rule and not rule.startswith("policy.")]
        return rules[-1] if rules else record.route or "STATUTORY"
    if schedule == 4 and final == record.policy_outcome:
        return str(record.policy_criterion)
    return DECISION_GROUND


def _schedule_row(record: Any, final: Outcome, county: str) -> ScheduleRow:
    statutory = Outcome(record.statutory_outcome)
    schedule = schedule_of(final, statutory)
    number, _, others = record.case_number.partition("; ")
    return ScheduleRow(
        row_no=0,
        schedule=schedule,
        case_number=number,
        other_case_numbers=others,
        courthouse=record.court,
        defendant=record.defendant,
        aliases=record.aliases,
        born_on=record.born_on or "",
        cii_number=record.cii_number,
        count_number=record.count_number,
        section=record.code_section,
        offense_text=record.offense_text,
        level=record.level or "",
        offense_on=record.offense_on or "",
        conviction_on=record.conviction_on or "",
        disposition=record.disposition,
        agency=record.agency or f"{county.title()} County District Attorney",
        relief=DISCRETIONARY_RELIEF if schedule == 4 else RELIEF_WORDS[final],
        fallback=RELIEF_WORDS.get(statutory, NO_FALLBACK) if schedule == 4 else "",
        ground=ground_of(record, final, schedule),
        route=record.route,
        statutory=statutory.value,
        is_doj_listed=facts_from_json(record.facts).is_doj_listed,
        remarks="Agency inferred." if record.is_agency_inferred else "",
        conviction_id=record.id,
    )
