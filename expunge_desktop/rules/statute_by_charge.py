"""Counts that the statute decides by their charge alone, without dates, age or quantity."""

from dataclasses import dataclass, field
from datetime import date

from expunge_desktop.domain.outcome import Outcome, Route
from expunge_desktop.rules.charges import (
    ACCESSORY,
    CONSPIRACY,
    NEVER,
    OTHER,
    UNREADABLE,
    WRONG_CODE,
    Charge,
)
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.merits_overall import Merits
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.sentence import is_serving
from expunge_desktop.rules.trace import Trace


@dataclass(slots=True)
class Statute:
    """What the statute gives, with what the policy needs to go on.

    merits        the result were every formal question answered for the person; None when there is none
    is_after_act  offense or conviction on or after November 9, 2016
    presumed      what a dismissal by the policy takes for granted where there are no merits
    """

    outcome: Outcome
    reason: str
    charge: Charge
    offense: Interval = field(default_factory=lambda: Interval(None, None))
    merits: Merits | None = None
    codes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    disputes: list[int] = field(default_factory=list)
    route: Route = Route.NONE
    alternative: str = ""
    is_after_act: bool = False
    presumed: list[str] = field(default_factory=list)


def decide_by_charge(facts: ConvictionFacts, as_of: date, charge: Charge, trace: Trace) -> Statute | None:
    """Charges that are decided without dates, age or quantity."""
    if charge.kind == NEVER and charge.never is not None:
        trace.decided(charge.never.rule, "no", charge.never.reason)
        trace.rely_on(charge.never.source)
        return Statute(Outcome.NOT_ELIGIBLE, charge.never.reason, charge)
    if charge.kind == CONSPIRACY:
        trace.decided("pc.182.conspiracy", "yes", "HS 11361.8(e) names only the four sections")
        reason = (
            "Conspiracy under PC 182 is not a conviction under 11357–11360 (HS 11361.8(e); People v. Medina)"
        )
        return Statute(
            Outcome.NOT_ELIGIBLE,
            reason,
            charge,
            alternative=f"{Outcome.REDESIGNATE_MISDEMEANOR}: by PC 17(b) (People v. Medina)",
        )
    if charge.kind == ACCESSORY:
        return _accessory(facts, as_of, charge, trace)
    if charge.kind == OTHER and not facts.comment_charges:
        trace.decided("other.unlisted", "no", facts.charge)
        reason = f"{facts.charge} is not among the sections of HS 11361.8(e)"
        return Statute(Outcome.NOT_ELIGIBLE, reason, charge)
    if charge.kind in (UNREADABLE, WRONG_CODE, OTHER):
        return _unclear_charge(facts, charge, trace)
    return None


def _accessory(facts: ConvictionFacts, as_of: date, charge: Charge, trace: Trace) -> Statute:
    """PC 32: within (a) while serving (Boatwright), not within (e) when completed (dispute 7)."""
    if is_serving(facts.sentence, facts.is_deceased, as_of):
        trace.decided("pc.32.accessory", "yes", "still serving")
        reason = (
            "Accessory, still serving: People v. Boatwright allows a petition under HS 11361.8(a) when the "
            "principal's offense was a cannabis offense; the finding of 11361.8(b) is needed"
        )
        return Statute(
            Outcome.HAND_REVIEW, reason, charge, codes=["HR-SERVING"], disputes=[7], route=Route.PETITION
        )
    trace.decided("pc.32.accessory", "no", "no sentence is shown to be running")
    reason = (
        "Accessory (PC 32) is not a conviction under 11357–11360 (HS 11361.8(e)); "
        "People v. Boatwright reaches subdivision (a) only"
    )
    return Statute(Outcome.NOT_ELIGIBLE, reason, charge, disputes=[7])


def _unclear_charge(facts: ConvictionFacts, charge: Charge, trace: Trace) -> Statute:
    if charge.kind == OTHER:
        named = ", ".join(facts.comment_charges)
        trace.decided("charge.comment", "yes", named)
        reason = f"The comment names {named}, the charge does not"
    elif charge.kind == WRONG_CODE:
        trace.decided("charge.wrong-code", "no", facts.charge)
        reason = f"{facts.charge} has the number of a cannabis section under another code or none"
    else:
        trace.decided("row.problem", "no", facts.charge)
        reason = "The charge cannot be read as one section"
    codes = ["HR-CODE", *facts.problem_codes]
    return Statute(
        Outcome.HAND_REVIEW, f"{reason} (HS 11361.8(e) needs the section convicted of)", charge, codes=codes
    )
