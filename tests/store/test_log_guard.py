"""Nobody takes the log of an open workspace away; where it or its locks went, nothing goes into a dead file.

The second process is real, and so are the locks. That this process closes a descriptor of its own workspace,
which drops SQLite's locks (`base.held_files`), is done here on purpose.
"""

import gc
import os
import subprocess
import sys
import threading
import weakref
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.store import audit, engine, log_guard
from expunge_desktop.store.schema import audit as audit_table
from expunge_desktop.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="locks of the opened file are Linux' own")

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))

# Another program of this kind: opens, writes, says so, and closes when it is told to.
OTHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.store.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as workspace:
    with workspace.write("Ben", FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))) as tx:
        tx.audit("note", sys.argv[3], {})
"""

# SQLite by itself, as an earlier version of the program or any tool: it reads, and closes at its end.
READER = """
import sys
import sqlcipher3.dbapi2 as sqlcipher
connection = sqlcipher.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA key = \\"x'%s'\\"" % sys.argv[2])
connection.execute("BEGIN")
print(connection.execute("SELECT count(*) FROM audit").fetchone()[0], flush=True)
sys.stdin.read()
connection.close()
"""


@pytest.fixture
def key() -> bytes:
    return os.urandom(32)


@pytest.fixture
def workspace(tmp_path: Path, key: bytes):
    with Workspace.create(tmp_path / "county.expunge", key, "w1", busy_ms=300) as made:
        note(made, "first")
        yield made


def note(workspace: Workspace, subject: str) -> None:
    with workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", subject, {})


def subjects(workspace: Workspace) -> list[str]:
    with workspace.read() as connection:
        assert audit.verify(connection).is_intact
        return [row.subject for row in audit.rows(connection)]


def beside(workspace: Workspace, suffix: str) -> Path:
    return workspace.path.with_name(workspace.path.name + suffix)


def numbers(workspace: Workspace) -> list[int]:
    return [beside(workspace, suffix).stat().st_ino for suffix in ("", "-wal", "-shm")]


def locks(workspace: Workspace) -> list[tuple[str, int]]:
    """Of this process or of a file it opened: kind and first byte, in the kernel's own list."""
    inodes = {str(number) for number in numbers(workspace)}
    owners = str(os.getpid()), "-1"
    lines = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines()]
    mine = [one for one in lines if one[-3].rsplit(":", 1)[-1] in inodes and one[-4] in owners]
    return sorted((one[1], int(one[-2])) for one in mine)


def drop_locks(workspace: Workspace) -> None:
    for suffix in ("", "-shm"):
        beside(workspace, suffix).open("rb").close()


def other(workspace: Workspace, subject: str) -> None:
    words = [sys.executable, "-c", OTHER, str(workspace.path), workspace.data_key.hex(), subject]
    subprocess.run(words, check=True, timeout=120)


def reader(workspace: Workspace) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", READER, str(workspace.path), workspace.data_key.hex()]
    started = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline().strip().isdecimal()
    return started


def finish(started: "subprocess.Popen[str]") -> None:
    started.communicate(timeout=120)
    assert started.returncode == 0


def test_what_is_locked_while_it_is_open_and_after_the_locks_of_the_process_were_dropped(workspace):
    first = log_guard._SHARED_FIRST, log_guard._DEAD_MAN_SWITCH
    assert {("OFDLCK", first[0]), ("OFDLCK", first[1]), ("POSIX", first[0])} <= set(locks(workspace))
    drop_locks(workspace)
    assert locks(workspace) == [("OFDLCK", first[1]), ("OFDLCK", first[0])]
    assert len(subjects(workspace)) == 1
    assert {("OFDLCK", first[0]), ("OFDLCK", first[1]), ("POSIX", first[0])} <= set(locks(workspace))


@pytest.mark.parametrize("program", ["ours", "any"])
def test_a_second_program_takes_nothing_away_though_the_locks_were_dropped(workspace, program):
    before = numbers(workspace)
    drop_locks(workspace)
    if program == "ours":
        other(workspace, "other 1")
    else:
        finish(reader(workspace))
    assert numbers(workspace) == before
    note(workspace, "mine")
    other(workspace, "other 2")
    assert subjects(workspace) == ["first", *(["other 1"] if program == "ours" else []), "mine", "other 2"]
    path, key = workspace.path, workspace.data_key
    workspace.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with Workspace.open(path, key) as again:
        assert subjects(again)[-2:] == ["mine", "other 2"]


def test_sqlite_by_itself_would_have_it_taken_away(workspace):
    """The premise: the same without the guard."""
    path, key = workspace.path, workspace.data_key
    workspace.close()
    alone = engine.writer_engine(path, key, busy_ms=0)
    with alone.connect() as connection:
        engine.read_a_little(connection)
        log = path.with_name(path.name + "-wal")
        before = log.stat().st_ino
        drop_locks(workspace)
        other(workspace, "other")
        assert not log.exists() or log.stat().st_ino != before
    alone.dispose()


def test_locks_dropped_within_a_write_refuse_its_commit_and_the_next_one_goes_on(workspace):
    with pytest.raises(EnvironmentProblemError, match="locks, while it was open") as caught:  # noqa: SIM117
        with workspace.write("Ada", CLOCK) as tx:
            tx.audit("note", "lost", {})
            drop_locks(workspace)
    assert caught.value.code == "log-lost"
    assert "Nothing was changed" in caught.value.advice
    note(workspace, "again")
    assert subjects(workspace) == ["first", "again"]
    assert ("POSIX", log_guard._SHARED_FIRST) in locks(workspace)


