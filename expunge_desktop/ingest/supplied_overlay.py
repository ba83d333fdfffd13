"""A person's record with the supplied facts laid over: the one place where the two meet.

What the delivery says stays in the source rows, untouched; this is what rules and explanations read.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE

_PARTIAL = {"date_of_birth": "PARTIAL_BIRTH_DATE", "conviction_date": "PARTIAL_EVENT_DATE"}
_QUANTITIES = ("cannabis_grams", "concentrate_grams", "plants")
_DATES = frozenset(("offense_date", "conviction_date"))


def with_supplied(person: Person, supplied: Iterable[SuppliedFact]) -> Person:
    """The person as record and supplied facts together say; without any of them the person itself.

    Order and refs of the counts stay. A fact for a count that is not there (sealed, destroyed) is nobody's.
    """
    by_ref: dict[str, dict[str, Any]] = {}
    for one in supplied:
        value = SUPPLIABLE[one.fact].read(one.value)
        if value is not None:
            by_ref.setdefault(one.ref, {})[one.fact] = value
    if not by_ref:
        return person
    own = by_ref.get("", {})
    if own:
        person = replace(person, **_changes(person, own))
    counts = tuple(_count(one, by_ref.get(one.ref, {}), person.born_on, own) for one in person.counts)
    return replace(person, counts=counts)


def _count(count: Count, facts: dict[str, Any], born_on: PartialDate | None, own: dict[str, Any]) -> Count:
    made = replace(count, **_changes(count, facts)) if facts else count
    if not _DATES.isdisjoint(facts) or "date_of_birth" in own:
        made = replace(made, problems=_compared(made, born_on))
    return made


def _changes(record: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """The fields that become others; of the problems those stay that no supplied fact answers."""
    changes: dict[str, Any] = {}
    settled: set[str] = set()
    for name, value in facts.items():
        fact = SUPPLIABLE[name]
        changes |= fact.change(record, value)
        settled |= fact.settles
    if all(name in facts or getattr(record, name, None) is not None for name in _QUANTITIES):
        # Which of the three could not be read the record does not say: all of them must be known.
        settled.add("UNREADABLE_QUANTITY")
    kept = [kind for kind in record.problems if kind not in settled]
    kept += [kind for name, kind in _PARTIAL.items() if name in facts and not facts[name].is_exact]
    return changes | {"problems": tuple(kept)}


def _compared(count: Count, born_on: PartialDate | None) -> tuple[str, ...]:
    """The problems with those of dates that cannot follow each other, judged anew."""
    after, before = "OFFENSE_AFTER_CONVICTION", "BORN_AFTER_OFFENSE"
    kept = [kind for kind in count.problems if kind not in (after, before)]
    dates = [one for one in (count.offense_on, count.conviction_on) if one]
    if len(dates) == 2 and dates[0].earliest > dates[1].latest:
        kept.append(after)
    if born_on and dates and born_on.earliest > min(one.latest for one in dates):
        kept.append(before)
    return tuple(kept)
