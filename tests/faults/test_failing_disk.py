"""A disk that refuses under a program that stays open: a sentence, nothing half, and on it goes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from campaigns.faults.disk import Disk, built_shim

from expunge_desktop.store import audit
from expunge_desktop.store.workspace import Workspace

# A program that stays open and writes ten times; two rows with each change.
WRITER = """
import json, sys
from pathlib import Path
from expunge_desktop.base.clock import SystemClock
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.store.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as workspace:
    for number in range(10):
        try:
            with workspace.write("Ada", SystemClock()) as tx:
                tx.audit("one", str(number), {"text": "x" * 5000})
                tx.audit("two", str(number), {"text": "x" * 5000})
        except ExpungeError as error:
            print(json.dumps(["refused", number, error.code, str(error)]), flush=True)
        else:
            print(json.dumps(["done", number, "", ""]), flush=True)
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    made = built_shim(tmp_path_factory.mktemp("shim"))
    if made is None:
        pytest.skip("no C compiler here to make a failing disk with")
    return made


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    path, key = folder / "county.expunge", os.urandom(32)
    Workspace.create(path, key, "w1").close()
    return path, key


def written(workspace, disk):
    """What the writer said on that disk."""
    path, key = workspace
    command = [sys.executable, "-c", WRITER, str(path), key.hex()]
    environment = {**os.environ, **disk.settings()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert "Traceback" not in done.stderr or "ExpungeError" in done.stderr or disk.kind == "rofs", done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done


def kept(workspace):
    """What the workspace holds afterwards: each change whole."""
    path, key = workspace
    with Workspace.open(path, key) as again, again.read() as connection:
        assert audit.verify(connection).is_intact
        rows = [(row.verb, row.subject) for row in audit.rows(connection)]
    ones = [subject for verb, subject in rows if verb == "one"]
    assert [subject for verb, subject in rows if verb == "two"] == ones
    return ones


@pytest.mark.parametrize("at", range(30, 130, 16))
def test_one_error_is_told_and_the_next_writes_go_on(shim, workspace, at):
    said, _ = written(workspace, Disk(shim, workspace[0].parent, "eio", at))
    done = [str(number) for what, number, _, _ in said if what == "done"]
    assert len(said) == 10 and len(done) >= 9 and "9" in done
    assert kept(workspace) == done
    for _, _, code, sentence in [one for one in said if one[0] == "refused"]:
        assert code == "disk-error" and "Check the disk" in sentence


def test_some_single_error_is_met_by_a_refusal(shim, tmp_path):
    codes = set()
    for at in range(40, 60, 3):
        folder = tmp_path / str(at)
        folder.mkdir()
        path, key = folder / "county.expunge", os.urandom(32)
        Workspace.create(path, key, "w1").close()
        said, _ = written((path, key), Disk(shim, folder, "eio", at))
        codes |= {code for _, _, code, _ in said}
    assert codes == {"", "disk-error"}


@pytest.mark.parametrize("kind", ["eio", "full"])
def test_a_disk_that_stays_bad_loses_nothing_that_was_said_to_be_done(shim, workspace, kind):
    said, _ = written(workspace, Disk(shim, workspace[0].parent, kind, 60, is_lasting=True))
    done = [str(number) for what, number, _, _ in said if what == "done"]
    refused = [code for what, _, code, _ in said if what == "refused"]
    assert refused and set(refused) == {"disk-error" if kind == "eio" else "disk-full"}
    assert kept(workspace) == done


def test_a_disk_that_became_read_only_is_told_at_opening(shim, workspace):
    before = workspace[0].read_bytes()
    said, done = written(workspace, Disk(shim, workspace[0].parent, "rofs"))
    assert said == [] and done.returncode != 0
    assert "EnvironmentProblemError" in done.stderr
    assert workspace[0].read_bytes() == before


def test_the_shim_leaves_files_elsewhere_alone(shim, workspace, tmp_path):
    elsewhere = Path(tmp_path / "elsewhere")
    elsewhere.mkdir()
    said, _ = written(workspace, Disk(shim, elsewhere, "eio", 1, is_lasting=True))
    assert [what for what, *_ in said] == ["done"] * 10
