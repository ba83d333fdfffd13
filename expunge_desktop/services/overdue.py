"""Convictions whose record the law orders destroyed: HS 11361.5(a), (c), not kept beyond two years.

A flag for a supervising attorney, never a finding: the scope is unconfirmed, and what would delay the day
(custody) no record tells. The values stand in resources/law/destruction.yaml. Date, section and disposition
are those of the delivery, or what an office supplied for them as the newest assessment took it up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

import yaml

from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate, add_years
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import retention as store
from expunge_desktop.store import supplied_facts

KIND = "DESTRUCTION_OVERDUE"
_ENDED = "disposition"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DestructionRule:
    """What HS 11361.5 covers: sections with their subdivisions (none = all), since when, after how long."""

    citation: str
    covers: Mapping[str, tuple[str, ...]]
    since: date
    years: int
    is_unconfirmed: bool
    for_counsel: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """Convictions that are overdue, and those of the same offenses whose date does not tell, by id."""

    overdue: tuple[int, ...]
    undated: tuple[int, ...]


@cache
def destruction_rule() -> DestructionRule:
    """The rule as this build ships it."""
    text = resource_path("law", "destruction.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)["cannabis_records"]
    return DestructionRule(
        citation=data["citation"],
        covers={str(section): tuple(parts) for section, parts in data["covers"].items()},
        since=data["since"],
        years=data["years"],
        is_unconfirmed=data["unconfirmed"],
        for_counsel=" ".join(data["for_counsel"].split()),
    )


def overdue_convictions(session: Session) -> Overdue:
    """Open convictions overdue today, for figures and for a plan."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        return overdue_on(connection, session.clock.today())


def is_overdue(session: Session, conviction_id: int) -> bool:
    """Whether one open conviction is overdue today, for its own page."""
    session.require(Right.SEE_PEOPLE)
    with session.read() as connection:
        return conviction_id in overdue_on(connection, session.clock.today(), [conviction_id]).overdue


def flag_of(connection: Any, conviction_id: int, today: date) -> str:
    """The flag of one conviction in a sentence; empty when it is not overdue."""
    if not overdue_on(connection, today, [conviction_id]).overdue:
        return ""
    return f"Its record may be overdue for destruction ({destruction_rule().citation}; unconfirmed)."


def overdue_on(connection: Any, today: date, ids: Collection[int] | None = None) -> Overdue:
    """Of every open conviction, or of these, those overdue on a day."""
    rule = destruction_rule()
    overdue, undated = [], []
    supplied = _supplied(connection, None if ids is None else store.people_of(connection, ids))
    people = {person_id for (person_id, _ref), own in supplied.items() if _ENDED in own}
    for row in store.convictions_under(connection, tuple(rule.covers), ids, people=people):
        own = supplied.get((row.person_id, row.ref), _NOTHING) if supplied else _NOTHING
        if own.get(_ENDED, row.disposition) != Disposition.CONVICTED:
            continue
        if not _is_covered(own.get("code_section", row.code_section)):
            continue
        answer = _is_past(own.get("conviction_date", row.conviction_on), rule, today)
        if answer is None:
            undated.append(row.id)
        elif answer:
            overdue.append(row.id)
    return Overdue(tuple(overdue), tuple(undated))


def _supplied(connection: Any, people: Collection[int] | None) -> dict[tuple[int, str], dict[str, str]]:
    """What the newest assessment took up of these people, or of everybody: (person, ref) to fact to value."""
    if people is None:
        facts = supplied_facts.of_everybody(connection)
    else:
        facts = supplied_facts.of_people(connection, list(people), with_waiting=False)
    found: dict[tuple[int, str], dict[str, str]] = {}
    for person_id, each in facts.items():
        for one in each:
            own = found.setdefault((person_id, one.ref), {})
            own[one.fact] = str(SUPPLIABLE[one.fact].read(one.value)) if one.fact == _ENDED else one.value
    return found


@lru_cache(maxsize=4096)
def _is_covered(charge: str) -> bool:
    rule = destruction_rule()
    citation = parse_charge(charge)
    if citation is None or citation.inchoate or citation.section not in rule.covers:
        return False
    subdivisions = rule.covers[citation.section]
    return not subdivisions or citation.subdivisions[:1] in [(one,) for one in subdivisions]


def _is_past(conviction_on: str | None, rule: DestructionRule, today: date) -> bool | None:
    """Whether the term is over, its last day included; None when the date as recorded does not tell."""
    day = PartialDate.parse(conviction_on or "")
    if day is None:
        return None
    if day.latest < rule.since or add_years(day.earliest, rule.years) >= today:
        return False
    return True if day.earliest >= rule.since and add_years(day.latest, rule.years) < today else None
