"""Five policies an office might write, each with worked cases on both sides of every line it draws."""

from pathlib import Path

import pytest
from policy_bench import EXAMPLES, Desk, letter

from expunge_desktop.rules.policy import TESTS
from expunge_desktop.services.law_library import policy_from_text
from expunge_desktop.services.policy_words import asked_in_words


@pytest.mark.parametrize(
    ("policy", "charge", "born", "values", "others", "expected"),
    [
        # by-section: 40 for cultivation (which the statute dismisses anyway with few plants), 60 for sale
        ("by-section", "11358 HS", "1979-01-01", {"plants": 20}, (), "D"),
        ("by-section", "11358 HS", "1981-01-01", {"plants": 20}, (), "M"),
        ("by-section", "11359 HS", "1979-01-01", {}, (), "M"),
        ("by-section", "11359 HS", "1959-01-01", {}, (), "D"),
        ("by-section", "11360(a) HS", "1959-01-01", {}, (), "D"),
        ("by-section", "11360 HS", "1959-01-01", {}, (), "H"),
        ("by-section", "11360(b) HS", "1979-01-01", {"level": "M"}, (), "D"),
        # all-together: every criterion at once
        ("all-together", "11359 HS", "1979-01-01", {}, (), "M"),
        ("all-together", "11359 HS", "1979-01-01", {"conviction_on": "2005-02-11"}, (), "D"),
        ("all-together", "11359 HS", "1981-01-01", {"conviction_on": "2005-02-11"}, (), "M"),
        ("all-together", "11359 HS", "1979-01-01", {"conviction_on": "2005-02-11"}, ("2019-05-05",), "M"),
        ("all-together", "11359 HS", "1979-01-01", {"conviction_on": "2005-02"}, (), "H"),
        # nested: felonies, sentence over, and five years clean, or young and cultivating and two years clean
        ("nested", "11359 HS", "1980-03-03", {}, (), "D"),
        ("nested", "11359 HS", "1980-03-03", {}, ("2016-05-05",), "M"),
        ("nested", "11358 HS", "1985-03-03", {"plants": 20}, ("2016-05-05",), "D"),
        ("nested", "11359 HS", "1985-03-03", {}, ("2016-05-05",), "M"),
        ("nested", "11359 HS", "1980-03-03", {"is_sentence_completed": None}, (), "H"),
        ("nested", "11357(c) HS", "1980-03-03", {"level": "M"}, (), "N"),
        # not-after: a criterion with an exception
        ("not-after", "11360(a) HS", "1980-03-03", {}, (), "M"),
        ("not-after", "11359 HS", "1980-03-03", {}, (), "D"),
        ("not-after", "11360(a) HS", "1970-03-03", {"conviction_on": "1999-12-31"}, (), "D"),
        ("not-after", "11360(a) HS", "1970-03-03", {"conviction_on": "2000-01-01"}, (), "M"),
        ("not-after", "11360 HS", "1980-03-03", {}, (), "H"),
        # old-cases: the day of the conviction alone
        ("old-cases", "11359 HS", "1960-03-03", {"conviction_on": "1996-11-05"}, (), "D"),
        ("old-cases", "11359 HS", "1960-03-03", {"conviction_on": "1996-11-06"}, (), "M"),
        ("old-cases", "11530.5 HS", "1940-03-03", {"conviction_on": "1970-03-01"}, (), "D"),
    ],
)
def test_each_example_decides_its_worked_cases(
    desk: Desk,
    policy: str,
    charge: str,
    born: str,
    values: dict[str, object],
    others: tuple[str, ...],
    expected: str,
) -> None:
    text = (EXAMPLES / f"{policy}.yaml").read_text(encoding="utf-8")
    days = {"offense_on": values["conviction_on"]} if "conviction_on" in values else {}
    count = desk.count(charge, **(days | values))
    later = [desk.prior("459 PC", on) for on in others]
    found = desk.finding(count, *later, born=born, policy=policy_from_text(text, policy))
    assert letter(found.policy_outcome) == expected, found


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_example_reads_aloud_in_words(path: Path) -> None:
    policy = policy_from_text(path.read_text(encoding="utf-8"), path.name)
    for criterion in policy.criteria:
        said = asked_in_words(criterion, policy.switches)
        assert "{" not in said
        assert "switch" not in said, "the switches are known"
        assert not any(test in said for test in TESTS if "_" in test), "the words of the file stay in it"


def test_a_nested_criterion_is_said_in_full() -> None:
    text = (EXAMPLES / "nested.yaml").read_text(encoding="utf-8")
    policy = policy_from_text(text, "nested")
    said = asked_in_words(policy.criteria[0], policy.switches)
    assert "on the day of the offense" in said, "as its switch says"
    assert said.startswith("only for a felony: (the sentence for this count is over) and (")
    assert "(only for a conviction under HS 11358: no conviction in the 2 years before" in said
    text = (EXAMPLES / "not-after.yaml").read_text(encoding="utf-8")
    said = asked_in_words(policy_from_text(text, "not-after").criteria[0])
    assert "none of these holds: (only for a conviction under HS 11360(a): " in said
    assert "entered on January 1, 2000 or later)" in said
