"""Workspaces to back up: empty ones, and ones with invented people in them."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from doj_rows import as_bytes, make_row

from expunge_desktop.base.clock import Clock, FixedClock
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
WORD = "seven quiet harbors"
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def make(path: Path, clock: Clock = CLOCK) -> Session:
    """A new workspace of Ada, administrator and supervisor."""
    return create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada Admin", passphrase=WORD, clock=clock,
        kdf_cost=COST_FOR_TESTS,
    )  # fmt: skip


def delivery(path: Path, people: int, *, first: int = 0) -> Path:
    """A DOJ file of as many invented people with one conviction each."""
    rows = [
        make_row(
            SUBJECT_ID=str(60_000_000 + number),
            CII_NUMBER=f"A{70_000_000 + number}",
            PRI_NAME=f"PERSON{number:05d},ALEX",
            PRI_DOB=f"19{50 + number % 40}0314",
            OFN=f"GA{40_000 + number}",
            OFFENSE_DESCR=("11359 HS-POSSESS MARIJUANA FOR SALE" if number % 3 else "11357(A) HS-POSSESS"),
        )
        for number in range(first, first + people)
    ]
    path.write_bytes(as_bytes(rows, header=True))
    return path


def reviewed(folder: Path, people: int = 200, decisions: int = 40) -> Path:
    """A workspace of the county with an assessment and decisions, closed; its path."""
    path = folder / "county.expunge"
    with make(path) as ada:
        import_batch(ada, [delivery(folder / "delivery.dat", people)])
        assess(ada, "los-angeles-2020", AS_OF)
        for number in range(1, decisions + 1):
            decide(ada, number, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, f"Looked at, number {number}.")
    return path


def copy_of(path: Path, folder: Path) -> Path:
    """A copy of a closed workspace to do harm to."""
    for one in path.parent.glob(f"{path.name}*"):
        shutil.copy(one, folder / one.name)
    return folder / path.name
