"""Facts of one count, computed once from the whole record: independent of evaluation date and policy."""

from collections import Counter
from collections.abc import Iterable

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import find_charges_in_comment
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.person import RECORD_TOO_LONG, Count, Person
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.charges import (
    BEFORE_1959,
    LOOK_ALIKES,
    NEVER,
    OTHER,
    UNREADABLE,
    WRONG_CODE,
    Charge,
    classify,
    classify_citation,
)
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Sentence
from expunge_desktop.rules.last_convictions import last_convictions
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.prior_facts import may_be_elsewhere, priors_of
from expunge_desktop.rules.scope import relief_name

YOUNGEST = 10  # nobody younger was convicted: the birth date, or the date of the conviction, is wrong
# Dispositions that are, or may be, a conviction; adjudications go the juvenile court's way (HS 11361.8(m)).
_MAY_BE_CONVICTED = frozenset((Disposition.CONVICTED, Disposition.UNKNOWN))
_MAY_BE_PRIOR = _MAY_BE_CONVICTED | {Disposition.JUVENILE_ADJUDICATION}


def is_under_review(count: Count, law: LawBook) -> bool:
    """Whether the count is, was, or may be a cannabis conviction, or needs a person to look.

    11357–11360 in any form, predecessors, attempts, conspiracies with a cannabis target, look-alikes of
    HS 11361.8, PC 32, unreadable charges of convictions, and charges whose comment names cannabis.
    """
    return _needs_review(count, charge_of(count, law), law)


def _needs_review(count: Count, charge: Charge, law: LawBook) -> bool:
    kind = charge.kind
    if count.is_doj_listed:
        return True  # it never ends as not eligible, whatever its section (law/corrections 6)
    if kind == OTHER:
        return bool(count.comment) and count.disposition in _MAY_BE_CONVICTED and _names_cannabis(count, law)
    if kind == UNREADABLE:
        return count.disposition in _MAY_BE_CONVICTED
    return kind != NEVER or charge.section in LOOK_ALIKES


def charge_of(count: Count, law: LawBook) -> Charge:
    """The charge; where the row has none (`SEE COMMENT`), the one charge its comment names."""
    charge = classify(count.charge, law)
    if charge.citation is None and count.comment:
        named = find_charges_in_comment(count.comment)
        if len(named) == 1:
            charge = classify_citation(named[0], law)
    if charge.kind == OTHER and charge.citation and not charge.citation.code and not charge.may_disqualify:
        # Without its code a number may be what is left of another one: 1135 of 11359 HS.
        return Charge(None, UNREADABLE, label=f"{charge.citation} (code missing)")
    return charge


def derive_facts(person: Person, law: LawBook) -> dict[str, ConvictionFacts]:
    """Facts of every count under review, by its ref."""
    entries = [(count, charge_of(count, law)) for count in person.counts]
    review = [entry for entry in entries if _needs_review(*entry, law)]
    if not review:
        return {}
    last_any, last_felony = last_convictions(entries, person.born_on)
    only_cannabis = _only_cannabis(entries)
    # A record too long for one person is left to a reader: what its counts mean for each other is not asked.
    is_too_long = RECORD_TOO_LONG in person.problems
    relevant = [] if is_too_long else [entry for entry in entries if _may_matter(*entry)]
    sentences: Counter[Sentence] = Counter()
    if only_cannabis is not False and not is_too_long:
        convicted = (one for one in person.counts if one.disposition is Disposition.CONVICTED)
        sentences.update(map(sentence_of, convicted))
    facts: dict[str, ConvictionFacts] = {}
    for count, charge in review:
        own = sentence_of(count) if count.disposition is Disposition.CONVICTED else None
        others = tuple(one for one, number in sentences.items() if number > (one == own))
        facts[count.ref] = ConvictionFacts(
            ref=count.ref,
            charge=charge.label or count.charge.strip(),
            disposition=count.disposition,
            county=count.county,
            agency=count.filing_agency,
            is_agency_inferred=count.is_agency_inferred,
            level=count.level,
            has_level_conflict=count.has_level_conflict,
            offense_on=count.offense_on,
            offense_on_source=count.offense_on_source,
            commenced_on=count.commenced_on,
            born_on=person.born_on,
            is_deceased=person.is_deceased,
            sentence=sentence_of(count),
            cannabis_grams=count.cannabis_grams,
            concentrate_grams=count.concentrate_grams,
            plants=count.plants,
            fact_codes=tuple(sorted(count.fact_codes)),
            other_relief=count.other_relief,
            is_doj_listed=count.is_doj_listed,
            is_challenged=count.is_challenged,
            comment_charges=_comment_charges(count, charge, law),
            problem_codes=_problem_codes(count, person, law),
            priors=priors_of(count, charge, relevant, law, person.born_on) if relevant else (),
            last_any=last_any,
            last_felony=last_felony,
            only_cannabis=only_cannabis,
            other_sentences=others,
        )
    return facts


