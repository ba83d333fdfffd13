"""From findings and decisions to the rows of Exhibit A: what counts, in which schedule, on which ground."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from expunge_desktop.documents.filing import (
    DISCRETIONARY_RELIEF,
    NO_FALLBACK,
    RELIEF_WORDS,
    ScheduleRow,
)
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE
from expunge_desktop.rules.conviction_facts import ConvictionFacts

DECISION_GROUND = "DECISION"
_EXCLUDED = (DecisionAction.HOLD, DecisionAction.CHALLENGE)
# The lines of the column `arrest`, see ingest.record_values.arrest_text.
_ARREST = ("arrested_on", "arresting_agency", "booking_number", "court_code")
_REDESIGNATIONS = {Outcome.REDESIGNATE_MISDEMEANOR: 2, Outcome.REDESIGNATE_INFRACTION: 3}


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


def schedule_row(record: Any, final: Outcome, county: str, facts: ConvictionFacts) -> ScheduleRow:
    """The row of a count that gets relief; `county` names the District Attorney behind an empty agency."""
    statutory = Outcome(record.statutory_outcome)
    schedule = schedule_of(final, statutory)
    return _row(
        record,
        county,
        facts,
        schedule=schedule,
        relief=DISCRETIONARY_RELIEF if schedule == 4 else RELIEF_WORDS[final],
        fallback=RELIEF_WORDS.get(statutory, NO_FALLBACK) if schedule == 4 else "",
        ground=ground_of(record, final, schedule),
    )


def opposed_row(record: Any, county: str, facts: ConvictionFacts) -> ScheduleRow:
    """A count the People oppose, as Exhibit A would show it: in no schedule, with the statute's relief."""
    statutory = Outcome(record.statutory_outcome)
    relief = RELIEF_WORDS.get(statutory, "")
    return _row(
        record, county, facts, schedule=0, relief=relief, fallback="", ground=ground_of(record, statutory, 0)
    )


def with_supplied_words(row: ScheduleRow, ref: str, supplied: Iterable[SuppliedFact]) -> ScheduleRow:
    """The row with the section that was supplied, and remarks that name what the delivery did not say.

    `supplied` is of the whole record: a fact of another entry is named, that entry is not.
    """
    supplied = list(supplied)
    given = {one.fact: one.value for one in supplied if one.ref in ("", ref)}
    elsewhere = {one.fact for one in supplied if one.ref not in ("", ref)}
    said = [
        row.remarks,
        given and f"Supplied by the office: {_fact_words(given)}.",
        elsewhere and f"Supplied by the office, of another entry: {_fact_words(elsewhere)}.",
    ]
    remarks = " ".join(str(one) for one in said if one)
    return replace(row, section=given.get("code_section", row.section), remarks=remarks)


def _fact_words(facts: Iterable[str]) -> str:
    return "; ".join(SUPPLIABLE[fact].what.lower() for fact in sorted(facts))


def agency_name(agency: str, county: str) -> str:
    """The prosecuting agency; an empty one is the county's District Attorney."""
    return agency or f"{county.title()} County District Attorney"


def _row(
    record: Any,
    county: str,
    facts: ConvictionFacts,
    *,
    schedule: int,
    relief: str,
    fallback: str,
    ground: str,
) -> ScheduleRow:
    number, _, others = record.case_number.partition("; ")
    arrest = dict(zip(_ARREST, record.arrest.split("\n"), strict=True)) if record.arrest else {}
    return ScheduleRow(
        row_no=0,
        schedule=schedule,
        case_number=number,
        other_case_numbers=others,
        courthouse=record.court,
        defendant=record.defendant,
        aliases=record.aliases,
        born_on=_text(facts.born_on),
        cii_number=record.cii_number,
        count_number=record.count_number,
        section=record.code_section,
        offense_text=record.offense_text,
        level=facts.level.value if facts.level else "",
        offense_on=_text(facts.offense_on),
        conviction_on=_text(facts.conviction_on),
        disposition=facts.disposition.value,
        agency=agency_name(record.agency, county),
        relief=relief,
        fallback=fallback,
        ground=ground,
        route=record.route,
        statutory=record.statutory_outcome,
        is_doj_listed=facts.is_doj_listed,
        remarks="Agency inferred." if record.is_agency_inferred else "",
        conviction_id=record.id,
        person_id=record.person_id,
        address=record.address,
        is_deceased=facts.is_deceased,
        fbi_number=record.fbi_number,
        **arrest,
    )


def _text(day: PartialDate | None) -> str:
    return "" if day is None else str(day)
