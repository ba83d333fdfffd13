"""A program killed while it writes a copy: the next opening, or the next copy there, removes what it left."""

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from made_workspaces import WORD, copy_of, reviewed

from expunge_desktop.base.lock_file import take
from expunge_desktop.services import audit_trail, unfinished_copy
from expunge_desktop.services.backup import backup, backup_to_folder, verify_backup
from expunge_desktop.services.backup_key import Logon
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import open_session
from expunge_desktop.vault import key_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

STORED = Path(__file__).resolve().parents[1] / "store" / "stored_workspaces"
ADA = "Ada Admin"

# The command line, killed before or after a step of the program did its work.
_DYING = """
import importlib, os, signal, sys
from expunge_desktop.app.main import main
where, name, when = sys.argv[1].split(":")
module = importlib.import_module("expunge_desktop." + where)
really = getattr(module, name)
def and_die(*words, **options):
    if when == "after":
        really(*words, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, and_die)
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A workspace with 120 people and a backup of it in `usb`."""
    folder = tmp_path_factory.mktemp("whole")
    path = reviewed(folder, people=120, decisions=5)
    (folder / "usb").mkdir()
    with open_session(path, ADA, WORD) as ada:
        backup(ada, folder / "usb" / "monday.expunge")
    return path


@pytest.fixture
def place(whole, tmp_path):
    """A folder with `county.expunge`, and `usb/monday.expunge`."""
    copy_of(whole, tmp_path)
    shutil.copytree(whole.parent / "usb", tmp_path / "usb")
    (tmp_path / "temporary").mkdir()
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    """Ada's, with a folder of its own for temporary files."""
    return {**os.environ, "EXPUNGE_USER": ADA, "EXPUNGE_PASSPHRASE": WORD, "TMPDIR": str(place / "temporary")}


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line, undisturbed."""
    command = [sys.executable, "-m", "expunge_desktop", *words]
    return subprocess.run(
        command, cwd=place, env=environment(place), capture_output=True, text=True, check=False
    )


def killed(place: Path, step: str, *words: str) -> None:
    """The command line, killed at `step`: `module:function:before` or `:after`."""
    command = [sys.executable, "-c", textwrap.dedent(_DYING), step, *words]
    done = subprocess.run(
        command, cwd=place, env=environment(place), capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def names(folder: Path) -> set[str]:
    """What lies there, the random digits left out."""
    return {unfinished_copy._LOCK.sub(r"\g<name>.*.partial.lock", one) for one in os.listdir(folder)}


def litter(place: Path) -> list[str]:
    """Everything unfinished, and every lock, anywhere below."""
    found = (one.name for one in place.rglob("*"))
    return sorted(one for one in found if ".partial" in one or one.endswith((".lock", ".tmp")))


def verbs(path: Path) -> list[str]:
    """The audit trail's, by a logon."""
    with open_session(path, ADA, WORD) as session:
        return [row[3] for row in audit_trail.rows(session)]


LOCKED = "services.unfinished_copy:_lock:after"
COPIED = "store.backup:_copy:after"
CHECKED = "services.copy_files:copy_keys:before"
WITH_KEYS = "services.copy_files:copy_keys:after"
KEYS_NAMED = "services.copy_files:write_new_private_file:after"
NAMED = "services.copy_files:give_name:after"


@pytest.mark.parametrize("step", [LOCKED, COPIED, CHECKED, WITH_KEYS, KEYS_NAMED])
def test_what_a_killed_backup_left_goes_with_the_next_one_into_that_folder(place, step):
    killed(place, step, "backup", "county.expunge", "usb/tuesday.expunge")
    assert litter(place / "usb")
    done = run(place, "backup", "county.expunge", "usb/tuesday.expunge")
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if "left unfinished" in line]
    assert len(told) == (step != LOCKED)
    assert all(line.endswith(".partial was left unfinished and was removed.") for line in told)
    assert names(place / "usb") == {
        f"{day}.expunge{keys}" for day in ("monday", "tuesday") for keys in ("", "-keys")
    }
    assert verify_backup(place / "usb" / "tuesday.expunge", Logon(ADA, WORD)).is_good
    assert verbs(place / "county.expunge").count("swept") == len(told)
    assert litter(place) == []


