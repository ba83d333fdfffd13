"""A county of one person with one count: nothing the command line prints says “1 rows” or “1 people”."""

import re
from pathlib import Path

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.app.main import main
from expunge_desktop.services.session import create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
POLICY = ("--policy", "los-angeles-2020", "--as-of", "2020-02-11")
# A verb after the number is no plural: “row 1 has”, “of batch 1 is”.
PLURAL_AFTER_ONE = re.compile(
    r"(?<![\d.,:–-])\b1 (?!(?:is|was|has|as|lies|stands|says|this|its|perhaps)\b)(?:[a-z]+s|people)\b"
)
COMMANDS = {
    "import": ("one.dat",),
    "ledger": (),
    "problems": ("--csv", "problems.csv"),
    "assess": POLICY,
    "findings": ("--csv", "findings.csv"),
    "compare": (*POLICY, "--with", "statute-only", "--margin", "1", "--csv", "movers.csv"),
    "explain": ("--case", "GA47110", "--pdf", "sheet.pdf"),
    "figures": ("--csv", "figures.csv"),
    "packet": ("--out", "papers"),
    "filing": ("show", "F0001"),
    "releases": (),
    "retention": (),
    "user": ("list",),
    "backup": ("copy.expunge",),
    "audit": ("--list",),
    "check": (),
    "status": ("--name", "QUARTZMAN,ALEX"),
}


def test_one_of_each_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    create_workspace(
        Path("one.expunge"), office_toml=None, county="LOS ANGELES", user="Ada", passphrase=WORD,
        kdf_cost=COST_FOR_TESTS,
    ).close()  # fmt: skip
    row = make_row(SUBJECT_ID="70000000", PRI_NAME="QUARTZMAN,ALEX", PRI_DOB="19500314", OFN="GA47110")
    Path("one.dat").write_bytes(as_bytes([row]))
    told: dict[str, str] = {}
    for verb, words in COMMANDS.items():
        assert main([verb, "one.expunge", *words]) in (0, 1), verb
        said = capsys.readouterr()
        told[verb] = said.out + said.err
        assert "mistake" not in told[verb]
    wrong = {verb: found[0] for verb, text in told.items() if (found := PLURAL_AFTER_ONE.search(text))}
    assert wrong == {}
    assert "1 person, 1 count, 1 conviction under review." in told["import"]
    assert "1 row written to findings.csv." in told["findings"]
    assert "1 conviction explained on " in told["explain"]
    assert "(draft), 1 conviction, 1 undecided" in told["packet"]
    assert "findings export, 1 row\n" in told["releases"]


def test_the_search_would_find_it() -> None:
    assert PLURAL_AFTER_ONE.search("1 rows written")
    assert PLURAL_AFTER_ONE.search("of 1 people")
    assert not PLURAL_AFTER_ONE.search("Row 1 has no date; 21 rows; 2.1 megabytes")
