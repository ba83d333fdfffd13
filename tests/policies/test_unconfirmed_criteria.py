"""Criteria nobody has confirmed are marked wherever their results are: assessing, overview, explanation."""

import json
from pathlib import Path

import pytest
import sample_doj

from expunge_desktop.app import main as program
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.review import overview
from expunge_desktop.services.session import Session

WORDS = "nobody has compared it with the criteria of the office it is named after"


@pytest.fixture
def county(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A workspace with some people imported."""
    sample_doj.write(sample_doj.Recipe(people=25, seed=3), tmp_path / "county.dat")
    import_batch(session, [tmp_path / "county.dat"])
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "ada invented passphrase")
    return session


@pytest.mark.parametrize(("policy", "is_marked"), [("sacramento", True), ("los-angeles-2020", False)])
def test_assessing_the_overview_and_the_explanation_say_so_with_the_source(
    county: Session, capsys: pytest.CaptureFixture[str], policy: str, is_marked: bool
) -> None:
    words = ["assess", str(county.path), "--policy", policy, "--as-of", "2020-02-11"]
    assert program.main(words) == 0
    said = capsys.readouterr().out
    assert (f"UNCONFIRMED CRITERIA: {WORDS}. Source: Public code" in said) is is_marked
    assert program.main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["policy_unconfirmed"] is is_marked
    info = overview(county).assessment
    assert info is not None
    assert info.is_policy_unconfirmed is is_marked
    assert bool(info.policy_source) is is_marked
    with county.read() as connection:
        row = connection.exec_driver_sql("SELECT id FROM finding ORDER BY id DESC LIMIT 1").one()
    assert program.main(["explain", str(county.path), "--finding", str(row.id)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert (WORDS in told) is is_marked
    assert ("Public code of the 2019 pilot" in told) is is_marked


def test_an_earlier_version_can_be_assessed_under_on_the_command_line(
    county: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "name: ours\nversion: 1\ntitle: Ours\nexpands: yes\ncriteria: {gone: {test: deceased}}\n"
    for number in (1, 2):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text.replace("version: 1", f"version: {number}"), encoding="utf-8")
        assert program.main(["policy", str(county.path), "add", str(file)]) == 0
    for wanted, version in (("ours@1", "1"), ("ours", "2"), ("ours@2", "2")):
        capsys.readouterr()
        words = ["assess", str(county.path), "--policy", wanted, "--as-of", "2020-02-11", "--json"]
        assert program.main(words) == 0
        result = json.loads(capsys.readouterr().out)
        assert (result["policy"], result["version"]) == ("ours", version)
    words = ["compare", str(county.path), "--policy", "ours@1", "--with", "ours@2", "--as-of", "2020-02-11"]
    assert program.main(words) == 0
    assert program.main(["assess", str(county.path), "--policy", "ours@3", "--as-of", "2020-02-11"]) == 1
    assert "Known versions: 1, 2" in capsys.readouterr().err
