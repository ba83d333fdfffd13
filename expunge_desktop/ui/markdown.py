"""Markdown in the interface font: its heaviest bundled weight is semibold, which nothing has to imitate."""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

from expunge_desktop.ui import theme


def show_markdown(view: QTextBrowser, text: str) -> None:
    """Show the text in the colors in force, from its beginning."""
    source = QTextDocument()
    source.setDefaultFont(view.font())
    source.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    view.document().setDefaultStyleSheet(theme.current_theme().document_style())
    view.setHtml(source.toHtml().replace("font-weight:700", "font-weight:600"))
