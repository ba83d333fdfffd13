"""Papers on disk: the same bytes each time, the CSV with the rows of the PDF, never over another folder."""

import csv
import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.check_papers import check_papers
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.services.print_papers import print_papers

FILES = [
    "D00-cover-sheet.pdf",
    "D01-notice-of-motion.pdf",
    "D05-exhibit-a-confidential.csv",
    "D05-exhibit-a-confidential.pdf",
    "D05-exhibit-a-public.csv",
    "D05-exhibit-a-public.pdf",
    "D06-proposed-order.pdf",
    "manifest.json",
]


def text_of(path: Path) -> str:
    with opened(path.read_bytes()) as document:
        return " ".join(page_text(document, index).text for index in range(len(document)))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_of_papers_with_a_manifest_that_knows_each(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    printed = print_papers(county.ada, made.id, tmp_path / "out")
    assert printed.folder == tmp_path / "out" / "F0001"
    names = {path.name for path in printed.folder.iterdir()}
    assert set(FILES) <= names
    assert (printed.status, printed.rows, printed.undecided) == ("draft", 17, 17)
    assert printed.not_printed == ()
    manifest = json.loads((printed.folder / "manifest.json").read_text())
    assert manifest["content_digest"] == made.content_digest
    assert manifest["rows_per_schedule"] == {"1": 13, "2": 0, "3": 0, "4": 4}
    assert {one["file"] for one in manifest["papers"]} == names - {"manifest.json"}
    for one in manifest["papers"]:
        assert hashlib.sha256((printed.folder / one["file"]).read_bytes()).hexdigest() == one["sha256"]
    for path in printed.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_papers_pass_the_preflight_beside_their_manifest(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    for path in sorted(folder.glob("*.pdf")):
        assert check_papers(path).findings == (), path.name


def test_the_same_filing_printed_twice_gives_the_same_bytes(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folders = [print_papers(county.ada, made.id, tmp_path / name).folder for name in ("a", "b")]
    names = sorted(path.name for path in folders[0].iterdir())
    assert names == sorted(path.name for path in folders[1].iterdir())
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_the_csv_has_the_rows_of_the_filing_and_of_the_pdf(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    rows = rows_of(folder / "D05-exhibit-a-confidential.csv")
    with county.ada.read() as connection:
        filing = stored_filing(connection, made.id)
    assert [row["court_case_number"].removeprefix("'") for row in rows] == [
        row.case_number for row in filing.rows
    ]
    text = "".join(text_of(folder / "D05-exhibit-a-confidential.pdf").split())
    position = 0
    for row in rows:
        cells = "".join(
            f"{row['row']}Sch. {row['schedule']}{row['court_case_number'].removeprefix(chr(39))}".split()
        )
        position = text.index(cells, position)
        assert "".join(row["cii_number"].split()) in text[position : position + 400]
    assert len(rows_of(folder / "D05-exhibit-a-public.csv")) == len(rows) == 17


def test_no_cell_of_the_csv_is_a_formula(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    cells = [cell for row in rows_of(folder / "D05-exhibit-a-confidential.csv") for cell in row.values()]
    assert "'=FORMULA, +SUM" in cells
    assert "'-GA90000" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)


def test_the_public_csv_and_pdf_hold_no_name_birth_date_or_cii(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    (public,) = {tuple(row) for row in rows_of(folder / "D05-exhibit-a-public.csv")}
    assert public == (
        "row", "court_case_number", "initials", "code_section", "conviction_year", "relief_requested"
    )  # fmt: skip
    text = (folder / "D05-exhibit-a-public.csv").read_text() + text_of(folder / "D05-exhibit-a-public.pdf")
    for private in ("POSSESSOR", "SELLER", "A7700", "A8800", "1950-03-14", "1960-01-01"):
        assert private not in text


def test_the_audit_head_stands_on_the_cover_sheet_alone(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    head = json.loads((folder / "manifest.json").read_text())["audit_head"]
    for path in folder.glob("*.pdf"):
        assert (head in "".join(text_of(path).split())) is (path.name == "D00-cover-sheet.pdf")
    cover = " ".join(text_of(folder / "D00-cover-sheet.pdf").split())
    assert "not signed off" in cover
    assert "17 convictions, 17 undecided" in cover
    assert "delivery.dat" in cover


def test_an_existing_folder_is_refused_and_left_as_it_is(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    (tmp_path / "F0001").mkdir()
    (tmp_path / "F0001" / "mine.txt").write_text("mine")
    with pytest.raises(AnswerIsNoError, match="exists already"):
        print_papers(county.ada, made.id, tmp_path)
    assert [path.name for path in (tmp_path / "F0001").iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_written_is_an_environment_problem(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EnvironmentProblemError, match="cannot be written"):
        print_papers(county.ada, made.id, tmp_path / "file")


def test_only_the_papers_asked_for_are_printed(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path, choice=PacketChoice(frozenset({"D6"}))).folder
    assert sorted(path.name for path in folder.iterdir()) == ["D06-proposed-order.pdf", "manifest.json"]
    with pytest.raises(UsageError, match="no paper D99"):
        print_papers(county.ada, made.id, tmp_path / "b", choice=PacketChoice(frozenset({"D99"})))
    with pytest.raises(AnswerIsNoError, match="no filing F9999"):
        print_papers(county.ada, "F9999", tmp_path / "c")


def test_papers_that_lack_a_value_are_named_and_the_rest_is_printed(county: Any, tmp_path: Path) -> None:
    toml = office_toml(county.ada)
    set_office(county.ada, "\n".join(line for line in toml.splitlines() if "bar_number" not in line))
    (made,) = make_filing(county.ada)
    printed = print_papers(county.ada, made.id, tmp_path)
    assert {"D1", "D6"} <= {one.document for one in printed.not_printed}
    assert all("bar_number under [attorney]" in one.sentence for one in printed.not_printed)
    assert (printed.folder / "D05-exhibit-a-public.pdf").exists()
    assert not (printed.folder / "D01-notice-of-motion.pdf").exists()


def test_every_printing_is_in_the_release_log_and_the_audit_trail(county: Any, tmp_path: Path) -> None:
    from sqlalchemy import select

    from expunge_desktop.store.schema import audit, release_log

    (made,) = make_filing(county.ada)
    print_papers(county.ada, made.id, tmp_path, recipient="Superior Court", purpose="filing")
    with county.ada.read() as connection:
        (logged,) = connection.execute(select(release_log)).all()
        verbs = connection.execute(select(audit.c.verb).order_by(audit.c.seq)).scalars().all()
    assert (logged.recipient, logged.purpose, logged.rows, logged.actor) == (
        "Superior Court", "filing", 17, "Ada"
    )  # fmt: skip
    manifest = (tmp_path / "F0001" / "manifest.json").read_bytes()
    assert logged.sha256 == hashlib.sha256(manifest).hexdigest()
    assert verbs[-4:] == ["make-filing", "export.begun", "print-papers", "export.named"]


def test_a_file_changed_after_printing_fails_the_preflight(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    path = folder / "D06-proposed-order.pdf"
    path.write_bytes(path.read_bytes() + b"\n%changed\n")
    assert [one.rule for one in check_papers(path).errors] == ["manifest"]


def test_a_public_exhibit_swapped_for_the_confidential_one_fails(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    confidential = (folder / "D05-exhibit-a-confidential.pdf").read_bytes()
    (folder / "D05-exhibit-a-public.pdf").write_bytes(confidential)
    rules = {one.rule for one in check_papers(folder / "D05-exhibit-a-public.pdf").errors}
    assert "CRC 2.507" in rules


def test_a_csv_changed_after_printing_fails_the_preflight_of_its_exhibit(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    table, exhibit = folder / "D05-exhibit-a-public.csv", folder / "D05-exhibit-a-public.pdf"
    table.write_bytes(table.read_bytes() + b"18,X,A. B.,11357 HS,1999,Dismiss and seal\r\n")
    assert "was changed" in check_papers(exhibit).errors[0].sentence
    table.unlink()
    assert "is missing" in check_papers(exhibit).errors[0].sentence


def test_names_stand_in_the_public_papers_only_by_the_offices_choice(county: Any, tmp_path: Path) -> None:
    named = office_toml(county.ada).replace("[office]", '[office]\npublic_names = "names"')
    set_office(county.ada, named)
    (made,) = make_filing(county.ada)
    folder = print_papers(county.ada, made.id, tmp_path).folder
    assert "POSSESSOR00" in text_of(folder / "D05-exhibit-a-public.pdf")
    assert rows_of(folder / "D05-exhibit-a-public.csv")[1]["defendant"] == "POSSESSOR00, ALEX"
    with pytest.raises(UsageError, match="public_names must be initials or names"):
        set_office(county.ada, named.replace('"names"', '"faces"'))


def test_papers_that_could_not_be_logged_get_no_folder(
    county: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from expunge_desktop.services import print_papers as module

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the log cannot be written")

    (made,) = make_filing(county.ada)
    monkeypatch.setattr(module, "record_release", fail)
    with pytest.raises(RuntimeError, match="log"):
        print_papers(county.ada, made.id, tmp_path / "out")
    assert not (tmp_path / "out" / "F0001").exists()
    monkeypatch.undo()
    assert print_papers(county.ada, made.id, tmp_path / "out").folder.is_dir()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["F0001"]


@pytest.mark.parametrize(
    ("only", "kind", "code", "sentence"),
    [
        ("D1", "own office", "papers-missing", "Nothing of F0001 is left to print: D1 NOTICE OF MOTION"),
        ("D1 D6", "court", "papers-missing", "cannot be made. Nor can 1 other paper."),
        ("D10", "own office", "no-paper", "F0001 has no such paper. D10"),
        ("D5", "own office", "", ""),
    ],
)
def test_a_packet_of_papers_that_cannot_be_made_says_so_and_blames_no_recipient(
    county: Any, tmp_path: Path, only: str, kind: str, code: str, sentence: str
) -> None:
    lines = office_toml(county.ada).splitlines()
    set_office(county.ada, "\n".join(line for line in lines if "bar_number" not in line))
    make_filing(county.ada)
    choice = PacketChoice(frozenset(only.split()))
    asked = {"choice": choice, "kind": RecipientKind(kind), "recipient": "Somebody", "purpose": "a test"}
    if not code:
        assert print_papers(county.ada, "F0001", tmp_path, **asked).papers
        return
    with pytest.raises(AnswerIsNoError) as caught:
        print_papers(county.ada, "F0001", tmp_path, **asked)
    assert caught.value.code == code and sentence in caught.value.sentence
    assert "may not go to" not in caught.value.sentence
    assert ("bar_number" in caught.value.advice) is (code == "papers-missing")
    assert not (tmp_path / "F0001").exists()
