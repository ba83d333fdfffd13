"""A criterion may be limited to sections and levels: what is inside, what is outside, what cannot be told."""

import pytest
from policy_bench import CRITERION, POLICY, Desk, letter

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Level
from expunge_desktop.rules.criterion_limits import limit_in_words, within
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.offense_date import offense_interval
from expunge_desktop.rules.policy import Limit

INSIDE, OUTSIDE = "D", "M"


@pytest.mark.parametrize(
    ("limit", "charge", "expected"),
    [
        ("sections: [11359]", "11359 HS", INSIDE),
        ("sections: 11359", "11359 HS", INSIDE),
        ("sections: [11358]", "11359 HS", OUTSIDE),
        ("sections: [11358, 11360]", "11360(a) HS", INSIDE),
        ("sections: [11360(a)]", "11360(a) HS", INSIDE),
        ("sections: [HS 11360(A)]", "11360(a) HS", INSIDE),
        ("sections: [11360(b)]", "11360(a) HS", OUTSIDE),
        ("sections: [11357]", "11360(a) HS", OUTSIDE),
        ("levels: [felony]", "11359 HS", INSIDE),
        ("levels: [misdemeanor, infraction]", "11359 HS", OUTSIDE),
        ("levels: [felony], sections: [11359]", "11359 HS", INSIDE),
        ("levels: [felony], sections: [11358]", "11359 HS", OUTSIDE),
        ("sections: [11359]", "11530.5 HS", OUTSIDE),
        ("sections: [11530.5]", "11530.5 HS", INSIDE),
        ("sections: [11530.5, 11359]", "11359 HS", INSIDE),
    ],
)
def test_a_limited_criterion_holds_inside_its_limit_only(
    desk: Desk, limit: str, charge: str, expected: str
) -> None:
    policy = desk.written(POLICY + CRITERION + f"    applies_to: {{{limit}}}\n")
    on = "1970-03-01" if charge.startswith("115") else "2005-03-01"
    count = desk.count(charge, offense_on=on, conviction_on=on)
    found = desk.finding(count, born="1945-01-01", policy=policy)
    # A predecessor outside the criteria stays what the statute says of it: hand review.
    kept = "H" if charge.startswith("115") else expected
    assert letter(found.policy_outcome) == (INSIDE if expected == INSIDE else kept)
    assert found.policy_criterion == ("OLD_ENOUGH" if expected == INSIDE else "NONE")


def test_a_section_covers_its_subdivisions_to_any_depth(desk: Desk) -> None:
    for section, is_inside in (("11360", True), ("11360(a)", True), ("11360(b)", False)):
        policy = desk.written(POLICY + CRITERION + f"    applies_to: {{sections: [{section}]}}\n")
        assert desk.limit_answer(policy, desk.count("11360(a)(2) HS")) == ("yes" if is_inside else "no")
    deep = desk.written(POLICY + CRITERION + "    applies_to: {sections: [11360(a)(2)]}\n")
    assert desk.limit_answer(deep, desk.count("11360(a)(2) HS")) == "yes"
    assert desk.limit_answer(deep, desk.count("11360(a)(3) HS")) == "no"
    assert desk.limit_answer(deep, desk.count("11360(x) HS")) == "unknown", "no such letter: misread"
    assert desk.limit_answer(deep, desk.count("11360(a) HS")) == "unknown", "recorded less deeply"
    assert desk.limit_answer(deep, desk.count("11360(b) HS")) == "no"


@pytest.mark.parametrize(
    ("charge", "answer"),
    [
        ("664/11359 HS", "yes"),
        ("182(a)(1)/11359 HS", "yes"),
        ("664/11358 HS", "no"),
        ("11357.5 HS", "no"),
        ("MARIJUANA SALE", "unknown"),
        ("11360 HS", "no"),
    ],
)
def test_attempts_are_the_offense_aimed_at_and_unreadable_charges_unknown(
    desk: Desk, charge: str, answer: str
) -> None:
    policy = desk.written(POLICY + CRITERION + "    applies_to: {sections: [11359]}\n")
    assert desk.limit_answer(policy, desk.count(charge)) == answer


