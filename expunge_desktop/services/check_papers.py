"""Preflight of PDFs on disk: each is read back and held to the manifest beside it (contract 15)."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MANIFEST_NAME, Manifest, manifest_from_json
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import PreflightFinding, error

_CONFIDENTIAL_CSV = "D05-exhibit-a-confidential.csv"
_SHORTEST_SECRET = 7  # a bare year of birth is no secret that can be told from a year of conviction


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A PDF with its findings."""

    path: Path
    pages: int
    findings: tuple[PreflightFinding, ...]
    errors: tuple[PreflightFinding, ...]
    warnings: tuple[PreflightFinding, ...]


def check_papers(path: Path) -> CheckedPaper:
    """Preflight one PDF. Raises EnvironmentProblemError when it, or its manifest, cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise EnvironmentProblemError(
            "cannot-read", f"{path} cannot be read ({problem.strerror}).", "Check the name."
        ) from None
    manifest = _manifest_beside(path)
    report = preflight(data, path.name, manifest, _secrets_beside(path))
    tables = tuple(_table_findings(path, manifest))
    return CheckedPaper(
        path, report.pages, (*report.findings, *tables), (*report.errors, *tables), report.warnings
    )


def confidential_values(filing: Filing) -> frozenset[str]:
    """Birth dates and CII numbers of a filing, which its public papers must not show."""
    return _secrets((row.born_on, row.cii_number, row.case_number, row.section) for row in filing.rows)


def is_pdf(file: str) -> bool:
    """By its name."""
    return file.endswith(".pdf")


def _table_findings(path: Path, manifest: Manifest | None) -> Iterator[PreflightFinding]:
    """The machine-readable copy of an exhibit must lie beside it as it was printed."""
    table = path.with_suffix(".csv")
    entry = manifest.entry(table.name) if manifest else None
    if entry is None:
        return
    if not table.is_file():
        yield error("schedule", f"Its machine-readable copy {table.name} is missing.")
    elif hashlib.sha256(table.read_bytes()).hexdigest() != entry.sha256:
        yield error("schedule", f"Its machine-readable copy {table.name} was changed after printing.")


def _manifest_beside(path: Path) -> Manifest | None:
    beside = path.parent / MANIFEST_NAME
    if not beside.is_file():
        return None
    try:
        return manifest_from_json(beside.read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError):
        raise EnvironmentProblemError(
            "manifest-damaged", f"{beside} is not a manifest of this program.", "Reprint the filing."
        ) from None


def _secrets_beside(path: Path) -> frozenset[str]:
    beside = path.parent / _CONFIDENTIAL_CSV
    if not beside.is_file():
        return frozenset()
    with beside.open(encoding="utf-8", newline="") as file:
        return _secrets(
            (row["date_of_birth"], row["cii_number"], row["court_case_number"], row["code_section"])
            for row in csv.DictReader(file)
        )


def _secrets(rows: Iterable[tuple[str, str, str, str]]) -> frozenset[str]:
    """Values that are secret wherever they stand: not those that are a case number or section as well."""
    secret: set[str] = set()
    public: set[str] = set()
    for born_on, cii_number, case_number, section in rows:
        secret.update((born_on, cii_number))
        public.update((*case_number.split(), *section.split()))
    return frozenset(one for one in secret - public if len(one) >= _SHORTEST_SECRET and one != "unknown")
