"""The worked cases beside the law: all agree, none is vacuous, and together they cover the law."""

from dataclasses import replace

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.switches import CHOICES, FLAGS
from expunge_desktop.services import check_law as checking
from expunge_desktop.services import scenarios as reading
from expunge_desktop.services.check_law import ScenarioResult, check_law, to_confirm
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.scenarios import Expected, Scenario, load_scenarios


@pytest.fixture(scope="module")
def results() -> list[ScenarioResult]:
    return check_law()


def test_every_worked_case_is_decided_as_its_page_says(results: list[ScenarioResult]) -> None:
    wrong = [f"{one.scenario.id}: {'; '.join(one.differences)}" for one in results if not one.agrees]
    assert wrong == []
    assert len(results) >= 400


def test_each_case_has_an_id_of_its_own_and_names_its_page(results: list[ScenarioResult]) -> None:
    assert len({one.scenario.id for one in results}) == len(results)
    assert all(one.scenario.page and one.scenario.title for one in results)


def test_no_case_is_vacuous(results: list[ScenarioResult], monkeypatch: pytest.MonkeyPatch) -> None:
    """With every expected value falsified, every case disagrees."""

    def falsified(scenario: Scenario) -> Scenario:
        one = scenario.expected
        false = Expected(
            statute=("N" if one.statute == "D" else "D") if one.statute else "",
            policy=("N" if one.policy == "D" else "D") if one.policy else "",
        )
        return replace(scenario, expected=false)

    monkeypatch.setattr(checking, "load_scenarios", lambda: tuple(falsified(s) for s in load_scenarios()))
    assert [one.scenario.id for one in check_law() if one.agrees] == []
    assert results


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"criterion": "UNDER_99"}, "UNDER_99"),
        ({"codes": ("HR-NEVER",)}, "HR-NEVER"),
        ({"disputes": (99,)}, "dispute 99"),
        ({"alternative": "I"}, "alternative"),
    ],
)
def test_a_difference_is_told_in_words(
    change: dict[str, object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_scenarios()[0]
    changed = replace(first, expected=replace(first.expected, **change))
    monkeypatch.setattr(checking, "load_scenarios", lambda: (changed,))
    (result,) = check_law()
    assert any(words in difference for difference in result.differences)


def test_every_review_code_is_met(results: list[ScenarioResult]) -> None:
    expected = {code for one in results for code in one.scenario.expected.codes}
    assert expected == set(load_law().review_codes)


def test_every_row_of_the_table_and_every_aggravator_decides_a_case(results: list[ScenarioResult]) -> None:
    law = load_law()
    asked = {step.rule for one in results for step in one.finding.steps}
    charges = {one.scenario.person.counts[0].charge for one in results}
    borrowed = {row.id for row in law.rows.values() if set(row.like) and row.id not in asked}
    for row in law.rows.values():
        if row.id in borrowed:
            letter = f"({row.subdivision.upper()})" if row.subdivision else ""
            assert f"{row.section}{letter} HS" in charges, row.id
        else:
            assert row.id in asked
        assert {aggravator.id for aggravator in row.aggravators} <= asked


def test_every_switch_is_met_in_each_of_its_positions(results: list[ScenarioResult]) -> None:
    met = {setting for one in results for setting in one.scenario.switches}
    for name, values in CHOICES.items():
        assert {(name, value) for value in values} <= met, name
    for name in FLAGS:
        assert {(name, True), (name, False)} <= met, name


def test_every_dispute_of_the_register_that_a_count_can_raise_is_met(results: list[ScenarioResult]) -> None:
    met = {number for one in results for number in one.scenario.expected.disputes}
    of_papers = {10, 11, 12, 13}  # about motions and orders, not about a count
    said_in_titles = {18, 19}  # decided by a switch or not followed; no finding rests on them
    assert met | of_papers | said_in_titles == set(load_law().disputes)


def test_a_case_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in (
        {"title": "x", "page": "y", "count": {"charge": "11359 HS"}, "statute": "X"},
        {"title": "x", "page": "y", "count": {"charge": "11359 HS", "colour": 1}, "statute": "D"},
        {"title": "x", "page": "y", "count": {"charge": "11359 HS"}},
        {"title": "x", "page": "y", "count": {"charge": "11359 HS"}, "statute": "D", "moon": 1},
    ):
        monkeypatch.setattr(reading, "_cases", lambda *_, case=broken: iter([{"id": "odd.1", **case}]))
        with pytest.raises(AnswerIsNoError, match=r"case odd\.1"):
            reading.load_scenarios()


def test_what_counsel_must_confirm_names_every_flagged_entry_first() -> None:
    listed = to_confirm()
    assert listed[0].is_flagged
    assert [one.is_flagged for one in listed] == sorted((one.is_flagged for one in listed), reverse=True)
    law = load_law()
    flagged = sum(source.is_unconfirmed for _, source, _ in checking._sources(law))
    assert sum(one.is_flagged for one in listed) == flagged + 4  # and the four other counties' policies
    everything = to_confirm(everything=True)
    assert len(everything) > len(listed)
    assert {one.entry for one in listed} <= {one.entry for one in everything}
