"""Entries of a person's record that may disqualify, as seen from one count under review."""

from collections.abc import Sequence
from functools import lru_cache

from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.charges import CONDITIONAL, DEFINITE, UNREADABLE, Charge, effective_certainty
from expunge_desktop.rules.conviction_facts import Prior
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.scope import relief_name

_NATURES = {
    Disposition.CONVICTED: "conviction",
    Disposition.JUVENILE_ADJUDICATION: "juvenile",
    Disposition.REGISTRATION: "registration",
}
Entry = tuple[Count, Charge]


@lru_cache(maxsize=1024)
def may_be_foreign(county: str) -> bool:
    """Whether the court is outside California, or may be: FEDERAL, a state's name, or no county recorded."""
    return county_named(county) is None


def may_be_elsewhere(entry: Count) -> bool:
    """Whether an entry is, or may be, from outside California: a bare "Nevada" is a county or the state."""
    return may_be_foreign(entry.county) or entry.is_county_ambiguous


def priors_of(
    count: Count, charge: Charge, entries: Sequence[Entry], law: LawBook, born_on: PartialDate | None
) -> tuple[Prior, ...]:
    """The entries that could matter to this count, in the order of the record.

    A date that cannot be right for a person born then is no date.
    """
    priors = []
    for other, other_charge in entries:
        if other is count:
            continue
        prior = _prior(count, charge, other, other_charge, entries, law, born_on)
        if prior is not None:
            priors.append(prior)
    return tuple(priors)


def _prior(
    count: Count,
    charge: Charge,
    other: Count,
    other_charge: Charge,
    entries: Sequence[Entry],
    law: LawBook,
    born_on: PartialDate | None,
) -> Prior | None:
    strike = other_charge.strike_certainty or _gang_certainty(other, other_charge, entries)
    is_life_term = "LIFE_TERM" in other.fact_codes
    if is_life_term and strike == CONDITIONAL and other_charge.super_strike is not None:
        strike = other_charge.super_strike.life_term
    registrable = effective_certainty(other_charge, other.level)
    if registrable == CONDITIONAL and other_charge.is_excusable and _has_registrable(entries):
        registrable = DEFINITE
    # The day of an offense dates no conviction, nor an entry that may be one.
    may_be_conviction = other.disposition in (Disposition.CONVICTED, Disposition.UNKNOWN)
    on = other.conviction_on or (None if may_be_conviction else other.offense_on)
    if not is_believable(born_on, on):
        on = None
    if registrable == DEFINITE and on is not None and on.latest < law.registration_counts_since:
        registrable = CONDITIONAL
    same_offense = _same_offense(charge, other_charge, other)
    # A proved fact nobody could read may be a life term, as a charge nobody could read may be a listed one.
    is_unread = other_charge.kind == UNREADABLE or other.has_unread_fact
    is_unreadable = is_unread and other.level is not Level.INFRACTION
    is_registration = other_charge.is_registration or other.disposition is Disposition.REGISTRATION
    is_elsewhere = may_be_elsewhere(other) and (may_be_foreign(other.county) or other.county != count.county)
    if not (
        strike
        or registrable
        or same_offense
        or is_unreadable
        or is_registration
        or is_life_term
        or is_elsewhere
    ):
        return None
    return Prior(
        ref=other.ref,
        charge=other_charge.label or other.charge.strip(),
        nature=_nature(other, law),
        on=on,
        county=other.county,
        is_same_case=_is_same_case(count, other),
        strike=strike,
        registrable=registrable,
        same_offense=same_offense,
        is_foreign=is_elsewhere,
        is_doubtful="IDENTITY_DOUBT" in other.fact_codes or _is_of_another_number(count, other),
        is_unreadable=is_unreadable,
        is_registration=is_registration,
        is_life_term=is_life_term,
    )


def _nature(other: Count, law: LawBook) -> str:
    """What the entry is; relief that may have undone a conviction (vacated, pardoned) leaves that unclear."""
    is_conviction = other.disposition is Disposition.CONVICTED
    if is_conviction and any(relief_name(text) not in law.ignored_relief for text in other.other_relief):
        return "unclear"
    return _NATURES.get(other.disposition, "unclear")


def _is_of_another_number(count: Count, other: Count) -> bool:
    """Whether the rows name different state numbers: two people may have been taken for one."""
    return bool(count.cii_number and other.cii_number) and count.cii_number != other.cii_number


def _is_same_case(count: Count, other: Count) -> bool | None:
    """Two counts are the same case when their case keys are; without a key it cannot be told."""
    if not count.case_key or not other.case_key:
        return None
    return count.case_key == other.case_key


def _gang_certainty(other: Count, charge: Charge, entries: Sequence[Entry]) -> str:
    """PC 186.22(b)(4) life terms: definite with offense and gang entry in one case, else conditional."""
    if not (charge.is_gang_entry or charge.is_gang_offense):
        return ""
    partners = [
        partner
        for partner, partner_charge in entries
        if partner is not other
        and (partner_charge.is_gang_offense if charge.is_gang_entry else partner_charge.is_gang_entry)
    ]
    if any(_is_same_case(other, partner) for partner in partners):
        return DEFINITE
    if charge.is_gang_entry or any(_is_same_case(other, partner) is None for partner in partners):
        return CONDITIONAL
    return ""


def _has_registrable(entries: Sequence[Entry]) -> bool:
    """Whether a registrable conviction defeats PC 290(c)(2); one that may be excused is none by itself."""
    return any(
        entry.disposition is Disposition.CONVICTED
        and "IDENTITY_DOUBT" not in entry.fact_codes
        and effective_certainty(charge, entry.level) == DEFINITE
        for entry, charge in entries
    )


def _same_offense(charge: Charge, other: Charge, entry: Count) -> str:
    """Whether the other conviction is for the same offense (HS 11358(d)(2), 11359(c)(2), 11360(a)(3)(B))."""
    if not charge.offense or not other.offense or entry.disposition is Disposition.JUVENILE_ADJUDICATION:
        return ""
    if charge.offense.removesuffix("?") != other.offense.removesuffix("?"):
        return ""
    if other.section == "11360" and not other.offense.endswith("a") and entry.level is not None:
        return "yes" if entry.level is Level.FELONY else ""
    return "maybe" if other.offense.endswith("?") else "yes"
