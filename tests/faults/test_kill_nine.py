"""A killed program leaves a workspace that opens, whole up to its last commit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from kill_nine import PEOPLE, Tally, _batch, _judge, _person
from sqlalchemy import insert

from expunge_desktop.base.clock import SystemClock
from expunge_desktop.store.schema import batch, person
from expunge_desktop.store.workspace import Workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def test_kills_at_random_moments_lose_nothing_that_was_committed():
    script = Path(__file__).with_name("kill_nine.py")
    done = subprocess.run(
        [sys.executable, script, "--count", "20"], capture_output=True, text=True, timeout=800, check=False
    )
    tally = json.loads(done.stdout)
    assert (done.returncode, tally["is_good"], tally["kills"]) == (0, True, 20), done.stderr
    assert tally["killed_inside"] > 0 and tally["committed"] > 0


@pytest.mark.parametrize(("people", "acknowledged"), [(PEOPLE - 1, 1), (PEOPLE, 2)])
def test_the_judge_sees_half_a_batch_and_a_lost_one(tmp_path, people, acknowledged):
    path, key = tmp_path / "a.expunge", os.urandom(32)
    with Workspace.create(path, key, "w") as workspace, workspace.write("Ada", SystemClock()) as tx:
        tx.connection.execute(insert(batch).values(_batch(1, tx.at)))
        tx.connection.execute(insert(person), [_person(1, one) for one in range(people)])
        tx.audit("import", "batch 1", {})
    tally = Tally()
    _judge(path, key, acknowledged, tally)
    assert not tally.is_good
    assert (tally.halves > 0, tally.lost) == (people < PEOPLE, acknowledged - 1)
