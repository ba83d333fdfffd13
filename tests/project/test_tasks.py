"""The tasks: what is asked of Debian, when an environment is made anew, what a person is told."""

import os
import subprocess
import sys
from pathlib import Path

import debian
import licenses
import measure
import prepare
import project
import pytest
import tasks

ROOT = Path(__file__).resolve().parents[2]

LDD = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f)
\tlibxcb-cursor.so.0 => not found
\tlibX11-xcb.so.1 => not found
\tlibmystery.so.7 => not found
"""


def test_missing_libraries_are_read_from_ldd() -> None:
    assert debian.sonames_missing(LDD) == {"libEGL", "libxcb-cursor", "libX11-xcb", "libmystery"}
    assert debian.sonames_missing("\tstatically linked\n") == set()


def test_missing_libraries_become_packages_and_unknown_ones_are_named() -> None:
    packages, unknown = debian.packages_for(debian.sonames_missing(LDD))
    assert packages == ["libegl1", "libx11-xcb1", "libxcb-cursor0"]
    assert unknown == ["libmystery"]
    assert debian.install_command(packages).endswith("libegl1 libx11-xcb1 libxcb-cursor0")


def test_every_library_qt_needs_beyond_its_own_has_a_package() -> None:
    for site in (ROOT / ".venv").glob("lib/python3*/site-packages/PySide6"):
        needed = debian._ldd(site / name for name in debian._QT_FILES)
        assert "=>" in needed
        outside = [line.split()[0].split(".so")[0] for line in needed.splitlines() if "=> /" in line]
        systems = [name for name in outside if name.startswith("libxcb")]
        assert set(systems) <= set(debian.PACKAGE_OF)


def test_locked_names_are_read_in_normal_form() -> None:
    text = "# c\nPySide6_Essentials==6.11.3 \\\n    --hash=sha256:0\nruamel.yaml==1 ; x\n"
    assert prepare.locked_names(text) == {"pyside6-essentials", "ruamel-yaml"}


def test_the_locks_pin_and_hash_everything() -> None:
    for name in ("runtime", "dev"):
        text = (project.LOCKS / f"{name}.txt").read_text(encoding="utf-8")
        entries = [
            entry for entry in text.replace("\\\n", "").splitlines() if entry and not entry.startswith("#")
        ]
        assert len(entries) > 20
        assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
        assert "pyside6-essentials==6.11.3" in text
        assert "shiboken6==6.11.3" in text


def test_runtime_is_part_of_dev_with_the_same_versions() -> None:
    found = {}
    for name in ("runtime", "dev"):
        text = (project.LOCKS / f"{name}.txt").read_text(encoding="utf-8")
        found[name] = {line.split(" \\")[0] for line in text.splitlines() if "==" in line[:60]}
    assert found["runtime"] <= found["dev"]


def test_another_lock_python_or_folder_makes_the_environment_stale(tmp_path: Path) -> None:
    lock = tmp_path / "dev.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    first = prepare.stamp_text(lock)
    assert prepare.stamp_text(lock) == first
    lock.write_text("a==2\n", encoding="utf-8")
    assert prepare.stamp_text(lock) != first
    assert str(project.ROOT) in first


def test_children_get_no_foreign_python_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    child = project.environment(EXTRA="1")
    assert "PYTHONPATH" not in child
    assert child["EXTRA"] == "1"
    assert child["PYTHONUTF8"] == "1"


def test_a_failing_program_stops_a_task_with_its_name() -> None:
    with pytest.raises(project.TaskError, match="exit 3"):
        project.must([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(project.TaskError, match="exit 4"):
        project.output_of([sys.executable, "-c", "raise SystemExit(4)"])
    assert project.output_of([sys.executable, "-c", "print('é')"]).strip() == "é"


@pytest.mark.parametrize(
    "words", [[], ["no-such-task"], ["campaign", "no-such-campaign"], ["bench", "--subjects", "x"]]
)
def test_wrong_usage_is_exit_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        tasks.main(words)
    assert stopped.value.code == 2


def test_tasks_answer_from_any_folder_and_write_nothing_into_build(tmp_path: Path) -> None:
    before = set((ROOT / "build").rglob("*"))
    child = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "build" / "tasks.py"), "--help"],
        cwd=tmp_path,
        env=child,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert all(
        word in done.stdout for word in ("setup", "demo", "test", "check", "bench", "campaign", "lock")
    )
    assert set((ROOT / "build").rglob("*")) == before


def test_the_tasks_need_nothing_but_the_standard_library() -> None:
    program = "import sys; sys.path.insert(0, 'build'); sys.dont_write_bytecode = True; import tasks"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_time_and_memory_of_a_child_are_measured() -> None:
    words = [sys.executable, "-c", "import time; held = bytearray(80_000_000); time.sleep(0.7)"]
    found = measure.measured(words)
    assert found.seconds >= 0.7
    if sys.platform != "win32":
        assert 0 < found.cpu_seconds < found.seconds
    if sys.platform.startswith("linux"):
        assert found.peak_mb > 75
    with pytest.raises(project.TaskError, match="exit 5"):
        measure.measured([sys.executable, "-c", "raise SystemExit(5)"])
    assert measure.measured([sys.executable, "-c", "raise SystemExit(1)"], allowed=(0, 1)).seconds > 0


def test_the_affero_licence_is_recognized_and_others_are_not() -> None:
    assert licenses.is_affero(["AGPL-3.0-or-later"])
    assert licenses.is_affero(["License :: OSI Approved :: GNU Affero General Public License v3"])
    assert not licenses.is_affero(["MIT", "LGPL-3.0-only OR GPL-2.0-only"])


def test_nothing_locked_and_installed_is_under_the_affero_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert licenses.main() == 0
    assert "0 refused" in capsys.readouterr().out


@pytest.mark.parametrize("task", ["run", "test"])
def test_options_for_the_program_or_pytest_are_passed_on(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(tasks.prepare, "setup", lambda **_: None)
    monkeypatch.setattr(tasks, "run", lambda command, **_: seen.extend(command) or 0)
    monkeypatch.chdir(ROOT)
    assert tasks.main([task, "--durations=3", "-x", "ledger"]) == 0
    assert seen[-3:] == ["--durations=3", "-x", "ledger"]
