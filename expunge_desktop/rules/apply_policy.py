"""What the office's policy adds to the statute, in the order of contract points 1 and 2."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from expunge_desktop.domain.outcome import Disposition, Level, Outcome
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.charges import (
    ATTEMPT,
    BEFORE_1959,
    CANNABIS,
    PREDECESSOR,
    SUBDIVISION,
    Charge,
)
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.criteria import CriterionAnswer, Inputs, answer_all, combined
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.statute_by_charge import Statute
from expunge_desktop.rules.trace import Trace

_REACHED = frozenset((CANNABIS, PREDECESSOR, SUBDIVISION, ATTEMPT, BEFORE_1959))
_FIRST_RULES = {
    "MISD_POSSESSION": "policy.misd-possession",
    "FELONY_11357_A_B": "policy.felony-11357",
    "FELONY_11357_B": "policy.felony-11357-b",
    "ALL_11357": "policy.all-11357",
}


@dataclass(slots=True)
class PolicyResult:
    """The policy's outcome, the criterion it is reported under, and all that held."""

    outcome: Outcome
    criterion: str
    held: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    disputes: list[int] = field(default_factory=list)


def apply_policy(statute: Statute, policy: Policy, inputs: Inputs, trace: Trace) -> PolicyResult:
    """The policy's result. It never takes away what the statute gives."""
    outcome = statute.outcome
    is_screen = statute.merits is not None and statute.merits.is_screen
    if not policy.is_expanding:
        trace.decided("policy.statute", outcome.value)
        is_dismissed = outcome is Outcome.DISMISS_SEAL
        is_out = outcome is Outcome.NOT_ELIGIBLE and is_screen
        return PolicyResult(outcome, "STATUTORY" if is_dismissed else "DISQUALIFIED" if is_out else "NONE")
    if outcome is Outcome.OUT_OF_SCOPE:
        return PolicyResult(outcome, "NONE")
    if statute.charge.kind not in _REACHED or (
        statute.charge.kind == BEFORE_1959 and outcome is Outcome.NOT_ELIGIBLE
    ):
        trace.decided("policy.reach", "no", statute.charge.kind)
        return PolicyResult(outcome, "NONE")
    return _Expanding(statute, policy, inputs, trace).decide()


