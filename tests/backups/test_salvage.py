"""A damaged workspace: every row on a readable page is saved, and what is lost is said."""

import json
import os
import random
from pathlib import Path

import pytest
from made_workspaces import WORD, copy_of, reviewed
from sqlalchemy import select, text

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail, salvage_words
from expunge_desktop.services.backup import backup, verify_backup
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.restore import rehearse
from expunge_desktop.services.salvage import SalvageReport, report_path, salvage
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.store import audit as chain
from expunge_desktop.store.engine import PAGE_BYTES
from expunge_desktop.store.salvage_rebuilding import LOST_NAME
from expunge_desktop.store.schema import audit, decision, metadata
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

DECISIONS = 30


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A workspace with 120 people, assessed, 30 decisions, closed."""
    return reviewed(tmp_path_factory.mktemp("whole"), people=120, decisions=DECISIONS)


@pytest.fixture
def damaged(whole, tmp_path):
    """A copy of it to do harm to."""
    return copy_of(whole, tmp_path)


def harm(path: Path, *pages: int) -> None:
    """Change bytes in the middle of these pages."""
    content = bytearray(path.read_bytes())
    for page in pages:
        start = (page - 1) * PAGE_BYTES + 100
        content[start : start + 8] = os.urandom(8)
    path.write_bytes(content)


def pages_of(path: Path) -> int:
    """How many there are."""
    return path.stat().st_size // PAGE_BYTES


def rows_of(session: Session) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table but `meta` and `user`, which a logon touches."""
    with session.read() as connection:
        return {
            name: {tuple(row) for row in connection.execute(select(table))}
            for name, table in metadata.tables.items()
            if name != "meta"
        }


def walked(session: Session) -> chain.AuditReport:
    """The whole audit chain, walked from its beginning."""
    with session.read() as connection:
        return chain.verify(connection)


def save(path: Path, clock) -> tuple[SalvageReport, Path]:
    """Salvage it beside itself."""
    new = path.with_name("saved.expunge")
    return salvage(path, new, "Ada Admin", WORD, clock), new


def test_of_a_whole_file_everything_is_saved_and_the_file_is_not_touched(damaged, clock):
    before = damaged.read_bytes()
    report, new = save(damaged, clock)
    assert report.is_whole and report.unreadable_pages == () and report.unknown_rows == 0
    assert damaged.read_bytes() == before
    with (
        open_session(damaged, "Ada Admin", WORD, clock) as old,
        open_session(new, "Ada Admin", WORD, clock) as saved,
    ):
        was, now = rows_of(old), rows_of(saved)
        added = {name: len(now[name] - was[name]) for name in was if now[name] - was[name]}
        assert added == {"audit": 2}  # the salvage and the logon
        assert saved.witness.is_kept and audit_trail.verify(saved).is_intact
        assert ledger(saved).is_balanced


@pytest.mark.parametrize("how_many", [8, pytest.param(10_000, marks=pytest.mark.slow)])
def test_any_single_page_may_be_lost_and_no_decision_goes_unaccounted(whole, tmp_path, clock, how_many):
    """Of each page of the file: what is saved is as it was, and what is lost is counted."""
    with open_session(copy_of(whole, tmp_path), "Ada Admin", WORD, clock) as session:
        was = rows_of(session)
    pages = range(1, pages_of(whole) + 1)
    sample = sorted({1, 2, *random.Random(7).sample(pages, min(how_many, len(pages)))})
    for page in sample:
        folder = tmp_path / str(page)
        folder.mkdir()
        path = copy_of(whole, folder)
        harm(path, page)
        report, new = save(path, clock)
        assert set(report.unreadable_pages) <= {page}
        with open_session(new, "Ada Admin", WORD, clock) as saved:
            now = rows_of(saved)
            found = walked(saved)
            assert found.is_intact
            assert found.lost == sum(last - first + 1 for first, last in report.audit_gaps)
        decided = now["decision"]
        aside = report.tables["decision"].kept_aside
        assert len(decided) + aside + report.decisions_lost == DECISIONS, f"page {page}"
        for name, rows in now.items():
            told = report.tables[name]
            if name in ("audit", "person", "batch", "source_file", "assessment", "decision"):
                continue  # rows are added, or written again without what the trail does not say
            assert rows <= was[name], f"page {page}: {name} holds rows that never were"
            assert rows == was[name] or not told.is_whole, f"page {page}: loss in {name} is not told"


