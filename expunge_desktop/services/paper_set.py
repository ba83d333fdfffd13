"""The papers of a filing in memory: PDFs, tables, cover sheet and manifest, for printer, preview, release."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from expunge_desktop.base.errors import UsageError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL, ExhibitColumn, public_columns_of
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import (
    Manifest,
    MissingPaper,
    PaperEntry,
    PaperKind,
    ReleaseStep,
    manifest_json,
    manifest_of,
)
from expunge_desktop.documents.papers import cover_sheet as cover
from expunge_desktop.documents.papers.catalog import DOCUMENTS, Paper, make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.raster import page_count
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.csv_files import formula_safe
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.session import Session
from expunge_desktop.store import filings, policies

COVER_DOCUMENT = "D0"
COVER_FILE = "D00-cover-sheet.pdf"


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Everything that goes into a filing's folder, in memory."""

    filing: Filing
    manifest: Manifest
    papers: tuple[Paper, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest, which holds those of all files."""
        return hashlib.sha256(manifest_json(self.manifest).encode()).hexdigest()


def paper_set(
    session: Session,
    filing_id: str,
    *,
    only: frozenset[str] | None = None,
    progress: Progress | None = None,
    as_released: bool | None = None,
) -> PaperSet:
    """The papers of a filing in memory, for the preview, the preflight and the printer.

    `as_released` None takes the draft mark off once two people have released the filing.
    """
    session.require(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
    require_documents(only)
    with session.read() as connection:
        filing = stored_filing(connection, filing_id)
        releases = tuple(
            ReleaseStep(row.step, row.released_by, row.released_at)
            for row in filings.releases_of(connection, filing_id)
        )
        signature = _signature_text(connection, filing_id)
    is_released = len(releases) == 2 if as_released is None else as_released
    ordered = PaperOrder(filing, is_released, progress or SilentProgress())
    made = make_papers(ordered, wanted(only))
    papers, missing = made.papers, made.missing
    if only is None or "D5" in only:
        papers = (*papers, *_tables(filing))
    papers = tuple(sorted(papers, key=lambda one: one.entry.file))
    if only is None or COVER_DOCUMENT in only:
        sheet = _cover(filing, papers, missing, releases, signature, is_released=is_released)
        papers = (sheet, *papers)
    manifest = manifest_of(
        filing,
        is_released=is_released,
        papers=tuple(one.entry for one in papers),
        not_printed=missing,
        not_applicable=made.not_applicable,
        releases=releases,
    )
    return PaperSet(filing, manifest, papers)


def csv_bytes(columns: Sequence[ExhibitColumn], filing: Filing) -> bytes:
    """The rows of Exhibit A as CSV (UTF-8, RFC 4180), no cell a spreadsheet would run as a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.key for column in columns])
    for row in filing.rows:
        writer.writerow([formula_safe(column.text(row)) for column in columns])
    return buffer.getvalue().encode()


def _tables(filing: Filing) -> tuple[Paper, ...]:
    made = []
    for version, columns in (("confidential", CONFIDENTIAL), ("public", public_columns_of(filing.office))):
        data = csv_bytes(columns, filing)
        entry = PaperEntry(
            document="D5",
            file=f"D05-exhibit-a-{version}.csv",
            title=f"Exhibit A, schedule of convictions ({version}), machine-readable",
            kind=PaperKind.TABLE,
            pages=0,
            rows=len(filing.rows),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        made.append(Paper(entry, data))
    return tuple(made)


def _cover(
    filing: Filing,
    papers: tuple[Paper, ...],
    missing: tuple[MissingPaper, ...],
    releases: tuple[ReleaseStep, ...],
    signature: str,
    *,
    is_released: bool,
) -> Paper:
    mark = paper_mark(filing, COVER_DOCUMENT, cover.TITLE, cover.TITLE, is_released=is_released)
    data = cover.cover_sheet(filing, mark, tuple(one.entry for one in papers), missing, releases, signature)
    entry = PaperEntry(
        document=COVER_DOCUMENT,
        file=COVER_FILE,
        title=cover.TITLE,
        kind=PaperKind.COVER,
        pages=page_count(data),
        rows=0,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return Paper(entry, data)


def _signature_text(connection: Any, filing_id: str) -> str:
    record = filings.find_filing(connection, filing_id)
    signature = policies.signature_of(connection, record.policy_id) if record else None
    if signature is None:
        return "not signed off"
    return f"signed off by {signature.attorney}, adopted on {signature.adopted_on}"


def require_documents(only: frozenset[str] | None) -> None:
    """Raise UsageError when a document is asked for that there is none of, or none at all."""
    known = {COVER_DOCUMENT, *DOCUMENTS}
    if only is not None and (not only or only - known):
        unknown = ", ".join(sorted(only - known)) or "nothing"
        raise UsageError(
            "document", f"There is no paper {unknown}.", f"Papers are {', '.join(sorted(known))}."
        )
