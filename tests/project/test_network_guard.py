"""Nothing goes online: the guard of the tests works (tests/surroundings traces the program itself)."""

import os
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
