"""What may be attached to a challenge, how it is kept, and what a filing freezes of it."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.domain.outcome import DecisionAction, Role
from expunge_desktop.services import evidence
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_json, explanation_lines
from expunge_desktop.services.make_filing import make_filing, stored_filing


def pdf(text: str = "Invented certified record", pages: int = 2) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for _ in range(pages):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(edit: Any) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        edit(document)
        document.save(buffer)
    return buffer.getvalue()


def with_form(document: Any) -> None:
    field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("a")))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))


def with_script(document: Any) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))


def with_file_within(document: Any) -> None:
    document.attachments["other.txt"] = b"other"


def with_page_action(document: Any) -> None:
    document.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named))


def with_endless_page(document: Any) -> None:
    document.pages[1].mediabox = pikepdf.Array([0, 0, 10**9, 10**9])


def with_page_of_a_point(document: Any) -> None:
    document.pages[1].mediabox = pikepdf.Array([0, 0, 1, 1])


def with_password() -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return buffer.getvalue()


def written(folder: Path, data: bytes, name: str = "record.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def challenge(county: Any, path: Path, case: str = "GA40001") -> int:
    conviction = one_count(county.ada, case, None).conviction_id
    decide(
        county.ada, conviction, DecisionAction.CHALLENGE, None, "A prior within 667(e)(2)(C)(iv).",
        evidence=[evidence.read_attachment(path)],
    )  # fmt: skip
    return conviction


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"not a pdf at all", "cannot be read as a PDF"),
        (b"", "cannot be read as a PDF"),
        (changed(with_form), "has form fields"),
        (changed(with_script), "does something by itself"),
        (changed(with_file_within), "has other files within it"),
        (changed(with_page_action), "has a page that does something by itself"),
        (changed(with_endless_page), r"has a page of an impossible size \(page 2\)"),
        (changed(with_page_of_a_point), r"has a page of an impossible size \(page 2\)"),
        (with_password(), "is protected by a password"),
    ],
)
def test_a_document_no_court_could_be_given_is_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(AnswerIsNoError, match=sentence):
        evidence.read_attachment(written(tmp_path, data))


def test_a_scan_that_opens_at_its_first_page_is_taken(tmp_path: Path) -> None:
    def opens_at_page(document: Any) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))

    assert evidence.read_attachment(written(tmp_path, changed(opens_at_page))).pages == 2


def test_a_document_too_large_or_missing_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LARGEST", 100)
    with pytest.raises(AnswerIsNoError, match="too large to be attached"):
        evidence.read_attachment(written(tmp_path, pdf()))
    with pytest.raises(EnvironmentProblemError, match="cannot be read"):
        evidence.read_attachment(tmp_path / "missing.pdf")


def test_a_challenge_keeps_its_documents_and_shows_them(county: Any, tmp_path: Path) -> None:
    path = written(tmp_path, pdf())
    conviction = challenge(county, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert evidence.read_evidence(county.ada, digest) == path.read_bytes()
    explanation = explanation_of(county.ada, conviction)
    (record,) = explanation.detail.decisions[-1].evidence
    assert (record.name, record.sha256, record.pages) == ("record.pdf", digest, 2)
    assert any("record.pdf, 2 pages" in line for line in explanation_lines(explanation))
    assert explanation_json(explanation)["decisions"][-1]["evidence"][0]["sha256"] == digest
    assert b"Invented certified record" not in county.path.read_bytes()
    assert verify(county.ada).is_intact


def test_the_same_document_is_kept_once_and_the_filing_freezes_which(county: Any, tmp_path: Path) -> None:
    path = written(tmp_path, pdf())
    challenge(county, path)
    challenge(county, written(tmp_path, pdf(), "copy.pdf"), "GA40002")
    (made,) = make_filing(county.ada)
    with county.ada.read() as connection:
        filing = stored_filing(connection, made.id)
        kept = connection.exec_driver_sql("SELECT count(*) FROM evidence").scalar_one()
    assert kept == 1
    assert made.challenges == 2
    assert [one.row.case_number for one in filing.challenges] == ["GA40001", "GA40002"]
    assert [one.row.row_no for one in filing.challenges] == [1, 2]
    assert [one.evidence[0].name for one in filing.challenges] == ["record.pdf", "copy.pdf"]
    assert {one.evidence[0].sha256 for one in filing.challenges} == {
        hashlib.sha256(path.read_bytes()).hexdigest()
    }
    assert filing.challenges[0].ground == "A prior within 667(e)(2)(C)(iv)."
    assert filing.challenges[0].decided_by == "Ada"


def test_only_a_challenge_takes_documents(county: Any, tmp_path: Path) -> None:
    conviction = one_count(county.ada, "GA40001", None).conviction_id
    attached = [evidence.read_attachment(written(tmp_path, pdf()))]
    with pytest.raises(UsageError, match="takes no documents"):
        decide(county.ada, conviction, DecisionAction.HOLD, None, "A question.", evidence=attached)


def test_attached_documents_are_for_those_who_work_on_cases(county: Any, tmp_path: Path) -> None:
    path = written(tmp_path, pdf())
    challenge(county, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(AnswerIsNoError, match="needs the role"):
        evidence.read_evidence(county.open_as("Adam", Role.ADMINISTRATOR), digest)
    with pytest.raises(AnswerIsNoError, match="No attached document"):
        evidence.read_evidence(county.ada, "0" * 64)
    out = tmp_path / "out.pdf"
    evidence.save_evidence(county.ada, digest, out)
    assert out.read_bytes() == path.read_bytes()


def test_the_command_line_attaches_documents(
    county: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    path = written(tmp_path, pdf())
    words = ["decide", str(county.path), "--case", "GA40003", "--action", "challenge", "--reason", "A prior."]
    assert main([*words, "--evidence", str(path)]) == 0
    assert "Attached: record.pdf, 2 pages, SHA-256" in capsys.readouterr().out
    bad = written(tmp_path, b"nothing", "bad.pdf")
    assert main([*words, "--evidence", str(bad)]) == 1
    assert "bad.pdf cannot be read as a PDF" in capsys.readouterr().err
