"""Workspaces to back up: empty ones, and ones with invented people in them."""

from datetime import UTC, datetime
from pathlib import Path

from expunge_desktop.base.clock import Clock, FixedClock
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def make(path: Path, clock: Clock = CLOCK) -> Session:
    """A new workspace of Ada, administrator and supervisor."""
    return create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada Admin", passphrase=WORD, clock=clock,
        kdf_cost=COST_FOR_TESTS,
    )  # fmt: skip
