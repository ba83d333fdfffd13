"""What the finding says of eighty invented cases, word for word, as it was read and found right."""

from pathlib import Path

import pytest
import told_cases
from rules_bench import Bench

APPROVED = Path(told_cases.__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n== ")
CASES = {text.removeprefix("== ").partition("\n")[0]: text.removeprefix("== ").rstrip() for text in APPROVED}


def test_the_approved_text_tells_exactly_the_cases(bench: Bench) -> None:
    assert [case[0] for case in told_cases.cases(bench)] == list(CASES)
    assert len(CASES) > 70


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_told_as_it_was_approved(name: str, bench: Bench) -> None:
    again = ".venv/bin/python -B tests/rules/told_cases.py > tests/rules/told_cases.txt"
    told = told_cases.told_case(bench, list(CASES).index(name))
    assert told.removeprefix("== ").rstrip() == CASES[name], f"if meant: {again}, and read the difference"
