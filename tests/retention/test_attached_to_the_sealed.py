"""A document attached to a conviction that the court sealed is neither named, read nor written out."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from sealed_county import GONE, STAYS, WORD

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services.attached_documents import attached_documents
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.evidence import attach, read_attachment, read_evidence
from expunge_desktop.store import decisions

NAME = "docket of Quillon Vanishwell.pdf"


def attach_to_sealed(sealed: Any, folder: Path) -> tuple[int, Path]:
    """As it was before the court sealed it: a decision on the sealed conviction has a document attached."""
    buffer, path = BytesIO(), folder / NAME
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.write(buffer)
    path.write_bytes(buffer.getvalue())
    with sealed.ada.write() as tx:
        query = "SELECT conviction_id FROM sealed_conviction ORDER BY conviction_id LIMIT 1"
        hidden = int(tx.connection.exec_driver_sql(query).scalar_one())
        (known, *_) = decisions.decisions_of(tx.connection, hidden)
        attached = attach(tx, known.id, [read_attachment(path)])
        tx.audit("decide", f"conviction {hidden}", {"evidence": attached})
    return hidden, path


def test_a_sealed_conviction_s_document_is_refused_and_not_named(
    sealed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden, path = attach_to_sealed(sealed, tmp_path)
    sha256 = read_attachment(path).sha256
    with pytest.raises(AnswerIsNoError, match="Sealed by the court on"):
        attached_documents(sealed.ada, hidden)
    with pytest.raises(AnswerIsNoError, match="No attached document has"):
        read_evidence(sealed.ada, sha256)
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    out = tmp_path / "out.pdf"
    for which in (["--conviction", str(hidden)], ["--case", GONE["case number"]]):
        for more in ([], ["--document", sha256, "--pdf", str(out)]):
            assert main(["evidence", str(sealed.path), *which, *more]) == 1
            said = capsys.readouterr()
            assert "Vanishwell" not in said.out + said.err and said.out == ""
    assert not out.exists()


def test_a_document_s_name_does_not_name_the_sealed_where_another_conviction_has_it(
    sealed: Any, tmp_path: Path
) -> None:
    _, path = attach_to_sealed(sealed, tmp_path)
    stays = one_count(sealed.ada, STAYS["case number"], None).conviction_id
    decide(
        sealed.ada, stays, DecisionAction.CHALLENGE, None, "The same docket.",
        evidence=[read_attachment(path)],
    )  # fmt: skip
    (one,) = attached_documents(sealed.ada, stays)
    assert "Vanishwell" not in one.name and one.name.endswith(".pdf")
    assert read_evidence(sealed.ada, one.sha256) == path.read_bytes()
