"""When a sentence is over, when it still runs, and when probation was completed: never guessed."""

from dataclasses import replace
from datetime import date

import pytest
from rules_bench import Bench

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import Sentence
from expunge_desktop.rules.sentence import (
    Completion,
    add_term,
    is_over,
    is_serving,
    probation_completed,
    term_end,
)

CONVICTED = PartialDate(2010, 2, 28)
YEARS = (("PROBATION", 3, "Y"),)
LONG = (("PRISON", 20, "Y"),)
ON = date(2015, 1, 1)


def day(text: str) -> PartialDate | None:
    """A date as recorded."""
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("sentence", "over", "serving"),
    [
        (Sentence(CONVICTED, is_completed=True), Tri.YES, False),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"),), is_completed=True), Tri.YES, False),
        (Sentence(CONVICTED, is_serving=True), Tri.NO, True),
        (Sentence(CONVICTED, probation_status="ACTIVE"), Tri.NO, True),
        (
            Sentence(CONVICTED, (("PRISON", 20, "Y"),), probation_status="TERMINATED EARLY"),
            Tri.UNKNOWN,
            False,
        ),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"),), probation_status="COMPLETED"), Tri.NO, True),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"),)), Tri.NO, True),
        (Sentence(None, (("PRISON", 20, "Y"),)), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("PRISON", 20, ""),)), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"), ("PROBATION", None, ""))), Tri.NO, True),
        (Sentence(CONVICTED, (("JAIL", 30, "D"), ("PROBATION", None, ""))), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("JAIL", 30, "D"), ("PROBATION", 3, "Q"))), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("FINE", None, ""), ("PRISON", 20, "Y"))), Tri.NO, True),
        (Sentence(CONVICTED, (("JAIL", 30, "D"), ("PRISON", 20, "Y"))), Tri.NO, True),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"), ("JAIL", 30, "D"))), Tri.NO, True),
        (Sentence(CONVICTED, (("JAIL", 30, "D"),), is_revoked=True), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("JAIL", 30, "D"),)), Tri.UNKNOWN, False),
        (Sentence(PartialDate(2009, 12), (("JAIL", 1, "D"),)), Tri.UNKNOWN, False),
        (Sentence(PartialDate(2009, 11), (("JAIL", 1, "D"),)), Tri.YES, False),
        (Sentence(PartialDate(2012), (("JAIL", 3, "Y"),)), Tri.UNKNOWN, False),
        (Sentence(PartialDate(2012, 2), (("JAIL", 3, "Y"),)), Tri.NO, True),
        (Sentence(CONVICTED), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, completed_on=day("2015-01-01")), Tri.YES, False),
        (Sentence(CONVICTED, completed_on=day("2015-01-02")), Tri.NO, True),
        (Sentence(CONVICTED, completed_on=day("2014")), Tri.YES, False),
        (Sentence(CONVICTED, completed_on=day("2015")), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"),), completed_on=day("2015")), Tri.UNKNOWN, False),
        (Sentence(CONVICTED, (("PRISON", 20, "Y"),), is_set_aside=True), Tri.YES, False),
        # a set-aside ends it, unless the record says in so many words that it runs
        (Sentence(CONVICTED, is_set_aside=True, is_serving=True), Tri.NO, True),
        (Sentence(CONVICTED, is_set_aside=True, probation_status="ACTIVE"), Tri.NO, True),
        (Sentence(CONVICTED, LONG, is_set_aside=True, set_aside_on=day("2015-01-01")), Tri.YES, False),
        (Sentence(CONVICTED, LONG, is_set_aside=True, set_aside_on=day("2015-01-02")), Tri.NO, True),
        (Sentence(CONVICTED, LONG, is_set_aside=False, set_aside_on=day("2014-01-01")), Tri.NO, True),
        (Sentence(CONVICTED, LONG, is_set_aside=True, set_aside_on=day("2015")), Tri.YES, False),
    ],
)
def test_over_running_or_not_known(sentence: Sentence, over: Tri, serving: bool, bench: Bench) -> None:
    assert is_over(sentence, None, ON, bench.law) is over
    assert is_serving(sentence, None, ON) is serving
    assert is_over(sentence, True, ON, bench.law) is Tri.YES
    assert is_serving(sentence, True, ON) is False


