"""One conviction explained, as text: the memo of the worksheet, with links to the person's other ones."""

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.explanation import Explanation
from expunge_desktop.services.explanation_memo import Grid, Item, Question, Section, Term, memo_of
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named
from expunge_desktop.ui.pages.law_links import MEANING, with_meanings
from expunge_desktop.ui.shown_text import shown
from expunge_desktop.ui.wording import OUTCOME_SENTENCES, day, outcome_label

_LINK = "conviction:"
_NO_ASSESSMENT = (
    "<h2>Not assessed yet</h2><p>No policy has been applied to this conviction. "
    "Decide the batch on the Import page; the record is below.</p>"
)


class FindingView(QTextBrowser):
    """Read-only, selectable text that a screen reader can read line by line."""

    conviction_wanted = Signal(int)
    meaning_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "Finding with its reasons")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.M)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self._explanation: Explanation | None = None
        theme.current_theme().changed.connect(self._draw)

    def show_explanation(self, explanation: Explanation) -> None:
        """Show the explanation of a conviction."""
        before = self._explanation
        is_same = before is not None and before.detail.row.id == explanation.detail.row.id
        place = self.verticalScrollBar().value() if is_same else 0
        self._explanation = explanation
        self._draw()
        self.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Show nobody."""
        self._explanation = None
        super().clear()

    def _draw(self) -> None:
        if self._explanation is not None:
            self.document().setDefaultStyleSheet(theme.current_theme().document_style())
            self.setHtml(shown(with_meanings(finding_html(self._explanation), self._explanation)))

    def _on_anchor_clicked(self, link: QUrl) -> None:
        wanted = link.toString()
        if wanted.startswith(_LINK):
            self.conviction_wanted.emit(int(wanted.removeprefix(_LINK)))
        elif wanted.startswith(MEANING):
            self.meaning_wanted.emit(wanted.removeprefix(MEANING))


def finding_html(explanation: Explanation) -> str:
    """The explanation as a document."""
    detail, finding = explanation.detail, explanation.finding
    parts = [_NO_ASSESSMENT] if finding is None else _heading(finding.policy_outcome, detail.assessment)
    sections = memo_of(explanation).sections
    if finding is not None:
        sections = sections[1:]  # the head of the page names person, case and offense
    for number, section in enumerate(sections, 1):
        parts += _section(number, section)
    if detail.siblings:
        parts.append("<h3>Also under review for this person</h3>")
        parts += [_sibling(one) for one in detail.siblings]
    return "".join(parts)


def _heading(outcome: Outcome, assessment: str) -> list[str]:
    return [
        f"<h2>{escape(outcome_label(outcome))}</h2>",
        f"<p>{escape(OUTCOME_SENTENCES[outcome])}</p>",
        f"<p class='muted'>{escape(assessment)}</p>",
    ]


def _section(number: int, section: Section) -> list[str]:
    parts = [f"<h3>{number}. {escape(section.title)}</h3>"]
    is_table = False
    for item in section.items:
        row = _row(item)
        if bool(row) != is_table:
            parts.append("<table cellspacing='0' width='100%'>" if row else "</table>")
            is_table = bool(row)
        parts.append(row or _block(item))
    return [*parts, "</table>"] if is_table else parts


def _row(item: Item) -> str:
    """An item that stands in a table of two columns with its neighbors; empty for one that stands alone."""
    if isinstance(item, Term):
        remark = f"<br><span class='muted'>{escape(item.remark)}</span>" if item.remark else ""
        return (
            f"<tr><td class='muted' width='26%'>{escape(item.name)}</td>"
            f"<td width='74%'>{escape(item.text)}{remark}</td></tr>"
        )
    return _question(item) if isinstance(item, Question) else ""


def _question(item: Question) -> str:
    answer = item.answer.lower()
    kind = answer if answer in ("yes", "no", "unknown") else "strong"
    citation = f"<br><span class='muted'>{escape(item.authority)}</span>" if item.authority else ""
    flag = f" <span class='flag'>[{escape(item.mark)}]</span>" if item.mark else ""
    because = f"<br>{escape(item.because)}" if item.because else ""
    return (
        f"<tr><td class='muted' align='right' width='5%'>{escape(item.label)}</td>"
        f"<td width='95%'><span class='strong'>{escape(item.question)}</span> "
        f"<span class='{kind}'>{escape(item.answer)}</span>{because}{citation}{flag}</td></tr>"
    )


def _block(item: Item) -> str:
    if isinstance(item, Grid):
        return _grid(item)
    text = escape(getattr(item, "text", ""))
    return (
        f"<p><span class='strong'>{text}</span></p>"
        if getattr(item, "is_strong", False)
        else f"<p>{text}</p>"
    )


def _grid(item: Grid) -> str:
    widths = [round(100 * share) for share in item.shares]
    head = _cells([f"<span class='strong'>{escape(text)}</span>" for text in item.headings], widths)
    rows = [_cells([escape(text) for text in row], widths) for row in item.rows]
    return f"<table cellspacing='0' cellpadding='2' width='100%'>{head}{''.join(rows)}</table>"


def _cells(texts: list[str], widths: list[int]) -> str:
    cells = zip(texts, widths, strict=True)
    return "<tr>" + "".join(f"<td width='{width}%'>{text}</td>" for text, width in cells) + "</tr>"


def _sibling(one: ConvictionRow) -> str:
    text = f"{one.code_section} · case {one.case_number or 'unknown'} · {day(one.conviction_on)}"
    return (
        f"<p><a href='{_LINK}{one.id}'>{escape(text)}</a> "
        f"<span class='muted'>{escape(outcome_label(one.final_outcome))}</span></p>"
    )
