"""What the conviction would be under today's law, for one row, level and age: table, facts, aggravators."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import (
    FROM_21,
    OVER,
    QUANTITIES,
    UNDER_18,
    UNKNOWN,
    WITHIN,
    Aggravator,
    SectionRow,
)
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.priors import PriorAnswer, disqualifying_prior, two_priors
from expunge_desktop.rules.quantity import CONFLICT, amount, measured
from expunge_desktop.rules.switches import Switches
from expunge_desktop.rules.trace import Trace

OUTCOMES = {
    "D": Outcome.DISMISS_SEAL,
    "M": Outcome.REDESIGNATE_MISDEMEANOR,
    "I": Outcome.REDESIGNATE_INFRACTION,
    "N": Outcome.NOT_ELIGIBLE,
}
_CULTIVATION = "hs.11358.base"
_SUPPLY = frozenset(("hs.11360a.base", "hs.11360b.base"))


@dataclass(slots=True)
class Answer:
    """The result for one row, level and age band; `outcome` D, M, I, N or "" when a person must look."""

    outcome: str
    rule: str
    reason: str
    codes: tuple[str, ...] = ()
    disputes: tuple[int, ...] = ()
    is_screen: bool = False
    alternative: str = ""


class Weighing:
    """Weighs one count; remembers the answers about priors, which do not depend on row, level or age."""

    def __init__(
        self, facts: ConvictionFacts, law: LawBook, switches: Switches, offense: Interval, trace: Trace
    ) -> None:
        self.facts, self.law, self.switches, self.offense, self.trace = facts, law, switches, offense, trace
        self._prior: PriorAnswer | None = None
        self._two: PriorAnswer | None = None

    @property
    def prior(self) -> PriorAnswer:
        """A disqualifying prior."""
        if self._prior is None:
            self._prior = disqualifying_prior(self.facts, self.offense, self.switches)
        return self._prior

    @property
    def two(self) -> PriorAnswer:
        """Two priors of the same offense."""
        if self._two is None:
            self._two = two_priors(self.facts, self.offense, self.switches)
        return self._two

    def answer(self, row: SectionRow, level: str, band: str) -> Answer:
        """The outcome for one row, level and age band."""
        target = self.law.rows[row.like[level]] if level in row.like else row
        if row.also_cultivation_until and self._is_early_cultivation(row):
            target = self.law.rows[_CULTIVATION]
        quantity = measured(self.facts, target, self.law)
        if self.trace.is_explaining and target.measure:
            self.trace.asked("quantity.measure", quantity, _proved(self.facts))
        if quantity == CONFLICT:
            return Answer("", target.id, "The amount the file proves contradicts the conviction", ("HR-QTY",))
        outcome = target.outcomes[band, quantity, level]
        if outcome.startswith("HR-"):
            return Answer("", target.id, target.reasons["H"], (outcome,))
        aggravated = self._aggravated(target, band, quantity)
        if aggravated is not None:
            if not aggravated.outcome:
                aggravated.alternative = f"{OUTCOMES[outcome]}: if nothing keeps the felony"
            return aggravated
        changed = self._changed_by_facts(target, outcome, level, band)
        if changed is not None:
            return changed
        disputes = target.disputes.get(outcome, ())
        if _depends_on_quantity(target, level, band):
            disputes += target.disputes.get(quantity, ())
        return Answer(
            outcome,
            target.id,
            _reason(row, target, outcome),
            disputes=tuple(dict.fromkeys(disputes)) + self._prior_disputes(target, band),
            alternative=_alternative(target, outcome, quantity, level, band),
        )

    def _prior_disputes(self, row: SectionRow, band: str) -> tuple[int, ...]:
        """A prior left aside (later, same case, juvenile) is a disputed point where priors matter."""
        if not row.aggravators or band == UNDER_18:
            return ()
        return tuple(self.prior.disputes)

    def _is_early_cultivation(self, row: SectionRow) -> bool:
        """11530 covered cultivation until late 1968: proved plants show which it was."""
        until, earliest = row.also_cultivation_until, self.offense.earliest
        return self.facts.plants is not None and until is not None and (earliest is None or earliest <= until)

    def _aggravated(self, row: SectionRow, band: str, quantity: str) -> Answer | None:
        """N when an aggravator is proved, a review when it may be, None when there is none."""
        if row.measure == "personal" and quantity == WITHIN:
            return None  # not an act under 11360(a) today
        codes: list[str] = []
        notes: list[str] = []
        disputes: list[int] = []
        for aggravator in row.aggravators:
            if band not in aggravator.ages:
                continue
            size = self._size(aggravator, quantity)
            if size == WITHIN:
                continue
            holds, more, why, disputed = self._holds(aggravator)
            if holds is Tri.YES and size == OVER:
                self.trace.decided(aggravator.id, "yes", ", ".join(why))
                reason = (
                    f"Felony exposure remains because of {aggravator.reason} ({aggravator.source.citation})"
                )
                return Answer("N", row.id, _with(reason, why), (), tuple(disputed), True)
            if self.trace.is_explaining:
                self.trace.asked(aggravator.id, holds.value, ", ".join(why))
            if holds is not Tri.NO:
                codes += more if holds is Tri.UNKNOWN else []
                if size == UNKNOWN:
                    codes.append("HR-QTY")
                    disputes.append(1)
                notes += why or [f"whether there is {aggravator.reason}"]
                disputes += disputed
        if not codes:
            return None
        unique = tuple(dict.fromkeys(codes))
        reason = _with(f"Whether the felony survives is open ({row.source.citation})", notes)
        return Answer("", row.id, reason, unique, tuple(dict.fromkeys(disputes)))

    def _size(self, aggravator: Aggravator, quantity: str) -> str:
        """Whether the quantity an aggravator needs is there; OVER when it needs none."""
        if not aggravator.needs_over:
            return OVER
        if aggravator.fact == "IMPORT_EXPORT":
            return amount(self.facts, self.law.cannabis_grams, self.law.export_concentrate_grams)
        return quantity

    def _holds(self, aggravator: Aggravator) -> tuple[Tri, list[str], list[str], list[int]]:
        if aggravator.kind == "fact":
            # A fact nobody proved is presumed absent: HS 11361.8(b), (f).
            is_proved = aggravator.fact in self.facts.fact_codes
            return Tri.of(is_proved), [], [f"proved: {aggravator.fact}"] if is_proved else [], []
        found = self.prior if aggravator.kind == "prior" else self.two
        return found.answer, found.codes, found.notes, found.disputes

    def _changed_by_facts(self, row: SectionRow, outcome: str, level: str, band: str) -> Answer | None:
        """Proved conduct that is not lawful today although the table says so (law/corrections 5)."""
        codes = self.facts.fact_codes
        is_possession = row.section == "11357"
        if not codes:
            return None
        if "SCHOOL_GROUNDS" in codes and (
            outcome == "D" or (is_possession and outcome == "I" and band != UNDER_18)
        ):
            lesser = "M" if level == "F" else "N"
            reason = (
                "Possession on school grounds is today a misdemeanor for an adult (HS 11357(c)), not lawful"
            )
            return Answer(lesser, "fact.school", reason, disputes=(2,) if lesser == "N" else ())
        if outcome != "D" or band != FROM_21:
            return None
        infraction = "N" if level == "I" else "I"
        if row.id == _CULTIVATION and "CULTIVATION_RULE_BREACH" in codes:
            reason = (
                "Growing six plants or fewer in breach of HS 11362.2 is today an infraction (HS 11362.4(e))"
            )
            return Answer(infraction, "fact.cultivation-rule", reason)
        if "RESTRICTED_PLACE_OR_USE" in codes:
            reason = "Use or possession in a restricted place is today an infraction (HS 11362.3, 11362.4)"
            return Answer(infraction, "fact.restricted-use", reason)
        if row.id in _SUPPLY and ("RECIPIENT_UNDER_21" in codes or "SALE_TO_MINOR" in codes):
            reason = "Giving to a person under 21 is today an infraction (HS 11360(b), 11362.1(a))"
            return Answer(infraction, "fact.recipient", reason)
        if row.id in _SUPPLY and "SALE" in codes:
            reason = (
                "Only giving without compensation is lawful (HS 11362.1(a)(1)); "
                "what HS 11360(b) still punishes is an infraction"
            )
            return Answer(infraction, "fact.recipient", reason)
        return None


def _with(reason: str, notes: Sequence[str]) -> str:
    return f"{reason}: {', '.join(notes)}" if notes else reason


def _reason(row: SectionRow, target: SectionRow, outcome: str) -> str:
    """The table's reason: the row's own where all its outcomes are borrowed, or the borrowed one.

    A subdivision is concluded from the level only while the section had subdivisions.
    """
    own = row.reasons.get(outcome)
    if own and not row.outcomes:
        return own
    reason = target.reasons[outcome]
    had_subdivisions = row.in_force_from >= target.in_force_from
    if row.section != target.section or row.subdivision == target.subdivision or not had_subdivisions:
        return reason
    return f"No subdivision is recorded; the level shows ({target.subdivision}). {reason}"


def _depends_on_quantity(row: SectionRow, level: str, band: str) -> bool:
    """Whether another quantity would give another outcome at this level and age."""
    return len({row.outcomes.get((band, quantity, level)) for quantity in QUANTITIES}) > 1


def _alternative(row: SectionRow, outcome: str, quantity: str, level: str, band: str) -> str:
    """The outcome on the other reading, with its condition; another quantity is read from the table."""
    other = row.alternative
    if other is None or other.when not in (outcome, quantity) or level not in other.levels:
        return ""
    found = row.outcomes[band, other.quantity, level] if other.quantity else other.outcome
    return f"{OUTCOMES[found]}: {other.because}" if found != outcome else ""


def _proved(facts: ConvictionFacts) -> str:
    """The quantities on file, in words."""
    found = []
    if facts.plants is not None:
        found.append(many(facts.plants, "plant"))
    if facts.cannabis_grams is not None:
        found.append(f"{facts.cannabis_grams:g} g of cannabis")
    if facts.concentrate_grams is not None:
        found.append(f"{facts.concentrate_grams:g} g of concentrate")
    return ", ".join(found) or "no quantity on file: presumed for the person"
