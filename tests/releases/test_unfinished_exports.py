"""What is begun in clear is known to the workspace first; what a kill left, the next logon removes."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from released_county import CLOCK, FILING, PEOPLE, WORD
from sqlalchemy import text

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.services import unfinished_file
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.unfinished_file import UnfinishedFile, remove_partial, sweep
from expunge_desktop.services.unfinished_folder import UnfinishedFolder

# The program writes the packet, is stopped (not ended) when the given number of files lie there, and tells.
_WRITING = """
import sys
from pathlib import Path
import expunge_desktop.services.unfinished_folder as place
from expunge_desktop.app.main import main

after, told = int(sys.argv[1]), Path(sys.argv[2])
plain, written = place.UnfinishedFolder.write_bytes, []

def write_bytes(self, name, data):
    plain(self, name, data)
    written.append(name)
    if len(written) == after:
        told.write_text("written")
        while True:
            __import__("time").sleep(60)

place.UnfinishedFolder.write_bytes = write_bytes
sys.exit(main(sys.argv[3:]))
"""


def known(session: Session) -> list[str]:
    """The places the workspace knows something unfinished at."""
    with session.read() as connection:
        return [Path(row.path).name for row in connection.execute(text("SELECT path FROM unfinished_export"))]


def verbs(session: Session) -> list[str]:
    """The audit trail's verbs."""
    with session.read() as connection:
        return list(connection.scalars(text("SELECT verb FROM audit ORDER BY seq")))


def test_the_workspace_knows_a_place_before_its_first_byte_and_forgets_it_when_it_is_named(
    ada: Session, out: Path
) -> None:
    with UnfinishedFile(ada, out / "x.csv") as begun:
        assert known(ada) == [".x.csv.partial"]
        assert not (out / ".x.csv.partial").exists()
        with begun.open_csv() as file:
            file.write("a")
        begun.give_name()
    assert known(ada) == []
    assert [one.name for one in out.iterdir()] == ["x.csv"]
    assert verbs(ada)[-2:] == ["export.begun", "export.named"]


@pytest.mark.parametrize("kind", [UnfinishedFile, UnfinishedFolder])
def test_what_fails_leaves_neither_a_file_nor_a_row(
    ada: Session, out: Path, kind: type[UnfinishedFile] | type[UnfinishedFolder]
) -> None:
    with pytest.raises(ZeroDivisionError), kind(ada, out / "x"):
        raise ZeroDivisionError
    assert list(out.iterdir()) == []
    assert known(ada) == []
    assert verbs(ada)[-1] == "export.dropped"


def test_a_second_program_does_not_write_where_one_is_writing_nor_sweep_it_away(
    ada: Session, workspace: Path, out: Path
) -> None:
    with UnfinishedFile(ada, out / "x.csv") as begun:
        with begun.open_csv() as file:
            file.write("half")
        with open_session(workspace, "Ada", WORD, CLOCK) as other:
            assert other.swept.removed == ()
            assert (out / ".x.csv.partial").exists()
            with pytest.raises(EnvironmentProblemError, match="Another program is writing"):
                UnfinishedFile(other, out / "x.csv").__enter__()
        begun.give_name()
    assert (out / "x.csv").read_text() == "half"


