"""Every combination of section, level, age, quantity, prior, timing and route, decided and looked at.

Run by the program's own interpreter (`campaign law`); the tests take every n-th stretch. What must hold of
each: no crash, nothing blank, an explanation, no more than the statute's outcome taken away by the policy
(nothing); and that a graver prior never improves an outcome, nor a smaller quantity worsens it.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Level, Outcome
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.services.law_library import load_law, load_policy

AS_OF = date(2020, 2, 11)
OFFICE = Jurisdiction("LOS ANGELES")
# charge → year of the offense
CHARGES = {
    "11357(A) HS": 2005,
    "11357(B) HS": 2005,
    "11357(B)  HS": 2012,
    "11357(C) HS": 2005,
    "11357(D) HS": 2005,
    "11357(E) HS": 2005,
    "11357 HS": 2005,
    "11357  HS": 1974,
    "11358 HS": 2005,
    "11359 HS": 2005,
    "11360(A) HS": 2005,
    "11360(B) HS": 2005,
    "11360 HS": 2005,
    "11360  HS": 1974,
    "11530 HS": 1965,
    "11530.1 HS": 1970,
    "11530.5 HS": 1965,
    "11531 HS": 1965,
    "664/11359 HS": 2005,
    "182(A)(1)/11359 HS": 2005,
    "32 PC": 2005,
    "11361(A) HS": 2005,
    "11357.5(A) HS": 2012,
    "11359(B) HS": 2005,
}
LEVELS = ("F", "M", "I", "")
AGES: dict[str, int | None] = {"21+": 25, "18-20": 19, "under 18": 16, "unknown": None}
QUANTITIES: dict[str, dict[str, Any]] = {
    "within": {"plants": 3, "cannabis_grams": 5.0, "concentrate_grams": 1.0},
    "unknown": {},
    "over": {"plants": 30, "cannabis_grams": 500.0, "concentrate_grams": 50.0},
}
# From nothing to the gravest; within one timing an outcome never gets better from left to right.
PRIORS: dict[str, dict[str, Any]] = {
    "none": {},
    "burglary": {"charge": "459 PC"},
    "registration": {"charge": "290 PC"},
    "juvenile murder": {"charge": "187 PC", "disposition": Disposition.JUVENILE_ADJUDICATION},
    "elsewhere": {"charge": "187 PC", "county": "ARIZONA"},
    "kidnapping": {"charge": "207 PC"},
    "sexual battery": {"charge": "243.4 PC", "level": Level.MISDEMEANOR},
    "murder": {"charge": "187 PC"},
}
GRAVITY = {"none": 0, "burglary": 0, "registration": 1, "juvenile murder": 1, "elsewhere": 1, "kidnapping": 1}
TIMINGS = ("before", "between", "same day", "same case", "later", "undated")
ROUTES: dict[str, dict[str, Any]] = {
    "completed": {"is_sentence_completed": True},
    "serving": {"is_sentence_completed": False, "is_serving": True},
    "unknown": {},
    "listed": {"is_sentence_completed": True, "is_doj_listed": True, "is_challenged": False},
    "challenged": {"is_sentence_completed": True, "is_doj_listed": True, "is_challenged": True},
}
RANK = {
    Outcome.DISMISS_SEAL: 4,
    Outcome.REDESIGNATE_INFRACTION: 3,
    Outcome.REDESIGNATE_MISDEMEANOR: 2,
    Outcome.HAND_REVIEW: 1,
    Outcome.NOT_ELIGIBLE: 0,
}


class Setting(NamedTuple):
    """One combination but for quantity and prior, over which outcomes are compared."""

    charge: str
    level: str
    age: str
    timing: str
    route: str


class Broken(NamedTuple):
    """A promise that does not hold, and where."""

    where: str
    what: str


def settings() -> Iterator[Setting]:
    """Every setting, in a fixed order."""
    return (Setting(*parts) for parts in product(CHARGES, LEVELS, AGES, TIMINGS, ROUTES))


def check(stretch: Iterator[Setting]) -> tuple[Counter[str], list[Broken]]:
    """Decide every combination of these settings: totals by outcome of statute and policy, and faults."""
    totals: Counter[str] = Counter()
    faults: list[Broken] = []
    judge = Judge()
    for setting in stretch:
        found = {}
        for quantity, prior in product(QUANTITIES, PRIORS):
            statute, policy, wrong = judge.decide(setting, quantity, prior)
            found[quantity, prior] = statute, policy
            where = f"{setting} {quantity} {prior}"
            faults += [Broken(where, what) for what in wrong]
            totals[f"statute {statute.statutory_outcome.value}"] += 1
            totals[f"policy {policy.policy_outcome.value}"] += 1
        faults += [Broken(str(setting), what) for what in _not_monotone(found)]
    return totals, faults


class Judge:
    """Decides one combination under the statute alone and under the Los Angeles criteria."""

    def __init__(self) -> None:
        self.law = load_law()
        self.statute_only, self.expanded = load_policy("statute-only"), load_policy("los-angeles-2020")

    def decide(self, setting: Setting, quantity: str, prior: str) -> tuple[Finding, Finding, list[str]]:
        """The two findings, and what is wrong with them."""
        person = make_person(setting, quantity, prior)
        facts = derive_facts(person, self.law)["1"]
        alone = evaluate(facts, self.law, self.statute_only, AS_OF, OFFICE)
        expanded = evaluate(facts, self.law, self.expanded, AS_OF, OFFICE, explain=True)
        return alone, expanded, [*self._blank(expanded), *self._blank(alone), *_taken_away(alone, expanded)]

    def _blank(self, found: Finding) -> Iterator[str]:
        if not found.statutory_reason.strip() or not found.policy_criterion or not found.rule_path:
            yield f"blank: {found}"
        if found.statutory_outcome is Outcome.HAND_REVIEW and not found.review_codes:
            yield "hand review without a code"
        if found.policy_outcome is Outcome.HAND_REVIEW and not found.review_codes:
            yield "hand review by the policy without a code"
        if unknown := set(found.review_codes) - set(self.law.review_codes):
            yield f"unknown codes {unknown}"
        for step in found.steps:
            if not step.question.strip() or not str(step.answer).strip():
                yield f"blank step {step.rule}"
        if found.steps and not set(found.rule_path) <= {step.rule for step in found.steps}:
            yield f"rules without a step: {set(found.rule_path) - {step.rule for step in found.steps}}"


def _taken_away(alone: Finding, expanded: Finding) -> Iterator[str]:
    """The statute's answer is the same under both, and the policy gives it or more."""
    if alone.statutory_outcome is not alone.policy_outcome:
        yield "the statute-only policy differs from the statute"
    if not expanded.steps:
        yield "not explained"
    if alone.statutory_outcome is not expanded.statutory_outcome:
        yield f"the statute differs by policy: {alone.statutory_outcome} {expanded.statutory_outcome}"
    allowed = {alone.statutory_outcome, Outcome.DISMISS_SEAL, Outcome.HAND_REVIEW}
    # Still serving with a proved disqualifier: a person looks under the statute, the policy screens it out,
    # as the Los Angeles steps screen before they ask who is serving.
    is_screened = (
        alone.statutory_outcome is Outcome.HAND_REVIEW
        and alone.alternative.startswith(Outcome.NOT_ELIGIBLE)
        and expanded.policy_criterion == "DISQUALIFIED"
    )
    if expanded.policy_outcome not in allowed and not is_screened:
        yield f"{alone.statutory_outcome} becomes {expanded.policy_outcome} by the policy"
    if alone.statutory_outcome is Outcome.DISMISS_SEAL is not expanded.policy_outcome:
        yield f"a dismissal of the statute becomes {expanded.policy_outcome}"