@pytest.mark.parametrize("step", [LOCKED, COPIED, WITH_KEYS, KEYS_NAMED])
def test_what_a_killed_restore_left_goes_with_the_next_one_of_that_name(place, step):
    killed(place, step, "restore", "usb/monday.expunge", "again.expunge")
    assert litter(place)
    done = run(place, "restore", "usb/monday.expunge", "again.expunge")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("was left unfinished and was removed") == (step != LOCKED)
    assert litter(place) == []
    assert verbs(place / "again.expunge").count("swept") == (step != LOCKED)
    assert not verbs(place / "county.expunge").count("swept")


@pytest.mark.parametrize("verb", ["restore", "salvage"])
def test_what_killed_restores_and_salvages_left_goes_when_a_workspace_there_is_opened(place, verb):
    source = {"restore": "usb/monday.expunge", "salvage": "county.expunge"}[verb]
    killed(place, KEYS_NAMED, verb, source, "again.expunge")
    assert "again.expunge-keys" in names(place) and "again.expunge" not in names(place)
    done = run(place, "ledger", "county.expunge")
    assert "again.expunge." in done.stderr and "was left unfinished and was removed" in done.stderr
    assert litter(place) == [] and not list(place.glob("again*"))
    assert verbs(place / "county.expunge").count("swept") == 1


@pytest.mark.parametrize("step", [COPIED, KEYS_NAMED])
def test_what_a_killed_salvage_left_goes_with_the_next_one(place, step):
    step = "services.salvage:_fill:after" if step == COPIED else step
    killed(place, step, "salvage", "county.expunge", "saved.expunge")
    assert litter(place)
    done = run(place, "salvage", "county.expunge", "saved.expunge")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("was left unfinished and was removed") == 1
    assert litter(place) == []
    assert verbs(place / "saved.expunge").count("swept") == 1


@pytest.mark.parametrize("step", ["store.backup:check_copy:after", "services.copy_files:copy_keys:after"])
def test_what_a_killed_rehearsal_left_goes_with_the_next_one(place, step):
    killed(place, step, "backup", "county.expunge", "--rehearse", "usb/monday.expunge")
    if step.endswith("copy_keys:after"):
        [private] = [one for one in (place / "temporary").iterdir() if one.is_dir()]
        assert {one.name for one in private.iterdir()} >= {"monday.expunge", "monday.expunge-keys"}
    done = run(place, "backup", "county.expunge", "--rehearse", "usb/monday.expunge")
    assert done.returncode == 0, done.stderr
    assert litter(place) == [] and not list((place / "temporary").glob("expunge-rehearsal*"))


