"""The PDF under check, and what a part of the preflight is."""

from dataclasses import dataclass, field

from expunge_desktop.documents.manifest import Manifest, PaperEntry, PaperKind
from expunge_desktop.documents.preflight.known import NOTHING_KNOWN, Known
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.report import Findings

EXHIBITS = (PaperKind.EXHIBIT, PaperKind.PUBLIC_EXHIBIT)
PLEADINGS = (PaperKind.PLEADING, PaperKind.MERGED_PLEADINGS)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked, and what is known of it.

    document    D1 … of our own papers, else empty
    title       from the metadata
    is_own      made by this program: held to its promises too, not only to the rules of court
    """

    data: bytes
    kind: PaperKind
    document: str = ""
    title: str = ""
    is_own: bool = False
    manifest: Manifest | None = None
    entry: PaperEntry | None = None
    known: Known = NOTHING_KNOWN
    findings: Findings = field(default_factory=Findings)

    def promise(self, rule: str, what: str, page: int = 0, detail: str = "") -> None:
        """A fault against what this program promises of its own papers; of others, a warning."""
        fault = self.findings.error if self.is_own else self.findings.warning
        fault(rule, what, page, detail)


class Check:
    """One part of the preflight: sees every page once, in order, and keeps little of it.

    rules   the keys of the rules it holds the paper to
    """

    rules: tuple[str, ...] = ()

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.findings = subject.findings

    def page(self, page: PageItems) -> None:
        """Look at the next page."""
        self._page(page)

    def end(self) -> None:
        """After the last page."""
        self._end()

    def _page(self, page: PageItems) -> None:
        """What the part looks for on a page."""

    def _end(self) -> None:
        """What it can only say at the end."""
