"""`law`: the worked cases, the list for counsel, and help that is made from the data."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from expunge_desktop.app import main as program
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.policy import FIRST_DISMISSALS, TESTS
from expunge_desktop.services import check_law as checking
from expunge_desktop.services.check_law import to_confirm
from expunge_desktop.services.law_help import law_help
from expunge_desktop.services.law_library import load_law, load_policy, shipped_policies
from expunge_desktop.services.scenarios import load_scenarios

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law-help.md"


def test_the_kept_page_is_what_the_data_say_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == law_help(), "run `expunge-desktop law help > docs/law-help.md`"


def test_the_help_explains_every_word_of_the_data() -> None:
    text, law = law_help(), load_law()
    words = {outcome.value for outcome in Outcome} | set(law.review_codes) | set(law.rules)
    words |= {dispute.title for dispute in law.disputes.values()} | set(FIRST_DISMISSALS) | set(TESTS)
    for name in shipped_policies():
        words |= {criterion.report for criterion in load_policy(name).criteria}
    words |= {row.title for row in law.rows.values()}
    words |= {one.entry for one in to_confirm()}
    assert {word for word in words if word not in text} == set()


def test_check_agrees_and_is_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["law", "check"]) == 0
    assert "0 differ" in capsys.readouterr().out
    assert program.main(["law", "check", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["cases"]) == len(load_scenarios())


def test_check_names_a_case_that_differs_and_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = load_scenarios()[0]
    wrong = replace(first, expected=replace(first.expected, statute="O", policy="", alternative=""))
    monkeypatch.setattr(checking, "load_scenarios", lambda: (wrong,))
    assert program.main(["law", "check"]) == 1
    said = capsys.readouterr().out
    assert f"DIFFERS  {first.id}" in said
    assert "OUT_OF_SCOPE expected" in said


def test_confirm_and_help_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["law", "confirm"]) == 0
    said = capsys.readouterr().out
    assert "UNCONFIRMED" in said
    assert "policy sacramento" in said
    assert program.main(["law", "help"]) == 0
    assert capsys.readouterr().out == law_help()
