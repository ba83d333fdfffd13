"""One policy in words: its sign-off, criteria and switches, and what differs from another."""

from collections.abc import Iterator
from html import escape

from PySide6.QtWidgets import QTextBrowser

from expunge_desktop.services.policies import PolicyInfo
from expunge_desktop.services.policy_diff import Difference
from expunge_desktop.services.policy_words import UNCONFIRMED
from expunge_desktop.services.show_policy import PolicyDescription, SwitchLine, combined_in_words
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named
from expunge_desktop.ui.wording import day, instant


class PolicyView(QTextBrowser):
    """Read-only, selectable text that a screen reader can read line by line."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "The policy in words")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.M)
        self._shown: PolicyDescription | None = None
        self._other: PolicyInfo | None = None
        self._differences: tuple[Difference, ...] = ()
        theme.current_theme().changed.connect(self._draw)

    @property
    def shown(self) -> PolicyDescription | None:
        """The policy shown, None before the first."""
        return self._shown

    def show_policy(
        self, shown: PolicyDescription, other: PolicyInfo | None, differences: tuple[Difference, ...]
    ) -> None:
        """Show a policy, with what differs from another one first if one is given."""
        self._shown, self._other, self._differences = shown, other, differences
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        parts = [*_head(self._shown)]
        if self._other is not None:
            parts += _differences(self._other, self._differences)
        parts += [*_criteria(self._shown), *_switches(self._shown)]
        self.document().setDefaultStyleSheet(theme.current_theme().document_style())
        self.setHtml("".join(parts))


def signed_line(info: PolicyInfo) -> str:
    """By whom and when, as lists and the page say it."""
    if not info.is_signed:
        return "Not signed off: papers can be made under it, not released."
    recorded = f", recorded {instant(info.signed_at)} by {info.signed_by}" if info.signed_at else ""
    return f"Signed off by {info.attorney}, adopted {day(info.adopted_on)}{recorded}."


def origin_line(info: PolicyInfo) -> str:
    """Where the policy comes from."""
    if info.is_shipped:
        return "Comes with the program."
    return f"Added {instant(info.added_at)} by {info.added_by}."


def _head(shown: PolicyDescription) -> Iterator[str]:
    info, policy = shown.info, shown.policy
    yield f"<h2>{escape(policy.title)}</h2>"
    later = "" if info.is_newest else " A later version exists."
    yield (
        f"<p class='muted'>{escape(policy.name)}, version {escape(policy.version)}. "
        f"{escape(origin_line(info))}{later}</p>"
    )
    yield f"<p>{escape(signed_line(info))}</p>"
    if policy.is_unconfirmed:
        yield f"<p class='flag'>Unconfirmed: {escape(UNCONFIRMED)}.</p>"
    if policy.source:
        yield f"<p><span class='strong'>Source.</span> {escape(policy.source)}</p>"
    if not policy.is_expanding:
        yield "<p>It gives what the statute gives and nothing more.</p>"


def _differences(other: PolicyInfo, differences: tuple[Difference, ...]) -> Iterator[str]:
    yield f"<h3>Differences from {escape(other.name)}, version {escape(other.version)}</h3>"
    if not differences:
        yield "<p>They decide alike: no criterion and no switch differs.</p>"
        return
    yield "<table cellspacing='0' width='100%'>"
    yield (
        "<tr><td class='muted' width='24%'></td><td class='muted' width='38%'>This policy</td>"
        "<td class='muted' width='38%'>The other</td></tr>"
    )
    for one in differences:
        yield (
            f"<tr><td class='strong'>{escape(one.what)}</td><td>{escape(one.first) or '–'}</td>"
            f"<td>{escape(one.second) or '–'}</td></tr>"
        )
    yield "</table>"


def _criteria(shown: PolicyDescription) -> Iterator[str]:
    if shown.first_dismissals:
        yield "<h3>Dismissed first, before any screen</h3><table cellspacing='0' width='100%'>"
        for word, meaning in shown.first_dismissals:
            yield _pair(word, escape(meaning))
        yield "</table>"
    if shown.criteria:
        yield f"<h3>Criteria: {combined_in_words(shown.policy)} dismisses</h3>"
        yield "<table cellspacing='0' width='100%'>"
        for report, title, asked in shown.criteria:
            yield _pair(report, f"<span class='strong'>{escape(title)}</span><br>{escape(asked)}")
        yield "</table>"


def _switches(shown: PolicyDescription) -> Iterator[str]:
    yield "<h3>Switches: points on which reasonable lawyers differ</h3>"
    yield "<table cellspacing='0' width='100%'>"
    for one in shown.switches:
        yield _pair(one.name, _switch(one))
    yield "</table>"
    yield f"<p class='muted'>SHA-256 of the text: {escape(shown.policy.digest)}</p>"


def _switch(one: SwitchLine) -> str:
    others = [
        f"{escape(word)}: {escape(meaning)}" for word, meaning in one.entry.choices if word != one.value
    ]
    dispute = f" Dispute {one.dispute}: {one.dispute_title}." if one.dispute else ""
    behind = escape(f"{one.entry.otherwise}{dispute} [{one.entry.citation}]")
    return (
        f"{escape(one.entry.title)}<br><span class='strong'>{escape(one.value)}: {escape(one.meaning)}</span>"
        f"<br>Otherwise {'; '.join(others)}"
        f"<br><span class='muted'>{behind}</span>"
    )


def _pair(key: str, value: str) -> str:
    # A word with underscores breaks nowhere: a gap of no width lets it wrap.
    shown = escape(key).replace("_", "_&#8203;")
    return f"<tr><td class='muted' width='24%'>{shown}</td><td width='76%'>{value}</td></tr>"
