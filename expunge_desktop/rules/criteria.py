"""The criteria of a policy, each answered yes, no or unknown from the facts as of a date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from expunge_desktop.domain.partial_date import add_years
from expunge_desktop.domain.tri import Tri, all_of, any_of
from expunge_desktop.rules.age import has_reached
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions
from expunge_desktop.rules.criterion_limits import limit_in_words, within
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.rules.sentence import is_over, probation_completed
from expunge_desktop.rules.switches import Switches


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """What one criterion says: `flag` marks an inference; `missing` and `codes` tell why it is unknown."""

    criterion: Criterion
    answer: Tri
    because: str
    flag: str = ""
    missing: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    disputes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the tests look at."""

    facts: ConvictionFacts
    law: LawBook
    as_of: date
    offense: Interval
    switches: Switches
    is_explaining: bool = False

    def words(self, *parts: object) -> str:
        """Words for the explanation; empty when nobody asked for one."""
        return " ".join(str(part) for part in parts) if self.is_explaining else ""


def answer_all(policy: Policy, inputs: Inputs) -> list[CriterionAnswer]:
    """Every enabled criterion of the policy, in its order."""
    return [
        answer(criterion, inputs) for criterion in policy.criteria if is_enabled(criterion, policy.switches)
    ]


def combined(policy: Policy, answers: list[CriterionAnswer]) -> Tri:
    """Whether the criteria hold together: any of them, or all where the policy says so (none: no)."""
    if not answers:
        return Tri.NO
    values = [given.answer for given in answers]
    return all_of(values) if policy.needs_all_criteria else any_of(values)