def test_an_attempt_is_looked_at_by_a_person_all_the_same(desk: Desk) -> None:
    policy = desk.written(POLICY + CRITERION + "    applies_to: {sections: [11359]}\n")
    assert desk.finding(desk.count("664/11359 HS"), born="1945-01-01", policy=policy).policy_outcome == (
        "HAND_REVIEW"
    )


def test_a_subdivision_that_is_not_recorded_is_unknown_under_a_narrower_limit(desk: Desk) -> None:
    policy = desk.written(POLICY + CRITERION + "    applies_to: {sections: [11360(a)]}\n")
    found = desk.finding(desk.count("11360 HS"), born="1945-01-01", policy=policy)
    assert found.policy_outcome == "HAND_REVIEW"
    assert "HR-SUBDIV" in found.review_codes
    assert any("OLD_ENOUGH: the subdivision convicted of" in one for one in found.missing_facts)
    young = desk.finding(desk.count("11360 HS"), born="1985-01-01", policy=policy)
    assert young.policy_outcome == "REDESIGNATE_MISDEMEANOR", "the test fails whatever the subdivision"


def test_an_unknown_level_is_every_level_the_section_could_have_had(desk: Desk) -> None:
    felonies = desk.written(POLICY + CRITERION + "    applies_to: {levels: [felony]}\n")
    lesser = desk.written(POLICY + CRITERION + "    applies_to: {levels: [misdemeanor]}\n")
    cultivation = desk.count("11359 HS", level="")
    assert desk.limit_answer(felonies, cultivation) == "yes"
    assert desk.limit_answer(lesser, cultivation) == "no"
    concentrate = desk.count("11357(a) HS", level="")
    assert desk.limit_answer(felonies, concentrate) == "unknown"
    ounce = {"offense_on": "1999-01-10", "conviction_on": "1999-03-01"}
    assert desk.limit_answer(lesser, desk.count("11357(b) HS", level="", **ounce)) == "yes"
    later = {"offense_on": "2012-01-10", "conviction_on": "2012-03-01"}
    assert desk.limit_answer(lesser, desk.count("11357(b) HS", level="", **later)) == "no"
    across = {"offense_on": "2010-12-10", "conviction_on": "2011-03-01"}
    assert desk.limit_answer(lesser, desk.count("11357(b) HS", level="", **across)) == "unknown"
    conflict = desk.count("11357(a) HS", level="F", has_level_conflict=True)
    assert desk.limit_answer(felonies, conflict) == "unknown"


def test_an_unknown_level_is_asked_between_offense_and_conviction(desk: Desk) -> None:
    felonies = desk.written(POLICY + CRITERION + "    applies_to: {levels: [felony]}\n")
    lesser = desk.written(POLICY + CRITERION + "    applies_to: {levels: [misdemeanor]}\n")
    for policy, charge, offense, conviction, answer in (
        (lesser, "11357(b) HS", "1999-03-01", "1999-03-01", "yes"),  # a single day
        (lesser, "11357(b) HS", "", "2011-06-01", "unknown"),  # the offense up to three years before
        (lesser, "11357(b) HS", "2010-12-31", "2011-01-01", "unknown"),
        (felonies, "11360 HS", "1975-06-01", "1976-02-01", "unknown"),  # two rows of the table, old and new
        (felonies, "11360 HS", "1975-06-01", "1975-12-31", "yes"),
        (felonies, "11357(z) HS", "1999-01-10", "1999-03-01", "unknown"),  # no row at all
    ):
        count = desk.count(charge, level="", offense_on=offense, conviction_on=conviction)
        assert desk.limit_answer(policy, count) == answer, (charge, offense, conviction)


def test_what_a_limit_cannot_tell_is_named_with_its_code(desk: Desk) -> None:
    limit = Limit((Citation("11360", ("a",), "HS"),), (Level.FELONY,))
    for charge, level, codes, missing in (
        ("11360 HS", "F", ("HR-SUBDIV",), ("the subdivision convicted of (complaint and plea form)",)),
        ("MARIJUANA", "F", ("HR-CODE",), ("the section convicted of (complaint and minute order)",)),
        (
            "11360 HS",
            "",
            ("HR-SUBDIV", "HR-LEVEL"),
            (
                "the subdivision convicted of (complaint and plea form)",
                "the level of the offense (abstract of judgment or minute order)",
            ),
        ),
        ("11360(a) HS", "F", (), ()),
    ):
        count = desk.count(charge, level=level)
        facts = derive_facts(desk.person(count), desk.law)[count.ref]
        found = within(limit, facts, desk.law, offense_interval(facts, desk.law, desk.policy.switches))
        assert (found.codes, found.missing) == (codes, missing), charge


