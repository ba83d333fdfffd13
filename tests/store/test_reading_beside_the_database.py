"""Whatever of this program reads an open workspace's file: a second program still finds it locked."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.given_file import read_given
from expunge_desktop.services.backup import verify_backup
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.restore import rehearse, restore
from expunge_desktop.services.salvage import salvage
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.store import engine, file_state
from expunge_desktop.store.backup import file_sha256
from expunge_desktop.store.engine import PAGE_BYTES
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks of POSIX alone are dropped so")

WORD = "seven quiet harbors"

# The lock that says “somebody has this file open” lies over SQLite's shared bytes (sqlite.org/fileformat2).
OTHER = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        print("locked")
    else:
        print("free")
"""


@pytest.fixture
def session(tmp_path: Path):
    with create_workspace(
        tmp_path / "county.expunge", office_toml=None, county="LOS ANGELES", user="Ada", passphrase=WORD,
        kdf_cost=COST_FOR_TESTS,
    ) as made:  # fmt: skip
        yield made


def seen_by_another(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OTHER, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_other_program_sees_the_lock_and_its_loss(session: Session) -> None:
    path, key = session.path, session.workspace.data_key
    session.close()
    alone = engine.writer_engine(path, key, busy_ms=0)  # SQLite by itself
    with alone.connect() as connection:
        engine.read_a_little(connection)
        assert seen_by_another(path) == "locked"
        path.open("rb").close()  # what this is all about
        assert seen_by_another(path) == "free"
    alone.dispose()


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_nothing_read_beside_it_is_closed_before_the_database_is(session: Session, suffix: str) -> None:
    path = session.path.with_name(session.path.name + suffix)
    assert held_files.is_held(path)
    with held_files.reading(path) as file:
        pass
    assert not file.closed
    session.close()
    assert file.closed


def _another_session(session: Session, _: Path) -> None:
    open_session(session.path, "Ada", WORD).close()


READERS = {
    "look at the file": lambda session, _: file_state.refuse_odd(session.path),
    "second session": _another_session,
    "verify": lambda session, _: verify_backup(session.path, session),
    "rehearse": lambda session, _: rehearse(session.path, session),
    "restore": lambda session, folder: restore(session.path, folder / "new.expunge", "Ada", WORD),
    "salvage": lambda session, folder: salvage(session.path, folder / "saved.expunge", "Ada", WORD),
    "digest": lambda session, _: file_sha256(session.path),
    "given file": lambda session, _: read_given(session.path, "a policy", most=1 << 30),
    "import": lambda session, _: import_batch(session, [session.path]),
}


@pytest.mark.parametrize("name", READERS)
def test_after_any_reading_of_its_file_an_open_workspace_is_still_locked(
    name: str, session: Session, tmp_path: Path
) -> None:
    with suppress(ExpungeError):
        READERS[name](session, tmp_path)
    assert seen_by_another(session.path) == "locked"
    session.note_lock()
    assert seen_by_another(session.path) == "locked"


def test_what_was_read_is_closed_with_the_workspace(session: Session) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else None
    for _ in range(5):
        file_state.refuse_odd(session.path)
    assert held_files.is_held(session.path)
    session.close()
    assert not held_files.is_held(session.path)
    if before is not None:
        assert len(os.listdir("/proc/self/fd")) <= before
    assert session.path.stat().st_size % PAGE_BYTES == 0


def test_a_file_nobody_has_open_is_closed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "any"
    path.write_bytes(b"text")
    with held_files.reading(path) as file:
        assert file.read() == b"text"
    assert file.closed
    assert not held_files.is_held(path)
    held_files.let_go(held_files.hold(tmp_path / "none"))
