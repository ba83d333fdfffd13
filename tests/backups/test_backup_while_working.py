"""Backups while other programs import and review: each is one whole moment, and restores to it elsewhere."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_workspaces import WORD, delivery, reviewed
from sqlalchemy import text

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.backup import BackupReport, backup
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.store import audit
from expunge_desktop.store.schema import metadata
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AT_WORK = Path(__file__).with_name("at_work.py")
ADDED_BY_RESTORE = {"audit": 1, "meta": 0}


class GoesOnWhenWaitedFor(SilentProgress):
    """Lets a held program go on once the backup has its copy and waits for its turn to write."""

    def __init__(self, held: "AtWork") -> None:
        self.held, self.has_waited = held, False

    def report(self, done: int, total: int, text: str) -> None:
        """Look whether the backup waits."""
        if text.startswith("Waiting") and not self.has_waited:
            self.has_waited = True
            self.held.go_on()


class AtWork:
    """Another program, and what it said it has committed."""

    def __init__(self, what: str, path: Path, user: str, *files: Path) -> None:
        words = [sys.executable, "-B", str(AT_WORK), what, str(path), user, WORD + user, *map(str, files)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def wait_for(self, said: str) -> None:
        """Read on until it says this."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip() == said:
                return
        raise AssertionError(f"it ended without saying {said}")

    def go_on(self) -> None:
        """Let it go on from where it waits."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Session]:
    """A workspace with 60 people assessed, and two more users."""
    path = reviewed(tmp_path, people=60, decisions=0)
    with open_session(path, "Ada Admin", WORD) as session:
        add_user(session, "Rita", WORD + "Rita", frozenset({Role.REVIEWER}), kdf_cost=COST_FOR_TESTS)
        add_user(session, "Cleo", WORD + "Cleo", frozenset({Role.CLERK}), kdf_cost=COST_FOR_TESTS)
        yield session


def content_of(session: Session, *, until: int) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that never changes a row, the audit trail up to row `until`."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with session.read() as connection:
        for table in metadata.sorted_tables:
            if table.name == "meta":
                continue
            rows = connection.execute(table.select().order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
    found["audit"] = [row for row in found["audit"] if int(str(row[0])) <= until]
    return found


def test_backups_during_a_running_review_and_a_running_import_are_whole_moments(ada, tmp_path):
    made: list[BackupReport] = []

    def make(progress: Progress | None = None) -> None:
        made.append(backup(ada, tmp_path / f"copy{len(made)}.expunge", progress))

    review = AtWork("review", ada.path, "Rita")
    clerk = None
    try:
        review.wait_for("decided 5")
        make()
        second = delivery(tmp_path / "second.dat", 4_000, first=1_000)
        clerk = AtWork("import", ada.path, "Cleo", second)
        clerk.wait_for("written")
        log = ada.path.with_name(ada.path.name + "-wal")
        assert log.stat().st_size > 200_000, "rows that nobody has committed are in the log already"
        turn = GoesOnWhenWaitedFor(clerk)
        make(turn)
        assert turn.has_waited, "the backup was made while the import was running"
        clerk.wait_for("imported")
        review.wait_for("decided 20")
        make()
    finally:
        review.end()
        if clerk is not None:
            clerk.end()
    last = int(1e9)
    everything = content_of(ada, until=last)
    people = [one.record.rows["person"] for one in made]
    assert people == [60, 60, 4_060]
    assert made[0].record.rows["decision"] >= 5 and made[2].record.rows["decision"] >= 20
    for number, one in enumerate(made):
        again = tmp_path / "elsewhere" / f"{number}.expunge"
        again.parent.mkdir(exist_ok=True)
        restore(one.path, again, "Ada Admin", WORD)
        with open_session(again, "Ada Admin", WORD) as restored:
            assert restored.witness.is_kept
            with restored.read() as connection:
                assert audit.verify(connection).is_intact
                decided = connection.execute(text("SELECT count(*) FROM audit WHERE verb = 'decide'"))
                assert decided.scalar_one() == one.record.rows["decision"]
            content = content_of(restored, until=one.record.seq)
        assert content["audit"][-1][8] == one.record.head
        for table, rows in content.items():
            assert len(rows) == one.record.rows[table], table
            assert everything[table][: len(rows)] == rows, f"{table} of backup {number} is another"
