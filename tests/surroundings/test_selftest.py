"""The self-test tells an office how the program stands on this machine, and fails where it stands badly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from expunge_desktop.app import surroundings_check
from expunge_desktop.app.selftest import selftest
from expunge_desktop.base.swap_space import clear_swap

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *words: str) -> tuple[int, dict[str, dict[str, object]]]:
    """The real command in a process of its own: its exit code and what each check said."""
    surroundings = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": "", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "expunge_desktop", "selftest", *words, "--json"],
        cwd=ROOT, env=surroundings, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, {check["name"]: check for check in json.loads(done.stdout)["checks"]}


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux offers")
def test_it_says_how_files_memory_internet_places_and_cryptography_stand(tmp_path: Path) -> None:
    code, checks = run(tmp_path, str(tmp_path / "county.expunge"))
    assert code == 0, checks
    assert "no memory dumps" in str(checks["process"]["sentence"])
    assert checks["files"]["sentence"] == "a new file 0600, the log 0600"
    assert str(checks["places"]["sentence"]).startswith("workspace in this computer's own disk")
    said = str(checks["cryptography"]["sentence"])
    assert "SQLCipher 4." in said and "Argon2id" in said
    assert "Neither is a FIPS 140 validated module" in said


def test_a_workspace_in_a_synced_folder_fails_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="may not lie in a folder that Dropbox copies"):
        surroundings_check.places_check(tmp_path / "Dropbox" / "county.expunge")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX'")
def test_an_unprotected_process_and_files_others_may_read_fail_it() -> None:
    code = (
        "import os; os.umask(0o022)\nfrom expunge_desktop.app import surroundings_check as s\n"
        "for check in (s.process_check, s.files_check):\n"
        "    try:\n        print('passed', check())\n"
        "    except RuntimeError as error:\n        print('failed', error)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout
    assert [line.split()[0] for line in said.splitlines()] == ["failed", "failed"], said


def test_every_check_has_a_name_of_its_own() -> None:
    from expunge_desktop.app.selftest import _CHECKS

    names = [name for name, _ in _CHECKS]
    assert len(set(names)) == len(names)
    assert selftest.__doc__


@pytest.mark.parametrize(
    ("line", "is_clear"),
    [
        ("/dev/zram0 partition 8 0 100", False),
        ("/dev/sda2 partition 8 0 -2", True),
        ("/swapfile file 8 0 -2", True),
        ("/dev/dm-1 partition 8 0 -2", False),
        ("/dev/dm-2 partition 8 0 -2", True),
    ],
)
def test_swap_on_a_disk_in_clear_is_named(tmp_path: Path, line: str, is_clear: bool) -> None:
    for name, uuid in (("dm-1", "CRYPT-PLAIN-swap"), ("dm-2", "LVM-swap")):
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(uuid)
    swaps = tmp_path / "swaps"
    swaps.write_text(f"Filename Type Size Used Priority\n{line}\n")
    assert clear_swap(swaps, tmp_path) == ((line.split()[0],) if is_clear else ())
    assert clear_swap(tmp_path / "none", tmp_path) == ()
