"""Print the papers of a filing into a folder of their own, with the same rows as CSV and a manifest.

Every printing is logged with its recipient and purpose (Penal Code 11078) before its folder gets its name:
a crash leaves neither a folder that looks like a filing nor papers that no log knows.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.case_numbers import unmatched_rows
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import (
    MANIFEST_NAME,
    Manifest,
    MissingPaper,
    PaperEntry,
    manifest_json,
)
from expunge_desktop.documents.papers.catalog import Paper
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.packet_choice import EVERY_PAPER, PacketChoice, require_documents
from expunge_desktop.services.paper_masks import PaperMasks, paper_masks
from expunge_desktop.services.paper_set import FinishedSet, make_set
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE, record_release
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_list import people_in, rests_on_supplied, waiting_sentence
from expunge_desktop.services.unfinished_folder import UnfinishedFolder


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A file on disk; `pages` is 0 for a CSV."""

    document: str
    title: str
    path: Path
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PrintedPapers:
    """What was printed, and what could not be and why.

    not_applicable   papers this filing has none of, each with the reason
    unmatched        rows whose case number is not one the court writes so
    withheld         papers that may not go to this kind of recipient
    notes            what is to be known of the court's profile
    supplied         how many rows rest on facts supplied by the office, a sentence; empty when none does
    waiting          which supplied facts of its people wait for an assessment; empty when none does
    """

    filing_id: str
    status: str
    rows: int
    undecided: int
    folder: Path
    papers: tuple[PrintedPaper, ...]
    not_printed: tuple[MissingPaper, ...]
    not_applicable: tuple[MissingPaper, ...] = ()
    unmatched: tuple[int, ...] = ()
    withheld: tuple[MissingPaper, ...] = ()
    notes: tuple[str, ...] = ()
    supplied: str = ""
    waiting: str = ""


def print_papers(
    session: Session,
    filing_id: str,
    out_dir: Path,
    *,
    choice: PacketChoice = EVERY_PAPER,
    recipient: str = OWN_OFFICE,
    purpose: str = INTERNAL_REVIEW,
    kind: RecipientKind = RecipientKind.OWN_OFFICE,
    person: str = "",
    progress: Progress | None = None,
) -> PrintedPapers:
    """Write OUT/FILING/ with the papers chosen and manifest.json; each file is written when it is finished.

    Papers that may not go to that `kind` of recipient (or are not of the one `person` it is given) are left
    out and named; nothing left is refused, and so is one asked for by its number. Raises AnswerIsNoError
    then (`not-for-recipient`, `papers-missing`, `no-paper`), and when the folder exists already or there is
    no such filing; UsageError for an unknown document, EnvironmentProblemError when it cannot be written.
    """
    session.require(Right.PRINT)
    require_documents(choice)
    masks = paper_masks(session, filing_id, kind, person)
    masks.require_asked_for((choice.only or frozenset()) | choice.besides)
    folder = out_dir / filing_id
    if os.path.lexists(folder):
        raise AnswerIsNoError(
            "destination-exists",
            f"{folder} exists already, and papers printed before are never overwritten.",
            "Choose another folder for these, or move the earlier ones away.",
        )
    with UnfinishedFolder(session, folder) as unfinished:

        def take(paper: Paper) -> None:
            if masks.lets(paper.entry):
                unfinished.write(paper)

        made = make_set(session, filing_id, take, choice=choice, progress=progress)
        papers = without(made, masks)
        if not papers.manifest.papers:
            raise _nothing_left(filing_id, papers.manifest, masks)
        unfinished.write_bytes(MANIFEST_NAME, manifest_json(papers.manifest).encode())
        _log(session, papers, masks, recipient, purpose, kind)
        unfinished.give_name()
    with session.read() as connection:
        supplied = rests_on_supplied(connection).get(filing_id, "")
        waiting = waiting_sentence(connection, people_in(papers.filing), filing_id)
    return PrintedPapers(
        filing_id=filing_id,
        status=papers.manifest.status,
        rows=len(papers.filing.rows),
        undecided=papers.filing.undecided,
        folder=folder,
        papers=tuple(_printed(folder, entry) for entry in papers.manifest.papers),
        not_printed=papers.manifest.not_printed,
        not_applicable=made.manifest.not_applicable,
        unmatched=tuple(row.row_no for row in unmatched_rows(papers.filing.profile, papers.filing.rows)),
        withheld=masks.missing,
        notes=_notes(papers.filing),
        supplied=supplied,
        waiting=waiting,
    )


def without(papers: FinishedSet, masks: PaperMasks) -> FinishedSet:
    """The set as it goes out: its manifest lists the files that are there, and names those that are not."""
    if not masks.withheld:
        return papers
    kept = tuple(one for one in papers.manifest.papers if masks.goes_out(one))
    absent = (*papers.manifest.not_applicable, *masks.missing)
    return replace(papers, manifest=replace(papers.manifest, papers=kept, not_applicable=absent))


def _nothing_left(filing_id: str, manifest: Manifest, masks: PaperMasks) -> AnswerIsNoError:
    """Why there is no paper: none could be made, or none may go to this recipient, or there is none."""
    if unmade := [one for one in manifest.not_printed if masks.may_go_out(one.document)]:
        first, others = unmade[0], len(unmade) - 1
        more = f" Nor can {many(others, 'other paper')}." if others else ""
        return AnswerIsNoError(
            "papers-missing",
            f"Nothing of {filing_id} is left to print: {first.document} {first.title} cannot be made.{more}",
            first.sentence,
        )
    if masks.names:
        return masks.refusal(masks.names)
    named = "; ".join(f"{one.document} {one.title}: {one.sentence}" for one in manifest.not_applicable)
    return AnswerIsNoError("no-paper", f"{filing_id} has no such paper. {named}", "Choose other papers.")


def _log(
    session: Session,
    papers: FinishedSet,
    masks: PaperMasks,
    recipient: str,
    purpose: str,
    kind: RecipientKind,
) -> None:
    """The release log and the audit trail, before the folder gets its name (Penal Code 11078)."""
    with session.write(Right.PRINT) as tx:
        told = record_release(
            session,
            tx,
            f"papers of filing {papers.filing.id}",
            recipient=recipient,
            purpose=purpose,
            rows=len(papers.filing.rows),
            sha256=papers.digest,
            kind=kind,
            withheld=masks.names,
            files=(papers.filing.id,),
        )
        files = {one.file: one.sha256 for one in papers.manifest.papers}
        tx.audit("print-papers", papers.filing.id, told | {"files": files, "status": papers.manifest.status})


def _notes(filing: Filing) -> tuple[str, ...]:
    """What a person should know of the court's profile before filing there."""
    profile = filing.profile
    if profile.is_confirmed:
        return ()
    return (
        f"Court profile {profile.name} {profile.version} is UNCONFIRMED: nobody has asked the clerk for its "
        "limits, groups and copies.",
    )


def require_folder(out_dir: Path) -> None:
    """Raise EnvironmentProblemError when papers cannot be written there, before anything is made for it."""
    nearest = next(place for place in (out_dir, *out_dir.absolute().parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise EnvironmentProblemError(
            "cannot-write",
            f"The papers cannot be written to {out_dir}.",
            "Check that it is a folder, and that you may write there.",
        )


def _printed(folder: Path, entry: PaperEntry) -> PrintedPaper:
    return PrintedPaper(entry.document, entry.title, folder / entry.file, entry.pages, entry.sha256)
