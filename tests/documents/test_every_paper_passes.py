"""All papers of invented filings with every schedule, challenges and documents, held to every rule."""

import shutil
import subprocess
from pathlib import Path

import pytest

from expunge_desktop.documents.archive import is_archive, to_archive
from expunge_desktop.documents.manifest import PaperKind, manifest_of
from expunge_desktop.documents.papers.catalog import DOCUMENTS, MadePapers, make_papers, wanted
from expunge_desktop.documents.papers.conformity import conformity
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.sample import sample_filings, sample_order
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import Severity
from expunge_desktop.services.check_papers import confidential_values

Packet = tuple[PaperOrder, MadePapers]


@pytest.fixture(scope="module")
def packet() -> Packet:
    """The sample filing, every document of it, those on request too."""
    ordered = sample_order()
    return ordered, make_papers(ordered, wanted(frozenset(DOCUMENTS)))


def test_every_document_there_is_was_made(packet: Packet) -> None:
    _, made = packet
    assert made.missing == ()
    assert made.not_applicable == ()
    assert {one.entry.document for one in made.papers} >= set(DOCUMENTS)
    kinds = {one.entry.kind for one in made.papers}
    assert kinds >= set(PaperKind) - {PaperKind.TABLE}


@pytest.mark.parametrize("is_released", [False, True])
@pytest.mark.parametrize("number", range(len(sample_filings())))
def test_every_paper_passes_the_preflight(number: int, is_released: bool) -> None:
    ordered = sample_order(sample_filings()[number], is_released=is_released)
    made = make_papers(ordered, wanted(frozenset(DOCUMENTS)))
    manifest = manifest_of(
        ordered.filing,
        is_released=is_released,
        papers=tuple(one.entry for one in made.papers),
        not_printed=made.missing,
        releases=(),
    )
    known = confidential_values(ordered.filing)
    reports = {}
    for one in made.papers:
        report = reports[one.entry.file] = preflight(one.data, one.entry.file, manifest, known)
        found = [it for it in report.findings if it.severity is not Severity.NOTE]
        assert found == [], one.entry.file
    assert preflight(conformity(ordered, reports).data).errors == ()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_every_paper_passes_a_second_program(packet: Packet, tmp_path: Path) -> None:
    _, made = packet
    for one in made.papers:
        path = tmp_path / "paper.pdf"
        path.write_bytes(one.data)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert (done.returncode, "WARNING" in done.stderr) == (0, False), (one.entry.file, done.stderr)


def test_every_paper_can_be_archived(packet: Packet) -> None:
    _, made = packet
    for one in made.papers:
        assert is_archive(to_archive(one.data)), one.entry.file
