"""The named fields that every wording may use: numbers of the filing, the office's values, the criteria.

A value nobody has given is a ruled line to be filled in by hand (contract 20), never a guess.
"""

from collections.abc import Sequence

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.consent import agencies_consenting, agencies_silent
from expunge_desktop.documents.papers.number_words import in_words, listed, schedules, so_many, the_many
from expunge_desktop.documents.papers.tally import STATUTORY_SCHEDULES, Tally, tally_of
from expunge_desktop.documents.wording import long_date
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Outcome

RULED = "____________________"
RULED_NUMBER = "________"


def ruled(value: str, line: str = RULED) -> str:
    """The value, or a ruled line where there is none."""
    return value.strip() or line


def digest_in_groups(digest: str) -> str:
    """A digest as a reader compares it, sixteen letters at a time, and as lines can be broken."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def fields_of(filing: Filing) -> dict[str, str]:
    """The named fields of the templates."""
    tally = tally_of(filing)
    return (
        _numbers(tally)
        | _schedule_words(tally)
        | _screening(filing)
        | _office(filing.office, tally)
        | _records(filing)
        | _policy(filing)
    )


def _numbers(tally: Tally) -> dict[str, str]:
    """`convictions_X` as “two convictions”, `the_convictions_X` as “the two convictions”."""
    groups = {
        **{str(number): count for number, count in tally.by_schedule.items()},
        "all": tally.rows,
        "statutory": tally.statutory,
        "completed": tally.completed,
        "other": tally.rows - tally.completed,
        "serving": tally.serving,
        "serving_statutory": tally.serving_statutory,
        "listed": tally.listed,
        "identified": tally.identified,
        "unlisted": tally.statutory - tally.listed,
        "decided_2_3": tally.decided_2_3,
        "decided_4": tally.decided[4],
        "by_criteria": tally.by_schedule[4] - tally.decided[4],
        "fallback": tally.by_schedule[4] - tally.no_fallback,
        "no_fallback": tally.no_fallback,
        "open_4": tally.open_4,
        "undated": tally.undated,
    }
    fields = {f"convictions_{name}": so_many(count, "conviction") for name, count in groups.items()}
    fields |= {f"the_convictions_{name}": the_many(count, "conviction") for name, count in groups.items()}
    return fields | {
        "cannabis_convictions_all": so_many(tally.rows, "cannabis conviction"),
        "people": so_many(tally.people, "person", "people"),
        "years": _years(tally.years),
        "misdemeanors": "a misdemeanor" if tally.by_schedule[2] == 1 else "misdemeanors",
        "infractions": "an infraction" if tally.by_schedule[3] == 1 else "infractions",
    }


def _years(years: tuple[int, int] | None) -> str:
    if years is None:
        return ""
    first, last = years
    return f"in {first}" if first == last else f"between {first} and {last}"


def _schedule_words(tally: Tally) -> dict[str, str]:
    present = [number for number, count in tally.by_schedule.items() if count]
    statutory = [number for number in present if number in STATUTORY_SCHEDULES]
    other = ["Schedule 4"] * bool(tally.by_schedule[4])
    if tally.serving_statutory:
        other.append(f"{'a sentence' if tally.serving_statutory == 1 else 'sentences'} still being served")
    return {
        "all_schedules": schedules(present),
        "statutory_schedules": schedules(statutory) if statutory else "",
        "redesignated_schedules": schedules([one for one in statutory if one > 1]) if statutory else "",
        "other_rows": ", and ".join(other),
        "number_4": str(len(statutory) + 1),
        "or_selected": ", or was selected by a named attorney on review of the individual record,"
        if tally.decided[4]
        else ",",
    }


def _screening(filing: Filing) -> dict[str, str]:
    screening = filing.screening
    outcomes = dict(screening.outcomes)
    undecided = filing.undecided
    return {
        "screened": so_many(screening.convictions, "conviction"),
        "screened_people": so_many(screening.people, "person", "people"),
        "found_not_eligible": f"{outcomes.get(Outcome.NOT_ELIGIBLE, 0):,}",
        "found_for_review": f"{outcomes.get(Outcome.HAND_REVIEW, 0):,}",
        "found_out_of_scope": f"{outcomes.get(Outcome.OUT_OF_SCOPE, 0):,}",
        "reviews_undecided": in_words(screening.undecided_reviews),
        "tested_cases": so_many(screening.tested_cases, "case"),
        "program": ruled(screening.program),
        "convictions_undecided": so_many(undecided, "conviction"),
        "the_convictions_undecided": the_many(undecided, "conviction"),
        "convictions_decided": so_many(len(filing.rows) - undecided, "conviction"),
    }


def _office(office: Office, tally: Tally) -> dict[str, str]:
    attorney, custodian, notice = office.attorney, office.custodian, office.notice
    return {
        "county": office.court.county or f"County of {office.county.title()}",
        "office_name": office.name,
        "head": office.head,
        "head_title": office.head_title,
        "hearing": office.court.hearing,
        "department": office.court.department,
        "attorney_name": attorney.name,
        "attorney_title": attorney.title,
        "attorney_telephone": attorney.telephone,
        "bar_number": attorney.bar_number,
        "assigned_to": office.policy.assigned_to,
        "public_defender": _with_article(office.public_defender.name),
        "defender_notified_on": ruled(long_date(notice.public_defender_notified_on)),
        "other_agencies": listed(sorted(tally.other_agencies)),
        "consenting_agencies": listed(agencies_consenting(tally, office)),
        "silent_agencies": listed(agencies_silent(tally, office)),
        "custodian_name": ruled(custodian.name),
        "custodian_title": custodian.title,
        "custodian": custodian.name or "the custodian of records",
        "records_place": ruled(custodian.place),
        "received_on": ruled(long_date(custodian.received_on)),
        "received_from": ruled(custodian.received_from),
        "sample_size": ruled(_grouped(office.policy.sample_size), RULED_NUMBER),
        "sample_rows": _sample_rows(office.policy.sample_size),
        "sample_errors": ruled(_grouped(office.policy.sample_errors), RULED_NUMBER),
    }


def _with_article(name: str) -> str:
    """“the Los Angeles County Public Defender” within a sentence."""
    return name if not name or name.lower().startswith("the ") else f"the {name}"


def _sample_rows(number: str) -> str:
    """`one row`, `400 rows`; a ruled line where nobody has said how many."""
    if number.strip().isdecimal():
        return so_many(int(number), "row")
    return f"{ruled(number, RULED_NUMBER)} rows"


def _grouped(number: str) -> str:
    return f"{int(number):,}" if number.strip().isdecimal() else number


def _records(filing: Filing) -> dict[str, str]:
    sources = filing.sources
    return {
        "as_of": long_date(filing.as_of),
        "group": filing.group,
        "group_value": filing.group_value,
        "law_digest": digest_in_groups(filing.law_digest),
        "source_files": so_many(len(sources), "file"),
        "the_source_files": the_many(len(sources), "file"),
        "source_received_on": listed(_days(tuple(one.received_on for one in sources))),
    }


def _days(days: Sequence[str]) -> list[str]:
    return [long_date(day) for day in sorted(set(days)) if day]


def _policy(filing: Filing) -> dict[str, str]:
    policy, adoption = filing.policy, filing.office.policy
    return {
        "policy_title": policy.title,
        "policy_name": policy.name,
        "policy_version": policy.version,
        "policy_digest": digest_in_groups(policy.digest),
        "policy_attorney": ruled(policy.attorney),
        "adopted_on": ruled(long_date(policy.adopted_on or adoption.adopted_on)),
        "adopted_by": adoption.adopted_by,
    }
