"""Which paper, if any, the People may still file against relief for a count (law/corrections.md 6, 14).

A challenge under HS 11361.9(c) exists only for a count on the Department of Justice's list with a challenge
recorded by July 1, 2020. A listed, unchallenged count can no longer be contested (11361.9(d)). Any
other count is opposed under 11361.8(b) while its sentence runs, under (f) when it is completed, as form
CR-402 does; danger to public safety is a ground of (b) alone.
"""

import re
from enum import StrEnum

from expunge_desktop.documents.filing import Challenge, Filing, ScheduleRow
from expunge_desktop.documents.papers.case_words import count_number
from expunge_desktop.domain.outcome import Route

_PUBLIC_SAFETY = re.compile(
    r"\b(public|community)[\s-]+safety\b|\bunreasonable\s+risk\b|\brisk\s+(of|to)\s+danger\b"
    r"|\bdanger(ous)?\s+to\s+(the\s+)?(public|community|society|others)\b",
    re.IGNORECASE,
)


class Path(StrEnum):
    """The provision a challenged count is contested under."""

    TIMELY = "11361.9(c)"
    SERVING = "11361.8(b)"
    COMPLETED = "11361.8(f)"


def path_of(challenge: Challenge) -> Path:
    """The provision; ask `obstacle` first whether any is open."""
    if is_listed(challenge.row) and challenge.was_recorded_by_doj_date:
        return Path.TIMELY
    return Path.SERVING if challenge.row.is_serving else Path.COMPLETED


def is_listed(row: ScheduleRow) -> bool:
    """The record says that the count was on the Department of Justice's list (HS 11361.9(a))."""
    return bool(row.is_doj_listed) or row.route == Route.DOJ_LIST


def obstacle(challenge: Challenge) -> str:
    """Why no paper may be filed on this challenge, as a sentence with what to do; empty when one may."""
    what = f"The challenge of {count_in_case(challenge.row)}"
    if is_listed(challenge.row) and not challenge.was_recorded_by_doj_date:
        if challenge.was_recorded_by_doj_date is None:
            return (
                f"{what} is not printed: the count was on the Department of Justice's list, and the record "
                "does not show whether it was challenged by July 1, 2020. Only if it was may it still be "
                "contested (HS 11361.9(d)); enter what the record shows, or withdraw the challenge."
            )
        return (
            f"{what} is not printed: the count was on the Department of Justice's list and was not "
            "challenged by July 1, 2020, so that it can no longer be contested (HS 11361.9(d)). Withdraw "
            "the challenge."
        )
    if not challenge.ground.strip():
        return f"{what} is not printed: it states no ground. Enter the ground on the conviction's page."
    if not challenge.row.is_serving and _PUBLIC_SAFETY.search(challenge.ground):
        return (
            f"{what} is not printed: its ground speaks of danger to public safety, which is open only while "
            "a sentence is being served (HS 11361.8(b), (f)). State another ground, or withdraw it."
        )
    if not challenge.evidence:
        return (
            f"{what} is not printed: no evidence is attached. Attach the certified record or report that the "
            "ground rests on."
        )
    return ""


def opposed(filing: Filing, *paths: Path) -> tuple[Challenge, ...]:
    """The challenges that may be filed, of these paths (of all, when none is named), in their order."""
    return tuple(
        one for one in filing.challenges if not obstacle(one) and (not paths or path_of(one) in paths)
    )


def count_of(row: ScheduleRow) -> str:
    """`count 2`, or that the record does not number it."""
    return f"count {count_number(row)}" if row.count_number else "a count without a number in the record"


def count_in_case(row: ScheduleRow) -> str:
    """`count 2 of case BA100001`."""
    return f"{count_of(row)} of {case_of(row)}"


def case_of(row: ScheduleRow) -> str:
    """`case BA100001`, or that the record gives no number."""
    return f"case {row.case_number}" if row.case_number else "a case without a number in the record"
