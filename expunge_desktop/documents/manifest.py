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

    COVER = "cover"  # the office's own, never filed: cover sheet, quality report, conformity, worksheets
    PLEADING = "pleading"  # on numbered lines, CRC 2.100 ff.
    MERGED_PLEADINGS = "merged-pleadings"  # many short pleadings in one file, each numbered from 1
    LETTER = "letter"  # to a person or an office, not filed with the court
    EXHIBIT = "exhibit"
    PUBLIC_EXHIBIT = "public-exhibit"
    TABLE = "table"  # CSV or XLSX


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One file: `pages` is 0 for a table, `rows` 0 for a paper without a schedule.

    volume, volumes     1 of 1 unless the court's limits split the paper
    first_row, last_row numbers of the rows of Exhibit A it holds; 0 where it holds none
    """

    document: str
    file: str
    title: str
    kind: PaperKind
    pages: int
    rows: int
    sha256: str
    volume: int = 1
    volumes: int = 1
    first_row: int = 0
    last_row: int = 0


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
    """The whole folder.

    max_pages, max_megabytes   what the court takes in one file, by its profile; 0 = no limit
    """

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
    not_applicable: tuple[MissingPaper, ...] = ()
    releases: tuple[ReleaseStep, ...] = ()
    max_pages: int = 0
    max_megabytes: float = 0.0
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
    not_applicable: tuple[MissingPaper, ...] = (),
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
        not_applicable=not_applicable,
        releases=releases,
        max_pages=filing.profile.max_pages,
        max_megabytes=filing.profile.max_megabytes,
    )


def manifest_json(manifest: Manifest) -> str:
    """The file's text: sorted keys, indented, a line feed at the end."""
    return json.dumps(to_plain(manifest), sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def manifest_from_json(text: str) -> Manifest:
    """The manifest again. Raises ValueError or TypeError when the text is not one."""
    try:
        data: dict[str, Any] = json.loads(text)
        return from_plain(Manifest, data)
    except (LookupError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error}") from None
