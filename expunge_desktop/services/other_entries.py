"""The other entries of a person's record that mattered to one count, and why."""

from collections.abc import Iterator
from datetime import date

from expunge_desktop.base.counted_words import many
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import add_years
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.rules.charges import CONDITIONAL, DEFINITE
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior
from expunge_desktop.rules.facts import charge_of
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import Disqualifier
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.rules.priors import BEFORE, BETWEEN, LATER, SAME_CASE, timing
from expunge_desktop.services.explanation import OtherEntry
from expunge_desktop.services.fact_sources import RecordPlaces
from expunge_desktop.services.legal_words import LEVEL_WORDS, day_in_words

_TIMING = {
    BEFORE: "before this offense",
    LATER: "after this conviction",
    BETWEEN: "not clearly before this offense: on its day, between offense and conviction, or undated",
    SAME_CASE: "in the same case",
}
_WITHIN = "years_without_conviction"


def other_entries(
    facts: ConvictionFacts,
    person: Person,
    offense: Interval,
    law: LawBook,
    policy: Policy,
    as_of: date,
    places: RecordPlaces,
) -> tuple[OtherEntry, ...]:
    """Possible disqualifiers, and convictions within the years a criterion of the policy looks back.

    In the order of the record; an entry that is both is named once.
    """
    priors = {prior.ref: prior for prior in facts.priors}
    recent = {count.ref: years for count, years in _recent(person, policy, as_of, facts.ref)}
    found = []
    for count in person.counts:
        prior, years = priors.get(count.ref), recent.get(count.ref)
        if prior is None and years is None:
            continue
        why = [*_why(prior, count, law)] if prior else []
        if years:
            why.append(
                f"a conviction within the last {many(years, 'year')}, as the policy's criterion counts them"
            )
        when = _TIMING[timing(prior, facts, offense)] if prior else _when(count, facts)
        found.append(_entry(count, prior, when, tuple(why), places))
    return tuple(found)


def _entry(
    count: Count, prior: Prior | None, when: str, why: tuple[str, ...], places: RecordPlaces
) -> OtherEntry:
    sources = dict.fromkeys((*places.of("charge", count), *places.of("conviction_on", count)))
    on = prior.on if prior else count.conviction_on
    return OtherEntry(
        charge=prior.charge if prior else count.charge,
        as_recorded=" ".join(filter(None, (count.charge, count.offense_text))),
        on=day_in_words(str(on)) if on else "undated",
        case_number=count.case_number,
        county=count.county,
        disposition=count.disposition.value.lower(),
        level=LEVEL_WORDS[count.level.value if count.level else ""],
        timing=when,
        why=why,
        sources=tuple(sources),
    )


def _why(prior: Prior, count: Count, law: LawBook) -> Iterator[str]:
    """What the lists and rules say of the entry."""
    charge = charge_of(count, law)
    strike, listed = charge.super_strike, charge.registrable
    authority = f"PC 667(e)(2)(C)(iv){strike.clause.split(',')[0] if strike else ''}"
    yield from _listed(prior.strike, "a so-called super strike", authority, strike)
    yield from _listed(prior.registrable, "an offense requiring registration", "PC 290(c)", listed)
    if prior.same_offense:
        sure = "the same offense" if prior.same_offense == "yes" else "perhaps the same offense"
        yield f"{sure}, which counts for the rule of two priors"
    if prior.nature == "juvenile":
        yield "a juvenile adjudication"
    if prior.nature == "unclear":
        yield "whether a conviction was entered is not known"
    if prior.is_registration:
        yield "a registration that does not say for which offense"
    if prior.is_foreign:
        yield "entered outside California (PC 667(d)(2))"
    if prior.is_unreadable:
        yield "a charge, or a fact proved of it, that cannot be read"
    if prior.is_life_term:
        yield "a life sentence"
    if prior.is_doubtful:
        yield "the entry may belong to somebody else"


def _listed(certainty: str, what: str, authority: str, entry: Disqualifier | None) -> Iterator[str]:
    """Whether the entry is on a list: surely, or only on facts that its row does not show."""
    name = f": {entry.name}" if entry else ""
    if certainty == DEFINITE:
        yield f"{what}{name} ({authority})"
    elif certainty == CONDITIONAL:
        yield f"{what} only on facts that the row does not show{name} ({authority})"


def _recent(person: Person, policy: Policy, as_of: date, ref: str) -> Iterator[tuple[Count, int]]:
    """Convictions within the years a criterion looks back, infractions left out (dispute 14)."""
    years = max((one.years for one in _tests(policy.criteria) if one.test == _WITHIN), default=0)
    if not years:
        return
    limit = add_years(as_of, -years, leap_day_to_march=policy.switches.feb29 == "march_1")
    is_felony_only = policy.switches.ten_years_counts == "felony"
    for count in person.counts:
        if count.ref == ref or count.disposition is not Disposition.CONVICTED or count.conviction_on is None:
            continue
        is_counted = count.level is not Level.INFRACTION and not (
            is_felony_only and count.level is Level.MISDEMEANOR
        )
        if is_counted and limit < count.conviction_on.latest <= as_of:
            yield count, years


def _tests(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for one in criteria:
        yield one
        yield from _tests(one.parts)


def _when(count: Count, facts: ConvictionFacts) -> str:
    if count.conviction_on is None or facts.conviction_on is None:
        return "undated"
    is_later = count.conviction_on.earliest > facts.conviction_on.latest
    return "after this conviction" if is_later else "not after this conviction"
