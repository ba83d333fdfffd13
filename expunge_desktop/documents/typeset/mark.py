"""What tells one paper from another, on its pages and in its metadata."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What identifies a paper on each page and in its metadata (law/documents.md 6).

    document        D1, D5, D6 …
    title           the full title, for the metadata
    footer          the title or its clear abbreviation, at the foot of each page (CRC 2.110)
    author          the office
    filing          the filing's id, with its batch
    policy          criteria file, version and short digest
    is_released     False prints "DRAFT – NOT FILED" on each page
    language        of the text, for readers of the file
    """

    document: str
    title: str
    footer: str
    author: str
    filing: str
    policy: str
    is_released: bool
    language: str = "en-US"

    def place(self, number: int, total: int) -> str:
        """The line that tells matter, criteria and page."""
        return f"{self.filing} · {self.policy} · Page {number:,} of {total:,}"

    @property
    def subject(self) -> str:
        """The subject in the file's metadata."""
        return f"{self.title} – {self.filing}"

    @property
    def keywords(self) -> str:
        """Document, matter, criteria and status in the file's metadata."""
        status = "released" if self.is_released else "draft"
        return f"document {self.document}; {self.filing}; {self.policy}; {status}"
