"""Later court steps: set-asides, revocations and the like act on a count; they are no counts of their own.

A later step acts on the count of the same section in its cycle (contract, point 23). Where none or several
fit, that is a problem of every conviction it might mean: a revocation nobody applied must not let
probation look completed. The same holds of a later step whose words are missing or not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest.doj_cases import Case
from expunge_desktop.ingest.doj_charge import Charge
from expunge_desktop.ingest.doj_layout import MODIFY, RELIEF, REVOKE, SET_ASIDE, Ruling

_ENTERED = (Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION, Disposition.UNKNOWN)


@dataclass(slots=True)
class Target:
    """A count that later steps may act on; `cycle` is empty where CNT_ORDER does not tell it."""

    ref: str
    cycle: str
    case: Case
    charge: Charge
    disposition: Disposition
    steps: list["LaterStep"] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LaterStep:
    """A later step of a cycle; `on` None = undated, `cycle` empty where CNT_ORDER does not tell it."""

    ref: str
    cycle: str
    case: Case
    charge: Charge
    ruling: Ruling
    on: PartialDate | None
    words: str


def apply_later_steps(targets: Sequence[Target], steps: Sequence[LaterStep]) -> list[tuple[str, str, str]]:
    """Hand each step to its count; gives (ref, kind, sentence) for those that could not be."""
    problems = []
    by_cycle: dict[str, list[Target]] = {}
    for target in targets:
        by_cycle.setdefault(target.cycle, []).append(target)
    for step in steps:
        of_cycle = by_cycle.get(step.cycle, []) if step.cycle else list(targets)
        fitting = _fitting(of_cycle, step)
        if len(fitting) == 1 and step.cycle:
            fitting[0].steps.append(step)
            continue
        kind = "LATER_STEP_AMBIGUOUS" if fitting and step.cycle else "LATER_STEP_UNMATCHED"
        how_many = f"fits {len(fitting)} counts" if fitting and step.cycle else "fits no count"
        problems.append(
            (step.ref, kind, f"“{step.words}” ({step.charge.code_text or 'no charge'}) {how_many}.")
        )
        for target in fitting or [one for one in of_cycle if one.disposition in _ENTERED]:
            target.kinds.append(kind)
    return problems


def mark_unclear(targets: Sequence[Target], unclear: Sequence[Target]) -> None:
    """Mark every count that a court's row of unknown disposition may act on as a later step.

    It is kept as a count of its own, but may be a revocation, or relief already given: of the same section,
    or of none that can be read, in a later step of the same cycle. A row without a place may be later than
    all.
    """
    for step in unclear:
        for target in targets:
            is_later = not step.cycle or (target.cycle == step.cycle and target.ref[:6] < step.ref[:6])
            is_same = not step.charge.section or step.charge.section == target.charge.section
            if is_later and is_same and target is not step and "LATER_STEP_UNKNOWN" not in target.kinds:
                target.kinds.append("LATER_STEP_UNKNOWN")


def _fitting(targets: Sequence[Target], step: LaterStep) -> list[Target]:
    """Counts of the step's section; while several fit, narrowed by what else they share with the step.

    A charge that is missing or cannot be read names no count, not even one whose charge is damaged alike.
    """
    section = step.charge.section
    fitting = [one for one in targets if section and one.charge.section == section]
    for narrow in (
        lambda one: one.disposition in (Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION),
        lambda one: one.case.key == step.case.key,
        lambda one: one.charge.citation == step.charge.citation,
        lambda one: one.ref[6:9] == step.ref[6:9],
    ):
        if len(fitting) > 1:
            fitting = [one for one in fitting if narrow(one)] or fitting
    return fitting


def acted_on(steps: Sequence[LaterStep]) -> dict[str, Any]:
    """The fields of a Count that its later steps set, the latest date of each kind."""
    fields: dict[str, Any] = {}
    relief = [step.ruling.relief for step in steps if step.ruling.acts in (SET_ASIDE, RELIEF)]
    revoked = [step.on for step in steps if step.ruling.acts == REVOKE]
    set_aside = [step.on for step in steps if step.ruling.acts == SET_ASIDE]
    if revoked:
        fields |= {"is_revoked": True, "revoked_on": _latest(revoked), "probation_status": "REVOKED"}
    if set_aside:
        fields |= {"is_set_aside": True, "set_aside_on": _latest(set_aside)}
    if relief:
        fields["other_relief"] = tuple(dict.fromkeys(relief))
    return fields


def modifications(steps: Sequence[LaterStep]) -> list[str]:
    """Words for the reviewer about sentences modified later."""
    return [f"{step.words} {step.on or ''}".strip() for step in steps if step.ruling.acts == MODIFY]


def _latest(dates: Sequence[PartialDate | None]) -> PartialDate | None:
    """The latest; None when any is undated, because that one may be later still."""
    known = [date for date in dates if date is not None]
    return max(known, key=lambda date: date.latest) if len(known) == len(dates) else None
