"""Every verb from delivery to released papers, without a network and with every socket traced; a search."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from campaigns.leaks.campaign import window
from campaigns.leaks.everything import Everything
from campaigns.leaks.search import Search

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9, namespaces and traces are not Windows'"),
]


def without_network() -> list[str]:
    """The words before a command that give it an empty network of its own; none where not allowed."""
    words = ["unshare", "--map-root-user", "--net", "--"]
    if shutil.which("unshare") is None:
        return []
    return words if subprocess.run([*words, "true"], capture_output=True).returncode == 0 else []


def traced_sockets(log: Path) -> list[str]:
    """The words that put every network call of a command and its children into a file; or none."""
    words = ["strace", "-f", "-qq", "-A", "-e", "trace=network", "-e", "signal=none", "-o", str(log), "--"]
    if shutil.which("strace") is None:
        return []
    return words if subprocess.run([*words, "true"], capture_output=True).returncode == 0 else []


@pytest.fixture(scope="module")
def sockets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the trace goes."""
    return tmp_path_factory.mktemp("trace") / "sockets"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, sockets: Path) -> Everything:
    """Run once for all that is asked of it."""
    wrap = [*without_network(), *traced_sockets(sockets)]
    done = Everything(tmp_path_factory.mktemp("leaks") / "demo", people=14, wrap=wrap)
    done.make_and_import()
    done.decide_and_release()
    done.write_everything()
    return done


def test_everything_works_where_there_is_no_network_at_all(demonstration: Everything) -> None:
    if not without_network():
        pytest.skip("this machine allows no network namespaces; the demonstration ran with its network")
    namespace = subprocess.run(
        [*without_network(), "cat", "/proc/net/dev"], capture_output=True, text=True, check=True
    )
    assert [line.split(":")[0].strip() for line in namespace.stdout.splitlines()[2:]] == ["lo"]
    assert demonstration.wrap[0] == "unshare"
    verbs = {
        "new",
        "import",
        "assess",
        "packet",
        "release",
        "findings",
        "explain",
        "audit",
        "backup",
        "restore",
    }
    assert verbs | {"selftest"} <= set(demonstration.said)
    assert len(demonstration.exported_files()) > 20


def test_no_process_of_it_asked_for_an_internet_socket(demonstration: Everything, sockets: Path) -> None:
    if "strace" not in demonstration.wrap:
        pytest.skip("strace is not here or not allowed")
    calls = sockets.read_text(encoding="utf-8", errors="replace") if sockets.exists() else ""
    assert not re.search(r"AF_INET|AF_PACKET|AF_VSOCK|AF_BLUETOOTH", calls)


def test_the_trace_shows_an_internet_socket_when_there_is_one(tmp_path: Path) -> None:
    wrap = traced_sockets(tmp_path / "sockets")
    if not wrap:
        pytest.skip("strace is not here or not allowed")
    code = "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)"
    subprocess.run([*wrap, sys.executable, "-c", code], check=True)
    assert "AF_INET6" in (tmp_path / "sockets").read_text()


def test_nobodys_words_lie_in_clear_but_in_the_exports(demonstration: Everything) -> None:
    search = Search(demonstration.words)
    own = demonstration.own_files()
    assert {path.suffix for path in own} >= {".expunge", ".expunge-keys", ".log"}
    assert [leak for path in own for leak in search.in_file(path)] == []
    exported = {leak.word for path in demonstration.exported_files() for leak in search.in_file(path)}
    assert len(exported) > len(demonstration.words) // 10, "a search that finds nothing proves nothing"
    assert "QUIROZLEAK, ALBERTINE" in exported


def test_all_that_was_written_is_its_owners_alone(demonstration: Everything) -> None:
    everything = [*demonstration.own_files(), *demonstration.exported_files()]
    assert [path.name for path in everything if path.stat().st_mode & 0o077] == []


@pytest.mark.gui
def test_a_window_over_it_leaves_nothing_in_clear_while_open_and_when_killed(
    demonstration: Everything,
) -> None:
    search = Search(demonstration.words)
    assert window(demonstration, search, ends_by_kill=True) == []
    left = demonstration.own_files()
    assert any(path.name.endswith("-wal") for path in left), "it was killed while the log was open"
    assert any(path.name == "window.json" for path in left)
    assert [leak for path in left for leak in search.in_file(path)] == []


def test_a_leak_of_every_form_would_be_found(demonstration: Everything, tmp_path: Path) -> None:
    import base64
    import gzip
    import zipfile
    import zlib

    import zstandard

    word = next(word for word in sorted(demonstration.words) if word.startswith("QUIROZLEAK, A"))
    noise = os.urandom(5 * 1024 * 1024)
    planted = {
        "plain": noise + word.encode() + noise[:99],
        "at-the-end": noise[: 4 * 1024 * 1024 - 3] + word.encode(),
        "utf-16": noise[:1001] + word.encode("utf-16-be"),
        "small": word.lower().encode(),
        "base64": base64.b64encode(b"ab" + word.encode() + b"xyz"),
        "hex": word.encode().hex().encode(),
        "zlib": noise[:77] + zlib.compress(b"x" * 500 + word.encode()) + noise[:77],
        "gzip": gzip.compress(word.encode()),
        "zstandard": noise[:5] + zstandard.ZstdCompressor().compress(b"x" * 500 + word.encode()),
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "y" * 300 + word)
    (tmp_path / f"{word}.txt").write_text("nothing inside")
    (tmp_path / "innocent").write_bytes(noise)
    search = Search(demonstration.words)
    found = {path.name for path in tmp_path.iterdir() if search.in_file(path)}
    assert found == {*planted, "zip", f"{word}.txt"}


LOADED = """
import sys
from expunge_desktop.app import main
main.build_parser()
import expunge_desktop.ui.shell
print(*sorted({name.partition(".")[0] if name.startswith("asyncio") else name for name in sys.modules
    if name.partition(".")[0] in {"socket", "_socket", "ssl", "_ssl", "select", "selectors", "asyncio",
        "http", "urllib", "ftplib", "smtplib", "socketserver", "xmlrpc", "requests", "webbrowser"}
    or name.startswith(("PySide6.QtNetwork", "PySide6.QtWeb"))}))
"""
# Who loads them, though nothing of ours does; what they would open is refused by the system.
EXPLAINED = {
    "urllib": "the parent of urllib.parse",
    "urllib.parse": "pathlib makes file: addresses with it",
    "socket": "multiprocessing carries work to worker processes by pipes and local sockets",
    "_socket": "of socket",
    "select": "subprocess and multiprocessing wait for the pipes of a child with it",
    "selectors": "the same",
    "asyncio": "SQLAlchemy loads it for its asynchronous engines, which nothing here makes",
    "ssl": "of asyncio",
    "_ssl": "of ssl",
}


def test_the_network_modules_that_libraries_load_are_known_and_explained() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=Path(__file__).resolve().parents[2], text=True,
        capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == EXPLAINED.keys()
