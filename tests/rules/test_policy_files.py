"""Policies are files an attorney signs: read, compared, refused with the line and the fix."""

import pytest
from rules_bench import Bench

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import load_policy, policy_from_text, shipped_policies

GOOD = """name: ours
version: "2"
title: Our criteria
expands: yes
first_dismissals: []
criteria:
  age_45:
    title: 45 or older
    test: age_at_evaluation
    years: 45
"""
YEARS, TEST = "    years: 45\n", "    test: age_at_evaluation\n    years: 45\n"


def test_the_shipped_policies_say_what_the_office_signs() -> None:
    assert list(shipped_policies()) == [
        "contra-costa", "los-angeles-2020", "sacramento", "san-francisco", "san-joaquin", "statute-only",
    ]  # fmt: skip
    policy = load_policy("los-angeles-2020")
    assert policy.first_dismissals == ("MISD_POSSESSION", "FELONY_11357_A_B")
    assert [criterion.report for criterion in policy.criteria] == [
        "AGE_50", "UNDER_21", "TEN_YEARS", "PROBATION", "DECEASED", "ONLY_CANNABIS",
    ]  # fmt: skip
    assert (policy.switches.ten_years_counts, policy.switches.only_cannabis) == ("any", False)
    assert not load_policy("statute-only").is_expanding


def test_the_digest_follows_the_text_and_not_the_line_ends() -> None:
    one = policy_from_text(GOOD, "ours.yaml")
    assert policy_from_text(GOOD.replace("\n", "\r\n"), "x").digest == one.digest
    assert policy_from_text(GOOD.replace("45", "46"), "x").digest != one.digest


def test_an_office_may_write_its_own_criteria(bench: Bench) -> None:
    policy = policy_from_text(GOOD, "ours.yaml")
    count = bench.count(offense_on="2013-01-01", conviction_on="2013-03-01")
    found = bench.finding(count, born="1974-01-01", policy=policy)
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", "AGE_45")
    assert bench.finding(count, born="1976-01-01", policy=policy).policy_criterion == "NONE"


