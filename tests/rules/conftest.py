"""Fixtures of the rules' tests."""

import pytest
from rules_bench import Bench


@pytest.fixture(scope="session")
def bench() -> Bench:
    """The law, the Los Angeles policy, and factories."""
    return Bench()
