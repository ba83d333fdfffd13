"""What the finding says of eighty invented cases, word for word, as it was read and found right."""

from pathlib import Path

import pytest
import told_cases
from rules_bench import Bench

APPROVED = Path(told_cases.__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n== ")
CASES = {text.removeprefix("== ").partition("\n")[0]: text.removeprefix("== ").rstrip() for text in APPROVED}


@pytest.fixture(scope="module")
def told(bench: Bench) -> dict[str, str]:
    """The text of today, by case."""
    parts = told_cases.told(bench).split("\n== ")
    return {text.removeprefix("== ").partition("\n")[0]: text.removeprefix("== ").rstrip() for text in parts}


def test_the_approved_text_tells_exactly_the_cases(told: dict[str, str]) -> None:
    assert list(told) == list(CASES)
    assert len(CASES) > 70


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_told_as_it_was_approved(name: str, told: dict[str, str]) -> None:
    again = ".venv/bin/python -B tests/rules/told_cases.py > tests/rules/told_cases.txt"
    assert told.get(name) == CASES[name], f"if the change is meant: {again}, and read the difference"