def _not_monotone(found: dict[tuple[str, str], tuple[Finding, Finding]]) -> Iterator[str]:
    """A graver prior never improves; a smaller quantity never worsens, contradictions of the file aside."""
    for quantity in QUANTITIES:
        ranks = {prior: _rank(found[quantity, prior][0]) for prior in PRIORS}
        for one, other in product(PRIORS, PRIORS):
            if GRAVITY.get(one, 2) < GRAVITY.get(other, 2) and ranks[one] < ranks[other]:
                yield f"{other} is better than {one} ({quantity})"
    for prior in PRIORS:
        three = [found[quantity, prior][0] for quantity in QUANTITIES]
        if any("contradicts" in one.statutory_reason for one in three):
            continue
        # A person's look is neither better nor worse: it stands for every reading that is still open.
        ranks_of = [_rank(one) for one in three if one.statutory_outcome is not Outcome.HAND_REVIEW]
        if ranks_of != sorted(ranks_of, reverse=True):
            yield f"a smaller quantity is worse ({prior}): {ranks_of}"


def _rank(found: Finding) -> int:
    return RANK[found.statutory_outcome]


def make_person(setting: Setting, quantity: str, prior: str) -> Person:
    """The invented person of one combination."""
    year = CHARGES[setting.charge]
    age = AGES[setting.age]
    shared: dict[str, Any] = {"disposition": Disposition.CONVICTED, "county": "LOS ANGELES"}
    count = Count(
        ref="1",
        charge=setting.charge,
        case_key="A",
        level=Level(setting.level) if setting.level else None,
        offense_on=PartialDate(year, 3, 10),
        conviction_on=PartialDate(year, 9, 10),
        **shared,
        **QUANTITIES[quantity],
        **ROUTES[setting.route],
    )
    counts = [count]
    if values := PRIORS[prior]:
        days = {
            "before": PartialDate(year - 3, 1, 5),
            "between": PartialDate(year, 6, 1),
            "same day": PartialDate(year, 9, 10),
            "same case": PartialDate(year, 9, 10),
            "later": PartialDate(year + 1, 2, 2),
            "undated": None,
        }
        case = "A" if setting.timing == "same case" else "P"
        day = days[setting.timing]
        merged = {**shared, "level": Level.FELONY, **values}
        counts.append(Count(ref="2", case_key=case, conviction_on=day, **merged))
    born = None if age is None else PartialDate(year - age, 1, 1)
    return Person(key="P", name="SAMPLE,PAT", born_on=born, is_deceased=False, counts=tuple(counts))


def main() -> int:
    """Every combination; prints totals, and the first faults. Exit code 1 when there are any."""
    start = time.monotonic()
    totals, faults = check(settings())
    number = sum(count for name, count in totals.items() if name.startswith("statute"))
    print(f"{number:,} combinations in {time.monotonic() - start:.0f} s")
    for name, count in sorted(totals.items()):
        print(f"  {name}: {count:,}")
    for fault in faults[:20]:
        print(f"  {fault.where}: {fault.what}")
    print(f"{len(faults):,} promises broken")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
