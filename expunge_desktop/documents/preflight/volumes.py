"""What the manifest says of a file, and of the volumes it is one of."""

from itertools import pairwise

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.exhibit import same_paper
from expunge_desktop.documents.preflight.subject import EXHIBITS, PLEADINGS, Subject

MEGABYTE = 1_000_000


def check_manifest(subject: Subject, pages: int, sha256: str) -> None:
    """Is it the file the manifest lists?"""
    findings, manifest, entry = subject.findings, subject.manifest, subject.entry
    if manifest is None:
        findings.not_run(
            rules.MANIFEST, "No manifest lies beside it: page count, row counts, hash and draft mark"
        )
        return
    if entry is None:
        findings.error(rules.MANIFEST, "The manifest beside it does not list this file")
        return
    if pages != entry.pages:
        findings.error(rules.MANIFEST, f"It has {many(pages, 'page')}, the manifest says {entry.pages:,}")
    if sha256 != entry.sha256:
        findings.error(rules.MANIFEST, "Its SHA-256 is not the one in the manifest: the file was changed")
    _check_volumes(subject)
    _check_limits(subject, pages)


def _check_volumes(subject: Subject) -> None:
    """Volumes 1 to m are all there, and the rows of each follow those of the one before."""
    manifest, entry = subject.manifest, subject.entry
    if manifest is None or entry is None or entry.volumes <= 1 or len(manifest.papers) == 1:
        return
    volumes = sorted(same_paper(manifest, entry), key=lambda one: one.volume)
    if [one.volume for one in volumes] != list(range(1, entry.volumes + 1)):
        subject.findings.error(
            rules.VOLUMES, f"The manifest does not list volumes 1 to {entry.volumes} of it, each once"
        )
        return
    for before, after in pairwise(one for one in volumes if one.first_row):
        if after.first_row != before.last_row + 1:
            subject.findings.error(
                rules.VOLUMES,
                f"Volume {before.volume} ends with row {before.last_row:,}, volume {after.volume} begins "
                f"with row {after.first_row:,}",
            )
    if sum(one.rows for one in volumes) != manifest.rows:
        subject.findings.error(rules.VOLUMES, "The rows of all volumes are not those of the filing")


def _check_limits(subject: Subject, pages: int) -> None:
    """What the court takes in one file: exhibits are bound in volumes to keep it, a pleading cannot be."""
    manifest = subject.manifest
    if manifest is None or subject.kind not in (*EXHIBITS, *PLEADINGS):
        return
    findings, size = subject.findings, len(subject.data)
    fault = findings.error if subject.kind in EXHIBITS else findings.warning
    if manifest.max_pages and pages > manifest.max_pages:
        fault(
            rules.VOLUMES, f"It has {many(pages, 'page')}, the court takes {manifest.max_pages:,} at the most"
        )
    if manifest.max_megabytes and size > manifest.max_megabytes * MEGABYTE:
        fault(
            rules.VOLUMES,
            f"It has {size / MEGABYTE:.1f} megabytes, the court takes {manifest.max_megabytes:g} at the most",
        )
