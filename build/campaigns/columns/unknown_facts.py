"""Every fact of a person or count taken away, one at a time, over people made of the domain's own records.

Reaches what the Department's layout never says and a case list may: quantities, proved facts, states of
sentence and probation, the list of 2019. Taking a fact away may lead to more relief only where the law, or a
switch of the policy that counsel signs, presumes so, and the explanation cites it (`PRESUMED`).
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from campaigns.columns.judge import AS_OF, OFFICE, POLICIES, RELIEF
from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Level, Outcome
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person, SentencePart
from expunge_desktop.rules.evaluate import evaluate, evaluate_other
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.services.law_library import load_law, load_policy

_CHARGES = (
    "11357(A) HS", "11357(B) HS", "11357(C) HS", "11357 HS", "11358 HS", "11358 HS", "11359 HS", "11359 HS",
    "11360(A) HS", "11360(B) HS", "11360 HS", "11530 HS", "664/11359 HS", "32 PC",
)  # fmt: skip
_OTHERS = ("187 PC", "207 PC", "288(A) PC", "243.4 PC", "459 PC", "290 PC", "211 PC", *_CHARGES)
_CODES = (
    "SALE_TO_MINOR", "MINOR_EMPLOYED", "SCHOOL_GROUNDS", "PERSONAL_TRANSPORT", "IMPORT_EXPORT", "GIFT",
    "RECIPIENT_UNDER_21", "CULTIVATION_RULE_BREACH", "IDENTITY_DOUBT", "LIFE_TERM", "TRANSFERRED_1203_9",
)  # fmt: skip
# What each fact becomes when nobody knows it.
BLANK: dict[str, Any] = {
    "charge": "",
    "disposition": Disposition.UNKNOWN,
    "case_key": "",
    "county": "",
    "level": None,
    "offense_on": None,
    "commenced_on": None,
    "conviction_on": None,
    "sentence_parts": (),
    "is_sentence_completed": None,
    "sentence_completed_on": None,
    "is_serving": None,
    "was_probation_granted": None,
    "probation_status": "",
    "probation_ended_on": None,
    "cannabis_grams": None,
    "concentrate_grams": None,
    "plants": None,
    "fact_codes": frozenset(),
    "other_relief": (),
    "is_doj_listed": None,
    "is_challenged": None,
}
BLANK_OF_PERSON: dict[str, Any] = {"born_on": None, "is_deceased": None}
_BURDEN = ("burden.presumption", "HS 11361.8(b), (f)", "")
_BIRTH = (*_BURDEN[:2], "the birth date: taken for an adult's")
_LEVEL = (*_BURDEN[:2], "the level: taken as any the section could have")
_TERM = ("route.application", "HS 11361.8(e)–(g)", "not shown to be serving")
_DAY = ("offense.date", "PC 801, 802, 804", "inferred")
_LISTED = ("route.doj-list", "HS 11361.9(d)", "")
# The office's own dismissals, which it signs and may give whatever the statute leaves open.
_OFFICE = ("policy.criterion", "the policy", "")
_POSSESSION = (("policy.misd-possession", "the policy", ""), ("policy.felony-11357", "the policy", ""))
# fact → rules one of whose steps must stand in the explanation, with the authority it must cite and the words
# in which it must tell what is presumed of this record.
PRESUMED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "cannabis_grams": (_BURDEN,),
    "concentrate_grams": (_BURDEN,),
    "plants": (_BURDEN,),
    "fact_codes": (_BURDEN, *_POSSESSION),
    "other_relief": (_BURDEN, *_POSSESSION),
    "is_challenged": (_BURDEN, *_POSSESSION),
    "born_on": (_BIRTH,),
    "level": (_LEVEL,),
    "offense_on": (_DAY,),
    "commenced_on": (_DAY,),
    "is_serving": (_TERM, _LISTED),
    "sentence_completed_on": (_TERM, _LISTED),
    "sentence_parts": (_TERM, _LISTED, _OFFICE),
    "probation_status": (_TERM, _LISTED, _OFFICE),
    "probation_ended_on": (_TERM, _LISTED, _OFFICE),
    "was_probation_granted": (_OFFICE,),
}
# A life term or other proved fact of another count that nobody proved keeps no felony here either.
PRESUMED_OF_OTHERS = frozenset(("fact_codes",))


class Gain(NamedTuple):
    """More relief by a missing fact; `is_presumed` when the explanation cites why."""

    person: int
    fact: str
    is_own: bool
    policy: str
    before: Outcome
    after: Outcome
    is_presumed: bool


@dataclass(slots=True)
class Taken:
    """What a run took away and what became of it."""

    compared: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    gains: list[Gain] = field(default_factory=list)

    @property
    def violations(self) -> list[Gain]:
        """Gains that nothing presumes."""
        return [gain for gain in self.gains if not gain.is_presumed]


class FactTaker:
    """Decides people with and without each of their facts."""

    def __init__(self) -> None:
        self._law = load_law()
        self._policies = {name: load_policy(name) for name in POLICIES}

    def take_from(self, number: int, person: Person, taken: Taken) -> None:
        """Take every known fact away, one at a time."""
        before = {policy: self._findings(person, policy) for policy in POLICIES}
        for fact, of, poorer in _poorer(person):
            for policy in POLICIES:
                after = self._findings(poorer, policy, explain=True)
                for ref, was in before[policy].items():
                    now = after[ref]
                    taken.compared += 1
                    gain = RELIEF.get(now.policy_outcome, 0) - RELIEF.get(was.policy_outcome, 0)
                    if was.policy_outcome is not now.policy_outcome:
                        direction = "more" if gain > 0 else "less" if gain < 0 else "same"
                        taken.moves[fact, direction] += 1
                    if gain > 0:
                        is_own = of in ("", ref)
                        outcomes = was.policy_outcome, now.policy_outcome
                        is_presumed = (is_own or fact in PRESUMED_OF_OTHERS) and _is_presumed(fact, now)
                        taken.gains.append(Gain(number, fact, is_own, policy, *outcomes, is_presumed))

    def _findings(self, person: Person, name: str, *, explain: bool = False) -> dict[str, Finding]:
        policy, facts = self._policies[name], derive_facts(person, self._law)
        return {
            count.ref: evaluate(facts[count.ref], self._law, policy, AS_OF, OFFICE, explain=explain)
            if count.ref in facts
            else evaluate_other(count, self._law, policy, OFFICE)
            for count in person.counts
        }


def _poorer(person: Person) -> Iterator[tuple[str, str, Person]]:
    """(fact, ref of the count or empty for the person's, the person without it)."""
    for name, blank in BLANK_OF_PERSON.items():
        if getattr(person, name) != blank:
            yield name, "", replace(person, **{name: blank})
    for place, count in enumerate(person.counts):
        for name, blank in BLANK.items():
            if getattr(count, name) != blank:
                counts = [*person.counts]
                counts[place] = replace(count, **{name: blank})
                yield name, count.ref, replace(person, counts=tuple(counts))


def _is_presumed(fact: str, now: Finding) -> bool:
    """Whether the explanation has a step of the fact's presumption that cites its authority and says it."""
    return any(
        step.rule == rule and authority in step.citation and told in step.because
        for rule, authority, told in PRESUMED.get(fact, ())
        for step in now.steps
    )


def make_person(chance: random.Random) -> Person:
    """An invented person with one to four counts, of which any fact may be unknown already."""
    born = date_between(chance, 1935, 1961)
    counts = [_count(chance, str(number), number == 1) for number in range(1, chance.randint(2, 5))]
    known = born if chance.random() < 0.9 else None
    is_deceased = chance.choice((None, False, False, True))
    return Person("P", "SAMPLE,PAT", born_on=known, is_deceased=is_deceased, counts=tuple(counts))


def _count(chance: random.Random, ref: str, is_cannabis: bool) -> Count:
    def maybe(share: float, value: Any, otherwise: Any = None) -> Any:
        return value if chance.random() < share else otherwise

    charge = chance.choice(_CHARGES if is_cannabis else _OTHERS)
    convicted = date_between(chance, 1974, 2018)
    offense = PartialDate(convicted.year - chance.choice((0, 0, 0, 1, 5)), convicted.month)
    parts = (SentencePart("PROBATION", 36, "M"), SentencePart("JAIL", 30, "D"))
    disposition = Disposition.REGISTRATION if charge == "290 PC" else Disposition.CONVICTED
    if chance.random() < 0.1:
        disposition = chance.choice((Disposition.JUVENILE_ADJUDICATION, Disposition.DISMISSED))
    return Count(
        ref,
        charge,
        disposition,
        case_key=maybe(0.9, chance.choice(("A", "B", ref)), ""),
        county=chance.choice(("LOS ANGELES",) * 6 + ("KERN", "ARIZONA")),
        level=maybe(0.9, _level(chance, charge)),
        offense_on=maybe(0.8, offense),
        commenced_on=maybe(0.2, offense),
        conviction_on=maybe(0.95, convicted),
        sentence_parts=maybe(0.6, parts, ()),
        is_sentence_completed=maybe(0.3, True),
        sentence_completed_on=maybe(0.1, PartialDate(chance.choice((2010, 2022)), 1, 1)),
        is_serving=maybe(0.1, True),
        was_probation_granted=maybe(0.5, chance.random() < 0.7),
        probation_status=maybe(
            0.4, chance.choice(("COMPLETED", "REVOKED", "ACTIVE", "TERMINATED EARLY")), ""
        ),
        probation_ended_on=maybe(0.1, PartialDate(chance.choice((2005, 2021)), 5, 5)),
        cannabis_grams=maybe(0.2, chance.choice((10.0, 500.0))),
        concentrate_grams=maybe(0.2, chance.choice((3.0, 50.0))),
        plants=maybe(0.3, chance.choice((4, 40))),
        fact_codes=frozenset(maybe(0.3, (chance.choice(_CODES),), ())),
        other_relief=maybe(0.15, (chance.choice(("1203.4", "17(b)", "11361.8", "PARDON")),), ()),
        is_doj_listed=maybe(0.2, chance.random() < 0.7),
        is_challenged=maybe(0.2, chance.random() < 0.5),
    )


def _level(chance: random.Random, charge: str) -> Level:
    """One that the section had, and now and then another one."""
    if charge.startswith(("11357", "11360(B)")) or charge == "459 PC":
        usual = Level.FELONY if charge == "11357(A) HS" else Level.MISDEMEANOR
        return chance.choice((usual, usual, usual, Level.FELONY, Level.INFRACTION))
    return Level.MISDEMEANOR if chance.random() < 0.05 else Level.FELONY


def date_between(chance: random.Random, first: int, last: int) -> PartialDate:
    """A day, or only a month or year, in these years."""
    date = PartialDate(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))
    form = chance.random()
    if form < 0.05:
        return PartialDate(date.year)
    return PartialDate(date.year, date.month) if form < 0.1 else date


def run(people: int, seed: int) -> Taken:
    """Take every fact from so many people."""
    chance, taker, taken = random.Random(seed), FactTaker(), Taken()
    for number in range(people):
        taker.take_from(number, make_person(chance), taken)
    return taken


def show(taken: Taken, people: int) -> None:
    """The totals in plain words."""
    facts = len(BLANK) + len(BLANK_OF_PERSON)
    print(f"{facts} facts of {people:,} people; {taken.compared:,} outcomes compared")
    for fact in sorted({fact for fact, _ in taken.moves}):
        less, same, more = (taken.moves[fact, direction] for direction in ("less", "same", "more"))
        print(f"  {fact}: {less:,} less relief, {same:,} the same, {more:,} more")
    shown = Counter(
        (one.fact, one.is_own, one.policy, one.before.value, one.after.value) for one in taken.violations
    )
    for key, number in shown.items():
        print(f"  more favorable: {', '.join(map(str, key))}: {number:,}")
    print(f"{len(taken.violations):,} more favorable without a presumption cited")
