"""The papers of a filing, made one after the other and handed on as they are finished.

Whoever wants them says where each file goes: to disk, to the preview, or nowhere but to the preflight. So a
packet of a whole county is never held in memory at once. Made last are the papers that list the others: the
clerk's transmittal, the certificate of conformity, and the office's own cover sheet.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.archive import to_archive
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
from expunge_desktop.documents.papers import conformity, transmittal
from expunge_desktop.documents.papers import cover_sheet as cover
from expunge_desktop.documents.papers.catalog import Paper, entry_of, made_one_by_one, why_not
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import missing_for, missing_sentence, paper_mark
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import PreflightReport
from expunge_desktop.documents.raster import page_count
from expunge_desktop.services.check_papers import confidential_values, is_pdf
from expunge_desktop.services.evidence import evidence_bytes
from expunge_desktop.services.exhibit_tables import exhibit_tables
from expunge_desktop.services.file_names import FileNames
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.packet_choice import (
    CONFORMITY,
    COVER,
    EVERY_PAPER,
    TRANSMITTAL,
    PacketChoice,
    require_documents,
)
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden_filing
from expunge_desktop.services.session import Session
from expunge_desktop.store import filings, policies

EXHIBIT = "D5"
COVER_FILE = "D00-cover-sheet.pdf"
Take = Callable[[Paper], None]


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A filing whose papers were made and handed on: what lies in its folder, and what preflight says.

    `reports` are those of the PDFs, by file, empty unless they or the certificate (D19) were asked for.
    """

    filing: Filing
    manifest: Manifest
    reports: dict[str, PreflightReport]

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest, which holds those of all files."""
        return hashlib.sha256(manifest_json(self.manifest).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Everything that goes into a filing's folder, in memory: for the preview."""

    filing: Filing
    manifest: Manifest
    papers: tuple[Paper, ...]


def paper_set(
    session: Session,
    filing_id: str,
    *,
    choice: PacketChoice = EVERY_PAPER,
    progress: Progress | None = None,
    as_released: bool | None = None,
) -> PaperSet:
    """The papers of a filing in memory, in the order of their names."""
    session.require(Right.SEE_FILINGS)
    papers: list[Paper] = []
    made = make_set(
        session, filing_id, papers.append, choice=choice, progress=progress, as_released=as_released
    )
    papers.sort(key=lambda one: one.entry.file)
    return PaperSet(made.filing, made.manifest, tuple(papers))


def make_set(
    session: Session,
    filing_id: str,
    take: Take,
    *,
    choice: PacketChoice = EVERY_PAPER,
    progress: Progress | None = None,
    as_released: bool | None = None,
    is_checked: bool = False,
) -> FinishedSet:
    """Make the papers of a filing and hand each finished file to `take`.

    `as_released` None takes the draft mark off once two people have released the filing; `is_checked` reads
    every PDF back. Raises UsageError for an unknown document, AnswerIsNoError when there is no such filing.
    """
    session.require(Right.SEE_FILINGS)
    require_documents(choice)
    progress = progress or SilentProgress()
    with session.read() as connection:
        refuse_hidden_filing(connection, filing_id)
        filing = stored_filing(connection, filing_id)
        releases = _releases(connection, filing_id)
        signature = _signature_text(connection, filing_id)
    is_released = len(releases) == 2 if as_released is None else as_released
    ordered = PaperOrder(
        filing, is_released, progress, read_evidence=evidence_reader(session), is_split=choice.is_split
    )
    at_work = _SetAtWork(ordered, choice, take, releases, signature, is_checked=is_checked)
    return at_work.made()


