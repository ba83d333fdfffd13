"""Every verb that writes a file is known here: it leaves a row in the release log, or a reason why not."""

import argparse
import hashlib
import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from released_county import AS_OF, FILING, PEOPLE, WORD
from sqlalchemy import text

from expunge_desktop.app.main import build_parser, main
from expunge_desktop.app.release_options import recipient_kind
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.session import open_session

COMPARED = ("--policy", "los-angeles-2020", "--with", "statute-only", "--as-of", str(AS_OF))
# What writes something that may tell of people: the words after the verb and the workspace.
LEAVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("findings", "--csv"): (),
    ("problems", "--csv"): (),
    ("compare", "--csv"): COMPARED,
    ("explain", "--pdf"): ("--case", PEOPLE[0].case),
    ("packet", "--out"): ("--filing", FILING, "--only", "D1,D5"),
    ("filing", "--csv"): ("status", FILING),
    ("figures", "--csv"): (),
    ("releases", "--csv"): (),
    ("audit", "--csv"): (),
    ("template", "--pdf"): ("preview", "individual_order.txt", "--filing", FILING),
}
# What writes a file and is no release, and why.
NO_RELEASE = {
    ("form", "--out"): "logged; tested with a form of its own in tests/filings/test_fill_forms.py",
    ("evidence", "--pdf"): "logged; tested with documents of its own in tests/filings/test_evidence_verb.py",
    ("new", "workspace"): "encrypted",
    ("backup", "destination"): "as encrypted as the workspace; audited",
    ("backup", "--to"): "as encrypted as the workspace; audited",
    ("restore", "workspace"): "as encrypted as the backup; audited",
    ("salvage", "new"): "as encrypted as the workspace; audited",
    ("audit", "--checkpoint"): "a number and a hash of the chain, nothing of a person; audited",
    ("retention", "--pdf"): "counts and hashes with a key that is destroyed, nothing of a person; audited",
}
# Options and places whose name or metavar says that something is written there.
WRITES = {"OUT", "DIR", "FOLDER", "DEST", "NEW"}


