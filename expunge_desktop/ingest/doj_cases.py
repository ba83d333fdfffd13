"""Which court steps of a cycle are one case, and under which numbers (contract, point 23).

A case is the court steps of one cycle that share a number. CNT_ORDER has twelve digits: cycle, step,
count, `000`; its first six are one step, and a later step that shares a number with it belongs to the same
case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expunge_desktop.ingest.doj_columns import CNT_ORDER, FE_NUM_CRT_CASE, OFN


@dataclass(frozen=True, slots=True)
class Case:
    """`key` is unique within the person; `number` has all numbers in the record's order, never trimmed."""

    key: str
    number: str


def cases_by_step(court_rows: Iterable[Sequence[str]]) -> dict[str, Case]:
    """The case of each court step (the first six digits of CNT_ORDER), from rows in canonical order."""
    numbers: dict[str, dict[str, None]] = {}
    at, found = None, {}
    for row in court_rows:
        step = row[CNT_ORDER][:6]
        if step != at:
            at = step
            found = numbers.setdefault(at, {})
        if row[OFN]:
            found[row[OFN]] = None
        if row[FE_NUM_CRT_CASE]:
            found[row[FE_NUM_CRT_CASE]] = None
    cases = {step: Case(step, "; ".join(found)) for step, found in numbers.items()}
    if len({step[:3] for step in numbers}) == len(numbers):
        return cases  # no cycle has a second court step
    by_cycle: dict[str, list[str]] = {}
    for step in numbers:
        by_cycle.setdefault(step[:3], []).append(step)
    for steps in by_cycle.values():
        for group in _sharing(steps, numbers) if len(steps) > 1 else ():
            merged = dict.fromkeys([number for step in group for number in numbers[step]])
            case = Case(group[0], "; ".join(merged))
            for step in group:
                cases[step] = case
    return cases


def _sharing(steps: list[str], numbers: dict[str, dict[str, None]]) -> list[list[str]]:
    """Steps joined into groups that share a number, directly or through another step."""
    groups: list[list[str]] = []
    for step in steps:
        joined = [step]
        apart = []
        for group in groups:
            if any(numbers[other].keys() & numbers[step].keys() for other in group):
                joined = group + joined
            else:
                apart.append(group)
        groups = [*apart, joined]
    for group in groups:
        group.sort()
    return groups
