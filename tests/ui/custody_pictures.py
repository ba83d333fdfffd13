"""The pictures of who guards the workspace: audit and custody, users and keys, the lock."""

import time
from pathlib import Path
from typing import Any


def walk_custody(view: object, camera: Any) -> None:
    """The audit trail verified and read, the release log, the backups, the retention."""
    from expunge_desktop.services.audit_retention import DroppedPayloads
    from expunge_desktop.ui.pages.audit_check import VerifyDialog
    from expunge_desktop.ui.pages.retention_words import drop_question
    from expunge_desktop.ui.place_dialog import PlaceDialog

    view.open_page("custody")  # type: ignore[attr-defined]
    page: object = view.pages["custody"]  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("audit-empty")
    page.audit.verify()  # type: ignore[attr-defined]
    page.audit.search()  # type: ignore[attr-defined]
    camera.settle(lambda: page.audit.model.row_at(0) is not None)  # type: ignore[attr-defined]
    for place, name in ((0, "audit"), (1, "releases"), (2, "backups"), (3, "retention")):
        page.show_tab(place)  # type: ignore[attr-defined]
        camera.settle()
        camera.shoot(name)
    walk_doubt(view, camera)
    why = (
        "Los Angeles 2026-11-22.expunge would lie in a folder that OneDrive copies to its servers: who runs "
        "them is not authorized to have criminal records (Penal Code 11076, 13302)."
    )
    old = DroppedPayloads(1204, "2021-11-22T18:00:00Z")
    for name, dialog in (
        ("audit-verify", VerifyDialog(view)),  # type: ignore[arg-type]
        ("place", PlaceDialog(why, view)),  # type: ignore[arg-type]
        ("audit-drop", danger(view, *drop_question(old, 5))),  # type: ignore[arg-type]
    ):
        dialog.adjustSize()
        camera.shoot(name, dialog)
        dialog.deleteLater()


def walk_doubt(view: object, camera: Any) -> None:
    """Rows that may be sealed ones, with invented places."""
    from expunge_desktop.services.may_be_sealed import DoubtfulRow
    from expunge_desktop.ui.pages.doubt_dialog import DoubtDialog

    like, since = (("F0001", 93),), "2026-11-22T18:00:00Z"
    first = DoubtfulRow(1204, 2, "second delivery.dat", 411, like, ("case", "section"), ("name",), since)
    other = DoubtfulRow(1377, 2, "second delivery.dat", 902, like, ("case",), ("count", "day"), since)
    dialog = DoubtDialog((first, other), view)  # type: ignore[arg-type]
    dialog.note.setText("The docket and line 411 were read.")
    dialog.adjustSize()
    camera.shoot("retention-doubt", dialog)
    dialog.deleteLater()


def walk_seal(view: object, status: object, camera: Any) -> None:
    """An order held against the rows of a filing."""
    from expunge_desktop.services.order_rows import rows_for_order
    from expunge_desktop.ui.pages.seal_dialog import SealDialog

    context, shown = view.context, status.shown  # type: ignore[attr-defined]
    order = rows_for_order(context.session, shown.filing_id)
    entered = [one for one in order.rows if one.status == "court updated" and one.case_number]
    waiting = next(one for one in order.rows if one.status == "filed" and one.case_number)
    named = f"{entered[1].case_number} count {entered[1].count_number}"
    words = f"{entered[0].row_no}\n{named}\nBA999999 count 1\n{waiting.row_no}"
    dialog = SealDialog(context.session, order, words, context.jobs, view)  # type: ignore[arg-type]
    dialog.note.setText("Minute order of October 1, Department 30")
    dialog.adjustSize()
    dialog.fit()
    camera.shoot("papers-seal", dialog)
    dialog.deleteLater()


def danger(parent: Any, title: str, sentence: str, accept_text: str) -> Any:
    """A question with the safe answer first, as `ask` puts it."""
    from expunge_desktop.ui.dialogs import PlainDialog

    return PlainDialog(title, sentence, accept_text, parent, is_dangerous=True)