def test_a_sweep_between_its_row_and_its_lock_does_not_make_the_workspace_forget_it(
    ada: Session, workspace: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, swept = unfinished_file.take, []

    def late(path: Path, **patience: float) -> object:
        if not swept:
            swept.append("by the logon")
            with open_session(workspace, "Ada", WORD, CLOCK):
                assert known(ada) == []
        return take(path, **patience)

    monkeypatch.setattr(unfinished_file, "take", late)
    with UnfinishedFile(ada, out / "x.csv") as begun:
        assert swept and known(ada) == [".x.csv.partial"]
        with begun.open_csv() as file:
            file.write("a")
        begun.give_name()
    assert known(ada) == []
    assert [one.name for one in out.iterdir()] == ["x.csv"]


def test_two_rows_of_one_place_are_swept_as_one(ada: Session, out: Path) -> None:
    begun_and_killed(ada, out / "x.csv")
    begun_and_killed(ada, out / "x.csv")
    assert [one.name for one in sweep(ada).removed] == [".x.csv.partial"]
    assert known(ada) == []
    assert list(out.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("when", ["before its lock", "after its lock", "before its file", "while written"])
def test_killed_at_any_step_of_an_export_nothing_is_left_after_the_next_logon(
    workspace: Path, out: Path, when: str
) -> None:
    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        session, take = open_session(workspace, "Ada", WORD, CLOCK), unfinished_file.take
        if when == "before its lock":
            unfinished_file.take = die
        elif when == "after its lock":
            unfinished_file.take = lambda *given, **named: die(take(*given, **named))
        elif when == "before its file":
            unfinished_file.remove_partial = die
        with UnfinishedFile(session, out / "x.csv") as begun, begun.open_csv() as file:
            file.write(PEOPLE[0].name)
            file.flush()
            die()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    left = {"before its lock": [], "while written": [".x.csv.partial", ".x.csv.partial.lock"]}
    assert sorted(one.name for one in out.iterdir()) == left.get(when, [".x.csv.partial.lock"])
    with open_session(workspace, "Ada", WORD, CLOCK) as ada:
        assert len(ada.swept.removed) == (when == "while written")
        assert known(ada) == []
    assert list(out.iterdir()) == []


def begun_and_killed(session: Session, place: Path) -> None:
    """What a kill leaves: the row and the file, nobody's lock."""
    UnfinishedFile(session, place)  # the name is free
    partial = place.with_name(f".{place.name}.partial")
    with session.write() as tx:
        tx.connection.execute(
            text("INSERT INTO unfinished_export (path, begun_at, begun_by) VALUES (:p, 'now', 'Ada')"),
            {"p": str(partial)},
        )
        tx.audit("export.begun", place.name, {})
    partial.write_text(PEOPLE[0].name)


def test_a_link_in_the_place_of_what_was_left_is_removed_and_not_what_it_points_to(
    ada: Session, out: Path, tmp_path: Path
) -> None:
    begun_and_killed(ada, out / "x.csv")
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "kept").write_text("kept")
    (out / ".x.csv.partial").unlink()
    (out / ".x.csv.partial").symlink_to(treasure)
    assert [one.name for one in sweep(ada).removed] == [".x.csv.partial"]
    assert (treasure / "kept").read_text() == "kept"
    assert list(out.iterdir()) == []


def test_only_what_bears_the_mark_of_an_unfinished_export_is_ever_removed(out: Path) -> None:
    mine = out / "mine.txt"
    mine.write_text("mine")
    with pytest.raises(ValueError, match="only unfinished"):
        remove_partial(mine)
    assert mine.exists()


def test_what_cannot_be_reached_stays_known_and_is_tried_again(ada: Session, out: Path) -> None:
    stick = out / "stick"
    stick.mkdir()
    begun_and_killed(ada, stick / "x.csv")
    stick.rename(out / "pulled")
    swept = sweep(ada)
    assert swept.removed == ()
    ((path, why),) = swept.left
    assert (path.name, why) == (".x.csv.partial", "its folder cannot be reached")
    assert known(ada) == [".x.csv.partial"]
    (out / "pulled").rename(stick)
    assert len(sweep(ada).removed) == 1
    assert list(stick.iterdir()) == []
    assert known(ada) == []
    assert verbs(ada)[-1] == "swept"


def test_an_export_over_a_leftover_of_the_same_name_starts_anew(ada: Session, out: Path) -> None:
    begun_and_killed(ada, out / "x.csv")
    with UnfinishedFile(ada, out / "x.csv") as begun:
        with begun.open_csv() as file:
            file.write("new")
        begun.give_name()
    assert (out / "x.csv").read_text() == "new"
    assert sweep(ada).left == ()
    assert known(ada) == []
    assert [one.name for one in out.iterdir()] == ["x.csv"]


def test_a_name_that_is_taken_is_refused_before_anything_is_known(ada: Session, out: Path) -> None:
    (out / "x.csv").symlink_to("nowhere")
    with pytest.raises(AnswerIsNoError, match="exists already"):
        UnfinishedFile(ada, out / "x.csv")
    assert known(ada) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_a_packet_is_written_nothing_in_clear_is_left_after_the_next_logon(
    workspace: Path, out: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    words = ["packet", str(workspace), "--filing", FILING, "--out", str(out), "--only", "D5"]
    child = start([sys.executable, "-c", _WRITING, "3", str(told), *words])
    waited = time.monotonic()
    while not told.exists():
        assert child.poll() is None
        assert time.monotonic() - waited < 200
        time.sleep(0.05)
    with open_session(workspace, "Ada", WORD, CLOCK) as meanwhile:
        assert meanwhile.swept.removed == ()
    assert in_clear(out), "the program that writes is not disturbed"
    child.kill()
    child.wait()
    assert in_clear(out)
    with open_session(workspace, "Ada", WORD, CLOCK) as ada:
        assert [one.name for one in ada.swept.removed] == [f".{FILING}.partial"]
        assert verbs(ada)[-1] == "swept"
    assert not in_clear(out)
    assert list(out.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_random_moments_no_export_in_clear_outlives_the_next_logon_unlogged(
    workspace: Path, tmp_path: Path
) -> None:
    """The moments lie between a third and the whole of the time an export takes on this machine just now."""
    moments, killed, swept, turn = random.Random(11078), 0, 0, 0
    exports = (
        ["findings", str(workspace), "--csv"],
        ["problems", str(workspace), "--csv"],
        ["filing", str(workspace), "status", FILING, "--csv"],
        ["packet", str(workspace), "--filing", FILING, "--only", "D5,D18", "--out"],
    )
    took: list[float] = []

    def begin(out: Path, words: list[str]) -> subprocess.Popen[bytes]:
        out.mkdir()
        place = out if words[0] == "packet" else out / "table.csv"
        return start([sys.executable, "-m", "expunge_desktop", *words, str(place)])

    for kind, words in enumerate(exports):
        began = time.monotonic()
        assert begin(tmp_path / f"whole{kind}", words).wait() == 0
        took.append(time.monotonic() - began)
    while turn < 20 or (not (killed > 10 and swept) and turn < 100):
        out, kind = tmp_path / f"turn{turn}", turn % len(exports)
        turn += 1
        child = begin(out, exports[kind])
        time.sleep(moments.uniform(0.35, 1) * took[kind])
        if child.poll() is None:
            killed += 1
        else:
            took[kind] *= 0.85  # the machine has less to do than it had: earlier next time
        child.send_signal(signal.SIGKILL)
        child.wait()
        with open_session(workspace, "Ada", WORD, CLOCK) as ada:
            left = [one for one in out.rglob("*") if one.is_file()]
            with ada.read() as connection:
                files = set(connection.scalars(text("SELECT files FROM release_log")))
            named = {one.name for one in out.iterdir()}
            swept += len(ada.swept.removed)
            assert not [one for one in left if ".partial" in str(one)], turn
            assert known(ada) == [], turn
            assert not named or named <= files, turn
    assert killed > 10 and swept, "most of them were killed at work, some of them over a file"


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    environment = {**os.environ, "EXPUNGE_USER": "Ada", "EXPUNGE_PASSPHRASE": WORD}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path.cwd()
    )


def in_clear(folder: Path) -> list[Path]:
    """Files below a folder in which a case number stands in clear."""
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and any(one.case.encode() in file.read_bytes() for one in PEOPLE)
    ]


@pytest.mark.parametrize("has_second_names", [True, False])
def test_a_file_made_at_the_last_moment_is_never_replaced(
    ada: Session, out: Path, monkeypatch: pytest.MonkeyPatch, has_second_names: bool
) -> None:
    link = os.link

    def made_meanwhile(unfinished: Path, path: Path) -> None:
        (out / "x.csv").write_text("another program's")
        if not has_second_names:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        link(unfinished, path)

    with (
        pytest.raises(AnswerIsNoError, match=r"x\.csv exists already"),
        UnfinishedFile(ada, out / "x.csv") as one,
    ):
        with one.open() as file:
            file.write(b"a person's name")
        monkeypatch.setattr(os, "link", made_meanwhile)
        one.give_name()
    assert [(it.name, it.read_text()) for it in out.iterdir()] == [("x.csv", "another program's")]


def test_where_files_have_no_second_names_they_are_renamed(
    ada: Session, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with UnfinishedFile(ada, out / "x.csv") as one:
        with one.open() as file:
            file.write(b"whole")
        one.give_name()
    assert [(it.name, it.read_text()) for it in out.iterdir()] == [("x.csv", "whole")]
