"""The pictures of who guards the workspace: audit and custody, users and keys, the lock."""

import time
from typing import Any


def walk_custody(view: object, camera: Any) -> None:
    """The audit trail verified and read, the release log, the backups, the retention."""
    from expunge_desktop.ui.pages.audit_check import VerifyDialog

    view.open_page("custody")  # type: ignore[attr-defined]
    page: object = view.pages["custody"]  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("audit-empty")
    page.audit.verify()  # type: ignore[attr-defined]
    page.audit.search()  # type: ignore[attr-defined]
    camera.settle(lambda: page.audit.model.row_at(0) is not None)  # type: ignore[attr-defined]
    for place, name in enumerate(("audit", "releases", "backups", "retention")):
        page.show_tab(place)  # type: ignore[attr-defined]
        camera.settle()
        camera.shoot(name)
    dialog = VerifyDialog(view)  # type: ignore[arg-type]
    dialog.adjustSize()
    camera.shoot("audit-verify", dialog)
    dialog.deleteLater()


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
