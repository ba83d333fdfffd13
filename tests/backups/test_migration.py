"""A workspace of an older version is copied, checked, then brought up to date: all of it or nothing."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.services import audit_trail
from expunge_desktop.services.backup import verify_backup
from expunge_desktop.services.backup_key import Logon
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import open_session
from expunge_desktop.store import engine, meta, migrations
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault import key_file

STORED = Path(__file__).resolve().parents[1] / "store" / "stored_workspaces"
USER, PASSPHRASE = "Jordan Sample", "seven invented words for jordan sample"


@pytest.fixture
def old(tmp_path):
    """A workspace of schema 0002, as that version wrote it."""
    path = tmp_path / "county.expunge"
    for suffix in ("", "-keys"):
        shutil.copy(STORED / f"schema-0002.expunge{suffix}", tmp_path / f"county.expunge{suffix}")
    return path


def revision_of(path: Path, raw_key: bytes) -> str:
    """The schema's revision, read without changing anything."""
    reader = engine.copy_engine(path, raw_key)
    with reader.connect() as connection:
        found = meta.revision(connection)
    reader.dispose()
    return found


def key_of(path: Path) -> bytes:
    """The data key."""
    return key_file.unlock(path, USER, PASSPHRASE, at="2026-11-22T10:00:00.000000Z").raw_key


def copies_beside(path: Path) -> list[Path]:
    """The copies of before."""
    return sorted(path.parent.glob("county.before-*.expunge"))


def test_the_copy_of_before_is_verified_told_and_audited(old, clock):
    with open_session(old, USER, PASSPHRASE, clock) as session:
        assert session.upgraded and "0002 to 0004" in session.upgraded.sentence
        row = [row for row in audit_trail.rows(session) if row[3] == "migrate"]
        assert len(row) == 1 and session.upgraded.backup.name in row[0][5]
        assert audit_trail.verify(session).is_intact
    [copy] = copies_beside(old)
    assert copy.name == "county.before-0004.2026-11-22T10-00-00Z.expunge"
    assert revision_of(copy, key_of(copy)) == "0002"
    assert verify_backup(copy, Logon(USER, PASSPHRASE, clock)).is_good
    assert sorted(os.listdir(old.parent)) == [
        copy.name, f"{copy.name}-keys", "county.expunge", "county.expunge-keys",
    ]  # fmt: skip


def test_opening_it_again_makes_no_further_copy(old, clock):
    for _ in range(2):
        with open_session(old, USER, PASSPHRASE, clock) as session:
            pass
    assert session.upgraded is None and len(copies_beside(old)) == 1


def test_the_copy_of_before_restores_and_is_brought_up_to_date_without_a_copy_of_its_own(
    old, tmp_path, clock
):
    with open_session(old, USER, PASSPHRASE, clock) as session:
        rows = [row for row in audit_trail.rows(session) if row[3] not in ("migrate", "logon")]
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / "county.expunge"
    restore(copies_beside(old)[0], again, USER, PASSPHRASE, clock)
    with open_session(again, USER, PASSPHRASE, clock) as session:
        found = list(audit_trail.rows(session))
        assert [row[3] for row in found].count("migrate") == 1
        assert session.witness.is_kept and len(found) > len(rows) - 3
    assert sorted(os.listdir(again.parent)) == ["county.expunge", "county.expunge-keys"]


def test_without_a_logon_an_older_workspace_is_refused_and_stays_as_it_is(old):
    raw_key, before = key_of(old), old.read_bytes()
    with pytest.raises(EnvironmentProblemError) as caught:
        Workspace.open(old, raw_key)
    assert caught.value.code == "older-version" and old.read_bytes() == before


def test_a_newer_schema_or_format_is_refused_untouched(old, clock):
    with open_session(old, USER, PASSPHRASE, clock) as session:
        raw_key = session.workspace.data_key
    for statement in (
        "UPDATE alembic_version SET version_num = '0099'",
        "UPDATE meta SET value = '99' WHERE key = 'format'",
    ):
        harmed = old.with_name("newer.expunge")
        shutil.copy(old, harmed)
        shutil.copy(f"{old}-keys", f"{harmed}-keys")
        writer = engine.writer_engine(harmed, raw_key, busy_ms=100)
        with writer.begin() as connection:
            connection.execute(text(statement))
        engine.finish_log(writer)
        writer.dispose()
        before = {one.name: one.read_bytes() for one in old.parent.glob("newer*")}
        with pytest.raises(EnvironmentProblemError) as caught:
            open_session(harmed, USER, PASSPHRASE, clock)
        assert caught.value.code == "newer-version" and "later" in caught.value.advice
        assert {one.name: one.read_bytes() for one in old.parent.glob("newer*")} == before


