"""What each other entry of a record answers: it disqualifies, a person must look, or it does not count."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior, Sentence
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.priors import (
    BEFORE,
    BETWEEN,
    LATER,
    SAME_CASE,
    PriorAnswer,
    disqualifying_prior,
    timing,
    two_priors,
)
from expunge_desktop.rules.switches import Switches

OFFENSE = Interval(date(2005, 1, 10), date(2005, 1, 10))
DEFAULT = Switches()


def prior(**values: Any) -> Prior:
    """A murder conviction of 1990 in another case, unless said otherwise; `on` as text."""
    if "on" in values:
        values["on"] = PartialDate.parse(values["on"])
    default: dict[str, Any] = {"on": PartialDate(1990, 2, 2), "strike": "definite", "county": "KERN"}
    return Prior(
        "p", values.pop("charge", "PC 187"), values.pop("nature", "conviction"), **(default | values)
    )


def facts(*priors: Prior, convicted: str = "2005-03-01") -> ConvictionFacts:
    """A count convicted on 1 March 2005, with these other entries."""
    sentence = Sentence(PartialDate.parse(convicted))
    return ConvictionFacts("1", "HS 11359", Disposition.CONVICTED, sentence=sentence, priors=priors)


@pytest.mark.parametrize(
    ("on", "convicted", "when"),
    [
        ("2005-01-09", "2005-03-01", BEFORE),
        ("2005-01-10", "2005-03-01", BETWEEN),
        ("2005-03-01", "2005-03-01", BETWEEN),
        ("2005-03-02", "2005-03-01", LATER),
        ("2005-03", "2005-03-01", BETWEEN),
        ("2005-04", "2005-03", LATER),
        ("2005-03-31", "2005-03", BETWEEN),
        ("2004", "2005-03-01", BEFORE),
        ("2005", "2005-03-01", BETWEEN),
        ("2006", "2005-03-01", LATER),
        ("2006", "", BETWEEN),
        ("", "2005-03-01", BETWEEN),
    ],
)
def test_before_is_strict_and_later_is_after_the_conviction(on: str, convicted: str, when: str) -> None:
    one = prior(on=on)
    assert timing(one, facts(convicted=convicted), OFFENSE) == when
    assert timing(replace(one, is_same_case=True), facts(convicted=convicted), OFFENSE) == SAME_CASE
    assert timing(replace(one, is_same_case=None), facts(convicted=convicted), OFFENSE) == when


def test_without_a_first_day_of_the_offense_nothing_is_before_it() -> None:
    assert timing(prior(), facts(), Interval(None, date(2005, 3, 1))) == BETWEEN


def answer(*priors: Prior, **switches: Any) -> PriorAnswer:
    """The answer about disqualifying priors."""
    return disqualifying_prior(facts(*priors), OFFENSE, replace(DEFAULT, **switches))


IN_WORDS = [
    (prior(), Tri.YES, [],
     "PC 187 of 1990-02-02 is before the offense and listed in PC 667(e)(2)(C)(iv)", []),
    (prior(strike="", registrable="definite"), Tri.YES, [],
     "PC 187 of 1990-02-02 is before the offense and listed in PC 290(c)", []),
    (prior(on="2006"), Tri.NO, [], "PC 187 of 2006 is later and does not count (People v. Smit)", [5]),
    (prior(on="2006", strike="", registrable="definite"), Tri.NO, [],
     "PC 187 of 2006 is later and does not count (People v. Smit)", []),
    (prior(is_same_case=True), Tri.NO, [],
     "PC 187 of 1990-02-02 is in the same case and does not count (People v. Smit)", [5]),
    (prior(on=""), Tri.UNKNOWN, ["HR-PRIOR-TIMING"],
     "PC 187, undated is not clearly before the offense", [5]),
    (prior(is_doubtful=True), Tri.UNKNOWN, ["HR-IDENTITY"],
     "PC 187 of 1990-02-02 may belong to somebody else", []),
    (prior(nature="juvenile"), Tri.UNKNOWN, ["HR-PRIOR-JUV"],
     "PC 187 of 1990-02-02 is a juvenile adjudication", [5]),
    (prior(nature="juvenile", strike="", registrable="definite"), Tri.NO, [],
     "PC 187 of 1990-02-02 is a juvenile adjudication, no prior conviction (People v. Zamora)", [5]),
    (prior(strike="", is_registration=True, charge="PC 290"), Tri.UNKNOWN, ["HR-PRIOR-REG"],
     "PC 290 of 1990-02-02 shows a registration but not for which offense", [5]),
    (prior(is_foreign=True), Tri.UNKNOWN, ["HR-PRIOR-FOREIGN"],
     "PC 187 of 1990-02-02 was entered in KERN", [5]),
    (prior(is_foreign=True, county=""), Tri.UNKNOWN, ["HR-PRIOR-FOREIGN"],
     "PC 187 of 1990-02-02 was entered in a county that is not recorded", [5]),
    (prior(nature="unclear"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02: whether a conviction was entered is not known", []),
    (prior(strike="conditional"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 disqualifies only under conditions the row does not show", [5]),
    (prior(strike="", registrable="conditional"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 disqualifies only under conditions the row does not show", [5]),
    (prior(strike="", is_life_term=True), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 carried a life term", [5]),
    (prior(strike="", is_unreadable=True, charge=""), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "unreadable charge of 1990-02-02: its section or a proved fact cannot be read", []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "holds", "codes", "note", "disputes"), IN_WORDS)
def test_each_entry_leads_to_its_answer_in_words(
    one: Prior, holds: Tri, codes: list[str], note: str, disputes: list[int]
) -> None:
    assert answer(one) == PriorAnswer(holds, codes, [note], disputes)


def test_entries_that_cannot_disqualify_are_passed_over() -> None:
    assert answer(prior(strike="", same_offense="yes")) == PriorAnswer()
    juvenile = prior(nature="juvenile", strike="", is_foreign=True)
    assert answer(juvenile) == PriorAnswer()


def test_a_juvenile_adjudication_that_cannot_be_read_may_be_a_super_strike() -> None:
    assert answer(prior(nature="juvenile", strike="", is_unreadable=True)).codes == ["HR-PRIOR-JUV"]


def test_what_is_passed_over_hides_nothing_behind_it() -> None:
    passed = [prior(strike=""), prior(on="2006"), prior(is_doubtful=True), prior(is_same_case=True)]
    for one in passed:
        assert answer(one, prior()).answer is Tri.YES
        assert answer(one, prior(strike="conditional")).answer is Tri.UNKNOWN


def test_codes_and_disputes_are_told_once_and_a_proved_prior_needs_none() -> None:
    two = answer(prior(strike="conditional"), prior(strike="conditional", on="1991-01-01"))
    assert two.codes == ["HR-PRIOR-COND"]
    assert two.disputes == [5]
    assert len(two.notes) == 2
    for order in ((prior(), prior(strike="conditional")), (prior(strike="conditional"), prior())):
        found = answer(*order)
        assert (found.answer, found.codes) == (Tri.YES, [])
        assert len(found.notes) == 2


@pytest.mark.parametrize(
    ("on", "switch", "holds"),
    [
        ("2005-03-01", "hand_review", Tri.UNKNOWN),
        ("2005-03-01", "count", Tri.YES),
        ("2005-03-01", "ignore", Tri.NO),
        ("2005-02-28", "count", Tri.UNKNOWN),
        ("2005-02-28", "ignore", Tri.UNKNOWN),
        ("2005-03", "count", Tri.UNKNOWN),
        ("2005-03", "ignore", Tri.UNKNOWN),
        ("1990-02-02", "ignore", Tri.YES),
        ("", "count", Tri.UNKNOWN),
    ],
)
def test_the_same_day_in_another_case_follows_the_switch(on: str, switch: str, holds: Tri) -> None:
    assert answer(prior(on=on), same_day_priors=switch).answer is holds


def same(on: str, **values: Any) -> Prior:
    """A conviction of the same offense."""
    return prior(**({"charge": "HS 11359", "strike": "", "same_offense": "yes", "on": on} | values))


def twice(*priors: Prior, **switches: Any) -> PriorAnswer:
    """The answer about two priors of the same offense."""
    return two_priors(facts(*priors), OFFENSE, replace(DEFAULT, **switches))


def test_two_on_different_days_keep_the_felony_unless_the_office_reviews_them() -> None:
    two = (same("1985-02-02"), same("1991-03-03"))
    days = "1985-02-02, 1991-03-03"
    assert twice(*two) == PriorAnswer(Tri.YES, [], [f"convictions of the same offense on {days}"], [4])
    assert twice(*two, two_priors_before_act="hand_review") == PriorAnswer(
        Tri.UNKNOWN, ["HR-TWO-PRIORS"], [f"convictions of the same offense on {days}, before the Act"], [4]
    )


@pytest.mark.parametrize(
    "second",
    [
        same("1985-02-02"),
        same("1985"),
        same(""),
        same("2005-02-02"),
        same("1991-03-03", same_offense="maybe"),
        same("1991-03-03", nature="unclear"),
        same("1991-03-03", is_foreign=True),
    ],
)
def test_a_second_one_that_may_count_is_reviewed(second: Prior) -> None:
    first = same("1985-02-02")
    days = f"1985-02-02, {second.on or 'undated'}"
    assert twice(first, second) == PriorAnswer(
        Tri.UNKNOWN, ["HR-TWO-PRIORS"], [f"convictions of the same offense on {days}: two priors or not"], [4]
    )


def test_one_that_may_belong_to_somebody_else_says_so() -> None:
    found = twice(same("1985-02-02"), same("1991-03-03", is_doubtful=True))
    assert found.answer is Tri.UNKNOWN
    assert found.codes == ["HR-IDENTITY", "HR-TWO-PRIORS"]
    assert found.notes[0] == "one of them may belong to somebody else"


@pytest.mark.parametrize(
    "second",
    [
        same("2006-01-01"),
        same("1991-03-03", is_same_case=True),
        same("1991-03-03", nature="juvenile"),
        same("1991-03-03", same_offense=""),
    ],
)
def test_a_second_one_that_cannot_count_leaves_one(second: Prior) -> None:
    assert twice(same("1985-02-02"), second) == PriorAnswer()
    assert twice(second, same("1985-02-02")) == PriorAnswer()
    assert twice(second, same("1985-02-02"), same("1991-03-03")).answer is Tri.YES


@pytest.mark.parametrize(
    ("switch", "holds"), [("hand_review", Tri.UNKNOWN), ("count", Tri.YES), ("ignore", Tri.NO)]
)
def test_two_convictions_of_one_day_follow_the_switch(switch: str, holds: Tri) -> None:
    assert twice(same("1985-02-02"), same("1985-02-02"), same_day_priors=switch).answer is holds
    perhaps = twice(same("1985-02-02"), same("1985-02-02", same_offense="maybe"), same_day_priors=switch)
    assert perhaps.answer is Tri.UNKNOWN


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        (("1985", "1986"), Tri.YES),
        (("1986", "1985"), Tri.YES),
        (("1985-12-31", "1985"), Tri.UNKNOWN),
        (("1985-06", "1985-06-30", "1985"), Tri.UNKNOWN),
        (("1985-06", "1985-07-01"), Tri.YES),
        (("1985", "1985-02-02", "1985-05-05"), Tri.YES),
        (("1985-06", "1985-06-30"), Tri.UNKNOWN),
    ],
)
def test_days_known_in_part_are_different_only_where_they_must_be(days: tuple[str, ...], holds: Tri) -> None:
    assert twice(*(same(day) for day in days)).answer is holds
