"""Whether a sentence is over, still being served, and whether probation was completed (contract, point 9)."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from expunge_desktop.domain.partial_date import PartialDate, add_years
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import Sentence
from expunge_desktop.rules.law import LawBook

_DISCHARGED = frozenset(("COMPLETED", "TERMINATED EARLY"))
_UNITS = frozenset(("D", "M", "Y"))
_WITHOUT_PROBATION = frozenset(("JAIL", "PRISON", "FINE"))


class Completion(NamedTuple):
    """An answer, whether it rests on inference only, and why in a few words."""

    answer: Tri
    is_inferred: bool
    because: str


def is_over(sentence: Sentence, is_deceased: bool | None, as_of: date, law: LawBook) -> Tri:
    """Whether the sentence is over on the day. Unknown is not "serving".

    A 1203.4 set-aside shows it over, unless the record says in so many words that it runs.
    """
    is_set_aside = _has_happened(sentence.is_set_aside, sentence.set_aside_on, as_of)
    if is_deceased or sentence.is_completed or (is_set_aside and not _says_it_runs(sentence)):
        return Tri.YES
    if sentence.completed_on is not None and sentence.completed_on.latest <= as_of:
        return Tri.YES
    if is_serving(sentence, is_deceased, as_of):
        return Tri.NO
    if sentence.is_revoked or not sentence.parts or sentence.conviction_on is None:
        return Tri.UNKNOWN
    end = term_end(sentence, sentence.conviction_on.latest)
    if end is not None and add_years(end, law.years_after_term) < as_of:
        return Tri.YES
    return Tri.UNKNOWN


def is_serving(sentence: Sentence, is_deceased: bool | None, as_of: date) -> bool:
    """Whether the record shows a term that runs past the day."""
    if is_deceased:
        return False
    if _says_it_runs(sentence):
        return True
    if _has_happened(sentence.is_set_aside, sentence.set_aside_on, as_of):
        return False
    if sentence.completed_on is not None:
        return sentence.completed_on.earliest > as_of
    if (
        sentence.is_completed
        or sentence.probation_status == "TERMINATED EARLY"
        or sentence.conviction_on is None
    ):
        return False
    end = term_end(sentence, sentence.conviction_on.earliest, is_partial_enough=True)
    return end is not None and end > as_of


def probation_completed(sentence: Sentence, as_of: date, *, may_infer: bool) -> Completion:
    """Whether probation was granted and completed.

    A 1203.4 set-aside proves it over, not that it was completed without failure; lapse of time proves
    neither: both count only where the policy lets them, flagged (law/corrections 8).
    """
    status = sentence.probation_status
    end = sentence.probation_ended_on
    if status in _DISCHARGED and end is not None and end.earliest > as_of:
        return Completion(Tri.NO, False, f"probation runs until {end}")
    if status in _DISCHARGED and sentence.was_probation_granted is False:
        return Completion(Tri.UNKNOWN, False, "the record says that none was granted, and that it ended")
    if status in _DISCHARGED:
        return Completion(Tri.YES, False, f"the record says probation {status.lower()}")
    if not _says_it_runs(sentence) and _has_happened(sentence.is_set_aside, sentence.set_aside_on, as_of):
        if may_infer:
            return Completion(Tri.YES, True, "by inference from the set-aside under PC 1203.4")
        return Completion(Tri.UNKNOWN, False, "a set-aside alone does not show successful completion")
    if status == "REVOKED":
        return Completion(Tri.NO, False, "probation was revoked")
    if status == "ACTIVE":
        return Completion(Tri.NO, False, "probation still runs")
    kinds = {kind for kind, _, _ in sentence.parts}
    granted = sentence.was_probation_granted
    if granted is None and sentence.parts:
        granted = True if "PROBATION" in kinds else False if kinds <= _WITHOUT_PROBATION else None
    if granted is False:
        return Completion(Tri.NO, False, "no probation was granted")
    if granted is None:
        return Completion(Tri.UNKNOWN, False, "whether probation was granted is not recorded")
    if sentence.is_revoked:
        return Completion(Tri.UNKNOWN, False, "probation was revoked; what followed is not recorded")
    return _by_time(sentence, as_of, may_infer)


def _by_time(sentence: Sentence, as_of: date, may_infer: bool) -> Completion:
    end: date | None = None
    if sentence.probation_ended_on is not None:
        end = sentence.probation_ended_on.latest
    elif sentence.conviction_on is not None:
        lengths = [(length, unit) for kind, length, unit in sentence.parts if kind == "PROBATION"]
        if lengths and all(length is not None and unit in _UNITS for length, unit in lengths):
            start = sentence.conviction_on.latest
            end = max(add_term(start, length or 0, unit) for length, unit in lengths)
    if end is None:
        return Completion(Tri.UNKNOWN, False, "how long probation ran is not recorded")
    if end > as_of:
        return Completion(Tri.NO, False, f"probation runs until {end}")
    if may_infer:
        return Completion(Tri.YES, True, f"by time: the term ended on {end} and no revocation is recorded")
    return Completion(Tri.UNKNOWN, False, "lapse of time alone does not show completion")


def term_end(sentence: Sentence, start: date, *, is_partial_enough: bool = False) -> date | None:
    """The end of the longest part counted from a day; None when a part that matters cannot be read.

    A length without its unit says nothing. With `is_partial_enough` such parts are left out: what is readable
    already shows an end.
    """
    end: date | None = None
    for kind, length, unit in sentence.parts:
        if length is None or unit not in _UNITS:
            if kind == "FINE" or is_partial_enough:
                continue
            return None
        part_end = add_term(start, length, unit)
        end = part_end if end is None else max(end, part_end)
    if end is None and sentence.parts and not is_partial_enough:
        return start  # fines only
    return end


def add_term(start: date, length: int, unit: str) -> date:
    """A day plus so many days (D), months (M) or years (Y), by the calendar; at most the year 9999."""
    if unit == "D":
        return start + timedelta(days=min(length, 100_000))
    months = min(length * 12 if unit == "Y" else length, 12_000)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _says_it_runs(sentence: Sentence) -> bool:
    return bool(sentence.is_serving) or sentence.probation_status == "ACTIVE"


def _has_happened(is_done: bool, on: PartialDate | None, as_of: date) -> bool:
    return is_done and (on is None or on.earliest <= as_of)