class _Expanding:
    """A policy that goes beyond the statute."""

    def __init__(self, statute: Statute, policy: Policy, inputs: Inputs, trace: Trace) -> None:
        self.statute, self.policy, self.inputs, self.trace = statute, policy, inputs, trace
        self.facts: ConvictionFacts = inputs.facts
        self.law: LawBook = inputs.law

    def decide(self) -> PolicyResult:
        """First dismissals, screens, open eligibility, criteria, statute: in this order."""
        statute, switches, trace = self.statute, self.policy.switches, self.trace
        is_final = statute.outcome is Outcome.NOT_ELIGIBLE
        is_adult = self.facts.disposition is not Disposition.JUVENILE_ADJUDICATION
        is_left_out = is_adult and switches.convictions_after_act == "not_eligible"
        if statute.is_after_act and (is_final or is_left_out):
            trace.decided("policy.act-date", "no", f"convicted {self.facts.conviction_on}")
            return PolicyResult(Outcome.NOT_ELIGIBLE, "DISQUALIFIED")
        stopping = [code for code in statute.codes if self.law.review_codes[code].stops_first_dismissals]
        answers = answer_all(self.policy, self.inputs)
        if trace.is_explaining:
            for given in answers:
                trace.asked(
                    "policy.criterion", f"{given.criterion.report}: {given.answer.value}", given.because
                )
        if not stopping and (
            self.facts.disposition is Disposition.UNKNOWN or "HR-CODE" in self.facts.problem_codes
        ):
            # Nobody knows that this was a conviction, or of what: the row can only be looked at (design, way
            # of data 1).
            stopping = ["HR-CODE"]
        if stopping:
            trace.decided("policy.review", "yes", ", ".join(stopping))
            return PolicyResult(Outcome.HAND_REVIEW, "NONE", self._held([], answers))
        first = self._first_dismissals()
        held = self._held(first, answers)
        if statute.outcome is Outcome.DISMISS_SEAL:
            trace.decided("policy.statute-dismisses", "yes")
            return self._dismissed(held, answers)
        if first:
            trace.decided(_FIRST_RULES[first[0]], "yes", self.facts.charge)
            return self._dismissed(held, answers)
        if statute.merits is not None and statute.merits.is_screen:
            trace.decided("policy.screen", "yes", statute.merits.reason)
            return PolicyResult(Outcome.NOT_ELIGIBLE, "DISQUALIFIED", held)
        open_codes = [code for code in statute.codes if not self._may_continue(code)]
        if open_codes:
            trace.decided("policy.review", "yes", ", ".join(open_codes))
            return PolicyResult(Outcome.HAND_REVIEW, "NONE", held)
        return self._by_criteria(held, answers)

    def _by_criteria(self, held: list[str], answers: Sequence[CriterionAnswer]) -> PolicyResult:
        trace, outcome = self.trace, self.statute.outcome
        found = combined(self.policy, list(answers))
        if found is Tri.YES:
            trace.decided("policy.criterion", "yes", ", ".join(held))
            return self._dismissed(held, answers)
        disputes = [number for given in answers if given.answer is Tri.NO for number in given.disputes]
        if found is Tri.UNKNOWN:
            untested = [given for given in answers if given.answer is Tri.UNKNOWN]
            trace.decided("policy.untested", "no", ", ".join(given.criterion.report for given in untested))
            return PolicyResult(
                Outcome.HAND_REVIEW,
                "NONE",
                held,
                [code for given in untested for code in given.codes],
                [what for given in untested for what in given.missing],
                disputes,
            )
        trace.decided("policy.statute", outcome.value)
        return PolicyResult(outcome, "NONE", held, disputes=disputes)

    def _dismissed(self, held: list[str], answers: Sequence[CriterionAnswer]) -> PolicyResult:
        flags = [given.flag for given in answers if given.flag]
        reported = held[0] if held else "STATUTORY"
        disputes = [
            number
            for given in answers
            if given.answer is Tri.YES and given.criterion.report == reported
            for number in given.disputes
        ]
        presumed = self.statute.presumed
        if presumed:
            self.trace.asked("burden.presumption", "yes", "; ".join(presumed))
        missing = [*flags, *presumed]
        return PolicyResult(Outcome.DISMISS_SEAL, reported, held, missing=missing, disputes=disputes)

    def _held(self, first: list[str], answers: Sequence[CriterionAnswer]) -> list[str]:
        return [*first, *(given.criterion.report for given in answers if given.answer is Tri.YES)]

    def _may_continue(self, code: str) -> bool:
        """HR-SERVING and, where the office includes them, predecessors go on to the criteria."""
        if code == "HR-PREDECESSOR":
            return self.policy.switches.include_predecessor_sections
        return code == "HR-SERVING"

    def _first_dismissals(self) -> list[str]:
        charge = self.statute.charge
        if charge.kind not in (CANNABIS, SUBDIVISION):
            return []
        found = []
        is_felony = self._is_felony(charge)
        section, first = charge.section, charge.citation.subdivisions[:1] if charge.citation else ()
        is_minor_supply = section == "11360" and first in (("b",), ())
        words = self.policy.first_dismissals
        if "MISD_POSSESSION" in words and is_felony is Tri.NO and (section == "11357" or is_minor_supply):
            found.append("MISD_POSSESSION")
        # Of unknown level it is either a felony or MISD_POSSESSION: where both dismiss, it is dismissed.
        is_dismissed_felony = is_felony is Tri.YES or (
            is_felony is Tri.UNKNOWN and "MISD_POSSESSION" in words
        )
        for word, letters in (("FELONY_11357_A_B", (("a",), ("b",))), ("FELONY_11357_B", (("b",),))):
            if word in words and section == "11357" and first in letters and is_dismissed_felony:
                found.append(word)
        if "ALL_11357" in words and section == "11357":
            found.append("ALL_11357")
        return found

    def _is_felony(self, charge: Charge) -> Tri:
        """Recorded, or what every level the section could have says; unknown where sources disagree."""
        level = self.facts.level
        if level is not None and not self.facts.has_level_conflict:
            return Tri.of(level is Level.FELONY)
        possible = {level for row in charge.rows for _, _, levels in row.levels for level in levels}
        if self.facts.has_level_conflict or not possible or ("F" in possible and len(possible) > 1):
            return Tri.UNKNOWN
        return Tri.of(possible == {"F"})
