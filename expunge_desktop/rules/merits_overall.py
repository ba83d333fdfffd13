"""The merits over every row, level and age band that the record leaves possible."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from expunge_desktop.rules.law_tables import SectionRow
from expunge_desktop.rules.merits import OUTCOMES, Answer, Weighing

_LEVEL_WORDS = {"F": "felony", "M": "misdemeanor", "I": "infraction"}
Case = tuple[SectionRow, str, str]


@dataclass(slots=True)
class Merits:
    """The merits of a count: `outcome` D, M, I, N, or "" when a person must look (`codes`)."""

    outcome: str = ""
    rule: str = ""
    reason: str = ""
    codes: tuple[str, ...] = ()
    disputes: tuple[int, ...] = ()
    is_screen: bool = False
    alternative: str = ""


@dataclass(slots=True)
class _Answers:
    """The answers for every possible row, level and band."""

    by_case: dict[Case, Answer] = field(default_factory=dict)

    def differ_by(self, place: int) -> bool:
        """Whether the outcome, or its being a screen, depends on row (0), level (1) or age band (2)."""
        seen: dict[tuple[object, ...], set[tuple[str, bool]]] = {}
        for case, answer in self.by_case.items():
            rest = (*case[:place], *case[place + 1 :])
            seen.setdefault(rest, set()).add((answer.outcome, answer.is_screen))
        return any(len(outcomes) > 1 for outcomes in seen.values())


def weigh(
    weighing: Weighing, rows: Sequence[tuple[SectionRow, Sequence[str]]], bands: Sequence[str]
) -> Merits:
    """The outcome that all possibilities share; otherwise the code of what differs.

    `rows` come with the levels possible for each. HR-AGE: it depends on the age (contract, point 5), HR-LEVEL
    on the level (point 6), HR-DATE on which of two rows was in force.
    """
    if len(rows) == 1 and len(rows[0][1]) == 1 and len(bands) == 1:
        return _single(weighing.answer(rows[0][0], rows[0][1][0], bands[0]))
    answers = _Answers()
    for row, levels in rows:
        for level in levels:
            for band in bands:
                answers.by_case[row, level, band] = weighing.answer(row, level, band)
    found = list(answers.by_case.values())
    first = found[0]
    if len({(answer.outcome, answer.codes, answer.is_screen) for answer in found}) == 1:
        return _single(first)
    codes = [code for answer in found for code in answer.codes]
    for place, code in ((2, "HR-AGE"), (1, "HR-LEVEL"), (0, "HR-DATE")):
        if answers.differ_by(place):
            codes.append(code)
    return Merits(
        rule=first.rule,
        reason=_differing(answers.by_case),
        codes=tuple(dict.fromkeys(codes)),
        disputes=tuple(dict.fromkeys(number for answer in found for number in answer.disputes)),
        alternative=_readings(answers.by_case),
    )


def _single(answer: Answer) -> Merits:
    return Merits(
        answer.outcome,
        answer.rule,
        answer.reason,
        answer.codes,
        answer.disputes,
        answer.is_screen,
        answer.alternative,
    )


def _differing(answers: dict[Case, Answer]) -> str:
    parts = [
        f"{answer.reason} [{_when(case)}]"
        for case, answer in answers.items()
        if answer.reason and answer.outcome
    ]
    return "The result depends on what the record does not say: " + " / ".join(dict.fromkeys(parts))


def _readings(answers: dict[Case, Answer]) -> str:
    parts = [
        f"{OUTCOMES[answer.outcome]}: {_when(case)}" for case, answer in answers.items() if answer.outcome
    ]
    return " / ".join(dict.fromkeys(parts))


def _when(case: Case) -> str:
    return f"age {case[2]} at the offense, {_LEVEL_WORDS[case[1]]}"
