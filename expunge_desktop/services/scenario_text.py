"""A worked case in words: the record, what the page expects, what the program finds."""

from collections.abc import Iterator
from dataclasses import fields

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.services.check_law import ScenarioResult
from expunge_desktop.services.legal_words import OUTCOME_WORDS
from expunge_desktop.services.scenarios import OUTCOMES, Expected

Section = tuple[str, tuple[str, ...]]
_NAMES = {
    "disposition": "disposition",
    "county": "county",
    "filing_agency": "prosecuting agency",
    "level": "level",
    "has_level_conflict": "levels contradict each other",
    "offense_on": "offense",
    "commenced_on": "prosecution begun",
    "conviction_on": "conviction",
    "sentence_parts": "sentence",
    "is_sentence_completed": "sentence completed",
    "sentence_completed_on": "sentence completed on",
    "is_serving": "still serving",
    "was_probation_granted": "probation granted",
    "probation_status": "probation",
    "probation_ended_on": "probation ended",
    "is_revoked": "probation revoked",
    "is_set_aside": "set aside",
    "set_aside_on": "set aside on",
    "cannabis_grams": "grams of cannabis",
    "concentrate_grams": "grams of concentrate",
    "plants": "plants",
    "fact_codes": "proved facts",
    "other_relief": "earlier relief",
    "is_doj_listed": "on the Department of Justice list",
    "is_challenged": "challenged",
    "comment": "comment",
    "problems": "problems of the import",
}
_LEVELS = {"F": "felony", "M": "misdemeanor", "I": "infraction"}


def scenario_sections(result: ScenarioResult) -> tuple[Section, ...]:
    """Headed lists of lines: record, setting, expected, found, and what differs or is left open."""
    scenario = result.scenario
    sections: list[Section] = [("The record", tuple(_record(scenario.person)))]
    setting = [f"policy {scenario.policy}, evaluated as of {scenario.as_of}"]
    setting += [f"switch {name}: {_value(value)}" for name, value in scenario.switches]
    if scenario.agencies is not None:
        setting.append(f"authorized agencies: {', '.join(sorted(scenario.agencies))}")
    sections.append(("Asked under", tuple(setting)))
    sections.append(("The page says", tuple(_expected(scenario.expected))))
    sections.append(("The program finds", tuple(_found(result.finding))))
    if result.differences:
        sections.append(("They differ", result.differences))
    if scenario.open_point:
        sections.append(("The page leaves open", (scenario.open_point,)))
    return tuple(sections)


def _record(person: Person) -> Iterator[str]:
    born = str(person.born_on) if person.born_on else "unknown"
    yield f"born {born}{', deceased' if person.is_deceased else ''}"
    for place, count in enumerate(person.counts):
        yield f"{'the count decided' if not place else 'another count'}: {_count(count)}"


def _count(count: Count) -> str:
    parts = [count.charge]
    empty = Count("", "", count.disposition)
    for field in fields(Count):
        value = getattr(count, field.name)
        if field.name not in _NAMES:
            continue
        if field.name == "level":
            parts.append(_LEVELS[value.value] if value else "level unknown")
        elif field.name == "disposition":
            parts.append(value.value.lower())
        elif value != getattr(empty, field.name):
            parts.append(f"{_NAMES[field.name]}: {_value(value)}")
    return "; ".join(parts)


def _expected(expected: Expected) -> Iterator[str]:
    if expected.statute:
        yield f"by the statute: {OUTCOME_WORDS[OUTCOMES[expected.statute]]}"
    if expected.policy:
        yield f"by the policy: {OUTCOME_WORDS[OUTCOMES[expected.policy]]}"
    if expected.criterion:
        yield f"criterion: {expected.criterion}"
    if expected.codes:
        yield f"codes, among others: {', '.join(expected.codes)}"
    if expected.disputes:
        yield f"disputed points, among others: {', '.join(map(str, expected.disputes))}"
    if expected.alternative:
        yield f"on the other reading: {OUTCOME_WORDS[OUTCOMES[expected.alternative]]}"


def _found(finding: Finding) -> Iterator[str]:
    yield f"by the statute: {OUTCOME_WORDS[finding.statutory_outcome]}. {finding.statutory_reason}"
    yield f"by the policy: {OUTCOME_WORDS[finding.policy_outcome]}, criterion {finding.policy_criterion}"
    if finding.review_codes:
        yield f"codes: {', '.join(finding.review_codes)}"
    if finding.disputes:
        yield f"disputed points: {', '.join(map(str, finding.disputes))}"
    if finding.alternative:
        yield f"on the other reading: {finding.alternative}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, tuple):
        return ", ".join(_part(part) for part in value)
    return str(value)


def _part(part: object) -> str:
    """A sentence part (kind, length, unit) or a plain word."""
    if isinstance(part, str):
        return part
    kind, length, unit = (getattr(part, name) for name in ("kind", "length", "unit"))
    return f"{kind.lower()} {length or 'of unknown length'} {unit}".strip()