def test_thirty_pages_lost_at_many_places(damaged, clock):
    numbers = random.Random(3).sample(range(2, pages_of(damaged) + 1), 30)
    harm(damaged, *numbers)
    report, new = save(damaged, clock)
    assert not report.is_whole
    with open_session(new, "Ada Admin", WORD, clock) as saved:
        assert audit_trail.verify(saved).is_intact
        with saved.read() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        # It is a workspace like any other: backed up, verified, rehearsed.
        copy = backup(saved, new.with_name("copy.expunge")).path
        assert verify_backup(copy, saved).is_good and rehearse(copy, saved).is_good


def test_decisions_on_lost_pages_are_written_again_from_the_audit_trail(damaged, clock):
    page = page_with(damaged, "decision", clock)
    harm(damaged, page)
    report, new = save(damaged, clock)
    assert report.decisions_rebuilt and report.decisions_lost == 0
    with open_session(new, "Ada Admin", WORD, clock) as saved, saved.read() as connection:
        rows = list(connection.execute(select(decision).order_by(decision.c.id)))
    assert [row.id for row in rows] == list(range(1, DECISIONS + 1))
    assert {row.reason for row in rows} == {f"Looked at, number {n}." for n in range(1, DECISIONS + 1)}
    assert [row.facts_digest for row in rows].count("") == report.decisions_rebuilt


def test_lost_audit_rows_leave_a_gap_that_the_salvage_row_tells(damaged, clock):
    harm(damaged, page_with(damaged, "audit", clock))
    report, new = save(damaged, clock)
    [(first, last)] = report.audit_gaps
    with open_session(new, "Ada Admin", WORD, clock) as saved:
        found = walked(saved)
        assert found.is_intact and found.lost == last - first + 1
        assert audit_trail.verify(saved).lost == found.lost
        # A further row that goes missing is no gap of the salvage: it breaks the chain.
        with saved.workspace._writer.begin() as connection:
            connection.execute(text("DROP TRIGGER guard_audit_delete"))
            connection.execute(audit.delete().where(audit.c.seq == last + 3))
        assert walked(saved).first_broken == last + 4


def test_a_lost_person_stands_there_without_a_name_and_keeps_the_convictions(damaged, clock):
    harm(damaged, page_with(damaged, "person", clock))
    report, new = save(damaged, clock)
    assert report.people_lost > 3
    with open_session(new, "Ada Admin", WORD, clock) as saved, saved.read() as connection:
        named = connection.execute(text("SELECT count(*) FROM person WHERE name = :n"), {"n": LOST_NAME})
        assert named.scalar_one() == report.people_lost
        assert connection.execute(text("SELECT count(*) FROM conviction")).scalar_one() == 120


def test_with_the_first_page_overwritten_all_else_is_saved_and_said_to_be_unproven(damaged, clock):
    content = bytearray(damaged.read_bytes())
    content[:PAGE_BYTES] = bytes(PAGE_BYTES)
    damaged.write_bytes(content)
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(damaged, "Ada Admin", WORD, clock)
    assert caught.value.code == "zeroed" and "salvage" in caught.value.advice
    report, new = save(damaged, clock)
    assert not report.is_authenticated and not report.is_whole
    assert report.tables["decision"].saved == DECISIONS and report.tables["person"].saved == 120
    assert any("beginning of the file is lost" in line for line in salvage_words.sentences(report, new))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_of_a_file_that_is_cut_off_what_lies_before_is_saved(damaged, clock, share):
    os.truncate(damaged, int(damaged.stat().st_size * share) + 100)
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(damaged, "Ada Admin", WORD, clock)
    assert caught.value.code == "cut-off"
    report, new = save(damaged, clock)
    assert not report.is_whole and sum(one.lost_pages for one in report.tables.values())
    with open_session(new, "Ada Admin", WORD, clock) as saved:
        assert saved.office.county == "LOS ANGELES"


