"""Killed while something leaves the workspace: no export has its name that the release log does not know."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.session import open_session
from expunge_desktop.services.unfinished_file import UnfinishedFile
from expunge_desktop.store.schema import release_log

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

WORD = "seven quiet harbors"
COMPARED = ("--policy", "los-angeles-2020", "--set", "age_50.years=40", "--as-of", "2020-02-11")
# what leaves → the module that logs it, the command without the workspace, the option for its place
LEAVING = {
    "findings": ("leaving", ("findings",), "--csv"),
    "movers": ("leaving", ("compare", *COMPARED), "--csv"),
    "worksheet": ("leaving", ("explain", "--case", "BA50000"), "--pdf"),
    "papers": ("print_papers", ("packet", "--filing", "F0001", "--only", "D1"), "--out"),
}
# The program as it is, killed when it comes to one place.
_KILLED = """
import os, signal, sys
import expunge_desktop.services.{module} as leaving
from expunge_desktop.app.main import main

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_naming(event, arguments):
    if event in ("os.rename", "os.link") and ".partial" in str(arguments[0]):
        die()

def die_once_named(event, arguments):
    if event == "os.remove" and str(arguments[0]).endswith(".partial") and os.path.exists({place!r}):
        die()

if {moment!r} == "before the log":
    leaving.record_release = die
elif {moment!r} == "before the name":
    sys.addaudithook(die_at_naming)
elif {moment!r} == "once named":
    sys.addaudithook(die_once_named)
sys.exit(main({words!r}))
"""


@pytest.fixture
def leave(county: Any, tmp_path: Path) -> Callable[[str, str], tuple[int, Path]]:
    """Run one of them with a fault planted: its exit code, and where it should be."""
    make_filing(county.ada)

    def run(what: str, moment: str) -> tuple[int, Path]:
        module, (verb, *options), option = LEAVING[what]
        place = tmp_path / "out" / ("F0001" if what == "papers" else what)
        place.parent.mkdir(exist_ok=True)
        given = str(place.parent if what == "papers" else place)
        words = [verb, str(county.path), *options, option, given]
        program = _KILLED.format(module=module, moment=moment, words=words, place=str(place))
        child = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "EXPUNGE_USER": "Ada", "EXPUNGE_PASSPHRASE": WORD},
            capture_output=True, text=True, timeout=240,
        )  # fmt: skip
        assert child.returncode in (0, -signal.SIGKILL), child.stderr
        return child.returncode, place

    return run


def logged(county: Any) -> list[str]:
    """The digests of the release log."""
    with county.ada.read() as connection:
        return [row.sha256 for row in connection.execute(release_log.select())]


@pytest.mark.slow
@pytest.mark.parametrize("what", LEAVING)
def test_killed_before_it_is_logged_nothing_has_left(
    county: Any, leave: Callable[[str, str], tuple[int, Path]], what: str
) -> None:
    code, place = leave(what, "before the log")
    assert code == -signal.SIGKILL
    assert not place.exists()
    assert logged(county) == []


@pytest.mark.slow
@pytest.mark.parametrize("what", LEAVING)
def test_killed_before_it_is_named_the_log_knows_it_and_it_can_be_made_again(
    county: Any, leave: Callable[[str, str], tuple[int, Path]], what: str
) -> None:
    code, place = leave(what, "before the name")
    assert code == -signal.SIGKILL
    assert not place.exists()
    assert len(logged(county)) == 1
    code, place = leave(what, "never")
    assert code == 0
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert len(logged(county)) == 2
    if place.is_file():
        assert logged(county)[-1] == hashlib.sha256(place.read_bytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("what", [one for one in LEAVING if one != "papers"])
def test_killed_between_its_two_names_the_file_stays_and_the_other_name_goes(
    county: Any, leave: Callable[[str, str], tuple[int, Path]], what: str
) -> None:
    code, place = leave(what, "once named")
    assert code == -signal.SIGKILL
    written = place.read_bytes()
    assert logged(county) == [hashlib.sha256(written).hexdigest()]
    assert len(list(place.parent.glob(".*.partial"))) == 1
    with open_session(county.path, "Ada", WORD):
        pass
    assert [(one.name, one.read_bytes()) for one in place.parent.iterdir()] == [(place.name, written)]


def test_an_export_never_takes_the_place_of_a_file_that_came_meanwhile(county: Any, tmp_path: Path) -> None:
    path = tmp_path / "exports" / "found.csv"
    path.parent.mkdir()
    taken = pytest.raises(AnswerIsNoError, match=r"found\.csv exists already")
    with taken, UnfinishedFile(county.ada, path) as begun:
        with begun.open_csv() as file:
            file.write("a,b\r\n")
        path.write_text("another's")
        begun.give_name()
    assert [one.name for one in path.parent.iterdir()] == ["found.csv"]
    assert path.read_text() == "another's"


def test_an_export_that_fails_leaves_neither_file_nor_log(county: Any, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(AnswerIsNoError, match="exists already"):
        export_findings(county.ada, folder)
    export_findings(county.ada, folder / "one.csv")
    assert [path.name for path in folder.iterdir()] == ["one.csv"]
    assert (folder / "one.csv").stat().st_mode & 0o777 == 0o600
    with pytest.raises(AnswerIsNoError, match="exists already"):
        export_findings(county.ada, folder / "one.csv")
    assert len(logged(county)) == 1
