"""Decisions and notes on one conviction, newest first."""

from html import escape

from PySide6.QtWidgets import QTextBrowser

from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named
from expunge_desktop.ui.shown_text import shown
from expunge_desktop.ui.wording import action_label, instant, outcome_label


class RemarksView(QTextBrowser):
    """What people said about the conviction; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Notes and decisions")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.M)
        self._detail: ConvictionDetail | None = None
        theme.current_theme().changed.connect(self._draw)

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Show the remarks on a conviction."""
        self._detail = detail
        self._draw()

    def clear(self) -> None:
        """Show nobody."""
        self._detail = None
        super().clear()

    def _draw(self) -> None:
        if self._detail is not None:
            self.document().setDefaultStyleSheet(theme.current_theme().document_style())
            self.setHtml(shown(remarks_html(self._detail)))


def remarks_html(detail: ConvictionDetail) -> str:
    """Decisions and notes as one document."""
    remarks = [
        (
            one.decided_at,
            f"<p><span class='strong'>{escape(action_label(one.action))}: "
            f"{escape(outcome_label(one.outcome))}</span>"
            f"<br>{escape(one.reason)}",
            one.decided_by,
        )
        for one in detail.decisions
    ]
    remarks += [
        (one.written_at, f"<p>{escape(one.text).replace(chr(10), '<br>')}", one.written_by)
        for one in detail.notes
    ]
    if not remarks:
        return (
            "<p class='muted'>No decision and no note yet. "
            "C confirms, O overrides, H holds, N writes a note.</p>"
        )
    return "".join(
        f"{text}<br><span class='muted'>{escape(by)}, {escape(instant(at))}</span></p>"
        for at, text, by in sorted(remarks, reverse=True)
    )