def test_locks_dropped_within_a_read_refuse_what_was_read(workspace):
    with pytest.raises(EnvironmentProblemError, match="do it again"):  # noqa: SIM117
        with workspace.read() as connection:
            connection.execute(select(func.count()).select_from(audit_table)).scalar_one()
            drop_locks(workspace)
    assert subjects(workspace) == ["first"]


def test_a_read_within_a_read_that_lost_its_locks_does_not_wait_for_itself(workspace):
    with pytest.raises(EnvironmentProblemError) as caught, workspace.read():
        drop_locks(workspace)
        with workspace.read():
            pass
    assert caught.value.code == "log-lost"
    assert subjects(workspace) == ["first"]


@pytest.mark.parametrize("is_other_there", [False, True])
def test_a_log_removed_by_hand_is_opened_anew_and_two_programs_go_on_together(workspace, is_other_there):
    for suffix in ("-wal", "-shm"):
        beside(workspace, suffix).unlink()
    other(workspace, "other 1")
    started = reader(workspace) if is_other_there else None
    assert subjects(workspace) == ["first", "other 1"]
    note(workspace, "mine")
    other(workspace, "other 2")
    assert subjects(workspace) == ["first", "other 1", "mine", "other 2"]
    if started is not None:
        finish(started)
    assert all(beside(workspace, suffix).exists() for suffix in ("-wal", "-shm"))


def test_a_log_removed_by_hand_within_a_write_is_met_before_the_commit(workspace):
    with pytest.raises(EnvironmentProblemError) as caught, workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", "lost", {})
        beside(workspace, "-wal").unlink()
    assert caught.value.code == "log-lost"
    note(workspace, "again")
    assert subjects(workspace) == ["first", "again"]


def test_acknowledged_rows_that_went_with_the_log_are_told_until_it_is_opened_again(workspace):
    held = reader(workspace)
    note(workspace, "in the log alone")
    for suffix in ("-wal", "-shm"):
        beside(workspace, suffix).unlink()
    finish(held)
    for _ in range(2):
        with pytest.raises(EnvironmentProblemError, match="newest changes went with it"):
            subjects(workspace)
        with pytest.raises(EnvironmentProblemError, match="newest changes went with it"):
            note(workspace, "never")
    path, key = workspace.path, workspace.data_key
    workspace.close()
    with Workspace.open(path, key) as again:
        assert subjects(again) == ["first"]


def test_closing_over_a_log_of_others_neither_moves_nor_removes_anything(workspace):
    held = reader(workspace)
    note(workspace, "in the log alone")
    for suffix in ("-wal", "-shm"):
        beside(workspace, suffix).unlink()
    finish(held)
    started = reader(workspace)
    before = workspace.path.read_bytes(), numbers(workspace)
    workspace.close()
    assert (workspace.path.read_bytes(), numbers(workspace)) == before
    finish(started)


def test_a_read_of_another_thread_is_waited_for_before_the_log_is_opened_anew(workspace, monkeypatch):
    is_reading, may_end = threading.Event(), threading.Event()
    told: list[str] = []

    def read() -> None:
        try:
            with workspace.read() as connection:
                connection.execute(select(func.count()).select_from(audit_table)).scalar_one()
                is_reading.set()
                may_end.wait(200)
        except EnvironmentProblemError as problem:
            told.append(problem.code)

    thread = threading.Thread(target=read)
    thread.start()
    assert is_reading.wait(100)
    drop_locks(workspace)
    with pytest.raises(EnvironmentProblemError) as caught:
        subjects(workspace)  # its patience is 0.3 s
    assert caught.value.code == "log-lost"
    wait_for = workspace._turn.wait_for

    def waits(*given: Any, **named: Any) -> bool:
        may_end.set()  # from here on: the turn is let go of while it is waited for
        return wait_for(*given, **named)

    monkeypatch.setattr(workspace, "_busy_ms", 100_000)
    monkeypatch.setattr(workspace._turn, "wait_for", waits)
    assert subjects(workspace) == ["first"]
    thread.join()
    assert may_end.is_set() and told == ["log-lost"]


def test_two_sessions_of_one_program_both_go_on(workspace, key):
    with Workspace.open(workspace.path, key, busy_ms=300) as second:
        drop_locks(workspace)
        note(workspace, "one")
        note(second, "two")
        other(workspace, "other")
        assert subjects(workspace) == subjects(second) == ["first", "one", "two", "other"]
    note(workspace, "three")
    assert subjects(workspace)[-1] == "three"


def test_a_session_that_was_forgotten_takes_no_lock_of_another_with_it(workspace, key):
    forgotten = Workspace.open(workspace.path, key, busy_ms=300)
    # Only its guard is forgotten here: what SQLite closes, it closes with care itself.
    assert forgotten._guard is not None
    closed = forgotten._guard
    forgotten._guard = None
    before = locks(workspace)
    ends = weakref.ref(closed)
    del closed
    gc.collect()
    assert ends() is None
    assert workspace._has_log()
    assert {("POSIX", log_guard._SHARED_FIRST), ("OFDLCK", log_guard._SHARED_FIRST)} <= set(locks(workspace))
    assert len(locks(workspace)) == len(before) - 2  # its own two; its marks go with the last connection
    forgotten.close()
    assert subjects(workspace) == ["first"]


def test_where_the_file_system_has_no_such_locks_the_names_alone_are_watched(workspace, key, monkeypatch):
    path = workspace.path
    workspace.close()

    def refused(*_: object) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(log_guard, "_lock", refused)
    with Workspace.open(path, key, busy_ms=300) as opened:
        monkeypatch.undo()
        before = numbers(opened)
        drop_locks(opened)
        other(opened, "other 1")  # takes the log away at its end
        assert not beside(opened, "-wal").exists() or numbers(opened) != before
        note(opened, "mine")
        other(opened, "other 2")
        assert subjects(opened) == ["first", "other 1", "mine", "other 2"]