def walk_users(shell: object, camera: Any) -> None:
    """The dialogs about users, and the recovery key; the key shown is invented."""
    from expunge_desktop.services.users import list_users
    from expunge_desktop.ui.pages.office_dialogs import UserDialog
    from expunge_desktop.ui.pages.recovery_dialog import RecoveryDialog
    from expunge_desktop.ui.pages.user_dialogs import PassphraseDialog, RolesDialog, TrainingDialog

    session = shell.session  # type: ignore[attr-defined]
    user = list_users(session)[0]
    key = "\n".join(("7K3M-9QXW-2", "D4TR-0VBH-5", "8NZE-6YCP-K", "J1SA-3WGF-M"))
    for name, dialog in (
        ("user-add", UserDialog(shell)),  # type: ignore[arg-type]
        ("user-roles", RolesDialog(user, shell)),  # type: ignore[arg-type]
        ("user-training", TrainingDialog(user, session.clock.today(), shell)),  # type: ignore[arg-type]
        ("user-passphrase", PassphraseDialog(user.name, shell)),  # type: ignore[arg-type]
        ("recovery-key", RecoveryDialog(key, "Los Angeles", "11/22/2026 10:15", shell)),  # type: ignore[arg-type]
    ):
        dialog.adjustSize()
        camera.shoot(name, dialog)
        dialog.deleteLater()


def walk_lock(shell: object, camera: Any, passphrase: str) -> None:
    """The locked window, the lock before it, and a wrong passphrase."""
    from expunge_desktop.ui.shell import Shell

    assert isinstance(shell, Shell)
    assert shell.locking is not None
    shell.lock()
    camera.settle()
    camera.shoot("locked")
    lock = shell.locking.dialog
    assert lock is not None
    camera.shoot("lock", lock)
    lock.passphrase.line.setText("not the passphrase")
    lock.unlock_button.click()
    camera.settle(lambda: shell.locking is not None and shell.locking.is_idle)
    lock.adjustSize()
    camera.shoot("lock-refused", lock)
    lock.passphrase.line.setText(passphrase)
    time.sleep(2.5)  # the delay after a wrong one
    lock.unlock_button.click()
    camera.settle(lambda: shell.locking is not None and not shell.locking.is_locked)


def walk_emergencies(shell: object, camera: Any, folder: Path, passphrase: str) -> None:
    """A damaged workspace on the page of the logon, and what helps; everything shown is made here."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from expunge_desktop.ui.pages.restore_dialog import RestoreDialog
    from expunge_desktop.ui.pages.salvage_dialog import SalvageDialog
    from expunge_desktop.ui.pages.use_recovery_key import UseRecoveryKeyDialog
    from expunge_desktop.ui.report_dialog import ReportDialog
    from expunge_desktop.ui.shell import Shell

    assert isinstance(shell, Shell)
    page = shell.unlock
    page.show_form(0)
    given = ("Los Angeles.expunge", "J. Sample", shell.jobs, shell)
    keys = UseRecoveryKeyDialog(*given)
    keys.key.setPlainText("7K3M-9QXW-2\nD4TR-0VBH-5\n8NZE-6YCP-K\nJ1SA-3WGF-M")
    keys.notice.say("Line 3 has a typing error. Compare it with the sheet and type it again.", "danger")
    for name, dialog in (
        ("recovery-use", keys),
        ("restore", RestoreDialog(*given)),
        ("salvage", SalvageDialog(*given)),
    ):
        dialog.adjustSize()
        dialog.fit()
        camera.shoot(name, dialog)
        dialog.deleteLater()
    damaged = folder / "Damaged.expunge"
    for end in ("", "-keys"):
        content = bytearray((folder / f"Los Angeles.expunge{end}").read_bytes())
        if not end:
            content[5000:5008] = b"damaged!"
            content[100:108] = b"damaged!"
        damaged.with_name(damaged.name + end).write_bytes(content)
    page.path.setText(str(damaged))
    page.passphrase.line.setText(passphrase)
    page.open_now()
    camera.settle(page.isEnabled)
    page.path.setText(damaged.name)
    camera.shoot("unlock-damaged")
    page.path.setText(str(damaged))
    found: list[ReportDialog] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, ReportDialog):
            found.append(shown)
            camera.shoot("report", shown)
            shown.accept()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(200)
    page.emergency.look()
    camera.settle(lambda: bool(found))
    timer.stop()
