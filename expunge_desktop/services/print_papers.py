"""Print the papers of a filing into a folder of their own, with the same rows as CSV and a manifest.

Every printing is logged with its recipient and purpose (Penal Code 11078) before its folder gets its name:
a crash leaves neither a folder that looks like a filing nor papers that no log knows.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.manifest import MANIFEST_NAME, MissingPaper, PaperEntry, manifest_json
from expunge_desktop.services.paper_set import PaperSet, paper_set
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE, record_release
from expunge_desktop.services.session import Session

OWNER_ONLY_FILE, OWNER_ONLY_FOLDER = 0o600, 0o700


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
    """What was printed, and what could not be and why."""

    filing_id: str
    status: str
    rows: int
    undecided: int
    folder: Path
    papers: tuple[PrintedPaper, ...]
    not_printed: tuple[MissingPaper, ...]


def print_papers(
    session: Session,
    filing_id: str,
    out_dir: Path,
    *,
    only: frozenset[str] | None = None,
    recipient: str = OWN_OFFICE,
    purpose: str = INTERNAL_REVIEW,
    progress: Progress | None = None,
) -> PrintedPapers:
    """Write OUT/FILING/ with the papers (of the documents `only`: D0, D1, D5, D6) and manifest.json.

    Raises AnswerIsNoError when the folder exists already or there is no such filing, UsageError for an
    unknown document, EnvironmentProblemError when it cannot be written.
    """
    progress = progress or SilentProgress()
    papers = paper_set(session, filing_id, only=only, progress=progress)
    folder = out_dir / filing_id
    unfinished = _write_unfinished(folder, papers)
    with session.write() as tx:
        record_release(
            session,
            tx,
            f"papers of filing {filing_id}",
            recipient=recipient,
            purpose=purpose,
            rows=len(papers.filing.rows),
            sha256=papers.digest,
        )
        tx.audit(
            "print-papers",
            filing_id,
            {
                "files": {one.entry.file: one.entry.sha256 for one in papers.papers},
                "status": papers.manifest.status,
                "recipient": recipient,
                "purpose": purpose,
            },
        )
    _give_name(unfinished, folder)
    return PrintedPapers(
        filing_id=filing_id,
        status=papers.manifest.status,
        rows=len(papers.filing.rows),
        undecided=papers.filing.undecided,
        folder=folder,
        papers=tuple(_printed(folder, one.entry) for one in papers.papers),
        not_printed=papers.manifest.not_printed,
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


def _write_unfinished(folder: Path, papers: PaperSet) -> Path:
    """Everything under another name beside `folder`, which must not exist yet."""
    if folder.exists():
        raise AnswerIsNoError(
            "destination-exists", f"{folder} exists already.", "Choose another folder or move it away."
        )
    unfinished = folder.with_name(f".{folder.name}.partial")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=OWNER_ONLY_FOLDER)
        for one in papers.papers:
            _write_file(unfinished / one.entry.file, one.data)
        _write_file(unfinished / MANIFEST_NAME, manifest_json(papers.manifest).encode())
    except OSError as problem:
        raise _unwritable(unfinished, folder, problem) from None
    return unfinished


def _give_name(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError as problem:
        raise _unwritable(unfinished, folder, problem) from None


def _unwritable(unfinished: Path, folder: Path, problem: OSError) -> EnvironmentProblemError:
    shutil.rmtree(unfinished, ignore_errors=True)
    return EnvironmentProblemError(
        "cannot-write",
        f"The papers cannot be written to {folder} ({problem.strerror}).",
        "Check that the folder exists, that you may write there, and that there is room.",
    )


def _write_file(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _printed(folder: Path, entry: PaperEntry) -> PrintedPaper:
    return PrintedPaper(entry.document, entry.title, folder / entry.file, entry.pages, entry.sha256)
