"""What the program says of a person's other convictions, without the sealed ones they were weighed against.

The findings of other convictions stay as they are (docs/decisions/0034), and one may rest on a conviction
that was sealed since. Its words are then shown without the charge and the day of the sealed one.
"""

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from expunge_desktop.domain.person import Person
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.services.legal_words import day_in_words
from expunge_desktop.services.person_record import hidden_refs_of
from expunge_desktop.store import sealing, supplied_facts

SEALED_PRIOR = "a sealed conviction"
SEALED_DAY = "(day sealed)"
_CHARGE_BEFORE_DAY = (  # HS 11358(a), PC 664/HS 11358, 11359
    rf"(?:{SEALED_PRIOR}|unreadable charge|(?:[A-Z]{{2,4}} )?(?:[\w()]+/[A-Z]{{2,4}} )?\d[\w()./]*) of "
)
_Record = TypeVar("_Record")


class Veil:
    """Takes the sealed convictions of one person out of facts and words; without any it changes nothing."""

    def __init__(self, refs: Collection[str] = (), days: Collection[str] = ()) -> None:
        self._refs = frozenset(refs)
        told = sorted({*days, *(day_in_words(one) for one in days)}, key=len, reverse=True)
        any_day = "|".join(map(re.escape, told))
        self._label = re.compile(f"{_CHARGE_BEFORE_DAY}(?:{any_day})") if told else None
        self._day = re.compile(any_day) if told else None

    def facts(self, facts: ConvictionFacts) -> ConvictionFacts:
        """The facts with sealed priors unnamed; what they weigh stays."""
        if not any(prior.ref in self._refs for prior in facts.priors):
            return facts
        priors = tuple(
            replace(prior, ref="", charge=SEALED_PRIOR, county="") if prior.ref in self._refs else prior
            for prior in facts.priors
        )
        return replace(facts, priors=priors)

    def words(self, record: _Record) -> _Record:
        """The record with every text in it freed of the sealed convictions' charges and days."""
        if self._label is None or self._day is None:
            return record
        changed: Any = _changed(record, self._text)
        return changed  # type: ignore[no-any-return]

    def _text(self, text: str) -> str:
        assert self._label is not None and self._day is not None
        return self._day.sub(SEALED_DAY, self._label.sub(SEALED_PRIOR, text))


def veil_of(connection: Any, person_id: int, person: Person) -> Veil:
    """The veil for one person, whose open counts `person` has."""
    refs = hidden_refs_of(connection, person_id)
    if not refs:
        return Veil()
    days = hidden_days(connection, person_id, person_id).get(person_id, frozenset())
    own = {str(day) for one in person.counts for day in (one.offense_on, one.conviction_on, one.event_on)}
    return Veil(refs, days - own)


def hidden_days(connection: Any, first_person: int, last_person: int) -> dict[int, frozenset[str]]:
    """Days of the hidden convictions of a range of people, recorded and supplied, that no open one has."""
    days = dict(sealing.hidden_days(connection, first_person, last_person))
    given = supplied_facts.days_of_people(connection, first_person, last_person, of_hidden=True)
    open_ones = supplied_facts.days_of_people(connection, first_person, last_person, of_hidden=False)
    for person_id, some in given.items():
        days[person_id] = days.get(person_id, frozenset()) | some
    return {one: some - open_ones.get(one, set()) for one, some in days.items()}


def _changed(value: Any, change: Any) -> Any:
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        return replace(value, **{name: _changed(one, change) for name, one in held.items()})
    return value