@pytest.mark.parametrize("step", [LOCKED, COPIED, WITH_KEYS, KEYS_NAMED])
def test_what_a_killed_upgrade_left_goes_with_the_next_opening(tmp_path, clock, step):
    path = tmp_path / "county.expunge"
    for suffix in ("", "-keys"):
        shutil.copy(STORED / f"schema-0002.expunge{suffix}", tmp_path / f"county.expunge{suffix}")
    user, word = "Jordan Sample", "seven invented words for jordan sample"
    words = [sys.executable, "-c", textwrap.dedent(_DYING), step, "ledger", str(path)]
    given = {**os.environ, "EXPUNGE_USER": user, "EXPUNGE_PASSPHRASE": word}
    assert subprocess.run(words, env=given, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert litter(tmp_path)
    with open_session(path, user, word, clock) as session:
        assert session.upgraded
        assert len(session.swept.removed) == (step != LOCKED)
    assert litter(tmp_path) == []
    assert len(list(tmp_path.glob("*-keys"))) == 2, "its own, and that of the copy of before"


def test_a_copy_that_got_its_name_before_the_kill_is_kept(place):
    killed(place, NAMED, "backup", "county.expunge", "usb/tuesday.expunge")
    assert "tuesday.expunge" in names(place / "usb")
    assert run(place, "backup", "county.expunge", "--to", "usb").returncode == 0
    assert litter(place) == []
    assert verify_backup(place / "usb" / "tuesday.expunge", Logon(ADA, WORD)).is_good


def test_a_key_file_that_somebody_put_there_after_the_kill_is_kept(place):
    killed(place, WITH_KEYS, "restore", "usb/monday.expunge", "again.expunge")
    shutil.copy(place / "usb" / "monday.expunge-keys", place / "again.expunge-keys")
    before = (place / "again.expunge-keys").read_bytes()
    assert run(place, "ledger", "county.expunge").returncode == 0
    assert litter(place) == []
    assert (place / "again.expunge-keys").read_bytes() == before


def test_a_copy_being_written_is_left_alone(place):
    words = [sys.executable, "-c", textwrap.dedent(_WAITING), "backup", "county.expunge", "usb/x.expunge"]
    with subprocess.Popen(words, cwd=place, env=environment(place), stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout.readline() == b"copied\n"
            there = sorted(os.listdir(place / "usb"))
            assert len([one for one in there if one.startswith("x.expunge.")]) >= 2
            assert run(place, "backup", "county.expunge", "usb/y.expunge").returncode == 0
            assert set(there) <= set(os.listdir(place / "usb"))
            assert unfinished_copy.sweep(place / "usb") == ()
        finally:
            child.kill()
    assert len(unfinished_copy.sweep(place / "usb")) == 1
    assert litter(place / "usb") == []


_WAITING = """
import sys, time
from expunge_desktop.app.main import main
from expunge_desktop.store import backup
really = backup._copy
def and_wait(*words):
    really(*words)
    print("copied", flush=True)
    time.sleep(300)
backup._copy = and_wait
main(sys.argv[1:])
"""


def test_nothing_else_that_bears_such_a_name_is_touched(tmp_path):
    partial = "letter.expunge.1a2b3c4d.partial"
    treasure = tmp_path / "treasure"
    treasure.write_text("kept")
    for number, kind in enumerate(["no lock", "lock with words", "lock is a link", "lock is a folder"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / partial).write_text("mine")
        lock = folder / f"{partial}.lock"
        if kind == "lock with words":
            lock.write_text("mine too")
        elif kind == "lock is a link":
            lock.symlink_to(treasure)
        elif kind == "lock is a folder":
            lock.mkdir()
        before = sorted(os.listdir(folder))
        assert unfinished_copy.sweep(folder) == (), kind
        assert sorted(os.listdir(folder)) == before, kind
        assert (folder / partial).read_text() == "mine"
    for name in (
        "x.partial.lock",
        "x.1A2B3C4D.partial.lock",
        "x.1a2b3c4.partial.lock",
        ".1a2b3c4d.partial.lock",
    ):
        (tmp_path / name).touch()
        (tmp_path / name.removesuffix(".lock")).write_text("mine")
    assert unfinished_copy.sweep(tmp_path) == ()
    assert len(list(tmp_path.glob("*.partial"))) == len(list(tmp_path.glob("*.lock"))) == 4
    assert treasure.read_text() == "kept"


def test_links_where_a_copy_was_are_removed_and_not_what_they_point_to(tmp_path):
    (tmp_path / "treasure").mkdir()
    (tmp_path / "treasure" / "kept").write_text("kept")
    partial = tmp_path / "x.expunge.1a2b3c4d.partial"
    (tmp_path / f"{partial.name}.lock").touch()
    partial.symlink_to(tmp_path / "treasure")
    partial.with_name(partial.name + "-keys").symlink_to(tmp_path / "treasure" / "kept")
    (tmp_path / "x.expunge-keys").write_text("kept")
    assert unfinished_copy.sweep(tmp_path) == (partial,)
    assert sorted(os.listdir(tmp_path)) == ["treasure", "x.expunge-keys"]
    assert (tmp_path / "treasure" / "kept").read_text() == "kept"


def test_what_resists_keeps_its_lock_file_and_is_tried_again(tmp_path, monkeypatch):
    partial = tmp_path / "x.expunge.1a2b3c4d.partial"
    partial.write_bytes(b"half")
    take(tmp_path / f"{partial.name}.lock").let_go(keeps_file=True)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as changed:
        changed.setattr(Path, "unlink", refuse)
        assert unfinished_copy.sweep(tmp_path) == ()
    assert sorted(os.listdir(tmp_path)) == [partial.name, f"{partial.name}.lock"]
    assert unfinished_copy.sweep(tmp_path) == (partial,)
    assert os.listdir(tmp_path) == []


@pytest.mark.slow
@pytest.mark.timeout(900)  # a hundred starts of the program, on a machine that may be busy
def test_killed_at_random_moments_no_copy_leaves_anything_after_the_next(place):
    """Backup, restore, salvage, rehearsal and rekey, killed between the first byte and the last.

    How long that is, is a matter of the machine: where one came to its end, the next is killed earlier.
    """
    moments, left, dead, turn = random.Random(34), 0, 0, 0
    kinds = {
        "backup": ["backup", "county.expunge", "usb/tuesday.expunge"],
        "restore": ["restore", "usb/monday.expunge", "again.expunge"],
        "salvage": ["salvage", "county.expunge", "saved.expunge"],
        "rehearse": ["backup", "county.expunge", "--rehearse", "usb/monday.expunge"],
        "rekey": ["rekey", "county.expunge"],
    }
    longest = dict.fromkeys(kinds, 0.25)
    while turn < 20 or (not (dead > 10 and left > 6) and turn < 60):
        kind = list(kinds)[turn % len(kinds)]
        words = kinds[kind]
        turn += 1
        command = [sys.executable, "-m", "expunge_desktop", *words]
        with subprocess.Popen(
            command, cwd=place, env=environment(place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as child:
            began = time.monotonic()
            while child.poll() is None and not litter_of_copies(place) and time.monotonic() - began < 200:
                time.sleep(0.001)
            time.sleep(moments.uniform(0, longest[kind]))
            if child.poll() is None:
                dead += 1
            else:
                longest[kind] *= 0.7
            child.kill()
        left += bool(litter_of_copies(place))
        for name in ("usb/tuesday", "again", "saved"):  # whole ones, named before the kill
            if (place / f"{name}.expunge").exists():
                assert verify_backup(place / f"{name}.expunge", Logon(ADA, WORD)).code == "", name
                for suffix in ("", "-keys", ".salvage.json"):
                    (place / f"{name}.expunge{suffix}").unlink(missing_ok=True)
        with open_session(place / "county.expunge", ADA, WORD) as ada:
            backup_to_folder(ada, place / "usb", 1)
        run(place, "backup", "county.expunge", "--rehearse", "usb/monday.expunge")
        assert litter(place) == [], words
        named = {one.name for one in place.rglob("*-keys")}
        assert {one.removesuffix("-keys") for one in named} <= {one.name for one in place.rglob("*.expunge")}
    assert dead > 10 and left > 6, (dead, left)


def litter_of_copies(place: Path) -> list[str]:
    """What only a copy on its way makes."""
    return [one for one in litter(place) if ".partial" in one]


def test_a_restore_without_anything_left_says_nothing(place):
    restore(place / "usb" / "monday.expunge", place / "again.expunge", ADA, WORD)
    assert key_file.key_file_path(place / "again.expunge").stat().st_mode & 0o777 == 0o600
    assert "swept" not in verbs(place / "again.expunge")
