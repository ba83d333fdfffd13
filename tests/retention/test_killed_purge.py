"""A destruction killed at any moment is either not begun or done; what is left is cleared next time."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import dumped
import pytest
from sealed_county import GONE, WORD, session_at

from expunge_desktop.services import purge, retention
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.ledger import ledger

HERE = Path(__file__).parent


def killed_at(county: Any, step: str) -> None:
    purge.plan(county.ada)
    county.ada.close()
    county.ben.close()
    folders = os.pathsep.join([str(HERE), str(HERE.parent), *sys.path])
    ended = subprocess.run(
        [sys.executable, "-B", str(HERE / "killed_purge.py"), str(county.path), step],
        env=os.environ | {"PYTHONPATH": folders},
        capture_output=True,
        timeout=240,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


@pytest.mark.parametrize("step", ["rows", "commit"])
def test_killed_before_its_commit_it_has_destroyed_nothing(sealed: Any, step: str) -> None:
    killed_at(sealed, step)
    with session_at(sealed.path, "Ben", WORD + "Ben") as ben:
        status = retention.status(ben)
        assert (status.destroyed, status.sealed, status.is_clearing_due) == (0, 2, False)
        assert status.plan is not None
        assert verify(ben).is_intact
        assert ledger(ben).is_balanced
        assert GONE["name"] in dumped.values(sealed.path, ben.workspace.data_key)
        assert purge.purge(ben).convictions == 2


@pytest.mark.parametrize("step", ["committed", "cleared"])
def test_killed_after_its_commit_it_is_done_and_the_file_is_cleared_next_time(sealed: Any, step: str) -> None:
    killed_at(sealed, step)
    with session_at(sealed.path, "Ben", WORD + "Ben") as ben:
        status = retention.status(ben)
        assert (status.destroyed, status.sealed, status.is_clearing_due) == (2, 0, True)
        assert verify(ben).is_intact
        assert purge.finish_clearing(ben)
        assert not retention.status(ben).is_clearing_due
        key = ben.workspace.data_key
        pages, values = dumped.pages(sealed.path, key), dumped.values(sealed.path, key)
        assert [word for word in GONE.values() if word.encode() in pages or word in values] == []
