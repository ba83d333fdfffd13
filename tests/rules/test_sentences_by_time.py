"""Sentences of Department of Justice rows: over, being served, or not known (contract, point 9)."""

from datetime import date

import pytest

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import Sentence
from expunge_desktop.rules.sentence import add_term, is_over, is_serving, term_end
from expunge_desktop.services.law_library import load_law

CONVICTED = PartialDate(2010, 2, 28)
PART = tuple[str, int | None, str]


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        (date(2010, 1, 31), 1, "M", date(2010, 2, 28)),
        (date(2012, 2, 29), 1, "Y", date(2013, 2, 28)),
        (date(2012, 2, 29), 4, "Y", date(2016, 2, 29)),
        (date(2010, 1, 1), 366, "D", date(2011, 1, 2)),
        (date(2010, 11, 30), 36, "M", date(2013, 11, 30)),
    ],
)
def test_terms_run_by_the_calendar(start: date, length: int, unit: str, end: date) -> None:
    assert add_term(start, length, unit) == end


@pytest.mark.parametrize(
    ("parts", "as_of", "over", "serving"),
    [
        ((("PROBATION", 3, "Y"),), date(2018, 3, 1), Tri.YES, False),
        ((("PROBATION", 3, "Y"),), date(2018, 2, 28), Tri.UNKNOWN, False),
        ((("PROBATION", 3, "Y"),), date(2013, 2, 27), Tri.NO, True),
        ((("PROBATION", 3, "Y"),), date(2013, 2, 28), Tri.UNKNOWN, False),
        ((("PROBATION", 3, "Y"), ("JAIL", 30, "D"), ("FINE", None, "")), date(2018, 3, 1), Tri.YES, False),
        ((("PROBATION", None, ""), ("JAIL", 30, "D")), date(2030, 3, 1), Tri.UNKNOWN, False),
        ((("FINE", None, ""),), date(2015, 3, 1), Tri.YES, False),
        ((), date(2030, 3, 1), Tri.UNKNOWN, False),
    ],
)
def test_the_longest_part_and_five_years(
    parts: tuple[PART, ...], as_of: date, over: Tri, serving: bool
) -> None:
    sentence = Sentence(CONVICTED, parts)
    assert is_over(sentence, None, as_of, load_law()) is over
    assert is_serving(sentence, None, as_of) is serving


def test_a_revocation_leaves_the_end_open() -> None:
    sentence = Sentence(CONVICTED, (("PROBATION", 3, "Y"),), is_revoked=True)
    assert is_over(sentence, None, date(2030, 1, 1), load_law()) is Tri.UNKNOWN


def test_death_and_set_aside_end_a_sentence() -> None:
    running = Sentence(CONVICTED, (("PRISON", 20, "Y"),))
    assert is_over(running, True, date(2015, 1, 1), load_law()) is Tri.YES
    aside = Sentence(
        CONVICTED, (("PRISON", 20, "Y"),), is_set_aside=True, set_aside_on=PartialDate(2014, 1, 1)
    )
    assert is_over(aside, None, date(2015, 1, 1), load_law()) is Tri.YES
    assert is_over(aside, None, date(2013, 1, 1), load_law()) is Tri.NO


def test_a_recorded_completion_day_is_compared_with_the_evaluation_date() -> None:
    sentence = Sentence(CONVICTED, completed_on=PartialDate(2013, 2, 28))
    assert is_over(sentence, None, date(2013, 2, 28), load_law()) is Tri.YES
    assert is_over(sentence, None, date(2013, 2, 27), load_law()) is Tri.NO


def test_a_fine_alone_ends_at_once() -> None:
    assert term_end(Sentence(CONVICTED, (("FINE", None, ""),)), date(2010, 2, 28)) == date(2010, 2, 28)
