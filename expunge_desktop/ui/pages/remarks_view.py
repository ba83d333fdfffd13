"""Decisions and notes on one conviction, newest first, and the documents attached to them."""

from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from expunge_desktop.services.records import ConvictionDetail, DecisionRecord
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.form import named
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.attached_papers import AttachedPapers
from expunge_desktop.ui.shown_text import shown
from expunge_desktop.ui.wording import action_label, instant, outcome_label, plural


class RemarksView(QWidget):
    """What people said about the conviction, which cannot be changed, and the documents they attached."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self.attached = AttachedPapers(context, notice)
        self.list = QTextBrowser()
        named(self.list, "Notes and decisions")
        self.list.setOpenLinks(False)
        self.list.setTabChangesFocus(True)
        self.list.document().setDocumentMargin(theme.M)
        self._detail: ConvictionDetail | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.XS, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self.attached)
        layout.addWidget(self.list, 1)
        theme.current_theme().changed.connect(self._draw)

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Show the remarks on a conviction."""
        self._detail = detail
        self.attached.show_detail(detail)
        self._draw()

    def clear(self) -> None:
        """Show nobody."""
        self._detail = None
        self.attached.clear()
        self.list.clear()

    def _draw(self) -> None:
        if self._detail is not None:
            self.list.document().setDefaultStyleSheet(theme.current_theme().document_style())
            self.list.setHtml(shown(remarks_html(self._detail)))


def remarks_html(detail: ConvictionDetail) -> str:
    """Decisions and notes as one document."""
    remarks = [
        (
            one.decided_at,
            f"<p><span class='strong'>{escape(action_label(one.action))}: "
            f"{escape(outcome_label(one.outcome))}</span>"
            f"<br>{escape(one.reason)}{_attached(one)}",
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


def _attached(one: DecisionRecord) -> str:
    return "".join(
        f"<br>Attached: {escape(paper.name)}, {plural(paper.pages, 'page')}" for paper in one.evidence
    )
