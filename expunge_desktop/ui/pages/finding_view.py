"""What law and policy say about one conviction, as text: the result, then every question with its answer."""

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser

from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.records import ConvictionDetail, ConvictionRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named
from expunge_desktop.ui.wording import OUTCOME_SENTENCES, criterion_label, day, outcome_label

UNCONFIRMED = "unconfirmed: counsel must check"
_LINK = "conviction:"


class FindingView(QTextBrowser):
    """Read-only, selectable text that a screen reader can read line by line."""

    conviction_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "Finding with its reasons")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.M)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self._detail: ConvictionDetail | None = None
        theme.current_theme().changed.connect(self._draw)

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Show the finding of a conviction."""
        is_same = self._detail is not None and self._detail.row.id == detail.row.id
        place = self.verticalScrollBar().value() if is_same else 0
        self._detail = detail
        self._draw()
        self.verticalScrollBar().setValue(place)

    def _draw(self) -> None:
        if self._detail is not None:
            self.document().setDefaultStyleSheet(theme.current_theme().document_style())
            self.setHtml(finding_html(self._detail))

    def _on_anchor_clicked(self, link: QUrl) -> None:
        if link.toString().startswith(_LINK):
            self.conviction_wanted.emit(int(link.toString().removeprefix(_LINK)))


def finding_html(detail: ConvictionDetail) -> str:
    """The finding as a document."""
    if detail.finding is None:
        return (
            "<h2>Not assessed yet</h2><p>No policy has been applied to this conviction. "
            "Decide the batch on the Import page; the person's history is below.</p>"
        )
    parts = [*_result(detail.finding, detail.assessment), *_reasons(detail.finding)]
    if detail.siblings:
        parts.append("<h3>Also under review for this person</h3>")
        parts += [_sibling(one) for one in detail.siblings]
    return "".join(parts)


def _result(finding: Finding, assessment: str) -> list[str]:
    policy, statute = finding.policy_outcome, finding.statutory_outcome
    parts = [
        f"<h2>{escape(outcome_label(policy))}</h2>",
        f"<p>{escape(OUTCOME_SENTENCES[Outcome(policy)])}</p>",
        f"<p class='muted'>{escape(assessment)}</p>",
        "<table cellspacing='0' width='100%'>",
        _pair("Criterion", criterion_label(finding.policy_criterion)),
    ]
    others = [criterion_label(code) for code in finding.criteria_held if code != finding.policy_criterion]
    if others:
        parts.append(_pair("Also holds", ", ".join(others)))
    parts.append(_pair("By the statute alone", f"{outcome_label(statute)}. {finding.statutory_reason}"))
    if finding.route:
        parts.append(_pair("Route", f"HS {finding.route}"))
    if finding.is_sealed is not None:
        parts.append(
            _pair("Sealing", "Sealed by the statute" if finding.is_sealed else "Not sealed by the statute")
        )
    parts.append(_pair("Confidence", finding.confidence))
    parts.append("</table>")
    return parts


def _reasons(finding: Finding) -> list[str]:
    parts: list[str] = []
    if finding.review_codes:
        codes = ", ".join(escape(code) for code in finding.review_codes)
        is_open = finding.policy_outcome == Outcome.HAND_REVIEW
        heading = "Why a person must look" if is_open else "Open questions under the statute"
        parts.append(f"<h3>{heading}</h3><p class='unknown'>{codes}</p>")
    if finding.missing_facts:
        parts.append("<h3>Missing facts</h3>")
        parts += [f"<p>• {escape(fact)}</p>" for fact in finding.missing_facts]
    if finding.disputes:
        numbers = ", ".join(str(one) for one in finding.disputes)
        parts.append(f"<h3>Reasonable lawyers differ</h3><p>Point {numbers} of the dispute register.")
        other = escape(_in_words(finding.alternative))
        parts.append(f" On the other reading: {other}.</p>" if other else "</p>")
    if finding.steps:
        parts.append("<h3>Step by step</h3><table cellspacing='0' width='100%'>")
        parts += [_step(number, one) for number, one in enumerate(finding.steps, 1)]
        parts.append("</table>")
    return parts


def _in_words(alternative: str) -> str:
    """ "REDESIGNATE_MISDEMEANOR: if …" with the outcome's label."""
    code, colon, rest = alternative.partition(":")
    return f"{outcome_label(code)}{colon}{rest}" if code in Outcome.__members__ else alternative


def _step(number: int, step: Step) -> str:
    answer = str(step.answer).lower()
    kind = answer if answer in ("yes", "no", "unknown") else "strong"
    citation = f"<br><span class='muted'>{escape(step.citation)}</span>" if step.citation else ""
    flag = f" <span class='flag'>[{UNCONFIRMED}]</span>" if step.is_unconfirmed else ""
    because = f"<br>{escape(step.because)}" if step.because else ""
    return (
        f"<tr><td class='muted' align='right' width='5%'>{number}</td>"
        f"<td width='95%'><span class='strong'>{escape(step.question)}</span> "
        f"<span class='{kind}'>{escape(str(step.answer).upper())}</span>{because}{citation}{flag}</td></tr>"
    )


def _pair(key: str, value: str) -> str:
    return f"<tr><td class='muted' width='26%'>{escape(key)}</td><td width='74%'>{escape(value)}</td></tr>"


def _sibling(one: ConvictionRow) -> str:
    text = f"{one.code_section} · case {one.case_number or 'unknown'} · {day(one.conviction_on)}"
    return (
        f"<p><a href='{_LINK}{one.id}'>{escape(text)}</a> "
        f"<span class='muted'>{escape(outcome_label(one.final_outcome))}</span></p>"
    )
