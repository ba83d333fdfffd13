"""The yes-or-no questions that every wording may ask of a filing."""

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.consent import agencies_consenting, agencies_silent
from expunge_desktop.documents.papers.tally import Tally, tally_of
from expunge_desktop.domain.office import NAMES, Office
from expunge_desktop.domain.outcome import Outcome

NO_HEARING = "none"
_LOS_ANGELES = "los-angeles"


def has_hearing(office: Office) -> bool:
    """A date and time are set; `hearing = "none"` asks for no hearing."""
    return bool(office.court.hearing) and office.court.hearing.strip().lower() != NO_HEARING


def flags_of(filing: Filing) -> dict[str, bool]:
    """The yes-or-no questions of the templates."""
    tally = tally_of(filing)
    flags = {f"schedule_{number}": count > 0 for number, count in tally.by_schedule.items()}
    return flags | _of_rows(tally) | _of_office(filing, tally) | _of_policy(filing, tally)


def _of_rows(tally: Tally) -> dict[str, bool]:
    return {
        "statutory": tally.statutory > 0,
        "redesignated": tally.by_schedule[2] + tally.by_schedule[3] > 0,
        "dismissed": tally.by_schedule[1] + tally.by_schedule[4] > 0,
        "statutory_completed": tally.completed > 0,
        "statutory_serving": tally.serving_statutory > 0,
        "serving_4": tally.serving > tally.serving_statutory,
        "other_rows": tally.rows > tally.completed,
        "decided_2_3": tally.decided_2_3 > 0,
        "decided_4": tally.decided[4] > 0,
        "decided": sum(tally.decided.values()) > 0,
        "by_criteria": tally.by_schedule[4] > tally.decided[4],
        "listed": tally.listed > 0,
        "identified": tally.identified > 0,
        "cleared": tally.cleared > 0,
        "unlisted": tally.statutory > tally.listed,
        "fallback": tally.by_schedule[4] > tally.no_fallback,
        "no_fallback": tally.no_fallback > 0,
        "open_4": tally.open_4 > 0,
        "presumed": tally.presumed > 0,
        "described": tally.by_schedule[2] + tally.by_schedule[3] > tally.decided_2_3,
        "by_rule_2": tally.by_schedule[2] > tally.decided[2],
        "by_rule_3": tally.by_schedule[3] > tally.decided[3],
        "excepted": tally.listed + tally.decided_2_3 > 0,
        "people_known": tally.people > 0,
        "years_known": tally.years is not None,
        "undated": tally.undated > 0,
    }


def _of_office(filing: Filing, tally: Tally) -> dict[str, bool]:
    office, screening = filing.office, filing.screening
    outcomes = dict(screening.outcomes)
    return {
        "hearing_set": has_hearing(office),
        "public_names": office.public_names == NAMES,
        "assigned": bool(office.policy.assigned_to),
        "adopted_by_known": bool(office.policy.adopted_by),
        "custodian_title_known": bool(office.custodian.title),
        "other_agencies": bool(tally.other_agencies),
        "consent_known": bool(agencies_consenting(tally, office)),
        "consent_open": bool(agencies_silent(tally, office)),
        "grouped": filing.group in ("court", "agency"),
        "defender_known": bool(office.public_defender.name),
        "all_decided": filing.undecided == 0,
        "none_decided": filing.undecided >= len(filing.rows),
        "sample_known": bool(office.policy.sample_size),
        "sample_faultless": office.policy.sample_errors.strip() == "0",
        "sample_one_error": office.policy.sample_errors.strip() == "1",
        "screening_known": screening.convictions > 0,
        "reviews_found": outcomes.get(Outcome.HAND_REVIEW, 0) > 0,
        "reviews_open": screening.undecided_reviews > 0,
        "reviews_decided": outcomes.get(Outcome.HAND_REVIEW, 0) > screening.undecided_reviews,
        "program_known": bool(screening.program),
        "tests_known": screening.tested_cases > 0,
        "source_days_known": bool(filing.sources) and all(one.received_on for one in filing.sources),
    }


def _of_policy(filing: Filing, tally: Tally) -> dict[str, bool]:
    policy = filing.policy
    is_los_angeles = _LOS_ANGELES in policy.name
    return {
        "policy_expands": policy.is_expanding,
        "policy_signed": bool(policy.attorney),
        "criteria_known": bool(policy.criteria or policy.first_dismissals),
        "criteria_together": policy.needs_all_criteria,
        "switches_known": bool(policy.switches),
        "los_angeles": is_los_angeles,
        "schedule_4_los_angeles": tally.by_schedule[4] > 0 and is_los_angeles,
        "policy_unconfirmed": policy.is_unconfirmed,
        "probation_inferred": tally.grounds["PROBATION"] > 0
        and policy.switch("probation_by_inference") != "no",
    }
