"""Whether the person had a disqualifying prior conviction, or two of the same offense, before the offense."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.charges import CONDITIONAL, DEFINITE
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.switches import Switches

BEFORE, LATER, BETWEEN, SAME_CASE = (
    "before the offense",
    "later",
    "not clearly before the offense",
    "in the same case",
)


@dataclass(slots=True)
class PriorAnswer:
    """Yes: a disqualifier is proved. Unknown: `codes` say why a person must look. No: none.

    `notes` are sentences for the explanation; `disputes` entries of the register the answer rests on.
    """

    answer: Tri = Tri.NO
    codes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    disputes: list[int] = field(default_factory=list)

    def review(self, code: str, note: str, dispute: int = 0) -> None:
        """A person must look, unless another prior settles it."""
        if code not in self.codes:
            self.codes.append(code)
        self.note(note, dispute)
        if self.answer is Tri.NO:
            self.answer = Tri.UNKNOWN

    def note(self, text: str, dispute: int = 0) -> None:
        """Remember why."""
        self.notes.append(text)
        if dispute and dispute not in self.disputes:
            self.disputes.append(dispute)


def timing(prior: Prior, facts: ConvictionFacts, offense: Interval) -> str:
    """Where the entry stands to the offense under review (People v. Smit): "before" is strict.

    The same case never counts. Between offense and conviction, on the same day in another case, undated or
    overlapping: not clear (dispute 5).
    """
    if prior.is_same_case:
        return SAME_CASE
    if prior.on is None:
        return BETWEEN
    if offense.earliest is not None and prior.on.latest < offense.earliest:
        return BEFORE
    if facts.conviction_on is not None and prior.on.earliest > facts.conviction_on.latest:
        return LATER
    return BETWEEN


def disqualifying_prior(facts: ConvictionFacts, offense: Interval, switches: Switches) -> PriorAnswer:
    """A prior for an offense of PC 667(e)(2)(C)(iv), or one requiring registration under PC 290(c)."""
    result = PriorAnswer()
    for prior in facts.priors:
        if not _is_candidate(prior):
            continue
        when = timing(prior, facts, offense)
        label = f"{prior.charge or 'unreadable charge'}{f' of {prior.on}' if prior.on else ', undated'}"
        if when == BETWEEN and _is_same_day(prior, facts) and switches.same_day_priors != "hand_review":
            when = BEFORE if switches.same_day_priors == "count" else LATER
        if when in (LATER, SAME_CASE):
            result.note(f"{label} is {when} and does not count (People v. Smit)", 5 if prior.strike else 0)
            continue
        if prior.is_doubtful:
            result.review("HR-IDENTITY", f"{label} may belong to somebody else")
            continue
        _weigh(prior, when, label, result)
    if result.answer is Tri.YES:
        result.codes.clear()
    return result


def _is_same_day(prior: Prior, facts: ConvictionFacts) -> bool:
    """Convicted on one and the same known day."""
    return prior.on is not None and prior.on.is_exact and prior.on == facts.conviction_on


def _is_candidate(prior: Prior) -> bool:
    return bool(
        prior.strike
        or prior.registrable
        or prior.is_foreign
        or prior.is_unreadable
        or prior.is_registration
        or prior.is_life_term
    )


def _weigh(prior: Prior, when: str, label: str, result: PriorAnswer) -> None:
    """One entry that is not later, not of the same case and not doubtful."""
    if prior.nature == "juvenile":
        if prior.strike or prior.is_unreadable:  # unreadable, it may be one of the listed offenses
            result.review("HR-PRIOR-JUV", f"{label} is a juvenile adjudication", 5)
        elif prior.registrable:
            result.note(f"{label} is a juvenile adjudication, no prior conviction (People v. Zamora)", 5)
        return
    if prior.is_registration:
        result.review("HR-PRIOR-REG", f"{label} shows a registration but not for which offense", 5)
    elif prior.is_foreign:
        result.review(
            "HR-PRIOR-FOREIGN", f"{label} was entered in {prior.county or 'a county that is not recorded'}", 5
        )
    elif DEFINITE in (prior.strike, prior.registrable):
        if prior.nature != "conviction":
            result.review("HR-PRIOR-COND", f"{label}: whether a conviction was entered is not known")
        elif when == BEFORE:
            result.answer = Tri.YES
            which = "PC 667(e)(2)(C)(iv)" if prior.strike == DEFINITE else "PC 290(c)"
            result.note(f"{label} is {when} and listed in {which}")
        else:
            result.review("HR-PRIOR-TIMING", f"{label} is {when}", 5)
    elif CONDITIONAL in (prior.strike, prior.registrable):
        result.review("HR-PRIOR-COND", f"{label} disqualifies only under conditions the row does not show", 5)
    elif prior.is_life_term:
        result.review("HR-PRIOR-COND", f"{label} carried a life term", 5)
    else:
        result.review("HR-PRIOR-COND", f"{label}: its section or a proved fact cannot be read")


def two_priors(facts: ConvictionFacts, offense: Interval, switches: Switches) -> PriorAnswer:
    """Two or more prior convictions of the same offense on different days (dispute 4)."""
    result = PriorAnswer()
    sure: list[Prior] = []
    perhaps: list[Prior] = []
    for prior in facts.priors:
        if not prior.same_offense or prior.nature == "juvenile":
            continue
        when = timing(prior, facts, offense)
        if when in (LATER, SAME_CASE):
            continue
        is_sure = when == BEFORE and prior.same_offense == "yes" and prior.nature == "conviction"
        (sure if is_sure and not prior.is_doubtful and not prior.is_foreign else perhaps).append(prior)
    if len(sure) + len(perhaps) < 2:
        return result
    days = ", ".join(str(prior.on or "undated") for prior in (*sure, *perhaps))
    if _occasions([prior.on for prior in sure]) >= 2 or (
        len(sure) >= 2 and switches.same_day_priors == "count"
    ):
        if switches.two_priors_before_act == "not_eligible":
            result.answer = Tri.YES
            result.note(f"convictions of the same offense on {days}", 4)
        else:
            result.review("HR-TWO-PRIORS", f"convictions of the same offense on {days}, before the Act", 4)
    elif perhaps or switches.same_day_priors != "ignore":
        if any(prior.is_doubtful for prior in perhaps):
            result.review("HR-IDENTITY", "one of them may belong to somebody else")
        result.review("HR-TWO-PRIORS", f"convictions of the same offense on {days}: two priors or not", 4)
    return result


def _occasions(days: Iterable[PartialDate | None]) -> int:
    """How many surely different days there are at least."""
    count = 0
    reached = None
    for day in sorted((day for day in days if day is not None), key=lambda day: day.latest):
        if reached is None or day.earliest > reached:
            count += 1
            reached = day.latest
    return count