def sentence_of(count: Count) -> Sentence:
    """The sentence of a count, as recorded: relief under PC 1203.4 on the row is a set-aside."""
    is_set_aside = count.is_set_aside or any(relief_name(relief) == "1203.4" for relief in count.other_relief)
    return Sentence(
        count.conviction_on,
        tuple((part.kind, part.length, part.unit) for part in count.sentence_parts),
        count.is_sentence_completed,
        count.sentence_completed_on,
        count.is_serving,
        count.was_probation_granted,
        count.probation_status,
        count.probation_ended_on,
        count.is_revoked,
        count.revoked_on,
        is_set_aside,
        count.set_aside_on,
    )


def _names_cannabis(count: Count, law: LawBook) -> bool:
    return any(_is_of_interest(citation, law) for citation in find_charges_in_comment(count.comment))


def _is_of_interest(citation: Citation, law: LawBook) -> bool:
    charge = classify_citation(citation, law)
    return charge.is_cannabis or charge.kind == WRONG_CODE


def _comment_charges(count: Count, charge: Charge, law: LawBook) -> tuple[str, ...]:
    if not count.comment or charge.citation is None:
        return ()
    return tuple(
        str(citation)
        for citation in find_charges_in_comment(count.comment)
        if citation.section != charge.section and _is_of_interest(citation, law)
    )


def _problem_codes(count: Count, person: Person, law: LawBook) -> tuple[str, ...]:
    """Codes of what is wrong with the row, with the whole record, or with birth and conviction together."""
    kinds = (*count.problems, *person.problems)
    codes = {law.problem_codes[kind] for kind in kinds if kind in law.problem_codes}
    if not is_believable(person.born_on, count.conviction_on, youngest=YOUNGEST):
        codes.add("HR-DATE")
    return tuple(sorted(codes))


def _may_matter(count: Count, charge: Charge) -> bool:
    """Whether the count can be a disqualifying prior of another one."""
    may_be_registration = charge.is_registration or charge.citation is None
    if count.disposition is Disposition.REGISTRATION:
        return may_be_registration
    if count.disposition not in _MAY_BE_PRIOR:
        return may_be_registration and not count.disposition_text.strip()
    if charge.may_disqualify or "LIFE_TERM" in count.fact_codes:
        return True
    if count.level is Level.INFRACTION:
        return False
    return may_be_elsewhere(count) or count.has_unread_fact


def _only_cannabis(entries: Iterable[tuple[Count, Charge]]) -> bool | None:
    is_unclear = False
    for count, charge in entries:
        if count.disposition not in _MAY_BE_CONVICTED:
            continue
        if charge.kind in (UNREADABLE, WRONG_CODE, BEFORE_1959) or count.disposition is Disposition.UNKNOWN:
            is_unclear = True
        elif not charge.is_cannabis:
            return False
    return None if is_unclear else True
