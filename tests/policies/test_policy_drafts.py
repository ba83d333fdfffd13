"""Writing a policy: a draft from another, checked as it is written; a form changes one value of the text."""

import pytest
from policy_bench import CRITERION, POLICY

from expunge_desktop.rules.policy import TESTS
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.rules.switches import CHOICES, FLAGS
from expunge_desktop.services.law_library import policy_from_text, shipped_policies
from expunge_desktop.services.policies import add_policy
from expunge_desktop.services.policy_diff import policy_differences
from expunge_desktop.services.policy_drafts import (
    check_draft,
    new_draft,
    next_version,
)
from expunge_desktop.services.policy_text import form_values, thresholds_of, with_criterion, with_value
from expunge_desktop.services.policy_words import asked_in_words
from expunge_desktop.services.session import Session

OURS = POLICY + CRITERION


@pytest.mark.parametrize("name", list(shipped_policies()))
def test_a_draft_of_a_shipped_policy_can_be_saved_as_it_stands(session: Session, name: str) -> None:
    draft = new_draft(session, name)
    checked = check_draft(session, draft)
    assert checked.may_be_saved, checked
    assert checked.policy is not None
    assert (checked.policy.name, checked.policy.version) == (f"{name}-office", "1")
    before = policy_from_text(shipped_policies()[name], name)
    (told,) = policy_differences(before, checked.policy)
    assert (told.what, told.second) == ("Title", f"{before.title}, as changed by this office")
    assert draft.count("\n") == shipped_policies()[name].count("\n") + 1, "the comments stay"
    add_policy(session, draft, "draft")
    again = check_draft(session, new_draft(session, f"{name}-office"))
    assert again.policy is not None
    assert (again.policy.name, again.policy.version) == (f"{name}-office", "2")
    third = new_draft(session, name)
    assert check_draft(session, third).policy.version == "2", "the office's name is taken in version 1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("version", "taken", "expected"),
    [
        ("1", {"1"}, "2"),
        ("1", {"1", "2", "3"}, "4"),
        ("1.9", {"1.9"}, "1.10"),
        ("2020-02", {"2020-02"}, "2020-3"),
        ("draft", {"draft"}, "draft-2"),
        ("9", {"9", "10"}, "11"),
    ],
)
def test_the_next_version_is_the_next_number_that_is_free(
    version: str, taken: set[str], expected: str
) -> None:
    assert next_version(version, taken) == expected


def test_the_check_names_line_problem_and_fix(session: Session) -> None:
    checked = check_draft(session, OURS.replace("years: 50", "years: fifty"))
    assert (checked.policy, checked.line) == (None, 9)
    assert checked.problem == "old_enough needs years, a whole number."
    assert "years: 50" in checked.advice
    add_policy(session, OURS, "ours.yaml")
    kept = check_draft(session, OURS)
    assert (kept.may_be_saved, kept.line, kept.problem) == (False, 2, "This text is already kept.")
    taken = check_draft(session, OURS.replace("50", "51"))
    assert not taken.may_be_saved
    assert taken.line == 2
    assert "version 1 is already in the workspace" in taken.problem
    shipped = check_draft(session, OURS.replace("name: ours", "name: sacramento"))
    assert (shipped.may_be_saved, shipped.line) == (False, 1)
    assert "comes with the program" in shipped.problem
    assert check_draft(session, OURS.replace('"1"', '"2"').replace("50", "51")).may_be_saved


def test_a_draft_of_a_draft_says_once_where_it_comes_from(session: Session) -> None:
    add_policy(session, new_draft(session, "sacramento"), "draft")
    again = new_draft(session, "sacramento-office")
    assert again.startswith("# Written in this office from sacramento-office, version 1.")
    assert again.count("# Written in this office") == 1


@pytest.mark.parametrize("test", list(TESTS))
@pytest.mark.parametrize("name", [*shipped_policies(), "empty", "no end of line", "none"])
def test_a_criterion_can_be_added_for_every_test(name: str, test: str) -> None:
    head = POLICY.replace("criteria:\n", "")
    texts = {
        "empty": head + "criteria: {}\nswitches: {feb29: march_1}\n",
        "no end of line": OURS.rstrip("\n"),
        "none": head,
    }
    text = texts.get(name) or shipped_policies()[name]
    once = with_criterion(text, test)
    twice = with_criterion(once, test)
    before, after = policy_from_text(text, name), policy_from_text(twice, name)
    assert [one.test for one in after.criteria] == [*(one.test for one in before.criteria), test, test]
    assert after.criteria[: len(before.criteria)] == before.criteria
    assert len({one.id for one in after.criteria}) == len(after.criteria)
    assert after.switches == before.switches
    assert asked_in_words(after.criteria[-1]).startswith(after.criteria[-1].title)


