"""The process itself: no memory dumps, files for their owner alone, no internet, no print jobs on disk."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from expunge_desktop.app import main as program
from expunge_desktop.base import memory_folder, no_internet
from expunge_desktop.base.worker_pool import WorkerPool

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux' own means")
POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX' own means")


def python(code: str, **changes: str) -> str:
    """What a fresh process of the program says; its protection cannot be taken back, so it has its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **changes}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


PROTECTED = "from expunge_desktop.app.main import _protect_process\n_protect_process()\n"


class Asked:
    """Says in a worker process how that process stands."""

    def told(self) -> object:
        from expunge_desktop.base.hardening import hardening_now

        return hardening_now()


@POSIX
def test_the_program_protects_itself_before_anything_else() -> None:
    code = (
        "import sys\nfrom expunge_desktop.app import main\nfrom expunge_desktop.base.hardening import *\n"
        "sys.argv = ['expunge-desktop', 'ledger']\n"
        "try:\n    main.main()\nexcept SystemExit:\n    pass\n"
        "now = hardening_now()\nprint(now.is_good, now.mask, now.core_limit)"
    )
    assert python(code) == "True 63 0"


def test_a_worker_process_is_hardened_too() -> None:
    with WorkerPool(Asked, (), 1) as pool:
        (told,) = pool.in_order([(Asked.told, {})])
    assert told.is_good  # type: ignore[attr-defined]


@LINUX
def test_a_crash_leaves_no_memory_dump_even_where_a_collector_waits(tmp_path: Path) -> None:
    code = PROTECTED + "import ctypes\nctypes.CDLL(None).abort()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, preexec_fn=_let_dump,
    )  # fmt: skip
    assert done.returncode == -6
    assert list(tmp_path.iterdir()) == []
    assert b"core dumped" not in done.stderr


def _let_dump() -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


@POSIX
def test_what_the_program_writes_is_its_owners_alone_whatever_the_mask_was(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "expunge_desktop", "new", str(tmp_path / "w" / "x.expunge"), "--county"]
    (tmp_path / "w").mkdir(mode=0o700)
    who = {"EXPUNGE_USER": "Ada Admin", "EXPUNGE_PASSPHRASE": "seven quiet harbors of ada"}
    places = {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
    done = subprocess.run(
        [*words, "LOS ANGELES"], cwd=ROOT, env={**os.environ, **who, **places}, capture_output=True,
        preexec_fn=_lax,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = [path for path in tmp_path.rglob("*") if path not in {tmp_path / "w"}]
    assert {path.name for path in made} >= {"x.expunge", "x.expunge-keys", "expunge-desktop.log"}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def _lax() -> None:
    os.umask(0)


@LINUX
def test_the_system_refuses_every_socket_to_another_machine_and_allows_local_ones() -> None:
    code = PROTECTED + (
        "import socket, subprocess, sys\n"
        "for kind in ('AF_INET', 'AF_INET6', 'AF_PACKET', 'AF_VSOCK', 'AF_UNIX'):\n"
        "    try:\n"
        "        socket.socket(getattr(socket, kind), socket.SOCK_STREAM).close()\n"
        "        print(kind, 'opened')\n"
        "    except OSError:\n"
        "        print(kind, 'refused')\n"
        "child = 'import socket; socket.socket()'\n"
        "print(subprocess.run([sys.executable, '-c', child], capture_output=True).returncode)"
    )
    said = python(code).splitlines()
    if no_internet.platform.machine() not in {"x86_64", "aarch64"}:
        pytest.skip("no filter is known for this processor")
    assert said[-2:] == ["AF_UNIX opened", "1"]
    assert {line.split()[1] for line in said[:-2]} == {"refused"}


PRINTERS = """
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
application = QApplication([])
QPrinterInfo.availablePrinterNames()
QPrinter()
"""


@LINUX
def test_looking_for_printers_asks_the_queue_of_this_machine_and_no_internet_socket(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None or not _has_library("cups"):
        pytest.skip("no strace or no client of CUPS on this machine")
    log = tmp_path / "sockets"
    words = [strace, "-f", "-qq", "-e", "trace=network", "-o", str(log), sys.executable, "-c"]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([*words, PROTECTED + PRINTERS], cwd=ROOT, env=surroundings, capture_output=True)
    if b"ptrace" in done.stderr:
        pytest.skip("this machine does not allow tracing")
    assert done.returncode == 0, done.stderr
    calls = log.read_text(errors="replace")
    assert no_internet.PRINT_QUEUE in calls, "the client of CUPS was asked"
    assert "AF_INET" not in calls


@LINUX
@pytest.mark.parametrize("display", ["elsewhere:0", "localhost:10.0", "10.0.0.7:1.0"])
def test_a_screen_on_another_machine_is_refused_in_a_sentence(
    display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setattr(no_internet, "_is_forbidden", True)  # as in a process of its own
    assert program.main([]) == 3
    assert "belongs to another machine" in capsys.readouterr().err


@LINUX
def test_libraries_find_a_private_folder_in_memory_for_their_temporary_files() -> None:
    before = os.environ.get("TMPDIR")
    with memory_folder.temporary_files_in_memory() as folder:
        if folder is None:
            pytest.skip("this machine gives no folder in memory")
        assert os.environ["TMPDIR"] == str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert memory_folder._is_in_memory(folder)
        (folder / "job.pdf").write_text("clear")
    assert os.environ.get("TMPDIR") == before
    assert not folder.exists()


@LINUX
def test_the_print_systems_client_lays_its_jobs_into_memory() -> None:
    code = (
        "import ctypes, ctypes.util, os\n"
        "from expunge_desktop.base.memory_folder import temporary_files_in_memory\n"
        "cups = ctypes.CDLL(ctypes.util.find_library('cups') or '')\n"
        "with temporary_files_in_memory() as folder:\n"
        "    place = ctypes.create_string_buffer(1024)\n"
        "    os.close(cups.cupsTempFd(place, 1024))\n"
        "    print(folder is not None and os.fsdecode(place.value).startswith(str(folder)))"
    )
    if not _has_library("cups"):
        pytest.skip("no client of CUPS on this machine")
    assert python(code) == "True"


def _has_library(name: str) -> bool:
    import ctypes.util

    return ctypes.util.find_library(name) is not None


@LINUX
def test_what_a_killed_window_left_in_memory_goes_with_the_next_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = memory_folder._roomiest()
    if base is None:
        pytest.skip("this machine gives no folder in memory")
    own_base = Path(tempfile.mkdtemp(dir=base))  # windows of other tests begin meanwhile, and tidy up there
    monkeypatch.setattr(memory_folder, "_roomiest", lambda: own_base)
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom expunge_desktop.base import memory_folder\n"
        f"memory_folder._roomiest = lambda: Path({str(own_base)!r})\n"
        "with memory_folder.temporary_files_in_memory() as folder:\n"
        "    print(folder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    left = Path(done.stdout.strip())
    try:
        assert left.is_dir()
        with memory_folder.temporary_files_in_memory() as own:
            assert not left.exists()
            with memory_folder.temporary_files_in_memory():
                assert own is not None and own.exists(), "a program that runs keeps its own"
    finally:
        shutil.rmtree(own_base, ignore_errors=True)
