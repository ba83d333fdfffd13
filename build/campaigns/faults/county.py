"""The workspaces that are treated badly: a made-up county at each station of its way, and what is in one."""

import csv
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, SECOND, ask, fresh_folder
from project import TaskError
from sample_recipe import Recipe
from sqlalchemy import func, select

from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.session import open_session
from expunge_desktop.store.schema import metadata

NAME = "county.expunge"
DELIVERED = "county.dat"

# A name as the Department writes it, or a CII number.
_OF_A_PERSON = re.compile(r"[A-Z' -]{2,},[A-Z][A-Z' .-]+|A\d{8}")

# What a command adds to in any case, done or not: the trail, what it says of itself, what left the office.
_OF_EVERY_STEP = {"audit", "meta", "unfinished_export", "release_log"}


@dataclass(frozen=True)
class State:
    """What a sound workspace holds: rows of every table, and what was decided."""

    rows: Mapping[str, int]
    decided: int


def state_of(folder: Path) -> State:
    """Open the workspace in `folder`, check it through and through. Raises TaskError when it is not sound."""
    with open_session(folder / NAME, FIRST.name, FIRST.passphrase) as session:
        if not session.witness.is_kept:
            raise TaskError(f"the key file knows rows that are gone: {session.witness.reason}")
        report = check(session)
        if not report.is_sound or report.ledger is None:
            raise TaskError(f"not sound: {report.damage} {report.audit} {report.advice}")
        with session.read() as connection:
            counted = {
                table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in metadata.sorted_tables
                if table.name not in _OF_EVERY_STEP
            }
    return State(counted, report.ledger.decided)


class County:
    """A delivery and one saved workspace for each station: new, imported, assessed, filed."""

    def __init__(self, folder: Path, *, people: int, seed: int) -> None:
        self.folder = fresh_folder(folder)
        self.delivered = self.folder / DELIVERED
        sample_doj.write(Recipe(people=people, seed=seed, other_cycles=5), self.delivered)
        self._made = fresh_folder(self.folder / "making")
        self._workspace = self._made / NAME
        ask("new", self._workspace, "--office", OFFICE)
        added = ("user", self._workspace, "add", SECOND.name, "--role", "supervisor")
        ask(*added, EXPUNGE_NEW_PASSPHRASE=SECOND.passphrase)
        adopted = ("--attorney", SECOND.name, "--adopted-on", AS_OF)
        ask("policy", self._workspace, "sign", POLICY, *adopted, person=SECOND)
        self._save("new")
        ask("import", self._workspace, self.delivered)
        self._save("imported")
        ask("assess", self._workspace, "--policy", POLICY, "--as-of", AS_OF)
        self._save("assessed")

    @cached_property
    def filing(self) -> str:
        """A filing its preparer has released, made when it is first asked for: the station `filed`."""
        papers = ("--out", self._made / "papers", "--only", "D1")
        packed = ask("packet", self._workspace, *papers, allowed=(0, 1))
        made = str(packed["filings"][0]["id"])
        ask("release", self._workspace, made)
        self._save("filed")
        return made

    def put(self, station: str, folder: Path) -> None:
        """The workspace of that station, alone in `folder`."""
        if station == "filed":
            _ = self.filing
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in (self.folder / station).iterdir():
            shutil.copy2(path, folder / path.name)

    def size(self, station: str) -> int:
        """Bytes of the workspace and its key file at that station."""
        return sum(path.stat().st_size for path in (self.folder / station).iterdir())

    def words_in_clear(self) -> list[bytes]:
        """Names and numbers of people of the delivery, to be searched for in what is left behind."""
        with self.delivered.open(encoding="utf-8", errors="replace", newline="") as file:
            cells = {cell.strip() for row in csv.reader(file) for cell in row}
        return sorted(cell.encode() for cell in cells if _OF_A_PERSON.fullmatch(cell))

    def _save(self, station: str) -> None:
        kept = fresh_folder(self.folder / station)
        for path in self._made.glob(f"{NAME}*"):
            shutil.copy2(path, kept / path.name)
