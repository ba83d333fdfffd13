"""A packet: what is in it, on request, alone, split into files of each case, written as it is finished."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import UsageError
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.sample import sample_evidence
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import paper_set as sets
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.evidence import read_attachment
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.packet_choice import PacketChoice, chosen, documents, require_documents
from expunge_desktop.services.print_papers import print_papers


def text_of(path: Path) -> str:
    with opened(path.read_bytes()) as document:
        pages = [page_text(document, index).text for index in range(len(document))]
    return " ".join(" ".join(pages).split())


def documents_in(folder: Path) -> set[str]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {one["document"] for one in manifest["papers"]}


def challenge(county: Any, tmp_path: Path, *cases: str) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(sample_evidence())
    for case in cases:
        conviction = one_count(county.ada, case, None).conviction_id
        decide(
            county.ada, conviction, DecisionAction.CHALLENGE, None, "A prior within 667(e)(2)(C)(iv).",
            evidence=[read_attachment(path)],
        )  # fmt: skip


def test_a_packet_has_every_paper_that_applies_and_names_the_others(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    printed = print_papers(county.ada, made.id, tmp_path)
    here = documents_in(printed.folder)
    absent = {one.document for one in printed.not_applicable}
    wanted = {document for document, scope in documents().items() if scope == "packet"}
    assert here | absent == wanted
    assert here & absent == set()
    assert {"D10", "D16"} <= absent
    assert all(one.sentence.endswith(".") for one in printed.not_applicable)


def test_papers_on_request_come_when_asked_for(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    choice = PacketChoice(besides=frozenset({"D7", "D13"}))
    printed = print_papers(county.ada, made.id, tmp_path, choice=choice)
    assert {"D1", "D7", "D13"} <= documents_in(printed.folder)
    alone = print_papers(county.ada, made.id, tmp_path / "b", choice=PacketChoice(frozenset({"D7"})))
    assert documents_in(alone.folder) == {"D7"}


def test_split_papers_lie_in_a_folder_of_their_own(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    choice = PacketChoice(frozenset({"D7"}), is_split=True)
    printed = print_papers(county.ada, made.id, tmp_path, choice=choice)
    folders = [path for path in printed.folder.iterdir() if path.is_dir()]
    assert len(folders) == 1
    assert stat.S_IMODE(folders[0].stat().st_mode) == 0o700
    singles = sorted(folders[0].iterdir())
    assert len(singles) == 17
    assert {stat.S_IMODE(path.stat().st_mode) for path in singles} == {0o600}
    manifest = json.loads((printed.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {one["file"] for one in manifest["papers"]} == {
        path.relative_to(printed.folder).as_posix() for path in printed.folder.rglob("*.pdf")
    }


def test_a_paper_that_lists_the_others_lists_them_also_alone(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    whole = print_papers(county.ada, made.id, tmp_path / "a").folder
    alone = print_papers(county.ada, made.id, tmp_path / "b", choice=PacketChoice(frozenset({"D0"}))).folder
    assert documents_in(alone) == {"D0"}
    name = "D00-cover-sheet.pdf"
    assert (alone / name).read_bytes() == (whole / name).read_bytes()


def test_files_are_handed_on_one_by_one_before_the_last_is_made(county: Any) -> None:
    (made,) = make_filing(county.ada)
    taken: list[str] = []
    finished = sets.make_set(county.ada, made.id, lambda paper: taken.append(paper.entry.file))
    assert taken[0].startswith("D01")
    assert taken[-1] == "D00-cover-sheet.pdf"
    assert sorted(taken) == [one.file for one in finished.manifest.papers]


def test_an_opposition_binds_the_document_attached_to_it(county: Any, tmp_path: Path) -> None:
    challenge(county, tmp_path, "GA40001")
    (made,) = make_filing(county.ada)
    printed = print_papers(county.ada, made.id, tmp_path / "out", choice=PacketChoice(frozenset({"D10"})))
    (paper,) = printed.papers
    text = text_of(paper.path)
    assert "GA40001" in text
    assert "A prior within 667(e)(2)(C)(iv)" in text
    assert "Invented certified record of a prior conviction" in text


def test_a_filing_that_only_opposes_moves_for_nothing(county: Any, tmp_path: Path) -> None:
    cases = [f"GA{40000 + number}" for number in range(12)] + [f"BA{50000 + number}" for number in range(4)]
    challenge(county, tmp_path, *cases, "-GA90000")
    (made,) = make_filing(county.ada)
    assert (made.rows, made.challenges) == (0, 17)
    printed = print_papers(county.ada, made.id, tmp_path / "out")
    here = documents_in(printed.folder)
    assert {"D9", "D10", "D12"} <= here
    assert here.isdisjoint({"D1", "D2", "D3", "D4", "D5", "D6"})
    sentences = {one.sentence for one in printed.not_applicable if one.document == "D1"}
    assert sentences == {"The filing asks for no relief; it holds only convictions that the People oppose."}


def test_documents_that_do_not_exist_are_refused() -> None:
    assert chosen(" d1, D5 ,") == frozenset({"D1", "D5"})
    for choice in (PacketChoice(frozenset({"D99"})), PacketChoice(besides=frozenset({"X"}))):
        with pytest.raises(UsageError, match="There is no paper"):
            require_documents(choice)


def test_the_command_line_makes_a_packet_and_says_what_is_not_in_it(
    county: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    words = ["packet", str(county.path), "--out"]
    assert main([*words, str(tmp_path / "a"), "--only", "D1,D10", "--with", "d13"]) == 0
    said = capsys.readouterr().out
    assert "Filing F0001 (draft), 17 convictions, 17 undecided" in said
    assert "note: Court profile los-angeles 1 is UNCONFIRMED" in said
    assert "none here: D10" in said
    assert (tmp_path / "a" / "F0001" / "D13-disposition-update.pdf").exists()
    assert main([*words, str(tmp_path / "b"), "--filing", "F0001", "--only", "D6", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["filings"][0]
    assert (result["id"], result["stale"], result["not_printed"]) == ("F0001", "", [])
    assert [one["document"] for one in result["papers"]] == ["D6"]
    assert main([*words, str(tmp_path / "c"), "--filing", "F0001", "--group", "court"]) == 2
    assert main([*words, str(tmp_path / "d"), "--profile", "mars"]) == 1
    assert main([*words, str(tmp_path / "e"), "--only", "D99"]) == 2


def test_the_archive_form_is_made_of_every_pdf_and_still_passes_the_preflight(
    county: Any, tmp_path: Path
) -> None:
    from expunge_desktop.documents.archive import is_archive
    from expunge_desktop.services.check_papers import check_papers

    (made,) = make_filing(county.ada)
    choice = PacketChoice(frozenset({"D1", "D6"}), is_archive=True)
    printed = print_papers(county.ada, made.id, tmp_path, choice=choice)
    assert printed.not_printed == ()
    for paper in printed.papers:
        assert is_archive(paper.path.read_bytes()), paper.path.name
        assert check_papers(paper.path).errors == ()
    plain = print_papers(
        county.ada, made.id, tmp_path / "plain", choice=PacketChoice(frozenset({"D1"}))
    ).folder
    assert not is_archive((plain / "D01-notice-of-motion.pdf").read_bytes())
