"""Fixtures of the rules' tests."""

import pytest
from policy_bench import Desk
from rules_bench import Bench


@pytest.fixture(scope="session")
def bench() -> Bench:
    """The law, the Los Angeles policy, and factories."""
    return Bench()


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The bench, and policies written in the test."""
    return Desk()
