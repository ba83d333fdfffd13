"""People and counts under review as the plain tuples that the workspace keeps, whatever the layout."""

from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts_json import facts_to_json


def person_values(person: Person) -> tuple[object, ...]:
    """A person in the order of `PERSON_COLUMNS`."""
    convictions = [one.level for one in person.counts if one.disposition is Disposition.CONVICTED]
    return (
        person.key,
        person.name,
        person.last_name,
        person.first_name,
        "; ".join(person.aliases),
        _text(person.born_on),
        None if person.is_deceased is None else int(person.is_deceased),
        _text(person.deceased_on),
        person.sex,
        person.race,
        person.cii_number,
        len(person.counts),
        len(convictions),
        convictions.count(Level.FELONY),
        "\n".join(person.address),
        person.fbi_number,
    )


def conviction_values(count: Count, facts: ConvictionFacts) -> tuple[object, ...]:
    """A count under review with its facts in the order of `CONVICTION_COLUMNS`."""
    citation = parse_charge(count.charge)
    return (
        count.ref,
        count.county,
        count.court,
        count.filing_agency,
        int(count.is_agency_inferred),
        count.case_number,
        count.count_number,
        count.charge,
        citation.section if citation else "",
        count.offense_text,
        None if count.level is None else count.level.value,
        count.disposition.value,
        _text(count.offense_on),
        _text(count.conviction_on),
        count.conviction_on.year if count.conviction_on else None,
        facts_to_json(facts),
        ";".join(count.problems),
        arrest_text(count),
    )


def arrest_text(count: Count) -> str:
    """Arrest date, arresting agency, booking number and court code, one a line; empty if all are unknown."""
    text = "\n".join(
        (_text(count.arrested_on) or "", count.arresting_agency, count.booking_number, count.court_code)
    )
    return "" if text == "\n\n\n" else text


def _text(value: object) -> str | None:
    return None if value is None else str(value)