def answer(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    """One criterion: whether it applies to this count, and what its test or its parts say.

    A criterion outside its limit does not hold, nor does a test that a switch has put out of use.
    """
    given = _answer_apart_from_limit(criterion, inputs)
    if criterion.applies_to is None:
        return given
    limited = within(criterion.applies_to, inputs.facts, inputs.law, inputs.offense)
    found = all_of((limited.answer, given.answer))
    only = inputs.words("it applies to", limit_in_words(criterion.applies_to), "only")
    if limited.answer is Tri.YES:
        return replace(given, because=f"{given.because}; {only}" if only else given.because)
    if limited.answer is Tri.NO:
        return CriterionAnswer(criterion, Tri.NO, only)
    if found is Tri.NO:
        return given
    missing = tuple(f"{criterion.report}: {what}" for what in limited.missing)
    because = f"{given.because}; {only}" if only else ""
    return replace(
        given,
        answer=found,
        because=because,
        flag="",
        missing=(*missing, *given.missing),
        codes=(*limited.codes, *given.codes),
    )


def together(combine: str, values: Iterable[Tri]) -> Tri:
    """The answers of the parts put together: any, all or none of them."""
    if combine == "all":
        return all_of(values)
    return ~any_of(values) if combine == "none" else any_of(values)


def is_enabled(criterion: Criterion, switches: Switches) -> bool:
    """Whether the switches let the policy ask this test at all."""
    if criterion.test == "deceased":
        return switches.include_deceased
    if criterion.test == "only_cannabis":
        return switches.only_cannabis
    return True


def _answer_apart_from_limit(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    if criterion.test:
        if not is_enabled(criterion, inputs.switches):
            return CriterionAnswer(criterion, Tri.NO, "switched off by the policy")
        return _TESTS[criterion.test](criterion, inputs)
    parts = [answer(part, inputs) for part in criterion.parts]
    unknown = [part for part in parts if part.answer is Tri.UNKNOWN]
    return CriterionAnswer(
        criterion,
        together(criterion.combine, [part.answer for part in parts]),
        " / ".join(part.because for part in parts),
        ". ".join(part.flag for part in parts if part.flag),
        tuple(what for part in unknown for what in part.missing),
        tuple(code for part in unknown for code in part.codes),
        tuple(dict.fromkeys(number for part in parts for number in part.disputes)),
    )


def _age_at_evaluation(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    born = inputs.facts.born_on
    found = has_reached(born, criterion.years, inputs.as_of, inputs.as_of, inputs.switches)
    because = inputs.words("born", born or "unknown", "and evaluated on", inputs.as_of)
    return _dated(criterion, found, because, "the birth date (booking record)", "HR-AGE")


def _age_below(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    facts = inputs.facts
    if inputs.switches.under21_at == "offense":
        earliest, latest, what = inputs.offense.earliest, inputs.offense.latest, "offense"
        shown = " to ".join(dict.fromkeys(str(day or "unknown") for day in (earliest, latest)))
    else:
        day = facts.conviction_on
        earliest, latest = (day.earliest, day.latest) if day else (None, None)
        what, shown = "conviction", str(day or "unknown")
    reached = has_reached(facts.born_on, criterion.years, earliest, latest, inputs.switches)
    because = inputs.words("born", facts.born_on or "unknown", f"and {what}", shown)
    return _dated(criterion, ~reached, because, f"the birth date or {what} date (booking record)", "HR-AGE")


def _dated(criterion: Criterion, found: Tri, because: str, missing: str, code: str) -> CriterionAnswer:
    if found is Tri.UNKNOWN:
        return CriterionAnswer(
            criterion, found, because, missing=(f"{criterion.report}: {missing}",), codes=(code,)
        )
    return CriterionAnswer(criterion, found, because)


def _years_without_conviction(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    """Every counted conviction lies at least so many years back, the same day included (dispute 14)."""
    given = _none_since(criterion, inputs, is_felony_only=inputs.switches.ten_years_counts == "felony")
    if given.answer is not Tri.NO:
        return given
    is_disputed = inputs.facts.last_felony.possible <= _limit(criterion, inputs)
    return replace(given, disputes=(14,)) if is_disputed else given


def _years_without_felony(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    return _none_since(criterion, inputs, is_felony_only=True)


def _none_since(criterion: Criterion, inputs: Inputs, *, is_felony_only: bool) -> CriterionAnswer:
    last: LastConvictions = inputs.facts.last_felony if is_felony_only else inputs.facts.last_any
    limit = _limit(criterion, inputs)
    kind = "felony conviction" if is_felony_only else "conviction"
    latest = last.possible or ("undated" if last.has_undated else "none recorded")
    because = inputs.words(f"last {kind}", latest, "against", limit)
    if last.certain > limit:
        return CriterionAnswer(criterion, Tri.NO, because)
    if last.possible > limit or last.has_undated:
        missing = f"{criterion.report}: dates and levels of all convictions since {limit} (dockets)"
        return CriterionAnswer(criterion, Tri.UNKNOWN, because, missing=(missing,), codes=("HR-DATE",))
    return CriterionAnswer(criterion, Tri.YES, because)


def _years_since_conviction(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    """This conviction lies at least so many years back, the same day included."""
    limit = date.fromisoformat(_limit(criterion, inputs))
    return _convicted_by(criterion, inputs, limit, "on or before")


def _convicted_before(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    return _convicted_by(criterion, inputs, _day_of(criterion) - timedelta(days=1), "on or before")


def _convicted_on_or_after(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    given = _convicted_by(criterion, inputs, _day_of(criterion) - timedelta(days=1), "after")
    return replace(given, answer=~given.answer)


def _day_of(criterion: Criterion) -> date:
    if criterion.day is None:
        raise ValueError(f"{criterion.id} has no date")
    return criterion.day


def _convicted_by(criterion: Criterion, inputs: Inputs, last: date, asked: str) -> CriterionAnswer:
    """Whether the conviction was entered by a day, that day included."""
    day = inputs.facts.conviction_on
    because = inputs.words("convicted", day or "on an unknown day", f"(asked: {asked} {last})")
    found = Tri.UNKNOWN
    if day is not None and day.latest <= last:
        found = Tri.YES
    elif day is not None and day.earliest > last:
        found = Tri.NO
    return _dated(criterion, found, because, "the date of the conviction (docket)", "HR-DATE")


def _limit(criterion: Criterion, inputs: Inputs) -> str:
    """The day so many years before the evaluation date, ISO."""
    return _years_before(inputs.as_of, criterion.years, inputs.switches.feb29 == "march_1")


@lru_cache(maxsize=64)
def _years_before(day: date, years: int, is_march: bool) -> str:
    return add_years(day, -years, leap_day_to_march=is_march).isoformat()


def _probation_completed(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    if inputs.switches.probation_mode == "only_cannabis_and_sentence_over":
        return _only_cannabis(criterion, inputs)
    found = probation_completed(
        inputs.facts.sentence, inputs.as_of, may_infer=inputs.switches.probation_by_inference
    )
    if found.answer is Tri.UNKNOWN:
        missing = f"{criterion.report}: {found.because} (probation file)"
        return CriterionAnswer(
            criterion, Tri.UNKNOWN, found.because, missing=(missing,), codes=("HR-CRITERION",)
        )
    flag = f"{criterion.report} {found.because}" if found.is_inferred else ""
    # Another reading asks for a record of cannabis alone with every sentence over (dispute 15).
    is_disputed = found.answer is Tri.YES or inputs.facts.only_cannabis is not False
    return CriterionAnswer(
        criterion, found.answer, found.because, flag, disputes=(15,) if is_disputed else ()
    )


def _deceased(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    """Whether a death is recorded: nobody is presumed dead, so a silent record answers no."""
    is_dead = bool(inputs.facts.is_deceased)
    because = "a death is recorded" if is_dead else "no death is recorded"
    return CriterionAnswer(criterion, Tri.of(is_dead), because, disputes=(16,) if is_dead else ())


def _only_cannabis(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    facts = inputs.facts
    over = [
        is_over(sentence, facts.is_deceased, inputs.as_of, inputs.law)
        for sentence in (facts.sentence, *facts.other_sentences)
    ]
    found = all_of((Tri.of(facts.only_cannabis), *over))
    because = "only cannabis convictions on the record and every sentence over: " + found.value
    if found is Tri.UNKNOWN:
        missing = f"{criterion.report}: every conviction and how each sentence ended (dockets)"
        return CriterionAnswer(criterion, found, because, missing=(missing,), codes=("HR-CRITERION",))
    return CriterionAnswer(criterion, found, because, disputes=(15,))


def _single_conviction(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    """Whether the record holds no other conviction: a single cannabis conviction has no other sentences."""
    facts = inputs.facts
    if facts.only_cannabis is False or facts.other_sentences:
        return CriterionAnswer(criterion, Tri.NO, "the record holds another conviction")
    if facts.only_cannabis is None:
        because = "whether the record holds another conviction cannot be told"
        missing = f"{criterion.report}: every conviction on the record (dockets)"
        return CriterionAnswer(criterion, Tri.UNKNOWN, because, missing=(missing,), codes=("HR-CRITERION",))
    return CriterionAnswer(criterion, Tri.YES, "the record holds no other conviction")


def _sentence_over(criterion: Criterion, inputs: Inputs) -> CriterionAnswer:
    found = is_over(inputs.facts.sentence, inputs.facts.is_deceased, inputs.as_of, inputs.law)
    if found is Tri.UNKNOWN:
        because = "how the sentence ended is not recorded"
        missing = f"{criterion.report}: how the sentence ended (docket)"
        return CriterionAnswer(criterion, found, because, missing=(missing,), codes=("HR-CRITERION",))
    because = "the sentence is over" if found is Tri.YES else "a term runs past the evaluation date"
    return CriterionAnswer(criterion, found, because)


def _every_conviction(criterion: Criterion, _inputs: Inputs) -> CriterionAnswer:
    return CriterionAnswer(criterion, Tri.YES, "the office dismisses every conviction not screened out")


# The switches each test reads: the same values give the same answers.
SWITCHES_READ: dict[str, tuple[str, ...]] = {
    "age_at_evaluation": ("feb29",),
    "age_below": ("feb29", "under21_at", "missing_offense_date"),
    "years_without_conviction": ("feb29", "ten_years_counts"),
    "years_without_felony": ("feb29",),
    "years_since_conviction": ("feb29",),
    "deceased": ("include_deceased",),
    "only_cannabis": ("only_cannabis",),
    "probation_completed": ("probation_mode", "probation_by_inference"),
}

# Tests that look at one field of the facts only: equal values, equal answers.
FACTS_READ = {
    "age_at_evaluation": "born_on",
    "deceased": "is_deceased",
    "years_without_felony": "last_felony",
    "years_since_conviction": "conviction_on",
    "convicted_before": "conviction_on",
    "convicted_on_or_after": "conviction_on",
}

_TESTS = {
    "age_at_evaluation": _age_at_evaluation,
    "age_below": _age_below,
    "years_without_conviction": _years_without_conviction,
    "years_without_felony": _years_without_felony,
    "years_since_conviction": _years_since_conviction,
    "convicted_before": _convicted_before,
    "convicted_on_or_after": _convicted_on_or_after,
    "probation_completed": _probation_completed,
    "deceased": _deceased,
    "only_cannabis": _only_cannabis,
    "single_conviction": _single_conviction,
    "sentence_over": _sentence_over,
    "every_conviction": _every_conviction,
}
