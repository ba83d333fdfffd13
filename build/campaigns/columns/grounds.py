"""Why a missing value may lead to more relief: what the law presumes, shown by the explanation's citation.

Few values are the only witness against a person. Where such a one is gone, the record proves nothing any
more, and the court presumes for the person (HS 11361.8(b), (f)). A ground holds only for changes of the
columns it speaks of, only when the one fact it names gives as much relief by itself, all others left as they
were, and only when the explanation of the finding cites its authority and names what is presumed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior
from expunge_desktop.rules.facts import YOUNGEST


class Case(NamedTuple):
    """One conviction before and after the change of a column; `relief_of` decides facts under its policy."""

    column: str
    before: ConvictionFacts
    was: Finding
    after: ConvictionFacts
    now: Finding
    relief_of: Callable[[ConvictionFacts], int]

    def is_enough(self, **facts: Any) -> bool:
        """Whether these facts, in the record as it was, already give what the record gives now."""
        return self.relief_of(replace(self.before, **facts)) >= self.relief_of(self.after)


class Ground(NamedTuple):
    """Why it may be: in words; the columns; the rule whose step must cite the authority and say `told`."""

    name: str
    why: str
    columns: frozenset[str]
    rule: str
    authority: str
    told: str
    holds: Callable[[Case], bool]

    def allows(self, case: Case) -> bool:
        """Whether the finding may give more than the one before, and says why."""
        is_told = any(
            step.rule == self.rule and self.authority in step.citation and self.told in step.because
            for step in case.now.steps
        )
        return is_told and case.column in self.columns and self.holds(case)


def _is_comment_gone(case: Case) -> bool:
    """The comment alone named another section."""
    gone = set(case.before.problem_codes) - set(case.after.problem_codes)
    return (
        bool(case.before.comment_charges)
        and not case.after.comment_charges
        and gone <= {"HR-CODE"}
        and case.is_enough(comment_charges=(), problem_codes=case.after.problem_codes)
    )


def _is_birth_gone(case: Case) -> bool:
    """The birth date alone contradicted the conviction, and it may be the dates of other entries."""
    before, after = case.before, case.after
    gone = set(before.problem_codes) - set(after.problem_codes)
    return (
        after.born_on is None
        and not is_believable(before.born_on, before.conviction_on, youngest=YOUNGEST)
        and gone <= {"HR-DATE"}
        and tuple(map(_undated, before.priors)) == tuple(map(_undated, after.priors))
        and case.is_enough(
            born_on=None,
            problem_codes=after.problem_codes,
            priors=after.priors,
            last_any=after.last_any,
            last_felony=after.last_felony,
        )
    )


def _is_level_gone(case: Case) -> bool:
    """The only level recorded was one that the section never had."""
    return (
        "sanity.level" in case.was.rule_path
        and case.after.level is None
        and case.is_enough(level=None, has_level_conflict=False)
    )


def _is_day_gone(case: Case) -> bool:
    """The recorded days of offense and conviction contradicted; as far as known now they need not."""
    before, after = case.before, case.after
    return (
        "sanity.dates" in case.was.rule_path
        and _is_less_precise(before.offense_on, after.offense_on)
        and after.conviction_on is not None
        and _is_less_precise(before.conviction_on, after.conviction_on)
        and set(before.problem_codes) <= set(after.problem_codes)
        and case.is_enough(
            offense_on=after.offense_on,
            offense_on_source=after.offense_on_source,
            sentence=replace(before.sentence, conviction_on=after.conviction_on),
            problem_codes=after.problem_codes,
        )
    )


def _is_term_unknown(case: Case) -> bool:
    """A term shown to run past the evaluation date is shown no more."""
    before, after = case.before.sentence, case.after.sentence
    return (
        "HR-SERVING" in case.was.review_codes
        and "HR-SERVING" not in case.now.review_codes
        and after.conviction_on is not None
        and _is_less_precise(before.conviction_on, after.conviction_on)
        and case.is_enough(sentence=after, other_sentences=case.after.other_sentences)
    )


def _undated(prior: Prior) -> Prior:
    return replace(prior, on=None)


def _is_less_precise(was: PartialDate | None, now: PartialDate | None) -> bool:
    """Whether a date says nothing that it did not say before."""
    return now is None or (was is not None and now.earliest <= was.earliest and was.latest <= now.latest)


_BURDEN = "burden.presumption", "HS 11361.8(b), (f)"
GROUNDS = (
    Ground(
        "comment",
        "Only the comment named another section. The conviction is for the section charged; that it was for "
        "another one is for the People to prove.",
        frozenset(("COMMENT_TEXT",)),
        *_BURDEN,
        "",
        _is_comment_gone,
    ),
    Ground(
        "birth date",
        "Only the recorded birth date contradicted the conviction: nobody is convicted before the age of "
        "ten. Without it the person is taken for an adult, as an adult court convicted, and where 18–20 and "
        "21 or over differ a person must look; that the person was younger is for the People to prove.",
        frozenset(("PRI_DOB", "REQ_DOB")),
        *_BURDEN,
        "the birth date: taken for an adult's",
        _is_birth_gone,
    ),
    Ground(
        "level",
        "Only the recorded level contradicted the section, which never had it. Without it every level that "
        "the section had leads to the same; that it was another one is for the People to prove.",
        frozenset(("CONV_STAT_DESCR", "CONV_OFFENSE_TOC", "OFFENSE_TOC")),
        *_BURDEN,
        "the level: taken as any the section could have",
        _is_level_gone,
    ),
    Ground(
        "offense date",
        "Only the recorded days of the offense and conviction contradicted each other or the time of the "
        "section. Known in part, or inferred from the limitation period and flagged, they are taken for days "
        "that contradict nothing; that it was another day is for the People to prove.",
        frozenset(("STP_EVENT_DATE", "CYC_DATE")),
        *_BURDEN,
        "the offense date: ",
        _is_day_gone,
    ),
    Ground(
        "term",
        "Only the recorded term, or the day it ran from, showed that the sentence still runs. An unknown "
        "state of the sentence is not “serving”.",
        frozenset(("SENT_LOC_DESCR", "SENT_LENGTH", "SENT_TIME_CODE", "STP_EVENT_DATE")),
        "route.application",
        "HS 11361.8(e)–(g)",
        "not shown to be serving",
        _is_term_unknown,
    ),
)


def ground_of(case: Case) -> str:
    """The ground on which the finding may give more than the one before; empty when there is none."""
    return next((ground.name for ground in GROUNDS if ground.allows(case)), "")
