"""Answer "what became of my case?" for one person by exact name and birth date."""

from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.partial_date import ImpossibleDateError, PartialDate
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.services.review import conviction_rows
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import search


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One person with that name and their convictions under review."""

    name: str
    born_on: str
    convictions: tuple[ConvictionRow, ...]


def find_person(session: Session, name: str, born_on: str = "") -> list[PersonFound]:
    """People named "LAST, FIRST" (case ignored), narrowed by birth date when given; audited.

    The birth date is read in every form a delivery may write it. Raises UsageError when it is none.
    """
    session.require(Right.SEE_PEOPLE)
    born_on = _iso(born_on)
    last, _, first = (part.strip() for part in name.partition(","))
    with session.read() as connection:
        people = search.people_named(connection, last, first, born_on)
        ids = {row.id: search.convictions_of_person(connection, row.id) for row in people}
    with session.write(Right.SEE_PEOPLE) as tx:
        tx.audit("person.lookup", many(len(people), "person"), {"name": name, "born_on": born_on})
    return [
        PersonFound(row.name, row.born_on or "", tuple(conviction_rows(session, ids[row.id]).values()))
        for row in people
    ]


def _iso(born_on: str) -> str:
    try:
        return str(PartialDate.parse(born_on) or "")
    except ImpossibleDateError:
        raise UsageError(
            "birth-date", f"“{born_on}” is not a date.", "Write the birth date as YYYY-MM-DD."
        ) from None
