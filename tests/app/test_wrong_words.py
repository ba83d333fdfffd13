"""Wrong words, files and moments: one clear sentence, the right exit code, never a mistake of the program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.services.session import create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty workspace; nothing here changes it."""
    path = tmp_path_factory.mktemp("wrong") / "county.expunge"
    create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada", passphrase=WORD, kdf_cost=COST_FOR_TESTS
    ).close()
    yield path


@pytest.fixture
def run(workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb on the workspace as Ada: exit code, output, what was said on standard error."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)

    def command(verb: str, *words: str) -> tuple[int, str, str]:
        code = main([verb, str(workspace), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("explain", "--finding", "9" * 30), 2, "the number is too large"),
        (("explain", "--finding", "9" * 5000), 2, "the number is too large"),
        (("explain", "--finding", "first"), 2, "first is not a whole number"),
        (("decide", "--finding", "1.5", "--action", "confirm"), 2, "1.5 is not a whole number"),
        (("retention", "certificate", "٣"), 2, "٣ is not a whole number"),
        (("template", "show", "order.txt", "--version", "9" * 30), 2, "the number is too large"),
        (("fact", "withdraw", "9" * 30, "--reason", "x"), 2, "the number is too large"),
        (("status", "--name", "BA\udcff"), 2, "bytes that are no letters"),
        (("findings", "--csv", "a\udcff.csv"), 2, "bytes that are no letters"),
        (("backup", "--to", ".", "--keep", "many"), 2, "many is not a whole number"),
        (("explain", "--case", "X", "--csv", "x"), 2, "See `expunge-desktop explain --help`."),
        (("ledger", "--nonsense"), 2, "ledger: unrecognized arguments: --nonsense."),
        (("office", "show", "office.toml"), 2, "show takes no file"),
        (("office", "set"), 2, "set needs an office file"),
        (("policy", "list", "sacramento"), 2, "list takes no policy"),
        (("status", "--name", " "), 2, "--name needs a name"),
        (("filing", "status", "F0001", "--status", "filed"), 2, "--status goes with record, not with status"),
        (("filing", "--on", "2026-11-22"), 2, "--on goes with record, not with list"),
        (
            ("policy", "show", "sacramento", "--attorney", "Ada"),
            2,
            "--attorney goes with sign, not with show",
        ),
        (("user", "remove", "Ada", "--role", "clerk"), 2, "--role goes with add or roles, not with remove"),
        (("template", "list", "--note", "x"), 2, "--note goes with save or shipped, not with list"),
        (("frobnicate",), 2, "invalid choice: 'frobnicate'"),
    ],
)
def test_wrong_words_are_answered_in_one_sentence(
    run: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    verb, *rest = words
    ended, out, said = run(verb, *rest)
    assert (ended, out) == (code, "")
    assert sentence in said
    assert said.startswith("expunge-desktop: ") and said.count("\n") == 1


def test_a_workspace_is_made_with_the_ending_by_which_the_window_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    assert main(["new", str(tmp_path / "county"), "--county", "LOS ANGELES"]) == 2
    assert "ends in .expunge" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def _program(*words: object, **environment: str) -> list[str]:
    return [sys.executable, "-B", "-m", "expunge_desktop", *map(str, words)]


def _started(
    workspace: Path, *words: object, given: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    around = {**os.environ, "EXPUNGE_USER": "Ada", "EXPUNGE_PASSPHRASE": WORD, **environment}
    verb, *rest = words
    return subprocess.run(
        _program(verb, workspace, *rest), input=given.encode(), capture_output=True, env=around, timeout=240,
        check=False,
    )  # fmt: skip


def test_without_a_terminal_a_missing_passphrase_is_named(workspace: Path) -> None:
    ended = _started(workspace, "ledger", EXPUNGE_PASSPHRASE="")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.startswith(b"expunge-desktop: No passphrase was given.")
    assert ended.stderr.count(b"\n") == 1


def test_a_workspace_whose_log_would_have_too_long_a_name_is_told_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    longest = tmp_path / ("n" * 245 + ".expunge")
    assert main(["backup", str(longest), "--to", str(tmp_path)]) == 3
    assert "There is no workspace" in capsys.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_an_answer_that_cannot_be_written_is_not_told_as_something_undone(
    workspace: Path, words: tuple[str, ...]
) -> None:
    around = {**os.environ, "EXPUNGE_USER": "Ada", "EXPUNGE_PASSPHRASE": WORD}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            _program("ledger", workspace, *words), stdout=full, stderr=subprocess.PIPE, env=around,
            timeout=240, check=False,
        )  # fmt: skip
    assert ended.returncode == 3
    assert ended.stderr.decode() == (
        "expunge-desktop: The command was carried out, but its answer could not be written (No space left on "
        "device). Look what is there now before you give it again.\n"
    )


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device that never ends")
def test_a_passphrase_file_that_never_ends_and_a_key_file_that_never_speaks_are_left(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    words = ["--user", "Ada", "--passphrase-file", "/dev/zero", "ledger", str(workspace)]
    assert main(words) == 3
    assert "do not open the workspace" in capsys.readouterr().err
    other = tmp_path / "county.expunge"
    other.write_bytes(workspace.read_bytes())
    os.mkfifo(tmp_path / "county.expunge-keys")
    assert main(["--user", "Ada", "ledger", str(other)]) == 3
    assert "is a pipe or a device, not a file" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_lacks_a_letter_is_given_another_sign_for_it(workspace: Path, encoding: str) -> None:
    ended = _started(workspace, "policy", "show", "los-angeles-2020", PYTHONIOENCODING=encoding)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Los Angeles criteria of February 2020" in ended.stdout
    if encoding == "ascii":
        assert ended.stdout.isascii() and b"11357-11360" in ended.stdout
    assert _started(workspace, "packet", "--help", PYTHONIOENCODING=encoding).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="closed pipes are told otherwise there")
@pytest.mark.parametrize("words", [("law", "help"), ("policy", "list")])
def test_a_reader_who_has_seen_enough_ends_the_verb_without_a_word(
    workspace: Path, words: tuple[str, ...]
) -> None:
    verb, *rest = words
    given = [] if verb == "law" else [workspace]
    around = {**os.environ, "EXPUNGE_USER": "Ada", "EXPUNGE_PASSPHRASE": WORD}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(
            _program(verb, *given, *rest), stdout=closed, stderr=subprocess.PIPE, env=around, timeout=240,
            check=False,
        )  # fmt: skip
    assert ended.stderr == b""
    assert ended.returncode == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a – b … “c” → d", b'a - b ... "c" -> d'),
        ("José Łuk", b"Jos<U+00E9> <U+0141>uk"),
        ("plain", b"plain"),
    ],
)
def test_what_an_ascii_terminal_shows(said: str, shown: bytes) -> None:
    script = (
        "import sys; from expunge_desktop.app.terminal import write_whatever_the_terminal_can as w; w(); "
        f"print({said!r}); print({said!r}, file=sys.stderr)"
    )
    around = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, env=around, check=True)
    assert (ended.stdout.strip(), ended.stderr.strip()) == (shown, shown)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
@pytest.mark.parametrize("typed", [b"\x04", b"\x03"], ids=["Ctrl+D", "Ctrl+C"])
def test_whoever_stops_when_asked_is_told_so(workspace: Path, typed: bytes) -> None:
    import pty

    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the program itself, on a terminal of its own
        os.environ.pop("EXPUNGE_PASSPHRASE", None)
        os.environ["EXPUNGE_USER"] = "Ada"
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # a shell in the background hands down that it is ignored
        os.execv(sys.executable, _program("ledger", workspace))
    said = b""
    with os.fdopen(terminal, "rb", buffering=0, closefd=True) as screen:
        while b"Passphrase: " not in said:
            said += screen.read(1)
        os.write(terminal, typed)
        try:
            while more := screen.read(1000):
                said += more
        except OSError:  # the terminal is gone with the program
            pass
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert b"Stopped." in said and b"mistake" not in said and b"Traceback" not in said
