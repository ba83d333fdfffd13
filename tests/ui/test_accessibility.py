"""Screen readers get a name for every control, and every text has enough contrast."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait, interactive

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services import retention, review
from expunge_desktop.services.clerk_answers import UnmatchedLine
from expunge_desktop.services.court_profiles import list_profiles
from expunge_desktop.services.filing_papers import make_document, papers_of
from expunge_desktop.services.filing_status import status_of
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.order_rows import rows_for_order
from expunge_desktop.services.policies import list_policies
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.users import list_users
from expunge_desktop.ui import theme
from expunge_desktop.ui.badge import OutcomeBadge
from expunge_desktop.ui.dialogs import CrashDialog, PlainDialog, TextDialog
from expunge_desktop.ui.help_dialog import HelpDialog
from expunge_desktop.ui.lock_dialog import LockDialog
from expunge_desktop.ui.override_dialog import OverrideDialog
from expunge_desktop.ui.pages.audit_check import VerifyDialog
from expunge_desktop.ui.pages.audit_tab import AuditExportDialog
from expunge_desktop.ui.pages.filter_button import ChoiceFilter, YearFilter
from expunge_desktop.ui.pages.office_dialogs import SignPolicyDialog, UserDialog
from expunge_desktop.ui.pages.papers_dialogs import MakeDialog, SaveDialog
from expunge_desktop.ui.pages.print_dialog import PrintDialog
from expunge_desktop.ui.pages.recovery_dialog import RecoveryDialog
from expunge_desktop.ui.pages.restore_dialog import RestoreDialog
from expunge_desktop.ui.pages.retention_tab import PlanDialog
from expunge_desktop.ui.pages.salvage_dialog import SalvageDialog
from expunge_desktop.ui.pages.seal_dialog import SealDialog
from expunge_desktop.ui.pages.status_dialogs import AnswerDialog, RecordDialog, UnmatchedDialog
from expunge_desktop.ui.pages.use_recovery_key import UseRecoveryKeyDialog
from expunge_desktop.ui.pages.user_dialogs import PassphraseDialog, RolesDialog, TrainingDialog
from expunge_desktop.ui.place_dialog import PlaceDialog
from expunge_desktop.ui.report_dialog import ReportDialog
from expunge_desktop.ui.shell import Shell
from expunge_desktop.ui.theme import DARK, LIGHT, OUTCOME_TONE, Tokens
from expunge_desktop.ui.wording import OUTCOMES
from expunge_desktop.ui.worksheet_dialog import WorksheetDialog


def paper_dialogs(shell: Shell) -> tuple[PlainDialog, ...]:
    """The dialogs of the page of papers."""
    assert shell.session is not None
    filing_id = make_filing(shell.session)[0].id
    papers = papers_of(shell.session, filing_id)
    paper = make_document(shell.session, filing_id, "D1").files[0]
    statuses = status_of(shell.session, filing_id)
    return (
        MakeDialog(list_profiles(shell.session), shell),
        SaveDialog(papers, shell),
        PrintDialog(papers, paper, 1, ("Front office",), shell),
        RecordDialog(statuses, (1, 2), date(2020, 3, 2), shell),
        SealDialog(shell.session, rows_for_order(shell.session, filing_id), "1", shell.jobs, shell),
        AnswerDialog("clerk.csv", date(2020, 3, 2), shell),
        UnmatchedDialog("clerk.csv", (UnmatchedLine(4, "It names no row."),), shell),
    )


def custody_dialogs(shell: Shell) -> tuple[QDialog, ...]:
    """The dialogs about users, keys, the audit trail and the retention, and the lock."""
    assert shell.session is not None
    user = list_users(shell.session)[0]
    return (
        RolesDialog(user, shell),
        TrainingDialog(user, shell.session.clock.today(), shell),
        PassphraseDialog(user.name, shell),
        RecoveryDialog("7K3M-9QXW-2", "Los Angeles", "11/22/2026", shell),
        VerifyDialog(shell),
        PlanDialog(retention.status(shell.session), shell),
        AuditExportDialog("Export", "Rows.", shell),
        PlaceDialog("It would lie in a folder that a cloud client copies.", shell),
        LockDialog(user.name, "You locked it.", shell),
        UseRecoveryKeyDialog("", user.name, shell.jobs, shell),
        RestoreDialog("", user.name, shell.jobs, shell),
        SalvageDialog("", user.name, shell.jobs, shell),
        ReportDialog("What was found", "", "Nothing.", shell),
    )


def nameless(root: QWidget) -> list[str]:
    """What a screen reader could not name."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in interactive(root)
        if not widget.accessibleName().strip()
    ]


