"""Preflight of PDFs on disk: each is read back and held to the manifest beside it (contract 15)."""

from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.given_file import read_given, read_given_text
from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import (
    MANIFEST_NAME,
    Manifest,
    PaperEntry,
    PaperKind,
    manifest_from_json,
)
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.known import NOTHING_KNOWN, Known, KnownRow, known_of
from expunge_desktop.documents.preflight.report import PreflightFinding, Severity
from expunge_desktop.services.check_tables import known_from_table, table_findings, tables_of

_LARGEST = 2_000_000_000  # bytes of a PDF that is read at all
_LARGEST_MANIFEST = 100_000_000


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A PDF with its findings and the rules it was held to."""

    path: Path
    pages: int
    findings: tuple[PreflightFinding, ...]
    errors: tuple[PreflightFinding, ...]
    warnings: tuple[PreflightFinding, ...]
    checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Beside:
    """The folder of a filing a PDF lies in, and the name the manifest there has for it."""

    folder: Path
    name: str
    manifest: Manifest | None


def check_papers(path: Path, progress: Progress | None = None) -> CheckedPaper:
    """Preflight one PDF. Raises EnvironmentProblemError when it, or its manifest, cannot be read."""
    data = read_given(path, "a paper of a court", most=_LARGEST)
    beside = _beside(path)
    known = _known(beside)
    report = preflight(data, beside.name, beside.manifest, known, progress)
    entry = beside.manifest.entry(beside.name) if beside.manifest else None
    findings = (*report.findings, *_tables(beside, entry, known))
    errors = tuple(one for one in findings if one.severity is Severity.ERROR)
    return CheckedPaper(path, report.pages, findings, errors, report.warnings, report.checked)


def confidential_values(filing: Filing) -> Known:
    """What a filing tells of its people: what its public papers must not show, and who is called Null."""
    return known_of(
        KnownRow(
            row.defendant, row.aliases, row.born_on, row.cii_number,
            (row.case_number, row.other_case_numbers), row.section,
            (row.fbi_number, row.booking_number),
        )
        for row in (*filing.rows, *(one.row for one in filing.challenges))
    )  # fmt: skip


def is_pdf(file: str) -> bool:
    """By its name."""
    return file.endswith(".pdf")


def _tables(beside: _Beside, entry: PaperEntry | None, known: Known) -> tuple[PreflightFinding, ...]:
    """The machine-readable copies of an exhibit must lie beside it as they were printed."""
    if beside.manifest is None or entry is None or entry.document != "D5":
        return ()
    is_public = entry.kind is PaperKind.PUBLIC_EXHIBIT
    return tuple(table_findings(beside.folder, beside.manifest, known, is_public=is_public))


def _beside(path: Path) -> _Beside:
    """Files by the thousand have a folder of their own, one below the manifest."""
    for folder in (path.parent, path.resolve().parent.parent):
        manifest = _manifest_in(folder)
        if manifest is not None:
            name = path.name if folder == path.parent else f"{path.resolve().parent.name}/{path.name}"
            if folder == path.parent or manifest.entry(name):
                return _Beside(folder, name, manifest)
    return _Beside(path.parent, path.name, None)


def _manifest_in(folder: Path) -> Manifest | None:
    beside = folder / MANIFEST_NAME
    if not beside.is_file():
        return None
    try:
        return manifest_from_json(read_given_text(beside, "a manifest", most=_LARGEST_MANIFEST))
    except (ValueError, TypeError):
        raise EnvironmentProblemError(
            "manifest-damaged", f"{beside} is not a manifest of this program.", "Reprint the filing."
        ) from None


def _known(beside: _Beside) -> Known:
    """From the confidential table, where one lies there."""
    if beside.manifest is None:
        return NOTHING_KNOWN
    for entry in tables_of(beside.manifest, is_public=False):
        table = beside.folder / entry.file
        if entry.file.endswith(".csv") and table.is_file():
            try:
                return known_from_table(table)
            except (KeyError, ValueError, TypeError, AttributeError):
                return NOTHING_KNOWN  # the table's own check says that it was changed
    return NOTHING_KNOWN
