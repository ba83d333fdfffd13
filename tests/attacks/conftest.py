"""A small county on the command line, and people who use it wrongly."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.app import main as program
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "ada invented passphrase"
AS_OF = date(2020, 2, 11)


@dataclass(frozen=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Said]


def rows() -> list[list[str]]:
    """Three invented people: possession, sale, and a row without a case number."""
    return [
        make_row(SUBJECT_ID="1", PRI_NAME="ABLE,ALEX", CII_NUMBER="A00000001", OFN="BA100001"),
        make_row(
            SUBJECT_ID="2", PRI_NAME="BAKER,BOBBIE", CII_NUMBER="A00000002", OFN="BA100002",
            OFFENSE_DESCR="11359 HS-POSSESS MARIJUANA FOR SALE", OFFENSE_TOC="F", CONV_STAT_DESCR="FELONY",
        ),
        make_row(SUBJECT_ID="3", PRI_NAME="CHARLIE,CAMERON", CII_NUMBER="A00000003", OFN=""),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def county_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace, imported and assessed, that every test starts from a copy of."""
    folder = tmp_path_factory.mktemp("attacked")
    delivery = folder / "delivery.dat"
    delivery.write_bytes(as_bytes(rows(), header=True))
    path = folder / "county.expunge"
    with create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="ada", passphrase=WORD, kdf_cost=COST_FOR_TESTS
    ) as ada:
        import_batch(ada, [delivery])
        assess(ada, "los-angeles-2020", AS_OF)
    return path


@pytest.fixture
def county(county_template: Path, tmp_path: Path) -> Path:
    """A county of one's own."""
    for part in county_template.parent.glob("county.expunge*"):
        shutil.copy(part, tmp_path / part.name)
    return tmp_path / county_template.name


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The program in this process, as Ada."""
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def answer(*words: object) -> Said:
        capsys.readouterr()
        code = program.main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return answer
