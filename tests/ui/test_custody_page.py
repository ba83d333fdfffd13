"""Audit trail, releases, backups and retention in the window."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait, once_open, open_custody

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_checkpoint, audit_trail, retention
from expunge_desktop.services.backup import backup
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.ui.pages import audit_tab as audit_module
from expunge_desktop.ui.pages import backups_tab as backups_module
from expunge_desktop.ui.pages import retention_tab as retention_module
from expunge_desktop.ui.pages.audit_check import VerifyDialog
from expunge_desktop.ui.pages.audit_tab import AuditExportDialog
from expunge_desktop.ui.pages.custody import CustodyPage
from expunge_desktop.ui.pages.custody_tabs import BACKUPS, RELEASES, RETENTION
from expunge_desktop.ui.pages.overview import OverviewPage
from expunge_desktop.ui.pages.retention_tab import PlanDialog
from expunge_desktop.ui.report_dialog import ReportDialog


def shown_rows(page: CustodyPage) -> list[str]:
    """What the column of the verbs says, for the rows there are."""
    model = page.audit.model
    return [str(model.index(place, 3).data()) for place in range(model.rowCount())]


def test_the_rows_are_read_only_when_asked_for_newest_first_and_the_reading_is_audited(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_custody(shell, wait)
    assert shell.session is not None
    assert page.audit.model.rowCount() == 0
    assert "read-audit-trail" not in audit_trail.verbs(shell.session)
    qtbot.mouseClick(page.audit.show_button, Qt.MouseButton.LeftButton)
    wait(lambda: page.audit.model.rowCount() > 5 and page.audit.model.row_at(0) is not None)
    newest = page.audit.model.row_at(0)
    assert newest is not None
    assert newest.verb == "read-audit-trail"
    assert list(page.audit.model.numbers) == sorted(page.audit.model.numbers, reverse=True)
    wait(lambda: newest.hash in page.audit.detail.toPlainText())


def test_the_trail_is_narrowed_by_who_what_day_and_text(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_custody(shell, wait)
    filters = page.audit.filters
    page.audit.search()
    wait(lambda: filters.verb.count() > 5 and shell.jobs.is_idle)
    filters.verb.setCurrentIndex(filters.verb.findData("import"))
    filters.verb.activated.emit(filters.verb.currentIndex())
    wait(lambda: page.audit.model.rowCount() == 1 and page.audit.model.row_at(0) is not None)
    assert shown_rows(page) == ["imported files"]
    filters.verb.setCurrentIndex(0)
    filters.text.setText("county.dat")
    wait(lambda: shell.jobs.is_idle and filters.verb.findData("import") > 0)
    wait(lambda: "imported files" in shown_rows(page))
    filters.text.setText("nothing has this in it")
    wait(lambda: page.audit.model.rowCount() <= 1 and shell.jobs.is_idle)
    filters.text.clear()
    filters.since.setDate(filters.since.date().addYears(-30))
    filters.until.setDate(filters.until.date().addYears(-29))
    filters.by_day.setChecked(True)
    wait(lambda: page.audit.model.rowCount() == 0 and shell.jobs.is_idle)
    assert "Widen" in page.audit._nothing.text


def test_a_checkpoint_kept_elsewhere_is_written_and_the_chain_is_held_against_it(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(workspace)
    page = open_custody(shell, wait)
    assert shell.session is not None
    out = tmp_path / "kept.json"
    monkeypatch.setattr(audit_module, "choose_new_file", lambda *_words: out)
    page.audit.write_checkpoint()
    wait(lambda: "Keep it where the workspace is not" in page.notice.text)
    made = audit_checkpoint.read(out)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, VerifyDialog)
        dialog.files.append(out)
        dialog._heads.setPlainText(made.hash)
        dialog.accept()

    once_open(answer)
    page.audit.ask_verify()
    wait(lambda: page.audit.chain.text().startswith("The chain is intact"))
    assert "Checkpoint file kept.json: It agrees" in page.audit.chain.text()
    assert "Printed head" in page.audit.chain.text()
    content = json.loads(out.read_text("utf-8"))
    content["hash"] = "0" * 64
    out.write_text(json.dumps(content), "utf-8")
    page.audit.verify([out])
    wait(lambda: "not as it was written" in page.notice.text)
    assert page.audit.verify_button.isEnabled()


def test_after_a_restore_a_later_checkpoint_is_told_with_what_to_do_and_not_as_a_broken_chain(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, reopened: Callable[[Path], Session]
) -> None:
    with reopened(workspace) as session:
        backup(session, tmp_path / "monday.expunge")
        add_user(session, "dora", "plain garden lantern", frozenset({Role.CLERK}))
        audit_checkpoint.export(session, tmp_path / "late.json")
    again = tmp_path / "again.expunge"
    restore(tmp_path / "monday.expunge", again, "ada", PASSPHRASES["ada"])
    shell = open_window(again)
    page = open_custody(shell, wait)
    page.audit.verify([tmp_path / "late.json"])
    wait(lambda: page.audit.chain.text().startswith("ROWS ARE MISSING."))
    assert "BROKEN" not in page.audit.chain.text() + page.notice.text
    assert "restored the backup monday.expunge" in page.audit.chain.text()
    assert "Ask whoever is named there" in page.notice.text
    assert page.notice.property("tone") == "warning"
    if place := os.environ.get("EXPUNGE_PICTURE"):
        shell.grab().save(place)


def test_the_trail_is_exported_with_a_recipient_and_stands_in_the_release_log(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(workspace)
    page = open_custody(shell, wait)
    out = tmp_path / "trail.csv"
    monkeypatch.setattr(audit_module, "choose_new_file", lambda *_words: out)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AuditExportDialog)
        dialog.purpose.setText("weekly look")
        dialog.accept()

    once_open(answer)
    page.audit.export()
    wait(lambda: "written to trail.csv" in page.notice.text)
    assert out.read_text("utf-8-sig").startswith("seq,")
    page = open_custody(shell, wait, RELEASES)
    wait(lambda: len(page.releases.model.records) == 1)
    row = page.releases.model.records[0]
    assert (row.purpose, row.files) == ("weekly look", ("trail.csv",))


def test_the_release_log_is_searched_and_read_page_by_page(
    open_window: OpenWindow,
    workspace: Path,
    wait: Wait,
    tmp_path: Path,
    reopened: Callable[[Path], Session],
) -> None:
    with reopened(workspace) as session:
        for number, purpose in enumerate(("first look", "second look", "for the court")):
            export_findings(session, tmp_path / f"{number}.csv", recipient="own office", purpose=purpose)
    shell = open_window(workspace)
    page = open_custody(shell, wait, RELEASES)
    wait(lambda: len(page.releases.model.records) == 3)
    assert not page.releases.more_button.isEnabled()
    page.releases.text.setText("look")
    wait(lambda: len(page.releases.model.records) == 2)
    assert page.releases.model.records[0].purpose == "second look", "newest first"
    page.releases.text.setText("nobody")
    wait(lambda: "No release matches" in page.releases._nothing.text)


def test_a_backup_is_made_verified_and_rehearsed_from_the_page(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    shell = open_window(workspace)
    page = open_custody(shell, wait, BACKUPS)
    wait(lambda: page.backups.state.text().startswith("No backup was ever made"))
    folder = tmp_path / "other disk"
    folder.mkdir()
    monkeypatch.setattr(backups_module, "choose_folder", lambda *_words: folder)
    page.backups.back_up()
    wait(lambda: "was written and verified" in page.notice.text)
    wait(lambda: len(page.backups.model.records) == 1)
    made = folder / page.backups.model.records[0].name
    assert made.is_file()
    assert page.backups.model.index(0, 2).data() == "other disk", "the list names the folder alone"
    told: list[str] = []

    def read_place(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportDialog)
        told.append(dialog.report.toPlainText())
        dialog.accept()

    once_open(read_place)
    page.backups.view.setFocus()
    page.backups.view.selectRow(0)
    qtbot.keyClick(page.backups.view, Qt.Key.Key_Return)
    assert f"Folder: {folder}" in told[0], "Enter tells the whole place"
    monkeypatch.setattr(backups_module, "choose_file", lambda *_words: made)
    page.backups.verify()
    wait(lambda: "is sound" in page.notice.text)
    page.backups.rehearse()
    wait(lambda: "restores to what was backed up" in page.notice.text)
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    page.backups.verify()
    wait(lambda: made.name in page.notice.text and "sound" not in page.notice.text)


def test_the_overview_reminds_of_backup_and_recovery_key_and_leads_there(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait, tmp_path: Path
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    overview = shell.view.pages["overview"]
    assert isinstance(overview, OverviewPage)
    wait(lambda: overview.safety.recovery.isVisible())
    assert not overview.safety.backup.isVisible(), "a workspace of today needs no backup yet"
    qtbot.mouseClick(overview.safety.recovery_button, Qt.MouseButton.LeftButton)
    assert shell.view.stack.currentWidget() is shell.view.pages["office"]
    clock, later = shell.session.clock, timedelta(days=60)

    class Later:
        """Two months on."""

        def now(self) -> object:
            return clock.now() + later

        def today(self) -> object:
            return (clock.now() + later).date()

    shell.session.clock = Later()  # type: ignore[assignment]
    shell.view.open_page("overview")
    overview.safety.refresh()
    wait(lambda: overview.safety.backup.isVisible())
    assert "No backup was ever made" in overview.safety.backup.text()
    qtbot.mouseClick(overview.safety.backup_button, Qt.MouseButton.LeftButton)
    assert shell.view.stack.currentWidget() is shell.view.pages["custody"]
    shell.session.clock = clock


def test_an_older_copy_put_in_place_is_told_on_the_overview_until_an_administrator_goes_on(
    open_window: OpenWindow, workspace: Path, wait: Wait, reopened: Callable[[Path], Session]
) -> None:
    kept = workspace.read_bytes()
    with reopened(workspace) as session:
        add_user(session, "dora", "plain garden lantern", frozenset({Role.CLERK}))
    workspace.write_bytes(kept)
    for behind in ("-wal", "-shm"):
        workspace.with_name(workspace.name + behind).unlink(missing_ok=True)
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    assert not shell.session.witness.is_kept
    overview = shell.view.pages["overview"]
    assert isinstance(overview, OverviewPage)
    assert "An older copy" in overview.safety.witness.text
    assert overview.safety.accept_button.isVisible()
    page = open_custody(shell, wait)
    page.audit.verify()
    wait(lambda: "BROKEN" in page.audit.chain.text())
    shell.view.open_page("overview")

    def answer(dialog: QDialog) -> None:
        assert dialog is not None
        dialog.accept()  # type: ignore[attr-defined]

    once_open(answer)
    overview.safety.accept_witness()
    wait(lambda: not overview.safety.witness.text)
    assert shell.session.witness.is_kept


def test_retention_says_that_nothing_is_destroyed_without_a_term(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_custody(shell, wait, RETENTION)
    wait(lambda: "set no term" in page.retention.state.text())
    assert not page.retention.purge_button.isEnabled()
    assert not page.retention.withdraw_button.isEnabled()
    assert page.retention._stack.currentIndex() == 1


def test_overdue_records_are_planned_by_one_and_destroyed_by_another_with_a_certificate(
    open_window: OpenWindow,
    workspace: Path,
    wait: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reopened: Callable[[Path], Session],
) -> None:
    with reopened(workspace) as session:
        add_user(session, "dora", "plain garden lantern", frozenset({Role.ADMINISTRATOR}))
        overdue = retention.status(session).overdue
    assert overdue > 0, "the sample has records HS 11361.5 speaks of"
    shell = open_window(workspace)
    page = open_custody(shell, wait, RETENTION)
    wait(lambda: page.retention.plan_button.isEnabled())

    def plan(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanDialog)
        assert not dialog.accept_button.isEnabled(), "nothing sealed is due"
        dialog.with_overdue.setChecked(True)
        assert not dialog.accept_button.isEnabled(), "overdue ones need a ground"
        dialog._ground.setPlainText("HS 11361.5(c), by order of the district attorney.")
        dialog.accept()

    once_open(plan)
    page.retention.make_plan()
    wait(lambda: "Planned by ada" in page.retention.planned.text())
    assert not page.retention.purge_button.isEnabled(), "not by the same person"
    shell.log_off()
    wait(lambda: shell.session is None)
    shell.open_workspace(open_session(workspace, "dora", "plain garden lantern"))
    page = open_custody(shell, wait, RETENTION)
    wait(lambda: page.retention.purge_button.isEnabled())
    assert not page.retention.plan_button.isEnabled()
    once_open(lambda dialog: dialog.accept())
    page.retention.carry_out()
    wait(lambda: len(page.retention.model.records) == 1 and shell.jobs.is_idle)
    assert page.retention.model.records[0].convictions == overdue
    out = tmp_path / "certificate.pdf"
    monkeypatch.setattr(retention_module, "choose_new_file", lambda *_words: out)
    page.retention.save_certificate()
    wait(lambda: "was saved" in page.notice.text)
    assert out.read_bytes().startswith(b"%PDF")


def test_an_administrator_without_casework_sees_the_log_without_whom_and_what_for(
    open_window: OpenWindow, workspace: Path, wait: Wait, reopened: Callable[[Path], Session], tmp_path: Path
) -> None:
    with reopened(workspace) as session:
        export_findings(session, tmp_path / "zebraway.csv", recipient="Ida Zebraway", purpose="own copy")
        add_user(session, "kim", "plain garden lantern", frozenset({Role.ADMINISTRATOR}))
    PASSPHRASES["kim"] = "plain garden lantern"
    shell = open_window(workspace, "kim")
    page = open_custody(shell, wait, RELEASES)
    wait(lambda: len(page.releases.model.records) == 1)
    model = page.releases.model
    told = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert told.count("withheld: no casework role") == 3
    assert "zebraway" not in " ".join(told).casefold()
    page.releases.text.setText("zebraway")
    wait(lambda: "No release matches" in page.releases._nothing.text)


def test_a_clerk_may_have_the_chain_verified_and_nothing_else_here(
    open_window: OpenWindow, workspace: Path, wait: Wait, reopened: Callable[[Path], Session], tmp_path: Path
) -> None:
    with reopened(workspace) as session:
        add_user(session, "carl", "plain garden lantern", frozenset({Role.CLERK}))
        backup(session, tmp_path / "kept.expunge")
    PASSPHRASES["carl"] = "plain garden lantern"
    shell = open_window(workspace, "carl")
    page = open_custody(shell, wait)
    assert page.audit.verify_button.isEnabled()
    for part in (page.audit.show_button, page.audit.export_button, page.audit.checkpoint_button):
        assert not part.isEnabled()
    page.audit.verify()
    wait(lambda: page.audit.chain.text().startswith("The chain is intact"))
    for tab in (RELEASES, BACKUPS, RETENTION):
        page = open_custody(shell, wait, tab)
    assert not page.releases.export_button.isEnabled()
    assert not page.backups.now_button.isEnabled()
    assert not page.retention.plan_button.isEnabled()
    assert page.notice.text == "", "nothing was asked for that is refused"


def test_a_workspace_of_before_is_told_to_have_been_brought_up_to_date(
    open_window: OpenWindow, tmp_path: Path, wait: Wait
) -> None:
    found = Path(__file__).parents[1] / "store" / "stored_workspaces" / "schema-0002.expunge"
    for file in found.parent.glob(f"{found.name}*"):
        shutil.copy2(file, tmp_path / file.name)
    shell = open_window(tmp_path / found.name, logged_on=False)
    shell.open_workspace(
        open_session(tmp_path / found.name, "Jordan Sample", "seven invented words for jordan sample")
    )
    assert shell.view is not None
    wait(lambda: "brought up to date" in shell.view.notes.text)  # type: ignore[union-attr]
