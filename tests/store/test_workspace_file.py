"""The encrypted file: what it hides, what it refuses, who may write when."""

import os
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.store import audit, meta
from expunge_desktop.store.schema import office
from expunge_desktop.store.workspace import UnauditedChangeError, Workspace

SENTINEL = "QUIXOTE-SENTINEL, DULCINEA"


def count(workspace: Workspace) -> int:
    with workspace.read() as connection:
        return connection.execute(select(func.count()).select_from(office)).scalar_one()


def problem_of(path: Path, key: bytes) -> str:
    with pytest.raises(EnvironmentProblemError) as caught:
        Workspace.open(path, key)
    assert caught.value.exit_code == 3
    assert caught.value.sentence and caught.value.advice
    return caught.value.code


def test_nothing_written_can_be_read_in_the_file_or_its_log(workspace, add_note, path):
    with workspace.read() as reader:  # on an older state: what is written meanwhile stays in the log too
        reader.execute(select(func.count()).select_from(office)).scalar_one()
        for number in range(5):
            add_note(f"{SENTINEL} {number}")
    names = sorted(p.name for p in path.parent.iterdir())
    assert names == ["county.expunge", "county.expunge-shm", "county.expunge-wal"]
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert (
            b"QUIXOTE" not in content and b"SQLite format" not in content and b"CREATE TABLE" not in content
        )
    assert path.with_name(path.name + "-wal").stat().st_size > 20_000
    workspace.close()
    assert [p.name for p in path.parent.iterdir()] == ["county.expunge"]
    assert b"QUIXOTE" not in path.read_bytes()


def test_sorting_more_than_fits_the_cache_leaves_no_temporary_file(workspace, clock, tmp_path, monkeypatch):
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(elsewhere))
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    rows = [
        {"toml": f"{os.urandom(8).hex()} {SENTINEL * 20}", "county": "X", "made_at": "", "made_by": ""}
        for _ in range(30_000)
    ]
    with workspace.write("Ada", clock) as tx:
        tx.connection.execute(insert(office), rows)
        tx.audit("fill", "office", {})
    with workspace.read() as connection:
        found = connection.execute(select(office.c.toml).order_by(office.c.toml.desc()))
        first = found.fetchone()
        assert first is not None
        assert list(elsewhere.iterdir()) == []
        open_files = [
            os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is_open(fd)
        ]
        assert not [name for name in open_files if "etilqs" in name]


def _is_open(fd: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{fd}")


def test_all_files_of_a_workspace_are_for_their_owner_only(workspace, add_note, path):
    add_note("x")
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_looser_rights_are_tightened_when_a_workspace_is_opened(workspace, path, raw_key):
    workspace.close()
    path.chmod(0o644)
    Workspace.open(path, raw_key).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_wrong_key_gives_a_sentence_and_says_nothing_on_stderr(workspace, path, capfd):
    workspace.close()
    assert problem_of(path, os.urandom(32)) == "not-a-workspace"
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"hello", "not-a-workspace"),
        (b"\0" * 8192, "zeroed"),
        (os.urandom(50_000), "cut-off"),
        (os.urandom(40_960), "not-a-workspace"),
    ],
    ids=["empty", "text", "zeros", "odd length", "noise"],
)
def test_a_file_that_is_no_workspace_gives_a_sentence_and_stays_as_it_is(path, raw_key, content, code):
    path.write_bytes(content)
    assert problem_of(path, raw_key) == code
    assert path.read_bytes() == content


def test_a_missing_file_is_not_made_by_opening_it(path, raw_key):
    assert problem_of(path, raw_key) == "workspace-missing"
    assert list(path.parent.iterdir()) == []


def test_a_flipped_byte_in_a_page_is_noticed_when_it_is_read(workspace, add_note, path, raw_key):
    for number in range(200):
        add_note(f"{number} " * 100)
    workspace.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with (
        pytest.raises(EnvironmentProblemError),
        Workspace.open(path, raw_key) as opened,
        opened.read() as connection,
    ):
        connection.execute(select(office)).fetchall()
        connection.execute(select(audit.audit)).fetchall()


def test_creating_over_an_existing_file_is_refused(workspace, path, raw_key):
    with pytest.raises(AnswerIsNoError) as caught:
        Workspace.create(path, raw_key, "w2")
    assert caught.value.code == "workspace-exists"


