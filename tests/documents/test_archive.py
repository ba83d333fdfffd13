"""Papers in archive form: validated, the same bytes each time, and still papers of the court."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from planted_faults import changed, printed
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.archive import is_archive, to_archive
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import Severity
from expunge_desktop.documents.preflight.structure import bookmarks

PAPERS = {"D1", "D5", "D7", "D9", "D18"}


def text_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [page_text(document, index).text for index in range(len(document))]


def test_every_kind_of_paper_can_be_archived_and_keeps_what_it_says(filing: Filing) -> None:
    papers, _ = printed(filing, PAPERS)
    for name, made in papers.items():
        assert not is_archive(made.data), name
        archived = to_archive(made.data)
        assert is_archive(archived), name
        assert text_of(archived) == text_of(made.data)
        with pikepdf.open(io.BytesIO(archived)) as new, pikepdf.open(io.BytesIO(made.data)) as old:
            assert bookmarks(new) == bookmarks(old)
            assert str(new.docinfo["/Title"]) == str(old.docinfo["/Title"])
            assert str(new.Root.Lang) == str(old.Root.Lang)
            assert [page.label for page in new.pages] == [page.label for page in old.pages]
        found = [one for one in preflight(archived).findings if one.severity is not Severity.NOT_RUN]
        assert found == [], name


def test_the_same_paper_gives_the_same_bytes(filing: Filing) -> None:
    data = printed(filing, {"D6"})[0]["D06-proposed-order.pdf"].data
    assert to_archive(data) == to_archive(data)
    assert b"MetadataDate" not in to_archive(data)


def test_numbers_of_a_later_volume_stay(filing: Filing) -> None:
    data = printed(filing, {"D6"})[0]["D06-proposed-order.pdf"].data

    def from_501(pdf: pikepdf.Pdf) -> None:
        label = pikepdf.Dictionary(S=pikepdf.Name.D, St=501)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, label]))

    with pikepdf.open(io.BytesIO(to_archive(changed(data, from_501)))) as pdf:
        assert pdf.pages[0].label == "501"


def test_a_paper_whose_faces_are_not_embedded_is_refused_with_the_reason() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(72, 700, "in Helvetica, which is only named")
    canvas.save()
    with pytest.raises(AnswerIsNoError, match="archive form") as refused:
        to_archive(buffer.getvalue())
    assert refused.value.code == "not-archivable"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_a_second_program_finds_nothing_wrong_with_any_paper(filing: Filing, tmp_path: Path) -> None:
    papers, _ = printed(filing)
    for name, made in papers.items():
        for form, data in (("plain", made.data), ("archive", to_archive(made.data))):
            path = tmp_path / f"{form}.pdf"
            path.write_bytes(data)
            done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
            assert done.returncode == 0, (name, form, done.stdout, done.stderr)
            assert "WARNING" not in done.stderr
