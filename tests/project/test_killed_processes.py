"""A sample of the kill campaign: kill -9 leaves whole batches, an intact chain and nothing else."""

import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs SIGKILL and /proc"),
]


def test_killed_imports_assessments_and_decisions_leave_nothing_half_done(tmp_path: Path) -> None:
    from campaigns import kill

    trial = kill.KillTrial(tmp_path / "trial", people=800, seed=31)
    trial.killed_imports(2)
    trial.killed_assessments(1)
    trial.killed_decisions(2)