@pytest.mark.parametrize(("as_of", "over"), [(date(2018, 2, 28), Tri.UNKNOWN), (date(2018, 3, 1), Tri.YES)])
def test_five_years_after_the_term_have_to_be_past(as_of: date, over: Tri, bench: Bench) -> None:
    assert is_over(Sentence(CONVICTED, YEARS), False, as_of, bench.law) is over


@pytest.mark.parametrize(
    ("parts", "end", "least"),
    [
        ((), None, None),
        ((("FINE", None, ""),), date(2010, 1, 31), None),
        ((("FINE", None, ""), ("JAIL", 10, "D")), date(2010, 2, 10), date(2010, 2, 10)),
        ((("JAIL", None, "D"), ("PROBATION", 1, "Y")), None, date(2011, 1, 31)),
        ((("JAIL", 10, ""),), None, None),
        ((("PROBATION", 1, "Y"), ("JAIL", 30, "D")), date(2011, 1, 31), date(2011, 1, 31)),
        ((("PROBATION", 18, "M"),), date(2011, 7, 31), date(2011, 7, 31)),
        ((("JAIL", 30, "D"), ("PROBATION", 1, "Y")), date(2011, 1, 31), date(2011, 1, 31)),
    ],
)
def test_the_longest_part_ends_the_term(
    parts: tuple[tuple[str, int | None, str], ...], end: date | None, least: date | None
) -> None:
    start = date(2010, 1, 31)
    assert term_end(Sentence(CONVICTED, parts), start) == end
    assert term_end(Sentence(CONVICTED, parts), start, is_partial_enough=True) == least


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        (date(2010, 1, 1), 0, "D", date(2010, 1, 1)),
        (date(2010, 1, 1), 100_000, "D", date(2283, 10, 17)),
        (date(2010, 1, 1), 100_001, "D", date(2283, 10, 17)),
        (date(2010, 12, 31), 2, "M", date(2011, 2, 28)),
        (date(2010, 1, 1), 11, "M", date(2010, 12, 1)),
        (date(2010, 1, 1), 12, "M", date(2011, 1, 1)),
        (date(2010, 1, 1), 12_000, "M", date(3010, 1, 1)),
        (date(2010, 1, 1), 12_001, "M", date(3010, 1, 1)),
        (date(2010, 1, 1), 5, "Y", date(2015, 1, 1)),
        (date(2010, 1, 1), 1_001, "Y", date(3010, 1, 1)),
    ],
)
def test_a_length_is_counted_by_the_calendar(start: date, length: int, unit: str, end: date) -> None:
    assert add_term(start, length, unit) == end


GRANTED = Sentence(CONVICTED, YEARS, was_probation_granted=True)
NO_LENGTH = "how long probation ran is not recorded"
NOT_RECORDED = "whether probation was granted is not recorded"
ASIDE = "by inference from the set-aside under PC 1203.4"
BY_2013 = "by time: the term ended on 2013-02-28 and no revocation is recorded"


