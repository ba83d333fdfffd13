"""What a preflight says."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors keep a filing from release; warnings do not; "not run" says which check could not be made."""

    ERROR = "error"
    WARNING = "warning"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """One fault: the rule it offends, and a sentence with the page."""

    severity: Severity
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PreflightReport:
    """The findings of one PDF, in the order of the checks."""

    pages: int
    findings: tuple[PreflightFinding, ...]

    @property
    def errors(self) -> tuple[PreflightFinding, ...]:
        """Findings that keep a filing from release."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[PreflightFinding, ...]:
        """Findings a person should look at."""
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)


def error(rule: str, sentence: str) -> PreflightFinding:
    """An error."""
    return PreflightFinding(Severity.ERROR, rule, sentence)


def warning(rule: str, sentence: str) -> PreflightFinding:
    """A warning."""
    return PreflightFinding(Severity.WARNING, rule, sentence)


def not_run(rule: str, sentence: str) -> PreflightFinding:
    """A check that could not be made."""
    return PreflightFinding(Severity.NOT_RUN, rule, sentence)