def test_a_criterion_is_not_added_to_what_cannot_be_read() -> None:
    with pytest.raises(BadPolicyError, match="cannot be read"):
        with_criterion("a: [", "deceased")
    with pytest.raises(BadPolicyError, match="line 5: criteria is written in braces"):
        with_criterion(POLICY.replace("criteria:", "criteria: {a: {test: deceased}}"), "deceased")


@pytest.mark.parametrize("name", list(shipped_policies()))
def test_every_switch_can_be_set_in_the_text_to_each_of_its_values(name: str) -> None:
    text = shipped_policies()[name]
    choices = {**CHOICES, **dict.fromkeys(FLAGS, ("yes", "no"))}
    for switch, values in choices.items():
        for value in values:
            changed = with_value(text, ("switches", switch), value)
            found = getattr(policy_from_text(changed, name).switches, switch)
            assert found == ({"yes": True, "no": False}.get(value, value)), (switch, value)
            lines, new = text.splitlines(), changed.splitlines()
            kept = [line for line in lines if line in new]
            assert len(kept) >= len(lines) - 1, "one line changes, the rest stays"


@pytest.mark.parametrize("ending", ["", "switches:\n", "switches: {}\n", "switches: {feb29: march_1}\n"])
def test_a_switch_the_text_does_not_write_is_added(ending: str) -> None:
    changed = with_value(OURS + ending, ("switches", "only_cannabis"), "yes")
    assert policy_from_text(changed, "ours").switches.only_cannabis
    again = with_value(changed, ("switches", "under21_at"), "offense")
    policy = policy_from_text(again, "ours")
    assert (policy.switches.only_cannabis, policy.switches.under21_at) == (True, "offense")


def test_every_number_of_years_is_found_with_its_place_parts_included() -> None:
    text = (
        OURS
        + "  both:\n    all:\n      - {test: age_below, years: 21}  # a comment\n"
        + "      - any:\n          - test: years_without_conviction\n            years: 7\n"
        + "          - test: deceased\n"
    )
    found = thresholds_of(text)
    assert [(one.criterion, one.test, one.years) for one in found] == [
        ("old_enough", "age_at_evaluation", 50),
        ("both.1", "age_below", 21),
        ("both.2.1", "years_without_conviction", 7),
    ]
    for place, one in enumerate(found):
        changed = with_value(text, one.path, str(one.years + 10))
        after = [new.years for new in thresholds_of(changed)]
        assert after[place] == one.years + 10
        assert len(changed.splitlines()) == len(text.splitlines())
        assert changed.count("# a comment") == 1


@pytest.mark.parametrize(
    "value",
    ["Ours", "Ours: the second", "yes", "1.0", 'with "quotes"', "- x", "# not a comment", "2020-01-01"],
)
@pytest.mark.parametrize("key", ["title", "version"])
def test_any_text_can_be_a_title_or_a_version(key: str, value: str) -> None:
    policy = policy_from_text(with_value(OURS, (key,), value), "ours")
    assert getattr(policy, key) == value


def test_a_place_that_is_not_there_is_refused_and_a_broken_text_has_no_numbers() -> None:
    with pytest.raises(BadPolicyError, match="is not in the text"):
        with_value(OURS, ("criteria", "nobody", "years"), "3")
    for text in ("", "- a", "a: [", "criteria: 3", "criteria:\n  a: 4\n", "\x00"):
        assert thresholds_of(text) == ()


def test_a_form_shows_the_values_of_the_text_and_defaults_where_it_is_silent() -> None:
    values = form_values(OURS + "switches: {feb29: february_28}\n")
    assert values is not None
    assert values.texts == {"name": "ours", "version": "1", "title": "Our criteria"}
    assert values.switches["feb29"] == "february_28"
    assert values.switches["include_deceased"] == "yes"
    assert values.switches["only_cannabis"] == "no"
    assert form_values("- a list") is None
    assert form_values("a: [") is None
