"""Why a missing value may lead to more relief: what the law presumes, shown by the explanation's citation.

Few values are the only witness against a person. Where such a one is gone, the record proves nothing any
more, and the court presumes for the person (HS 11361.8(b), (f)). A ground holds only when the explanation of
the finding cites its authority.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from expunge_desktop.domain.finding import Finding
from expunge_desktop.rules.conviction_facts import ConvictionFacts


class Case(NamedTuple):
    """One conviction before and after the change."""

    before: ConvictionFacts
    was: Finding
    after: ConvictionFacts
    now: Finding


class Ground(NamedTuple):
    """Why it may be: in words, the rule whose step must cite the authority, and when it holds."""

    name: str
    why: str
    rule: str
    authority: str
    holds: Callable[[Case], bool]


def _is_comment_gone(case: Case) -> bool:
    """The comment alone named another section; nothing else of the record has changed."""
    silent = replace(case.before, comment_charges=(), problem_codes=case.after.problem_codes)
    gone = set(case.before.problem_codes) - set(case.after.problem_codes)
    return bool(case.before.comment_charges) and silent == case.after and gone <= {"HR-CODE"}


def _is_contradiction_gone(case: Case) -> bool:
    """The recorded day of the offense contradicted the conviction; without it, it is inferred."""
    silent = replace(
        case.before,
        offense_on=case.after.offense_on,
        offense_on_source=case.after.offense_on_source,
        problem_codes=case.after.problem_codes,
    )
    return "HR-DATE" in case.was.review_codes and silent == case.after


def _is_term_unknown(case: Case) -> bool:
    """A term shown to run past the evaluation date is recorded no more."""
    silent = replace(case.before, sentence=case.after.sentence, other_sentences=case.after.other_sentences)
    return "HR-SERVING" in case.was.review_codes and silent == case.after


GROUNDS = (
    Ground(
        "comment",
        "Only the comment named another section. The conviction is for the section charged; that it was for "
        "another one is for the People to prove.",
        "burden.presumption",
        "HS 11361.8(b), (f)",
        _is_comment_gone,
    ),
    Ground(
        "offense date",
        "Only the recorded day of the offense contradicted the conviction. It is inferred from the "
        "limitation period, and flagged; that it was another day is for the People to prove.",
        "burden.presumption",
        "HS 11361.8(b), (f)",
        _is_contradiction_gone,
    ),
    Ground(
        "term",
        "Only the recorded term showed that the sentence still runs. An unknown state of the sentence is not "
        "“serving”.",
        "route.application",
        "HS 11361.8(e)–(g)",
        _is_term_unknown,
    ),
)


def ground_of(case: Case) -> str:
    """The ground on which the finding may give more than the one before; empty when there is none."""
    for ground in GROUNDS:
        cited = {step.citation for step in case.now.steps if step.rule == ground.rule}
        if ground.holds(case) and any(ground.authority in citation for citation in cited):
            return ground.name
    return ""
