"""What the page for offices says is so: its examples load, its lists are whole."""

import re
from pathlib import Path

import pytest

from expunge_desktop.app.main import build_parser
from expunge_desktop.rules.policy import COMBINATIONS, LEVEL_WORDS, TESTS, TESTS_WITH_DATE, TESTS_WITH_YEARS
from expunge_desktop.services.law_library import load_law, policy_from_text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_of_the_page_is_a_policy(text: str) -> None:
    assert policy_from_text(text, "page").criteria


def test_the_page_has_every_test_with_what_it_needs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (`\w+`)? ?\|", PAGE, re.MULTILINE))
    assert set(rows) == set(TESTS)
    assert {name for name, needs in rows.items() if needs == "`years`"} == TESTS_WITH_YEARS
    assert {name for name, needs in rows.items() if needs == "`date`"} == TESTS_WITH_DATE
    for word in (*COMBINATIONS, *LEVEL_WORDS, *load_law().sections):
        assert word in PAGE, word


def test_the_commands_of_the_page_are_understood() -> None:
    parser = build_parser()
    for line in re.findall(r"^    expunge-desktop (policy .*)$", PAGE, re.MULTILINE):
        words = line.replace("[", "").replace("]", "").replace("YYYY-MM-DD", "2020-01-02").split()
        assert parser.parse_args(words).action == words[2]