def test_a_newer_schema_whose_log_is_still_there_is_refused_untouched(old, clock, tmp_path):
    with open_session(old, USER, PASSPHRASE, clock) as session:
        raw_key = session.workspace.data_key
    code = """
        import os, pathlib, sys
        from sqlalchemy import text
        from expunge_desktop.store import engine
        writer = engine.writer_engine(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), busy_ms=9)
        with writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
        os._exit(0)
    """
    words = [sys.executable, "-c", textwrap.dedent(code), str(old), raw_key.hex()]
    subprocess.run(words, check=True)
    log = old.with_name(old.name + "-wal")
    before = (old.read_bytes(), log.read_bytes())
    assert before[1]
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(old, USER, PASSPHRASE, clock)
    assert caught.value.code == "newer-version"
    assert (old.read_bytes(), log.read_bytes()) == before


def test_a_full_disk_during_the_upgrade_leaves_the_old_workspace(old, clock):
    before = old.read_bytes()
    code = f"""
        import resource, signal, sys
        from pathlib import Path
        from expunge_desktop.base.errors import ExpungeError
        from expunge_desktop.services.session import open_session
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
        try:
            open_session(Path({str(old)!r}), {USER!r}, {PASSPHRASE!r}).close()
        except ExpungeError as error:
            print(error.code)
    """
    told = []
    for limit in (50_000, 430_000):
        words = [sys.executable, "-c", textwrap.dedent(code), str(limit)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        told.append(done.stdout.strip())
        assert revision_of(old, key_of(old)) == "0002"
        assert copies_beside(old) == [] and not list(old.parent.glob("*.partial*"))
    assert all(told) and old.read_bytes() == before
    with open_session(old, USER, PASSPHRASE, clock) as session:
        assert session.upgraded


@pytest.mark.parametrize(
    "step", ["store.backup:write_copy", "services.copy_files:copy_keys", "services.copy_files:give_name",
             "store.migrations:upgrade"],
)  # fmt: skip
def test_a_kill_after_any_step_of_the_upgrade_leaves_a_workspace_that_opens(old, clock, step):
    code = """
        import importlib, os, signal, sys
        from pathlib import Path
        from expunge_desktop.services.session import open_session
        where, name = sys.argv[1].split(":")
        module = importlib.import_module("expunge_desktop." + where)
        really = getattr(module, name)
        def and_die(*words, **options):
            really(*words, **options)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(module, name, and_die)
        open_session(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    """
    words = [sys.executable, "-c", textwrap.dedent(code), step, str(old), USER, PASSPHRASE]
    assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
    assert revision_of(old, key_of(old)) == "0002", "the upgrade is one transaction with its audit row"
    with open_session(old, USER, PASSPHRASE, clock) as session:
        verbs = [row[3] for row in audit_trail.rows(session)]
        assert verbs.count("migrate") == 1 and audit_trail.verify(session).is_intact
        with session.read() as connection:
            assert meta.revision(connection) == migrations.HEAD


def test_two_programs_that_open_it_at_once_bring_it_up_to_date_once(old, clock):
    code = f"""
        from pathlib import Path
        from expunge_desktop.services.session import open_session
        print("ready", flush=True)
        input()
        open_session(Path({str(old)!r}), {USER!r}, {PASSPHRASE!r}).close()
    """
    words = [sys.executable, "-c", textwrap.dedent(code)]
    both = [subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    assert [one.stdout.readline() for one in both] == [b"ready\n"] * 2
    for one in both:
        one.stdin.write(b"\n")
        one.stdin.flush()
    for one in both:
        one.communicate()
    assert [one.returncode for one in both] == [0, 0]
    with open_session(old, USER, PASSPHRASE, clock) as session:
        verbs = [row[3] for row in audit_trail.rows(session)]
        assert verbs.count("migrate") == 1 and audit_trail.verify(session).is_intact
    assert len(copies_beside(old)) == 1