def test_a_limit_reads_aloud(desk: Desk) -> None:
    possession, sale = Citation("11357", (), "HS"), Citation("11360", ("a",), "HS")
    felony, misdemeanor, infraction = Level.FELONY, Level.MISDEMEANOR, Level.INFRACTION
    for limit, said in (
        (Limit((possession,)), "a conviction under HS 11357"),
        (Limit((possession, sale), (felony,)), "a felony under HS 11357 or HS 11360(a)"),
        (Limit((), (misdemeanor, infraction)), "a misdemeanor or infraction"),
        (Limit((), (infraction,)), "an infraction"),
    ):
        assert limit_in_words(limit) == said


def test_what_a_limit_cannot_tell_causes_hand_review_only_when_no_other_criterion_holds(desk: Desk) -> None:
    limited = POLICY + CRITERION + "    applies_to: {sections: [11360(a)], levels: [felony]}\n"
    other = "  every:\n    title: every conviction\n    test: every_conviction\n"
    count = desk.count("11360 HS")
    assert (
        desk.finding(count, born="1945-01-01", policy=desk.written(limited)).policy_outcome == "HAND_REVIEW"
    )
    both = desk.finding(count, born="1945-01-01", policy=desk.written(limited + other))
    assert (both.policy_outcome, both.policy_criterion) == ("DISMISS_SEAL", "EVERY")
    assert both.criteria_held == ("EVERY",)


def test_an_unknown_level_is_asked_for_by_its_own_code(desk: Desk) -> None:
    """11357(a) at 18 with an unknown amount is an infraction at either level: only the policy needs it."""
    policy = desk.written(POLICY + CRITERION.replace("50", "20") + "    applies_to: {levels: [felony]}\n")
    count = desk.count("11357(a) HS", level="", offense_on="1999-01-10", conviction_on="1999-03-01")
    found = desk.finding(count, born="1980-03-03", policy=policy)
    assert (found.statutory_outcome, found.policy_outcome) == ("REDESIGNATE_INFRACTION", "HAND_REVIEW")
    assert found.review_codes == ("HR-LEVEL",)
    assert (
        "OLD_ENOUGH: the level of the offense (abstract of judgment or minute order)" in found.missing_facts
    )


def test_parts_have_limits_of_their_own(desk: Desk) -> None:
    text = (
        POLICY
        + "  mixed:\n"
        + "    title: cultivation at 40, possession for sale at 60\n"
        + "    any:\n"
        + "      - {test: age_at_evaluation, years: 40, applies_to: {sections: [11360(a)]}}\n"
        + "      - {test: age_at_evaluation, years: 60, applies_to: {sections: [11359]}}\n"
    )
    policy = desk.written(text)
    for born, charge, expected in (
        ("1979-01-01", "11360(a) HS", "D"),
        ("1979-01-01", "11359 HS", "M"),
        ("1959-01-01", "11359 HS", "D"),
    ):
        found = desk.finding(desk.count(charge), born=born, policy=policy)
        assert letter(found.policy_outcome) == expected, (born, charge)
    together = desk.written(text.replace("any:", "all:"))
    assert (
        letter(desk.finding(desk.count("11359 HS"), born="1930-01-01", policy=together).policy_outcome) == "M"
    )


def test_the_explanation_says_what_the_criterion_applies_to(desk: Desk) -> None:
    policy = desk.written(POLICY + CRITERION + "    applies_to: {sections: [11360], levels: [felony]}\n")
    found = desk.finding(desk.count("11359 HS"), born="1945-01-01", policy=policy, explain=True)
    step = next(one for one in found.steps if one.answer == "OLD_ENOUGH: no")
    assert step.because == "it applies to a felony under HS 11360 only"
    found = desk.finding(desk.count("11360(a) HS"), born="1945-01-01", policy=policy, explain=True)
    step = next(one for one in found.steps if one.answer == "OLD_ENOUGH: yes")
    assert step.because.endswith("evaluated on 2020-02-11; it applies to a felony under HS 11360 only")
