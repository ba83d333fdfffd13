"""What a preflight says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors keep a filing from release; warnings and notes do not.

    A note is something to keep in mind, such as a time limit; "not run" says which check could not be made.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """One fault: the rule it offends, a sentence with its pages, the first of them (0 = the whole file)."""

    severity: Severity
    rule: str
    sentence: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class PreflightReport:
    """The findings of one PDF, errors first, and the rules it was held to, in the order of `rules.RULES`.

    sha256   of the bytes that were read
    """

    pages: int
    findings: tuple[PreflightFinding, ...]
    checked: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def errors(self) -> tuple[PreflightFinding, ...]:
        """Findings that keep a filing from release."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[PreflightFinding, ...]:
        """Findings a person should look at."""
        return self._of(Severity.WARNING)

    @property
    def held(self) -> tuple[str, ...]:
        """The rules of which nothing was found."""
        found = {one.rule for one in self.findings if one.severity is not Severity.NOTE}
        return tuple(rule for rule in self.checked if rule not in found)

    def _of(self, severity: Severity) -> tuple[PreflightFinding, ...]:
        return tuple(one for one in self.findings if one.severity is severity)


_NAMED_PAGES = 4
_ORDER = {severity: place for place, severity in enumerate(Severity)}


class Findings:
    """Collects faults page by page; the same fault on many pages becomes one sentence that names them."""

    def __init__(self) -> None:
        self._found: dict[tuple[Severity, str, str], list[int]] = {}
        self._details: dict[tuple[Severity, str, str], str] = {}

    def error(self, rule: str, what: str, page: int = 0, detail: str = "") -> None:
        """A fault that keeps a filing from release; `detail` is told of the first page only."""
        self._add(Severity.ERROR, rule, what, page, detail)

    def warning(self, rule: str, what: str, page: int = 0, detail: str = "") -> None:
        """Something a person should look at."""
        self._add(Severity.WARNING, rule, what, page, detail)

    def note(self, rule: str, what: str, page: int = 0) -> None:
        """Something to keep in mind."""
        self._add(Severity.NOTE, rule, what, page, "")

    def not_run(self, rule: str, what: str) -> None:
        """A check that could not be made."""
        self._add(Severity.NOT_RUN, rule, what, 0, "")

    def all(self) -> tuple[PreflightFinding, ...]:
        """Errors first, in the order they were found."""
        keys = sorted(self._found, key=lambda key: _ORDER[key[0]])
        return tuple(self._finding(key) for key in keys)

    def _add(self, severity: Severity, rule: str, what: str, page: int, detail: str) -> None:
        key = (severity, rule, what)
        pages = self._found.setdefault(key, [])
        if not pages or pages[-1] != page:
            pages.append(page)
        self._details.setdefault(key, detail)

    def _finding(self, key: tuple[Severity, str, str]) -> PreflightFinding:
        severity, rule, what = key
        pages, detail = self._found[key], self._details[key]
        told = f"{what} ({detail})" if detail else what
        sentence = f"{_pages(pages)}: {told}." if pages[0] else f"{told}."
        return PreflightFinding(severity, rule, sentence, pages[0])


def _pages(pages: Iterable[int]) -> str:
    named = [f"{page:,}" for page in pages]
    if len(named) == 1:
        return f"Page {named[0]}"
    if len(named) <= _NAMED_PAGES:
        return f"Pages {', '.join(named[:-1])} and {named[-1]}"
    return f"Pages {', '.join(named[:_NAMED_PAGES])} and {len(named) - _NAMED_PAGES:,} more"