def test_every_control_of_the_window_has_an_accessible_name(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    controls = 0
    for name in shell.view.pages:
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
    for filter_button in shell.findChildren(ChoiceFilter) + shell.findChildren(YearFilter):
        assert nameless(filter_button.panel) == []
    assert nameless(shell) == []
    controls += len(interactive(shell))
    assert controls > 60, "the walk found the controls"


def test_every_control_of_the_dialogs_has_an_accessible_name(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot
) -> None:
    shell = open_window(workspace)
    assert shell.session is not None
    ids = review.conviction_ids(shell.session, ConvictionFilter())
    row = review.conviction_rows(shell.session, ids[:1])[ids[0]]
    policy = list_policies(shell.session)[0]
    for dialog in (
        OverrideDialog(row, shell),
        TextDialog("Write a note", "It stays.", "Note", "Add note", shell),
        UserDialog(shell),
        SignPolicyDialog(policy, QDate(2020, 1, 2), shell),
        CrashDialog("ValueError", shell),
        HelpDialog(shell),
        WorksheetDialog(3, shell),
        *paper_dialogs(shell),
        *custody_dialogs(shell),
        PlainDialog("Title", "Sentence", "Go on", shell, is_dangerous=True),
    ):
        qtbot.addWidget(dialog)
        assert nameless(dialog) == [], type(dialog).__name__
        assert dialog.accessibleName()


def test_every_control_of_the_unlock_page_has_an_accessible_name(open_window: OpenWindow) -> None:
    assert nameless(open_window()) == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_at_least_four_and_a_half(tokens: Tokens) -> None:
    grounds = ("window", "surface", "raised", "alternate", "selection")
    pairs = [(ink, ground) for ink in ("text", "muted") for ground in grounds]
    pairs += [("accent", ground) for ground in ("window", "surface", "accent_soft")]
    pairs += [("on_accent", "accent")]
    pairs += [(tone, f"{tone}_soft") for tone in ("success", "warning", "danger", "info", "neutral")]
    pairs += [(tone, "surface") for tone in ("success", "warning", "danger")]
    weak = [
        (ink, ground, round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2))
        for ink, ground in pairs
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_have_a_contrast_of_at_least_three(tokens: Tokens) -> None:
    for ground in ("window", "surface"):
        assert contrast(tokens.strong_border, getattr(tokens, ground)) >= 3


def test_no_two_outcomes_look_alike_without_color(qapp: object) -> None:
    pictures = set()
    for outcome in Outcome:
        badge = OutcomeBadge(outcome)
        badge.resize(badge.sizeHint())
        image = badge.grab().toImage()
        pictures.add(
            tuple(
                QColor(image.pixel(x, y)).lightness() < 150
                for x in range(min(24, image.width()))
                for y in range(image.height())
            )
        )
        badge.deleteLater()
    assert len(pictures) == len(Outcome)
    assert len(set(OUTCOMES.values())) == len(Outcome)
    assert set(OUTCOME_TONE) == set(Outcome)


def test_the_scheme_is_remembered_and_changes_every_surface(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    before = shell.grab().toImage().pixelColor(20, 400).lightness()
    shell.view.scheme_chosen.emit("dark")
    try:
        wait(lambda: shell.grab().toImage().pixelColor(20, 400).lightness() < before - 100)
        assert shell._settings.scheme == "dark"
    finally:
        theme.current_theme().set_mode("light")


def contrast(ink: str, ground: str) -> float:
    """WCAG 2.2 contrast ratio of two colors."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = []
    for part in (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()):
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
