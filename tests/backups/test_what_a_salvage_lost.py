"""Which rows a salvage lost, by number, and what an attorney is to look at again."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from made_workspaces import WORD, copy_of, reviewed
from sqlalchemy import select

from expunge_desktop.app.main import main
from expunge_desktop.base.clock import Clock
from expunge_desktop.services import audit_checkpoint, audit_trail, salvage_words
from expunge_desktop.services.audit_judgement import Held
from expunge_desktop.services.audit_verification import Verdict
from expunge_desktop.services.damaged_pages import DamagedPages
from expunge_desktop.services.decide_conviction import add_note
from expunge_desktop.services.salvage import SalvageReport, report_path, salvage
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.store import guards, page_records
from expunge_desktop.store.engine import PAGE_BYTES
from expunge_desktop.store.row_shapes import Shapes
from expunge_desktop.store.schema import metadata, note

DECISIONS = 30
Save = Callable[[], tuple[SalvageReport, list[str]]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with 120 people, assessed, 30 decisions, three notes, closed."""
    path = reviewed(tmp_path_factory.mktemp("whole"), people=120, decisions=DECISIONS)
    with open_session(path, "Ada Admin", WORD) as ada:
        for number in (7, 80, 81):
            add_note(ada, number, f"Look at the docket of {number}.")
    return path


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    return copy_of(whole, tmp_path)


@pytest.fixture
def save(damaged: Path, clock: Clock) -> Save:
    """Salvages it, and says what was saved."""

    def do() -> tuple[SalvageReport, list[str]]:
        new = damaged.with_name("saved.expunge")
        report = salvage(damaged, new, "Ada Admin", WORD, clock)
        return report, salvage_words.sentences(report, new)

    return do


class Layout:
    """Which page of a workspace holds what; and what its tables held."""

    def __init__(self, path: Path) -> None:
        with open_session(path, "Ada Admin", WORD) as session, session.read() as connection:
            shapes, raw_key = Shapes(connection), session.workspace.data_key
            self.rows = {
                name: {
                    int(row[0]) for row in connection.execute(select(table.primary_key.columns.values()[0]))
                }
                for name, table in metadata.tables.items()
                if table.primary_key.columns.values()[0].name in ("id", "seq") and name != "filing"
            }
            self.index_roots = dict(
                connection.exec_driver_sql(
                    "SELECT name, rootpage FROM sqlite_master WHERE type = 'index'"
                ).fetchall()
            )
        pages = DamagedPages(path, raw_key)
        self.of_table: dict[str, list[tuple[int, list[int]]]] = {}
        for number in range(2, pages.count + 1):
            page = pages.page(number)
            assert page is not None
            if page_records.kind_of(number, page) == page_records.LEAF:
                rows = [
                    row for row in page_records.rows(number, page, lambda one: pages.page(one) or b"") if row
                ]
                table = shapes.table_of(rows, set(shapes.tables)) if rows else None
                if table:
                    self.of_table.setdefault(table, []).append((number, [row.rowid for row in rows]))
        pages.close()


@pytest.fixture
def layout(whole: Path, tmp_path: Path) -> Layout:
    """Of a copy, so that opening it changes nothing."""
    (tmp_path / "looked").mkdir()
    return Layout(copy_of(whole, tmp_path / "looked"))


def harm(path: Path, *numbers: int) -> None:
    """Change bytes in the middle of these pages."""
    content = bytearray(path.read_bytes())
    for number in numbers:
        start = (number - 1) * PAGE_BYTES + 100
        content[start : start + 8] = os.urandom(8)
    path.write_bytes(content)


def numbers(report: SalvageReport, table: str) -> set[int]:
    """The numbers of a table that are told as lost."""
    return {one for first, last in report.tables[table].lost for one in range(first, last + 1)}


@pytest.mark.parametrize("table", ["person", "conviction", "finding", "note", "source_block"])
def test_every_lost_row_is_told_by_its_number_also_at_the_end_of_the_table(
    damaged: Path, layout: Layout, save: Save, table: str
) -> None:
    page, rows = layout.of_table[table][-1]  # the last page: no later row shows that these are missing
    assert max(rows) == max(layout.rows[table])
    harm(damaged, page)
    report, _ = save()
    assert numbers(report, table) == set(rows)
    assert report.tables[table].missing == len(rows)
    assert report.tables[table].saved == len(layout.rows[table]) - len(rows)


def test_decisions_lost_with_their_audit_rows_are_told_by_their_convictions(
    damaged: Path, layout: Layout, save: Save
) -> None:
    decisions = layout.of_table["decision"]
    harm(damaged, *(page for page, _ in [*decisions, *layout.of_table["audit"]]))
    report, told = save()
    # Decision n is on conviction n, by the way the workspace was made.
    assert numbers(report, "decision") == layout.rows["decision"]
    assert report.tables["decision"].concern == {"conviction_id": tuple(range(1, DECISIONS + 1))}
    assert (
        "  Decisions on the convictions 1 to 30 are lost and stand nowhere else: look these up again, in the "
        "last backup or the attorney's own notes, and decide again." in told
    )


