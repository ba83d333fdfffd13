"""What can be asked of a workspace after an import."""

from typing import Any

from sqlalchemy import text

from expunge_desktop.services.person_record import person_of
from expunge_desktop.services.session import Session
from expunge_desktop.store import search


def rows_of(session: Session, query: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with session.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def everything(session: Session) -> dict[str, Any]:
    """All that was imported, without ids, line numbers and the order of writing."""
    people = {}
    with session.read() as connection:
        for stored in search.people_range(connection, 0, 100_000):
            person = person_of(connection, stored)
            counts = [str(count).partition(", lines=")[0] for count in person.counts]
            assert (stored.name, stored.born_on or "") == (person.name, str(person.born_on or ""))
            assert stored.counts == len(counts)
            values = (stored.aliases, stored.convictions, stored.felonies)
            people[stored.source_key] = (person.name, values, str(person.born_on), person.aliases, counts)
    convictions = rows_of(
        session,
        "SELECT p.source_key, c.ref, c.county, c.court, c.agency, c.is_agency_inferred, c.case_number,"
        " c.count_number, c.code_section, c.section, c.offense_text, c.level, c.disposition, c.offense_on,"
        " c.conviction_on, c.conviction_year, c.facts, c.problems"
        " FROM conviction c JOIN person p ON p.id = c.person_id",
    )
    problems = rows_of(session, "SELECT source_key, ref, kind, sentence FROM problem")
    return {"people": people, "convictions": sorted(convictions, key=str), "problems": sorted(problems)}