def verbs() -> Iterator[tuple[str, argparse.Action]]:
    """Every option and place of every verb."""
    parser = build_parser()
    (found,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    for name, verb in found.choices.items():
        for action in verb._actions:
            yield name, action


def test_every_option_that_writes_a_file_is_known_here() -> None:
    found = {
        (verb, action.option_strings[-1] if action.option_strings else action.dest)
        for verb, action in verbs()
        if action.metavar in WRITES
    }
    known = LEAVES.keys() | NO_RELEASE.keys()
    assert found <= known, "a new way out: log it and name it here"
    assert LEAVES.keys() <= found


def test_every_verb_that_leaves_a_row_asks_for_recipient_kind_and_purpose() -> None:
    asked: dict[str, set[str]] = {}
    for verb, action in verbs():
        asked.setdefault(verb, set()).update(action.option_strings)
    for verb in {verb for verb, _ in LEAVES} | {"form", "evidence"}:
        assert {"--recipient", "--recipient-kind", "--purpose"} <= asked[verb], verb


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada's, as scripts give them."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)


def log(workspace: Path) -> list[Any]:
    """The rows of the release log."""
    with open_session(workspace, "Ada", WORD) as session, session.read() as connection:
        return list(connection.execute(text("SELECT * FROM release_log ORDER BY id")))


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize("way", LEAVES, ids=" ".join)
def test_every_way_out_leaves_one_row_with_recipient_kind_purpose_and_the_file_s_digest(
    workspace: Path, out: Path, way: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    verb, option = way
    place = out if option == "--out" else out / "given"
    words = [verb, str(workspace), *LEAVES[way], option, str(place), "--json"]
    said = [
        "--recipient",
        "Clerk of the Court",
        "--purpose",
        "hearing of May 1",
        "--recipient-kind",
        "own-office",
    ]
    assert main([*words, *said]) == 0, capsys.readouterr().err
    (row,) = log(workspace)
    assert (row.recipient, row.recipient_kind, row.purpose, row.actor) == (
        "Clerk of the Court", "own office", "hearing of May 1", "Ada",
    )  # fmt: skip
    written = out / FILING / "manifest.json" if option == "--out" else place
    assert row.sha256 == hashlib.sha256(written.read_bytes()).hexdigest()
    assert row.files == (FILING if option == "--out" else "given")
    assert not [one for one in out.rglob("*") if "partial" in one.name]


@pytest.mark.usefixtures("credentials")
def test_nobody_is_given_anything_without_a_name_or_a_purpose(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--recipient", " "], ["--purpose", ""]):
        assert main(["findings", str(workspace), "--csv", str(out / "f.csv"), *words]) == 2
        assert "nothing leaves without it" in capsys.readouterr().err
    assert list(out.iterdir()) == []
    assert log(workspace) == []


@pytest.mark.usefixtures("credentials")
def test_a_recipient_named_by_a_kind_s_own_word_is_of_that_kind_and_another_is_said_to_be_unmasked(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["figures", str(workspace), "--csv", str(out / "a.csv"), "--recipient", "public"]) == 0
    assert "is taken for" not in capsys.readouterr().err
    assert main(["figures", str(workspace), "--csv", str(out / "b.csv"), "--recipient", "Dana Example"]) == 0
    assert "Dana Example is taken for the own office" in capsys.readouterr().err
    assert [row.recipient_kind for row in log(workspace)] == ["public", "own office"]


@pytest.mark.usefixtures("credentials")
def test_the_log_is_shown_searched_and_written_out(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = [str(workspace), "--csv"]
    kern = ["--recipient", "Kern County", "--recipient-kind", "other-prosecutor", "--purpose", "joint case"]
    assert main(["findings", *base, str(out / "kern.csv"), *kern]) == 0
    assert (
        main(["figures", *base, str(out / "press.csv"), "--recipient", "public", "--purpose", "request"]) == 0
    )
    capsys.readouterr()
    assert main(["releases", str(workspace)]) == 0
    shown = capsys.readouterr().out
    assert "findings export, 5 rows" in shown
    assert "to Kern County (other prosecutor), for joint case" in shown
    assert "withheld: counts below 5" in shown
    for words, count in ((["--kind", "public"], 1), (["--text", "kern"], 1), (["--to", "2020-01-01"], 0)):
        assert main(["releases", str(workspace), "--json", *words]) == 0
        assert json.loads(capsys.readouterr().out)["total"] == count, words
    assert main(["releases", str(workspace), "--text", "nobody of that name"]) == 0
    assert capsys.readouterr().out == "No release is of that kind.\n"
    assert main(["releases", *base, str(out / "log.csv")]) == 0
    lines = (out / "log.csv").read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert "Kern County" in lines[1]


@pytest.mark.usefixtures("credentials")
def test_the_rules_are_told_for_every_kind(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", str(workspace), "--rules", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {kind.value for kind in RecipientKind}
    assert told["public"]["exports"]["findings"]["refused"]
    assert main(["releases", str(workspace), "--rules"]) == 0
    assert "PC 11105(b)(9)" in capsys.readouterr().out


@pytest.mark.usefixtures("credentials")
def test_a_wrongly_addressed_export_is_an_answer_of_no_in_one_sentence(
    workspace: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--recipient", "Daily Example", "--recipient-kind", "public", "--purpose", "request"]
    assert main(["findings", str(workspace), "--csv", str(out / "f.csv"), *words]) == 1
    assert "This does not go out to the public" in capsys.readouterr().err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("recipient", "kind"),
    [
        ("the court", "court"),
        ("Superior Court of California", "court"),
        ("Kern County DA", "other prosecutor"),
        ("Torrance City Prosecutor", "other prosecutor"),
        ("Public Defender", "defense"),
        ("California DOJ", "department of justice"),
        ("Invented State University", "research"),
        ("Daily Press", "public"),
        ("Jane Roe, attorney for defendant", "defense"),
        ("counsel for the defendant", "defense"),
        ("Law Offices of Dana Example", "defense"),
        ("Law Offices of the Public Defender", "defense"),
        ("Law Office of the District Attorney", "other prosecutor"),
        ("Journalist Example", "public"),
        ("The Daily Zebra", "public"),
        ("Invented Tribune", "public"),
        ("Example Times", "public"),
        ("The Herald", "public"),
        ("a reporter", "public"),
        ("Invented Radio", "public"),
        ("Channel 9 TV", "public"),
        ("Example's blog", "public"),
        ("Court reporter, Department 9", "court"),
        ("Dana Example", "own office"),
    ],
)
def test_the_words_of_a_recipient_tell_what_it_is(recipient: str, kind: str) -> None:
    assert recipient_kind(Namespace(recipient=recipient, recipient_kind="")) == kind
