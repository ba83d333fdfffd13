"""Nothing goes online: the guard of the tests works, and the program's system calls show no internet."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_an_internet_socket_is_refused_and_remembered(no_internet: list[str]) -> None:
    with pytest.raises(AssertionError, match="never goes online"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(AssertionError, match="never goes online"):
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    with pytest.raises(AssertionError, match="never goes online"):
        socket.getaddrinfo("da.example", 443)
    assert len(no_internet) == 3
    no_internet.clear()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets on this system")
def test_a_local_socket_is_allowed(no_internet: list[str]) -> None:
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()
    assert no_internet == []


def test_a_test_fails_when_the_refusal_was_swallowed(tmp_path: Path) -> None:
    planted = tmp_path / "test_planted.py"
    planted.write_text(
        "import socket\n"
        "def test_swallows():\n"
        "    try:\n"
        "        socket.create_connection(('127.0.0.1', 9))\n"
        "    except Exception:\n"
        "        pass\n",
        encoding="utf-8",
    )
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "conftest.py")
    options = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "-p",
        "no:xdist",
        "-q",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-c", os.devnull, str(planted)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "build"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "went for the internet" in done.stdout


def traced(command: list[str], log: Path, **changes: str) -> str:
    """The network system calls of a program and everything it starts; skips where they cannot be traced."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    words = [strace, "-f", "-e", "trace=network", "-o", str(log), *command]
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **changes}, capture_output=True, text=True, timeout=240
    )
    if "ptrace" in done.stderr and not log.exists():
        pytest.skip("this machine does not allow tracing")
    calls = log.read_text(encoding="utf-8", errors="replace")
    if "+++ exited" not in calls:
        pytest.skip("this machine does not allow tracing")
    assert done.returncode == 0, done.stdout + done.stderr
    return calls


def test_the_trace_would_show_an_internet_socket(tmp_path: Path) -> None:
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    assert re.search(r"AF_INET\b", traced([sys.executable, "-c", program], tmp_path / "calls"))


@pytest.mark.slow
def test_making_importing_and_assessing_a_workspace_opens_no_internet_socket(tmp_path: Path) -> None:
    import cli
    import sample_doj

    delivered, workspace = tmp_path / "county.dat", tmp_path / "county.expunge"
    sample_doj.write(sample_doj.Recipe(people=60, irregular=0.3, broken=3), delivered)
    program = [sys.executable, "-m", "expunge_desktop"]
    commands = [
        ["new", str(workspace), "--office", str(cli.OFFICE)],
        ["import", str(workspace), str(delivered)],
        ["assess", str(workspace), "--policy", cli.POLICY, "--as-of", cli.AS_OF],
        ["packet", str(workspace), "--out", str(tmp_path / "papers")],
        ["ledger", str(workspace)],
        ["selftest"],
    ]
    for number, words in enumerate(commands):
        calls = traced([*program, *words], tmp_path / f"calls{number}", **cli.FIRST.credentials)
        assert not re.search(r"AF_INET6?\b", calls), f"{words[0]} opened an internet socket"
