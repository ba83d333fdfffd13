"""A look by this office, and a file for others: beside the file a verb prints no more than the file tells."""

import json
from pathlib import Path
from typing import Any

import pytest
from released_county import FILING, PEOPLE, WORD

from expunge_desktop.app.main import main

COMPARE = ("--policy", "los-angeles-2020", "--with", "statute-only", "--as-of", "2020-02-11")
RESEARCH = ("--recipient", "State University", "--purpose", "a study")


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada's, as scripts give them."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)


def test_the_own_office_sees_every_count_with_and_without_a_file(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ((), ("--csv", str(out / "movers.csv"))):
        assert main(["compare", str(workspace), *COMPARE, *more]) == 0
        said = capsys.readouterr().out
        assert "by section" in said and "Decided otherwise:" in said
    assert "rows written to" in said or "row written to" in said


def test_beside_a_comparison_for_research_no_small_count_is_printed(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", str(workspace), *COMPARE, *RESEARCH]
    assert main([*words, "--csv", str(out / "a.csv")]) == 0
    said = capsys.readouterr().out
    assert [line.partition(" ")[2].split()[0] for line in said.splitlines()[:1]] in (["row"], ["rows"])
    assert "by section" not in said and "Decided otherwise" not in said and "Withheld: " in said
    assert main([*words, "--csv", str(out / "b.csv"), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"csv"}


def test_beside_one_person_s_statuses_nothing_of_the_others_is_printed(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = ["filing", str(workspace), "status", FILING, "--csv", str(out / "given.csv"), "--json"]
    assert main([*status, "--recipient", "Public Defender", "--person", PEOPLE[0].key]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"csv"}


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("compare", *COMPARE), "--csv"),
        (("filing", "status", FILING), "--csv"),
        (("problems",), "--csv"),
        (("releases",), "--csv"),
        (("audit",), "--csv"),
        (("explain", "--case", PEOPLE[0].case), "--pdf"),
    ],
)
@pytest.mark.parametrize(
    "given", [("--recipient", "press"), ("--recipient-kind", "research"), ("--purpose", "a request")]
)
def test_a_recipient_of_what_is_only_printed_is_refused(
    workspace: Path, words: tuple[str, ...], option: str, given: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    verb, *rest = words
    assert main([verb, str(workspace), *rest, *given]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{given[0]} goes with {option} OUT" in said.err


def test_papers_are_not_said_to_be_of_one_person_when_they_are_of_all(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet = ["packet", str(workspace), "--filing", FILING, "--out", str(out), "--person"]
    assert main([*packet, PEOPLE[0].key]) == 2
    assert "--person goes with --recipient-kind defense" in capsys.readouterr().err
    assert main([*packet, "12", "--recipient", "Public Defender"]) == 1
    assert f"{FILING} has no row of the person_id 12." in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_papers_printed_before_are_not_overwritten_and_the_refusal_says_what_to_do(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet = ["packet", str(workspace), "--filing", FILING, "--only", "D6", "--out"]
    assert main([*packet, str(out)]) == 0
    capsys.readouterr()
    assert main([*packet, str(out)]) == 1
    said = capsys.readouterr().err
    assert "papers printed before are never overwritten. Choose another folder" in said
    assert main([*packet, str(out / "released")]) == 0
