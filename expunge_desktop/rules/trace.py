"""The path of rules that decided and, when asked for, every question with its answer."""

from expunge_desktop.domain.finding import Step
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import Source

_SUREST_FIRST = ("high", "medium", "low")


class Trace:
    """Collects while deciding; the same calls are made with and without explanation."""

    __slots__ = ("_law", "confidence", "is_explaining", "path", "steps")

    def __init__(self, law: LawBook, is_explaining: bool) -> None:
        self._law = law
        self.is_explaining = is_explaining
        self.path: list[str] = []
        self.steps: list[Step] = []
        self.confidence = "high"

    def decided(self, rule: str, answer: str, because: str = "") -> None:
        """The rule's answer took part in the result."""
        if rule not in self.path:
            self.path.append(rule)
        if self.is_explaining:
            self.asked(rule, answer, because)
        elif text := self._law.rules.get(rule):
            self.rely_on(text.source)

    def asked(self, rule: str, answer: str, because: str = "") -> None:
        """The rule was asked and let the decision go on. Costs nothing unless explaining."""
        if not self.is_explaining:
            return
        question, source = self._text(rule)
        self.steps.append(
            Step(rule, question, answer, because, source.citation, source.confidence, source.is_unconfirmed)
        )
        if rule in self.path:
            self.rely_on(source)

    def rely_on(self, source: Source) -> None:
        """The result is no surer than this source."""
        self.confidence = max(self.confidence, source.confidence, key=_SUREST_FIRST.index)

    def _text(self, rule: str) -> tuple[str, Source]:
        if text := self._law.rules.get(rule):
            return text.question, text.source
        if row := self._law.rows.get(rule):
            return f"For {row.title}: what does the law of today give?", row.source
        for row in self._law.rows.values():
            for aggravator in row.aggravators:
                if aggravator.id == rule:
                    return f"Does it stay a felony because of {aggravator.reason}?", aggravator.source
        raise KeyError(rule)