def test_what_lies_in_the_log_alone_is_saved_too(damaged, clock):
    import subprocess
    import sys

    code = (
        "import os, sys; from pathlib import Path\n"
        "from expunge_desktop.services.session import open_session\n"
        "from expunge_desktop.services.decide_conviction import decide\n"
        "from expunge_desktop.domain.outcome import *\n"
        "from expunge_desktop.store import engine\n"
        "engine.settle = lambda connection, *, busy_ms: False\n"
        "ada = open_session(Path(sys.argv[1]), 'Ada Admin', sys.argv[2])\n"
        "decide(ada, 77, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, 'In the log alone.')\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(damaged), WORD], check=True)
    assert damaged.with_name(f"{damaged.name}-wal").stat().st_size > 0
    harm(damaged, 1)
    report, _ = save(damaged, clock)
    assert report.tables["decision"].saved == DECISIONS + 1


def test_noise_gives_a_sentence_and_leaves_nothing(damaged, clock):
    damaged.write_bytes(os.urandom(damaged.stat().st_size))
    with pytest.raises(AnswerIsNoError) as caught:
        save(damaged, clock)
    assert caught.value.code == "nothing-readable"
    assert sorted(os.listdir(damaged.parent)) == ["county.expunge", "county.expunge-keys"]


def test_with_the_key_file_of_a_backup_a_workspace_without_its_own_is_saved(damaged, clock, tmp_path):
    with open_session(damaged, "Ada Admin", WORD, clock) as ada:
        copy = backup(ada, tmp_path / "monday.expunge").path
    damaged.with_name(f"{damaged.name}-keys").unlink()
    with pytest.raises(EnvironmentProblemError) as caught:
        save(damaged, clock)
    assert caught.value.code == "key-file-missing" and "--keys" in caught.value.advice
    report = salvage(damaged, tmp_path / "saved.expunge", "Ada Admin", WORD, clock, keys_of=copy)
    assert report.is_whole
    with open_session(tmp_path / "saved.expunge", "Ada Admin", WORD, clock) as saved:
        assert saved.witness.is_kept


def test_the_report_beside_it_counts_and_names_nobody(damaged, clock):
    harm(damaged, page_with(damaged, "person", clock))
    report, new = save(damaged, clock)
    written = json.loads(report_path(new).read_text("utf-8"))
    assert written["pages"] == report.pages and written["people_lost"] == report.people_lost
    assert "PERSON0" not in report_path(new).read_text("utf-8")
    with open_session(new, "Ada Admin", WORD, clock) as saved, saved.read() as connection:
        told = connection.execute(select(audit.c.payload).where(audit.c.verb == "salvage")).scalar_one()
        assert "PERSON0" not in told and json.loads(told)["people_lost"] == report.people_lost


def test_a_reviewer_may_not_salvage_and_an_existing_file_is_not_overwritten(damaged, clock, tmp_path):
    with open_session(damaged, "Ada Admin", WORD, clock) as ada:
        add_user(ada, "Rita", WORD + "Rita", frozenset({Role.REVIEWER}), kdf_cost=COST_FOR_TESTS)
    with pytest.raises(AnswerIsNoError) as caught:
        salvage(damaged, tmp_path / "saved.expunge", "Rita", WORD + "Rita", clock)
    assert caught.value.code == "right-denied" and not (tmp_path / "saved.expunge").exists()
    (tmp_path / "saved.expunge").write_text("mine")
    with pytest.raises(AnswerIsNoError, match="already exists"):
        save(damaged, clock)
    assert (tmp_path / "saved.expunge").read_text() == "mine"


def page_with(path: Path, table: str, clock) -> int:
    """A page full of rows of this table: the one whose loss costs it the most rows."""
    from expunge_desktop.services.damaged_pages import DamagedPages
    from expunge_desktop.store import page_records
    from expunge_desktop.store.row_shapes import Shapes

    with open_session(path, "Ada Admin", WORD, clock) as session, session.read() as connection:
        shapes, raw_key = Shapes(connection), session.workspace.data_key
    pages = DamagedPages(path, raw_key)
    found: dict[int, int] = {}
    for number in range(2, pages.count + 1):
        page = pages.page(number)
        if page is None or page_records.kind_of(number, page) != page_records.LEAF:
            continue
        rows = [row for row in page_records.rows(number, page, lambda one: pages.page(one) or b"") if row]
        if rows and shapes.table_of(rows, set(shapes.tables)) == table:
            found[number] = len(rows)
    pages.close()
    return max(found, key=lambda number: found[number])


def test_neither_a_link_that_leads_nowhere_nor_an_older_report_is_replaced(damaged, clock):
    saved = damaged.with_name("saved.expunge")
    saved.symlink_to("nowhere")
    for in_the_way in (saved, report_path(saved)):
        with pytest.raises(AnswerIsNoError, match=f"{in_the_way.name} already exists"):
            salvage(damaged, saved, "Ada Admin", WORD, clock)
        in_the_way.unlink()
        report_path(saved).write_text("{}") if in_the_way == saved else None
    salvage(damaged, saved, "Ada Admin", WORD, clock)
    assert saved.is_file() and json.loads(report_path(saved).read_text())