def test_decisions_whose_convictions_are_lost_too_are_told_by_their_convictions(
    damaged: Path, layout: Layout, save: Save
) -> None:
    page, rows = layout.of_table["conviction"][0]
    harm(damaged, page)
    report, told = save()
    decided = [one for one in sorted(rows) if one <= DECISIONS]
    assert report.tables["decision"].aside_of == ((decided[0], decided[-1]),)
    assert any(
        line.startswith(f"  Decisions on the convictions {decided[0]} to {decided[-1]} are kept aside")
        for line in told
    )
    assert any(f"The convictions {rows[0]} to {rows[-1]} are lost, of the people" in line for line in told)


def test_notes_are_told_by_their_convictions(damaged: Path, layout: Layout, save: Save) -> None:
    harm(damaged, *(page for page, _ in layout.of_table["note"]))
    _, told = save()
    assert any(line.startswith("  Notes on the convictions 7, 80 to 81 are lost") for line in told)


def test_people_are_told_by_their_numbers_and_not_counted_as_saved(
    damaged: Path, layout: Layout, save: Save
) -> None:
    page, rows = layout.of_table["person"][0]
    harm(damaged, page)
    report, told = save()
    assert report.people_lost == len(rows)
    assert report.tables["person"].saved == 120 - len(rows)
    assert any(line.startswith(f"  The people 1 to {max(rows)} are lost") for line in told)


def test_a_lost_page_of_an_index_alone_is_no_loss(damaged: Path, layout: Layout, save: Save) -> None:
    harm(damaged, layout.index_roots["ix_decision_conviction_id"])
    report, told = save()
    assert report.is_whole and len(report.unreadable_pages) == report.index_pages_lost == 1
    assert "Nothing is known to be lost." in told
    assert any("held indexes alone" in line for line in told)


def test_without_indexes_and_trail_it_says_that_nothing_tells_on_which_convictions(
    damaged: Path, layout: Layout, save: Save
) -> None:
    pages = [page for table in ("decision", "audit") for page, _ in layout.of_table[table]]
    harm(damaged, layout.index_roots["ix_decision_conviction_id"], *pages)
    report, _ = save()
    # Nothing that is left knows of decisions: the unreadable pages of their table are told all the same.
    assert report.tables["decision"].lost_pages == len(layout.of_table["decision"])
    assert not report.is_whole


def test_the_report_file_has_numbers_and_nothing_of_a_person(
    damaged: Path, layout: Layout, save: Save
) -> None:
    harm(damaged, *(layout.of_table[table][0][0] for table in ("person", "conviction", "decision")))
    save()
    written = report_path(damaged.with_name("saved.expunge")).read_text("utf-8")
    assert json.loads(written)["tables"]["person"]["lost"]
    for word in ("PERSON0", "GA40", "A7000", "6000", "MARIJUANA"):
        assert word not in written


def test_lost_rows_at_the_end_of_the_trail_are_known_by_the_key_file(
    damaged: Path, layout: Layout, save: Save, clock: Clock, tmp_path: Path
) -> None:
    with open_session(damaged, "Ada Admin", WORD, clock) as ada:
        made = audit_checkpoint.export(ada, tmp_path / "march.json")
        newest = made.seq + 1  # the row of the checkpoint itself
    again = Layout(copy_of(damaged, _folder(tmp_path, "then")))
    page, rows = again.of_table["audit"][-1]
    harm(damaged, page)
    report, _ = save()
    assert report.audit_gaps[-1][0] == min(rows) and report.audit_gaps[-1][1] >= newest
    with open_session(damaged.with_name("saved.expunge"), "Ada Admin", WORD, clock) as saved:
        found = audit_trail.verify(saved, [tmp_path / "march.json"])
        first, last = report.audit_gaps[-1]
        assert report.tables["audit"].missing == last - first + 1
        assert audit_trail.verify(saved).is_intact and found.lost == last - first + 1 > 2
        assert found.verdict is Verdict.ROWS_MISSING
        assert found.compared[0].held is Held.LACKS
        assert "which a row `salvage` tells as lost" in found.compared[0].sentence
        assert _seq_of_salvage(saved) == report.audit_gaps[-1][1] + 1


def test_notes_destroyed_by_policy_are_not_called_lost(damaged: Path, save: Save, clock: Clock) -> None:
    with open_session(damaged, "Ada Admin", WORD, clock) as ada, ada.write() as tx:
        with guards.lifted(tx.connection, ["note"]):
            tx.connection.execute(note.delete().where(note.c.id == 2))
        tx.audit("purge", "filing F0001", {"notes": 1})
    report, _ = save()
    assert report.is_whole and report.tables["note"].saved == 2


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name


def _seq_of_salvage(session: Session) -> int:
    return next(int(str(row[0])) for row in audit_trail.rows(session) if row[3] == "salvage")


def test_a_conviction_is_looked_up_by_the_number_the_report_tells(
    damaged: Path,
    layout: Layout,
    save: Save,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    harm(damaged, *(page for page, _ in [*layout.of_table["decision"], *layout.of_table["audit"]]))
    _, told = save()
    assert any("`explain WORKSPACE --conviction N`" in line for line in told)
    monkeypatch.setenv("EXPUNGE_USER", "Ada Admin")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    saved = str(damaged.with_name("saved.expunge"))
    assert main(["explain", saved, "--conviction", "12"]) == 0
    assert "GA40011" in capsys.readouterr().out  # the twelfth invented person's case
    assert main(["explain", saved, "--conviction", "999"]) == 1
    assert main(["explain", saved, "--conviction", "12", "--finding", "12"]) == 2