@pytest.mark.parametrize(
    ("sentence", "answer", "because"),
    [
        (replace(GRANTED, probation_status="COMPLETED"), Tri.YES, "the record says probation completed"),
        (replace(GRANTED, probation_status="TERMINATED EARLY"), Tri.YES,
         "the record says probation terminated early"),
        (Sentence(CONVICTED, probation_status="COMPLETED"), Tri.YES, "the record says probation completed"),
        (Sentence(CONVICTED, probation_status="COMPLETED", was_probation_granted=False), Tri.UNKNOWN,
         "the record says that none was granted, and that it ended"),
        (replace(GRANTED, probation_status="COMPLETED", probation_ended_on=day("2020-02-12")), Tri.NO,
         "probation runs until 2020-02-12"),
        (replace(GRANTED, probation_status="COMPLETED", probation_ended_on=day("2020-02-11")), Tri.YES,
         "the record says probation completed"),
        (replace(GRANTED, probation_status="COMPLETED", probation_ended_on=day("2020")), Tri.YES,
         "the record says probation completed"),
        (replace(GRANTED, probation_status="REVOKED"), Tri.NO, "probation was revoked"),
        (replace(GRANTED, probation_status="ACTIVE"), Tri.NO, "probation still runs"),
        (Sentence(CONVICTED, was_probation_granted=False), Tri.NO, "no probation was granted"),
        (Sentence(CONVICTED, (("JAIL", 30, "D"),)), Tri.NO, "no probation was granted"),
        (Sentence(CONVICTED, (("PRISON", 2, "Y"), ("FINE", None, ""))), Tri.NO, "no probation was granted"),
        (Sentence(CONVICTED, (("JAIL", 30, "D"), ("PRISON", 2, "Y"), ("FINE", None, ""))), Tri.NO,
         "no probation was granted"),
        (Sentence(CONVICTED, YEARS), Tri.YES, BY_2013),
        (Sentence(CONVICTED, (*YEARS, ("JAIL", 30, "D"))), Tri.YES, BY_2013),
        (Sentence(CONVICTED, (("JAIL", 30, "D"),), was_probation_granted=True), Tri.UNKNOWN,
         NO_LENGTH),
        (Sentence(CONVICTED), Tri.UNKNOWN, NOT_RECORDED),
        (Sentence(CONVICTED, (("JAIL", 30, "D"), ("OTHER", 1, "Y"))), Tri.UNKNOWN,
         NOT_RECORDED),
        (replace(GRANTED, is_revoked=True), Tri.UNKNOWN,
         "probation was revoked; what followed is not recorded"),
        (replace(GRANTED, parts=()), Tri.UNKNOWN, NO_LENGTH),
        (replace(GRANTED, parts=(("PROBATION", None, "Y"),)), Tri.UNKNOWN, NO_LENGTH),
        (replace(GRANTED, parts=(("PROBATION", 3, "Q"),)), Tri.UNKNOWN, NO_LENGTH),
        (replace(GRANTED, parts=(("PROBATION", 3, "Y"), ("PROBATION", None, ""))), Tri.UNKNOWN, NO_LENGTH),
        (replace(GRANTED, parts=(("PROBATION", 0, "D"),), conviction_on=day("2020-02-11")), Tri.YES,
         "by time: the term ended on 2020-02-11 and no revocation is recorded"),
        (replace(GRANTED, conviction_on=None), Tri.UNKNOWN, NO_LENGTH),
        (replace(GRANTED, probation_ended_on=day("2020-02-12")), Tri.NO, "probation runs until 2020-02-12"),
        (replace(GRANTED, probation_ended_on=day("2020")), Tri.NO, "probation runs until 2020-12-31"),
        (replace(GRANTED, parts=(("PROBATION", 1, "Y"), ("PROBATION", 30, "Y"))), Tri.NO,
         "probation runs until 2040-02-28"),
        (replace(GRANTED, parts=(("PROBATION", 3, "Y"), ("JAIL", 30, "Y"))), Tri.YES,
         BY_2013),
        (replace(GRANTED, conviction_on=PartialDate(2010)), Tri.YES,
         "by time: the term ended on 2013-12-31 and no revocation is recorded"),
        (replace(GRANTED, parts=(("PROBATION", 3, "Y"), ("OTHER", 3, "Y")), was_probation_granted=None),
         Tri.YES, BY_2013),
        (replace(GRANTED, probation_ended_on=day("2020-02-11")), Tri.YES,
         "by time: the term ended on 2020-02-11 and no revocation is recorded"),
        (replace(GRANTED, is_set_aside=True), Tri.YES, ASIDE),
        (replace(GRANTED, is_set_aside=True, probation_status="REVOKED"), Tri.YES,
         ASIDE),
        (replace(GRANTED, is_set_aside=True, set_aside_on=day("2020-02-12"), probation_status="REVOKED"),
         Tri.NO, "probation was revoked"),
        (replace(GRANTED, is_set_aside=True, probation_status="ACTIVE"), Tri.NO, "probation still runs"),
    ],
)  # fmt: skip
def test_completed_probation_is_proved_or_flagged_as_inferred(
    sentence: Sentence, answer: Tri, because: str
) -> None:
    as_of = date(2020, 2, 11)
    found = probation_completed(sentence, as_of, may_infer=True)
    is_inferred = answer is Tri.YES and because.startswith("by ")
    assert found == Completion(answer, is_inferred, because)
    strict = probation_completed(sentence, as_of, may_infer=False)
    if is_inferred:
        set_aside = "a set-aside alone does not show successful completion"
        by_time = "lapse of time alone does not show completion"
        why = set_aside if "set-aside" in because else by_time
        assert strict == Completion(Tri.UNKNOWN, False, why)
    else:
        assert strict == found