class _SetAtWork:
    """One set while it is made: what is finished so far, and what could not be."""

    def __init__(
        self,
        ordered: PaperOrder,
        choice: PacketChoice,
        take: Take,
        releases: tuple[ReleaseStep, ...],
        signature: str,
        *,
        is_checked: bool,
    ) -> None:
        self._ordered, self._filing, self._choice, self._take = ordered, ordered.filing, choice, take
        self._releases, self._signature = releases, signature
        self._is_checked = is_checked
        self._names = FileNames(ordered.filing)
        self._secrets = confidential_values(ordered.filing)
        self._entries: list[PaperEntry] = []
        self._kept: list[PaperEntry] = []
        self._missing: list[MissingPaper] = []
        self._absent: list[MissingPaper] = []
        self._reports: dict[str, PreflightReport] = {}

    def made(self) -> FinishedSet:
        """Make everything: papers, tables, then what lists them."""
        for one in made_one_by_one(self._ordered, self._choice.recipes):
            if self._choice.has(one.recipe.document):
                self._missing += one.missing
                self._absent += (one.absent,) if one.absent is not None else ()
            for paper in one.papers:
                self._finish(paper)
            if one.recipe.document == EXHIBIT and one.papers:
                for paper in exhibit_tables(self._filing):
                    self._finish(paper)
        last = (
            (TRANSMITTAL, self._transmittal),
            (CONFORMITY, self._conformity),
            (COVER, self._cover),
        )
        for document, make in last:
            if self._choice.is_made(document) and (listing := make()) is not None:
                self._finish(listing)
        return FinishedSet(self._filing, self._manifest(self._kept), self._reports)

    def _finish(self, paper: Paper) -> None:
        """Name a file, read it back if that is wanted, and hand it on."""
        paper = replace(paper, entry=self._names.named(paper.entry))
        if self._choice.is_archive and is_pdf(paper.entry.file):
            try:
                data = to_archive(paper.data)
            except AnswerIsNoError as refused:
                missing = MissingPaper(paper.entry.document, paper.entry.title, str(refused))
                self._missing.append(missing)
                return
            paper = Paper(replace(paper.entry, sha256=hashlib.sha256(data).hexdigest()), data)
        self._entries.append(paper.entry)
        if is_pdf(paper.entry.file) and (self._is_checked or self._choice.is_made(CONFORMITY)):
            self._ordered.progress.report(0, 0, f"{paper.entry.file} is read back")
            manifest = self._manifest([paper.entry])
            self._reports[paper.entry.file] = preflight(
                paper.data, paper.entry.file, manifest, self._secrets, self._ordered.progress
            )
        if self._choice.has(paper.entry.document):
            self._kept.append(paper.entry)
            self._take(paper)

    def _transmittal(self) -> Paper | None:
        """D14, the letter to the clerk with every file and its SHA-256."""
        recipe = transmittal.RECIPE
        if why := why_not(recipe, self._filing):
            self._absent.append(MissingPaper(recipe.document, recipe.title, why))
        elif lacking := missing_for(self._filing.office, recipe.needs):
            self._missing.append(MissingPaper(recipe.document, recipe.title, missing_sentence(lacking)))
        else:
            part = transmittal.transmittal(self._ordered, self._in_order(self._entries))
            return Paper(entry_of(recipe, part), part.data)
        return None

    def _conformity(self) -> Paper:
        """D19, what the preflight found in every PDF finished so far."""
        part = conformity.conformity(self._ordered, self._reports)
        return Paper(entry_of(conformity.RECIPE, part), part.data)

    def _cover(self) -> Paper:
        """D0, the office's own sheet with the head of the audit chain."""
        title, filing = cover.TITLE, self._filing
        mark = paper_mark(filing, COVER, title, title, is_released=self._ordered.is_released)
        entries, missing = self._in_order(self._entries), tuple(self._missing)
        data = cover.cover_sheet(filing, mark, entries, missing, self._releases, self._signature)
        return Paper(own_entry(COVER, COVER_FILE, title, data), data)

    def _manifest(self, entries: list[PaperEntry]) -> Manifest:
        return manifest_of(
            self._filing,
            is_released=self._ordered.is_released,
            papers=self._in_order(entries),
            not_printed=tuple(self._missing),
            not_applicable=tuple(self._absent),
            releases=self._releases,
        )

    @staticmethod
    def _in_order(entries: list[PaperEntry]) -> tuple[PaperEntry, ...]:
        return tuple(sorted(entries, key=lambda one: one.file))


def own_entry(document: str, file: str, title: str, data: bytes) -> PaperEntry:
    """The manifest's line of a paper of the office's own, which is never filed."""
    return PaperEntry(
        document=document,
        file=file,
        title=title,
        kind=PaperKind.COVER,
        pages=page_count(data),
        rows=0,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def evidence_reader(session: Session) -> Callable[[str], bytes]:
    """Reads attached documents for the papers that bind them. Raises KeyError when there is none."""

    def read(sha256: str) -> bytes:
        with session.read() as connection:
            content = evidence_bytes(connection, sha256)
        if content is None:
            raise KeyError(sha256)
        return content

    return read


def _releases(connection: Any, filing_id: str) -> tuple[ReleaseStep, ...]:
    rows = filings.releases_of(connection, filing_id)
    return tuple(ReleaseStep(row.step, row.released_by, row.released_at) for row in rows)


def _signature_text(connection: Any, filing_id: str) -> str:
    record = filings.find_filing(connection, filing_id)
    signature = policies.signature_of(connection, record.policy_id) if record else None
    if signature is None:
        return "not signed off"
    return f"signed off by {signature.attorney}, adopted on {signature.adopted_on}"
