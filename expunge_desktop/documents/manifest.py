"""manifest.json: what lies in a filing's folder, so that a clerk and our own preflight can check it."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from expunge_desktop.documents.filing import Filing, substance_digest
from expunge_desktop.documents.records import from_plain, to_plain

MANIFEST_NAME = "manifest.json"
FORMAT = 1


class PaperKind(StrEnum):
    """Which rules a file is held to."""

    COVER = "cover"
    PLEADING = "pleading"
    EXHIBIT = "exhibit"
    PUBLIC_EXHIBIT = "public-exhibit"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One file: `pages` is 0 for a table, `rows` 0 for a paper without a schedule."""

    document: str
    file: str
    title: str
    kind: PaperKind
    pages: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A paper that was not printed, and why."""

    document: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """One of the two signatures of a release: `prepared` or `approved`."""

    step: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole folder."""

    filing: str
    status: str  # draft | released
    as_of: str
    policy: str
    policy_digest: str
    law_digest: str
    content_digest: str
    audit_head: str
    rows: int
    rows_per_schedule: dict[str, int]
    undecided: int
    papers: tuple[PaperEntry, ...]
    not_printed: tuple[MissingPaper, ...] = ()
    releases: tuple[ReleaseStep, ...] = ()
    format: int = FORMAT

    @property
    def is_released(self) -> bool:
        """The papers may be filed and bear no draft mark."""
        return self.status == "released"

    def entry(self, file: str) -> PaperEntry | None:
        """The entry of a file name."""
        return next((paper for paper in self.papers if paper.file == file), None)


def manifest_of(
    filing: Filing,
    *,
    is_released: bool,
    papers: tuple[PaperEntry, ...],
    not_printed: tuple[MissingPaper, ...],
    releases: tuple[ReleaseStep, ...],
) -> Manifest:
    """The manifest of a filing's folder."""
    return Manifest(
        filing=filing.id,
        status="released" if is_released else "draft",
        as_of=filing.as_of,
        policy=f"{filing.policy.name} {filing.policy.version}",
        policy_digest=filing.policy.digest,
        law_digest=filing.law_digest,
        content_digest=substance_digest(filing),
        audit_head=filing.audit_head,
        rows=len(filing.rows),
        rows_per_schedule={str(number): count for number, count in filing.counts.items()},
        undecided=filing.undecided,
        papers=papers,
        not_printed=not_printed,
        releases=releases,
    )


def manifest_json(manifest: Manifest) -> str:
    """The file's text: sorted keys, indented, a line feed at the end."""
    return json.dumps(to_plain(manifest), sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def manifest_from_json(text: str) -> Manifest:
    """The manifest again. Raises ValueError or TypeError when the text is not one."""
    data: dict[str, Any] = json.loads(text)
    return from_plain(Manifest, data)