def test_criteria_combine_by_any_and_all(bench: Bench) -> None:
    text = GOOD.replace(
        "    test: age_at_evaluation\n    years: 45\n",
        "    all:\n"
        "      - {test: age_at_evaluation, years: 45}\n"
        "      - any:\n"
        "          - {test: years_without_conviction, years: 5}\n"
        "          - {test: deceased}\n",
    )
    policy = policy_from_text(text, "ours.yaml")
    old, recent = bench.count(), bench.count(offense_on="2015-06-01", conviction_on="2015-09-01")
    assert bench.finding(old, born="1960-01-01", policy=policy).policy_outcome == "DISMISS_SEAL"
    assert bench.finding(recent, born="1960-01-01", policy=policy).policy_criterion == "NONE"
    assert (
        bench.finding(recent, born="1960-01-01", policy=policy, is_deceased=True).policy_criterion == "AGE_45"
    )
    assert bench.finding(old, born="1980-01-01", policy=policy).policy_criterion == "NONE"
    together = policy_from_text(GOOD + "  gone:\n    test: deceased\ncombine: all\n", "x")
    assert bench.finding(old, born="1960-01-01", policy=together).policy_criterion == "NONE"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("years: 45", "years: old", 10, "whole number"),
        ("years: 45", "years: 0", 10, "whole number"),
        ("test: age_at_evaluation", "test: age_at_full_moon", 9, "age_at_full_moon"),
        ("expands: yes", "expands: maybe", 4, "expands"),
        ("first_dismissals: []", "first_dismissals: [EVERYONE]", 5, "EVERYONE"),
        ("first_dismissals: []", "switches: {feb29: never}", 5, "feb29"),
        ("first_dismissals: []", "switches: {include_deceased: 3}", 5, "include_deceased"),
        ("first_dismissals: []", "colour: green", 5, "colour"),
        ("title: Our criteria", "title: ''", 3, "title"),
        ("name: ours", "name: [", 1, "not closed"),
        ("  age_45:", "\tage_45:", 7, "a tab"),
        ("Our criteria", "Ours: 2020", 3, "contains a colon"),
        ("expands: yes", "expands", 5, "not followed by a colon"),
        ("    years: 45", "     years: 45", 10, "too far to the right"),
        ("    years: 45", "   years: 45", 10, "indentation"),
        ('"2"', '"2', 2, "quotes are opened"),
        ("age_at_evaluation", "[deceased", 9, "not closed"),
        ("age_at_evaluation", "{deceased", 9, "not closed"),
        ("age_at_evaluation", "@deceased", 9, "sign of its own"),
        ("age_at_evaluation", "!!deceased x", 9, "constructor"),
        ("name: ours", "name: [ours]", 1, "name"),
        ('version: "2"\n', "", 1, "version"),
        ('version: "2"', "version:", 2, "version"),
        ('version: "2"', "version: 1.10", 2, "decimal"),
        ("title: Our criteria", "title: Our criteria\ntitle: Others", 4, "twice, first in line 3"),
        ("    years: 45", "    years: 45\n    years: 50", 11, "years is written twice"),
        ("    years: 45", "    years: 45.5", 10, "whole number"),
        ("    years: 45", "    years: 45\n    jahre: 3", 11, "jahre is not known"),
        ("test: age_at_evaluation", "test: deceased", 10, "asks for no number"),
        ("test: age_at_evaluation", "test: [deceased]", 9, "is no test"),
        ("test: age_at_evaluation", "report: 7\n    test: age_at_evaluation", 9, "report"),
        ("first_dismissals: []", "first_dismissals: {a: 1}", 5, "no first dismissal"),
        ("first_dismissals: []", "first_dismissals: []\nunconfirmed: perhaps", 6, "unconfirmed"),
        ("first_dismissals: []", "first_dismissals: []\nsource: 3", 6, "source"),
        ("first_dismissals: []", "combine: some", 5, "combine"),
        ("    years: 45\n", "    years: 45\n  old:\n    report: AGE_45\n    test: deceased\n", 11, "AGE_45"),
        (GOOD[GOOD.index("criteria:") :], "criteria: 3\n", 6, "criteria"),
        ("    test: age_at_evaluation\n", "", 7, "test, any, all"),
        ("name: ours", "name: ours@2", 1, "@"),
        ('version: "2"', 'version: "2@1"', 2, "@"),
        (YEARS, f"{YEARS}    applies_to: {{}}\n", 11, "no sections and no levels"),
        (YEARS, f"{YEARS}    applies_to: 11358\n", 11, "no sections and no levels"),
        (YEARS, f"{YEARS}    applies_to: {{section: [11358]}}\n", 11, "section is not known here"),
        (YEARS, f"{YEARS}    applies_to: {{sections: []}}\n", 11, "sections names nothing"),
        (YEARS, f"{YEARS}    applies_to:\n      levels:\n", 12, "levels names nothing"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [11361]}}\n", 11, "11361 is no section"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [PC 11358]}}\n", 11, "PC 11358 is no section"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [664/11358]}}\n", 11, "664/11358 is no section"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [yes]}}\n", 11, "True is no section"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [11357(z)]}}\n", 11, "no subdivision (z)"),
        (YEARS, f"{YEARS}    applies_to: {{sections: [11358(a)]}}\n", 11, "no subdivision (a)"),
        (YEARS, f"{YEARS}    applies_to: {{levels: [felonies]}}\n", 11, "felonies is no level"),
        (YEARS, f"{YEARS}    applies_to: {{levels: [F]}}\n", 11, "F is no level"),
        (YEARS, f"{YEARS}    applies_to: {{levels: [felony, felony]}}\n", 11, "named twice"),
        (
            YEARS,
            f"{YEARS}    applies_to:\n      sections:\n        - 11358\n        - 11399\n",
            14,
            "11399 is no section",
        ),
        (
            YEARS,
            f"{YEARS}    applies_to: {{sections: [11358, 11359], levels: [misdemeanor]}}\n",
            11,
            "was ever a misdemeanor",
        ),
        (YEARS, f"{YEARS}    date: 1996-11-05\n", 11, "asks for no date"),
        (TEST, "    test: convicted_before\n", 7, "needs date"),
        (TEST, "    test: convicted_before\n    date: 1996-11-31\n", 10, "a day of the calendar"),
        (TEST, "    test: convicted_before\n    date: 11/05/1996\n", 10, "a day of the calendar"),
        (TEST, "    test: convicted_before\n    date: 1492-01-01\n", 10, "a day of the calendar"),
        (TEST, "    test: convicted_before\n    date: 1996\n", 10, "a day of the calendar"),
        (TEST, "    none: []\n", 9, "lists no criteria"),
        (TEST, "    none: {test: deceased}\n", 9, "lists no criteria"),
        (TEST, "    none: [{test: only_cannabis}]\n", 7, "the switch only_cannabis puts out of use"),
    ],
)
def test_a_mistake_is_named_by_its_line_with_the_fix(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(BadPolicyError) as caught:
        policy_from_text(GOOD.replace(old, new), "ours.yaml")
    assert f"ours.yaml, line {line}:" in caught.value.sentence
    assert caught.value.line == line
    assert words in caught.value.sentence
    assert caught.value.advice


@pytest.mark.parametrize(
    "limit",
    [
        "{sections: 11357}",
        "{sections: [11357, 11358, 11360(a)]}",
        '{sections: ["HS 11360 (A)(2)", 11530.1], levels: felony}',
        "{levels: [misdemeanor, infraction]}",
        "{sections: [11357, 11358], levels: [misdemeanor]}",
    ],
)
def test_sections_and_levels_are_written_as_an_attorney_would(limit: str) -> None:
    policy = policy_from_text(GOOD + f"    applies_to: {limit}\n", "ours.yaml")
    assert policy.criteria[0].applies_to is not None


@pytest.mark.parametrize(
    ("limit", "sentence", "advice"),
    [
        (
            "{sections: [11399]}",
            "ours.yaml, line 11: 11399 is no section of the law's table.",
            "Use 11357, 11358, 11359, 11360, 11530, 11530.1, 11530.5, 11531, as in 11360(a).",
        ),
        (
            "{sections: [11360(z)]}",
            "ours.yaml, line 11: 11360 had no subdivision (z).",
            "Write 11360(a), 11360(b), or 11360 for all of it.",
        ),
        (
            "{sections: [11358(a)]}",
            "ours.yaml, line 11: 11358 had no subdivision (a).",
            "Write 11358.",
        ),
        (
            "{sections: [11358, 11359], levels: [infraction, misdemeanor]}",
            "ours.yaml, line 11: no conviction under 11358 or 11359 was ever an infraction or misdemeanor.",
            "Correct the sections or the levels.",
        ),
        (
            "{sections: [11357(c)], levels: [felony]}",
            "ours.yaml, line 11: no conviction under 11357(c) was ever a felony.",
            "Correct the sections or the levels.",
        ),
        (
            "{}",
            "ours.yaml, line 11: applies_to of age_45 names no sections and no levels.",
            "Write for example applies_to: {sections: [11358, 11360(a)], levels: [felony]}.",
        ),
    ],
)
def test_a_limit_that_means_nothing_is_refused_in_full_words(limit: str, sentence: str, advice: str) -> None:
    with pytest.raises(BadPolicyError) as caught:
        policy_from_text(GOOD + f"    applies_to: {limit}\n", "ours.yaml")
    assert (caught.value.sentence, caught.value.advice) == (sentence, advice)


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ("levels:\n        - felony\n        - felonies", 14),
        ("levels:\n        - felony\n        - felony", 14),
        ("sections:\n        - 11358\n        - 11359\n        - 11358", 15),
    ],
)
def test_one_wrong_entry_of_a_list_is_named_by_its_own_line(entries: str, line: int) -> None:
    with pytest.raises(BadPolicyError) as caught:
        policy_from_text(GOOD + f"    applies_to:\n      {entries}\n", "ours.yaml")
    assert caught.value.line == line


def test_a_limit_is_read_as_citations_and_levels() -> None:
    text = GOOD + "    applies_to: {sections: [11357(b), HS 11530.1, 11360], levels: [misdemeanor, felony]}\n"
    limit = policy_from_text(text, "ours.yaml").criteria[0].applies_to
    assert limit is not None
    assert [str(one) for one in limit.sections] == ["HS 11357(b)", "HS 11530.1", "HS 11360"]
    assert [level.value for level in limit.levels] == ["M", "F"]


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "a: &x [*x]", "\x00"])
def test_text_that_is_no_policy_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(AnswerIsNoError):
        policy_from_text(text, "ours.yaml")


def test_an_unknown_policy_names_the_known_ones() -> None:
    with pytest.raises(AnswerIsNoError, match="los-angeles-2020"):
        load_policy("nowhere-1999")
