"""What names the convictions nobody sees any more, and nobody else: for masking what people wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from expunge_desktop.store.custody_schema import purge, sealed_conviction
from expunge_desktop.store.doubtful import doubtful_ids
from expunge_desktop.store.schema import batch, conviction, facts_refresh, person
from expunge_desktop.store.sealing import is_hidden, is_open


@dataclass(slots=True)
class Named:
    """Case numbers; CII, FBI and person numbers; names as recorded, `LAST,FIRST MIDDLE`."""

    cases: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.cases or self.numbers or self.names)


def state(connection: Connection) -> tuple[Any, ...]:
    """What changes whenever `hidden` or `shown` may: cheap to ask."""
    in_doubt = doubtful_ids().subquery()
    asked = (
        select(func.count()).select_from(sealed_conviction),
        select(func.max(purge.c.id)),
        select(func.max(batch.c.id)),
        select(func.max(facts_refresh.c.id)),
        select(func.count()).select_from(in_doubt),
        select(func.sum(in_doubt.c[0])),
    )
    return tuple(connection.scalar(one) for one in asked)


def hidden(connection: Connection) -> Named:
    """What names the hidden convictions, and the people of whom nothing else under review is shown."""
    query = select(conviction.c.case_number).where(is_hidden(), conviction.c.purge_id.is_(None))
    found = Named(cases=set(connection.scalars(query)))
    if found:
        _take_people(connection, found, is_shown=False)
    return found


def shown(connection: Connection) -> Named:
    """The same of what is still shown: it is nobody's secret."""
    found = Named(cases=set(connection.scalars(select(conviction.c.case_number).where(is_open()))))
    _take_people(connection, found, is_shown=True)
    return found


def _take_people(connection: Connection, found: Named, *, is_shown: bool) -> None:
    of_people = select(conviction.c.person_id)
    columns = (person.c.name, person.c.aliases, person.c.cii_number, person.c.fbi_number, person.c.source_key)
    query = select(*columns).where(person.c.purge_id.is_(None))
    if is_shown:
        query = query.where(person.c.id.in_(of_people.where(is_open())))
    else:
        query = query.where(
            person.c.id.in_(of_people.where(is_hidden())), person.c.id.not_in(of_people.where(is_open()))
        )
    for name, aliases, *numbers in connection.execute(query):
        found.names |= set(_filled((name, *aliases.split("; "))))
        found.numbers |= set(_filled(numbers))


def _filled(texts: Iterable[str]) -> Iterable[str]:
    return filter(None, texts)
