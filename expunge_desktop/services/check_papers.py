"""Preflight of finished PDFs, read back from disk, with the manifest beside them if there is one."""

from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.documents.manifest import Manifest, manifest_from_json
from expunge_desktop.documents.preflight import preflight
from expunge_desktop.documents.preflight_report import PreflightFinding, PreflightReport

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """One PDF's path and what preflight says of it."""

    path: Path
    report: PreflightReport

    @property
    def pages(self) -> int:
        """Pages of the PDF; 0 when it cannot be read."""
        return self.report.pages

    @property
    def findings(self) -> tuple[PreflightFinding, ...]:
        """Everything found, in the order of the checks."""
        return self.report.findings

    @property
    def errors(self) -> tuple[PreflightFinding, ...]:
        """What keeps the paper from release."""
        return self.report.errors

    @property
    def warnings(self) -> tuple[PreflightFinding, ...]:
        """What a person should look at."""
        return self.report.warnings


def check_papers(path: Path) -> CheckedPaper:
    """Preflight one PDF. Raises EnvironmentProblemError when it, or its manifest, cannot be read."""
    return CheckedPaper(path, preflight(_bytes(path), path.name, _manifest_beside(path)))


def _manifest_beside(path: Path) -> Manifest | None:
    beside = path.with_name(MANIFEST)
    if not beside.exists():
        return None
    try:
        return manifest_from_json(_bytes(beside).decode("utf-8"))
    except (ValueError, KeyError, TypeError):
        raise EnvironmentProblemError(
            "manifest-damaged", f"{beside} is not a manifest of this program.", "Reprint the filing."
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-read", f"{path} cannot be read: {error.strerror}.", "Check its name and rights."
        ) from None