def test_a_workspace_that_cannot_be_finished_leaves_no_file(path, raw_key, monkeypatch):
    monkeypatch.setattr(meta, "write_first", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Workspace.create(path, raw_key, "w1")
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_does_not_exist_is_told_with_a_sentence(path, raw_key):
    with pytest.raises(EnvironmentProblemError, match="cannot be made"):
        Workspace.create(path.parent / "none" / "a.expunge", raw_key, "w1")


@pytest.mark.parametrize("how", ["format", "revision"])
def test_a_workspace_of_a_newer_version_is_refused_with_advice(workspace, clock, path, raw_key, how):
    with workspace.write("Ada", clock) as tx:
        if how == "format":
            meta.write(tx.connection, "format", "99")
        else:
            tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        tx.audit("age", "workspace", {})
    workspace.close()
    assert problem_of(path, raw_key) == "newer-version"


def test_what_was_committed_is_there_after_closing_and_opening(workspace, add_note, path, raw_key):
    add_note("kept")
    workspace.close()
    with Workspace.open(path, raw_key) as again:
        assert count(again) == 1
        assert again.workspace_id == "w1"


def test_a_write_without_an_audit_row_is_refused_and_rolled_back(workspace, clock):
    with pytest.raises(UnauditedChangeError), workspace.write("Ada", clock) as tx:
        tx.connection.execute(insert(office).values(toml="", county="", made_at="", made_by=""))
    assert count(workspace) == 0


def test_an_exception_in_a_write_rolls_everything_back_and_undoes_what_was_outside(workspace, clock):
    undone = []
    with pytest.raises(KeyError), workspace.write("Ada", clock) as tx:
        tx.connection.execute(insert(office).values(toml="", county="", made_at="", made_by=""))
        tx.audit("note", "x", {})
        tx.undo_if_not_committed(lambda: undone.append("first"))
        tx.undo_if_not_committed(lambda: undone.append("second"))
        raise KeyError("half way")
    assert (count(workspace), undone) == (0, ["second", "first"])
    with workspace.read() as connection:
        assert audit.verify(connection).rows == 0


def test_a_reader_cannot_write(workspace):
    with pytest.raises((DBAPIError, EnvironmentProblemError)), workspace.read() as connection:
        connection.execute(insert(office).values(toml="", county="", made_at="", made_by=""))
    assert count(workspace) == 0


def test_a_write_inside_a_write_is_a_mistake_not_a_deadlock(workspace, clock):
    with (
        pytest.raises(RuntimeError, match="a write inside a write"),
        workspace.write("Ada", clock),
        workspace.write("Ada", clock),
    ):
        pass


def test_foreign_keys_are_enforced(workspace, clock):
    with pytest.raises(DBAPIError, match="FOREIGN KEY"), workspace.write("Ada", clock) as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO note (conviction_id, text, written_at, written_by) VALUES (77, '', '', '')"
        )


def test_readers_see_whole_states_while_a_writer_writes(workspace, clock):
    stop, odd, reads = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            with workspace.read() as connection:
                first = connection.execute(select(func.count()).select_from(office)).scalar_one()
                second = connection.execute(select(func.count()).select_from(office)).scalar_one()
            reads.append(first)
            if first % 10 or first != second:
                odd.append((first, second))

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for _ in range(30):
        with workspace.write("Ada", clock) as tx:
            for _ in range(10):
                tx.connection.execute(insert(office).values(toml="", county="", made_at="", made_by=""))
            tx.audit("ten", "office", {})
    stop.set()
    for reader in readers:
        reader.join()
    assert odd == [] and len(reads) >= 6 and count(workspace) == 300


def test_several_threads_that_want_to_write_take_turns(workspace, clock):
    def write() -> None:
        for _ in range(10):
            with workspace.write("Ada", clock) as tx:
                tx.connection.execute(insert(office).values(toml="", county="", made_at="", made_by=""))
                tx.audit("one", "office", {})

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with workspace.read() as connection:
        report = audit.verify(connection)
    assert (count(workspace), report.rows, report.is_intact) == (40, 40, True)


HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.store.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with workspace.write("Ben", FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))) as tx:
    tx.audit("hold", "workspace", {})
    print("holding", flush=True)
    sys.stdin.readline()
workspace.close()
"""


def test_a_second_program_that_is_writing_gives_the_locked_sentence_and_reading_goes_on(
    workspace, add_note, clock, path, raw_key
):
    add_note("before")
    command = [sys.executable, "-c", HOLDER, str(path), raw_key.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(EnvironmentProblemError) as caught:
            add_note("meanwhile")
        assert caught.value.code == "locked"
        assert "another window or command" in caught.value.sentence
        assert count(workspace) == 1
        holder.stdin.write("\n")
        holder.stdin.close()
        assert holder.wait(120) == 0
    add_note("after")
    with workspace.read() as connection:
        report = audit.verify(connection)
    assert (report.is_intact, report.rows) == (True, 3)


PLAIN_USER = """
import os, sys
from pathlib import Path
from expunge_desktop.base.clock import SystemClock
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.store.workspace import Workspace
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
try:
    with Workspace.open(path, key) as workspace, workspace.write("Ada", SystemClock()) as tx:
        tx.audit("x", "y", {})
except ExpungeError as problem:
    print(problem.code, problem.exit_code)
"""


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_workspace_that_cannot_be_written_gives_a_sentence_and_stays_as_it_is(raw_key, what):
    nobody = 65534
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "county.expunge"
        Workspace.create(path, raw_key, "w1").close()
        before = path.read_bytes()
        if os.geteuid() == 0:
            folder.chmod(0o755)  # of the superuser: readable, not writable
            if what == "folder":
                os.chown(path, nobody, nobody)
            else:
                path.chmod(0o444)
                os.chown(folder, nobody, nobody)
        elif what == "folder":
            folder.chmod(0o500)
        else:
            pytest.skip("one's own file is made writable again on opening")
        command = [sys.executable, "-c", PLAIN_USER, str(path), raw_key.hex()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        folder.chmod(0o700)
        assert done.stdout in ("cannot-open 3\n", "read-only 3\n"), done.stderr
        assert done.stderr == ""
        assert path.read_bytes() == before


def test_a_full_disk_gives_a_sentence_and_keeps_what_was_committed(workspace, add_note, clock):
    add_note("before")
    with pytest.raises(EnvironmentProblemError) as caught, workspace.write("Ada", clock) as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3:d}")
        for _ in range(100):
            row = {"toml": "x" * 4000, "county": "", "made_at": "", "made_by": ""}
            tx.connection.execute(insert(office).values(**row))
        tx.audit("fill", "office", {})
    assert caught.value.code == "disk-full"
    assert count(workspace) == 1
