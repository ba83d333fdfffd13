"""The verb `evidence`: what is attached to the decisions on a conviction, listed and written out."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from test_evidence import challenge, pdf, written

from expunge_desktop.app.main import main
from expunge_desktop.domain.outcome import DecisionAction, Role
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.evidence import read_attachment

WORD = "seven quiet harbors"
CASE = ("--case", "GA40001")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(county: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the verb as Ada, or as somebody else of the office: exit code, output, standard error."""

    def command(*words: str, user: str = "Ada", passphrase: str = WORD) -> tuple[int, str, str]:
        monkeypatch.setenv("EXPUNGE_USER", user)
        monkeypatch.setenv("EXPUNGE_PASSPHRASE", passphrase)
        code = main(["evidence", str(county.path), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def papers(county: Any, tmp_path: Path) -> tuple[Path, Path]:
    """Two documents, attached to two challenges of the same conviction."""
    folder = tmp_path / "given"
    folder.mkdir()
    first = written(folder, pdf(), "record.pdf")
    second = written(folder, pdf("Invented docket", 3), "docket of the superior court.pdf")
    conviction = challenge(county, first)
    documents = [read_attachment(second)]
    decide(county.ada, conviction, DecisionAction.CHALLENGE, None, "The docket besides.", evidence=documents)
    return first, second


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(county: Any, query: str) -> list[Any]:
    with county.ada.read() as connection:
        return list(connection.execute(text(query)))


def test_a_conviction_s_documents_are_listed_with_the_decision_they_are_attached_to(
    run: Run, papers: tuple[Path, Path]
) -> None:
    code, out, said = run(*CASE)
    assert (code, said) == (0, "")
    lines = out.splitlines()
    assert lines[0] == (
        "1. record.pdf, 2 pages; challenge of 2026-11-22, Ada: A prior within 667(e)(2)(C)(iv)."
    )
    assert lines[1] == f"   SHA-256 {digest(papers[0])}"
    assert lines[2] == (
        "2. docket of the superior court.pdf, 3 pages; challenge of 2026-11-22, Ada: The docket besides."
    )
    told = json.loads(run(*CASE, "--json")[1])
    assert [one["sha256"] for one in told["documents"]] == [digest(one) for one in papers]
    assert told["documents"][1] | {"reason": "", "sha256": ""} == {
        "number": 2, "name": "docket of the superior court.pdf", "pages": 3, "sha256": "", "reason": "",
        "action": "challenge", "outcome": "NOT_ELIGIBLE", "decided_by": "Ada",
        "decided_at": told["documents"][1]["decided_at"],
    }  # fmt: skip
    assert run("--conviction", str(told["conviction"]))[1] == out


def test_where_nothing_is_attached_that_is_the_answer(run: Run, tmp_path: Path) -> None:
    assert run(*CASE) == (0, "No document is attached.\n", "")
    code, _, said = run(*CASE, "--pdf", str(tmp_path / "out.pdf"))
    assert code == 1 and "No document is attached to a decision on this conviction." in said
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("is_by_number", [True, False])
def test_a_document_is_written_byte_by_byte_and_its_release_is_logged(
    run: Run, county: Any, papers: tuple[Path, Path], tmp_path: Path, which: int, is_by_number: bool
) -> None:
    out = tmp_path / "out.pdf"
    wanted = str(which + 1) if is_by_number else digest(papers[which]).upper()
    court = ("--recipient", "Superior Court", "--recipient-kind", "court", "--purpose", "hearing of May 1")
    code, said, _ = run(*CASE, "--document", wanted, "--pdf", str(out), *court)
    assert code == 0
    assert said == f"{which + 2} pages written to {out}.\nSHA-256 {digest(papers[which])}\n"
    assert out.read_bytes() == papers[which].read_bytes()
    (row,) = rows(county, "SELECT * FROM release_log")
    assert (row.recipient, row.recipient_kind, row.purpose, row.actor, row.rows, row.files) == (
        "Superior Court", "court", "hearing of May 1", "Ada", 1, "out.pdf",
    )  # fmt: skip
    assert row.sha256 == digest(out)
    verbs = [(one[3], one[4]) for one in audit_rows(county.ada)]
    assert {("view-evidence", row.sha256), ("evidence.export", row.sha256)} <= set(verbs)
    assert verify(county.ada).is_intact


def test_which_one_is_asked_for_where_there_are_several_only(
    run: Run, county: Any, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    code, _, said = run(*CASE, "--pdf", str(out))
    assert code == 1 and "2 documents are attached. Say which, by its number." in said
    for wrong in ("3", "0", "record.pdf", "0" * 64):
        code, _, said = run(*CASE, "--document", wrong, "--pdf", str(out))
        assert code == 1 and f"has the number or SHA-256 {wrong}." in said
    assert not out.exists()
    challenge(county, papers[0], "GA40002")
    assert run("--case", "GA40002", "--pdf", str(out))[0] == 0
    assert out.read_bytes() == papers[0].read_bytes()


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("kind", ["research", "public"])
def test_a_document_goes_neither_to_research_nor_to_the_public(
    run: Run, county: Any, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "out.pdf"
    told = ("--recipient", "Somebody", "--recipient-kind", kind, "--purpose", "request")
    code, said, refused = run(*CASE, "--document", "1", "--pdf", str(out), *told)
    assert (code, said) == (1, "")
    assert "This does not go out to" in refused and "tells of one person" in refused
    assert not out.exists()
    assert rows(county, "SELECT * FROM release_log") == []


def test_a_reason_of_several_lines_does_not_look_like_another_document(
    run: Run, county: Any, tmp_path: Path
) -> None:
    conviction = challenge(county, written(tmp_path, pdf(), "a.pdf"))
    paper = read_attachment(written(tmp_path, pdf("More", 3), "b.pdf"))
    reason = "Two pages.\n3. other.pdf, 1 page; challenge"
    decide(county.ada, conviction, DecisionAction.CHALLENGE, None, reason, evidence=[paper])
    code, out, _ = run(*CASE)
    assert code == 0 and [line[:2] for line in out.splitlines()] == ["1.", "  ", "2.", "  "]
    code, _, said = run(*CASE, "--pdf", "")
    assert code == 2 and "--pdf needs the name of a new file" in said


@pytest.mark.usefixtures("papers")
def test_a_file_that_is_there_stays_as_it_is(run: Run, county: Any, tmp_path: Path) -> None:
    there = written(tmp_path, b"somebody's own", "there.pdf")
    code, _, said = run(*CASE, "--document", "1", "--pdf", str(there))
    assert code == 1 and "there.pdf" in said
    assert there.read_bytes() == b"somebody's own"
    assert rows(county, "SELECT * FROM release_log") == []


def test_what_belongs_to_writing_is_refused_without_it(run: Run, papers: tuple[Path, Path]) -> None:
    assert papers
    code, out, said = run(*CASE, "--document", "1")
    assert (code, out) == (2, "") and "--document goes with --pdf OUT" in said
    code, out, said = run(*CASE, "--recipient", "Superior Court")
    assert (code, out) == (2, "") and "--recipient goes with --pdf OUT" in said


def test_who_may_list_and_write_them(
    run: Run, county: Any, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    """A clerk sees people and writes records out; an administrator without a casework role does neither."""
    county.open_as("Cleo", Role.CLERK)
    county.open_as("Adam", Role.ADMINISTRATOR)
    conviction = ("--conviction", str(one_count(county.ada, "GA40001", None).conviction_id))
    out = tmp_path / "out.pdf"
    assert "record.pdf, 2 pages" in run(*conviction, user="Cleo", passphrase=WORD + "Cleo")[1]
    to = ("--document", "1", "--pdf", str(out))
    assert run(*conviction, *to, user="Cleo", passphrase=WORD + "Cleo")[0] == 0
    assert digest(out) == digest(papers[0])
    out.unlink()
    for words in (conviction, (*conviction, *to)):
        code, told, said = run(*words, user="Adam", passphrase=WORD + "Adam")
        assert (code, told) == (1, "") and "may not do this" in said
        assert "record.pdf" not in said
    assert not out.exists()


@pytest.mark.parametrize("which", ["", "  "])
def test_a_number_left_empty_names_no_document(
    run: Run, papers: tuple[Path, Path], tmp_path: Path, which: str
) -> None:
    out = tmp_path / "out.pdf"
    code, _, said = run(*CASE, "--document", which, "--pdf", str(out))
    assert (code, out.exists()) == (1, False), "an empty variable of a script took the first of two"
    assert "Say which, by its number." in said
