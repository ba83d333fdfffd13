"""The campaign `flips`: one changed byte anywhere in a workspace, its key file or its log.

    python -B build/campaigns/flips.py --positions 10000

Each change must be noticed: by opening, by the check of every page, or by the key file's witness; or it is
shown to be without effect: everybody's passphrase opens the same workspace as before. Run by the program's
own interpreter (`campaign flips`); the tests take a sample.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.dont_write_bytecode = True
BUILD = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(BUILD), str(BUILD.parent)]  # this checkout, not the environment's installation

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, SECOND, fresh_folder
from project import WORK
from sample_recipe import Recipe
from sqlalchemy import func, select

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import DecisionAction, Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.store import soundness
from expunge_desktop.store.schema import conviction, decision, finding, person
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

PEOPLE = (FIRST, SECOND)


@dataclass
class Tally:
    """What became of the changes. `unnoticed` names each that was neither noticed nor without effect."""

    where: str
    ways: Counter[str] = field(default_factory=Counter)
    unnoticed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def tell(self) -> None:
        """One line of figures, and every change that was not noticed."""
        ways = ", ".join(f"{way} {count:,}" for way, count in sorted(self.ways.items()))
        print(f"{self.where}: {sum(self.ways.values()):,} changes: {ways}; {self.seconds:.0f} s", flush=True)
        for one in self.unnoticed:
            print(f"   NOT NOTICED: {one}", flush=True)


class Specimen:
    """A workspace with people, findings, a decision and two users, at rest; and a copy to be changed."""

    def __init__(self, folder: Path, *, people: int, seed: int) -> None:
        self.folder = fresh_folder(folder)
        self.path = folder / "county.expunge"
        self.keys = folder / "county.expunge-keys"
        self._kept = fresh_folder(folder / "kept")
        _make(self.path, folder / "county.dat", people, seed)
        for path in (self.path, self.keys):
            shutil.copy2(path, self._kept / path.name)
        with self.session() as session:
            self.raw_key = session.workspace.data_key
        self.restore()
        with self._workspace() as workspace:
            self.content = _content(workspace)

    def session(self, who: int = 0) -> Session:
        """One of the two users logs on."""
        return open_session(self.path, PEOPLE[who].name, PEOPLE[who].passphrase)

    def restore(self) -> None:
        """Everything as it was."""
        for path in self.folder.glob(f"{self.path.name}*"):
            path.unlink()
        for path in self._kept.iterdir():
            shutil.copy2(path, self.folder / path.name)

    def _workspace(self) -> Workspace:
        return Workspace.open(self.path, self.raw_key)

    def judged(self) -> str:
        """How the changed workspace file is met: refused at opening, found by the check, or neither ("")."""
        try:
            with self._workspace() as workspace:
                if _content(workspace) != self.content:
                    return ""
        except ExpungeError:
            return "noticed at opening"
        return "noticed by the check" if soundness.damage_at_rest(self.path, self.raw_key) else ""

    def judged_keys(self) -> str:
        """How a changed key file is met: refused to one of the users, or both open the same workspace."""
        refused = 0
        for who in range(len(PEOPLE)):
            try:
                with self.session(who) as session:
                    if session.workspace.data_key != self.raw_key:
                        return ""
                    if not session.witness.is_kept:
                        return "noticed by the witness"
            except ExpungeError:
                refused += 1
        if refused == len(PEOPLE):
            return "refused to everybody"
        return "refused to the user it belongs to" if refused else "without effect"


def flip_file(specimen: Specimen, positions: int, chance: random.Random) -> Tally:
    """Single bytes of the workspace at random positions, the beginning of the file all of them."""
    size = specimen.path.stat().st_size
    places = list(range(min(100, positions // 10)))
    places += [chance.randrange(size) for _ in range(positions - len(places))]
    tally = Tally(f"workspace of {size:,} bytes")
    for place in _timed(tally, places):
        with ChangedByte(specimen.path, place, chance) as what:
            _count(tally, specimen.judged, what)
    specimen.restore()
    return tally


def cut_file(specimen: Specimen, times: int, chance: random.Random) -> Tally:
    """The workspace cut short, or with bytes behind its end."""
    size = specimen.path.stat().st_size
    tally = Tally("workspace cut short or lengthened")
    for number in _timed(tally, range(times)):
        is_cut = number % 2 == 0
        with specimen.path.open("r+b") as file:
            length = chance.randrange(size) if is_cut else 0
            file.truncate(length) if is_cut else file.seek(0, os.SEEK_END)
            if not is_cut:
                file.write(chance.randbytes(chance.choice((1, 100, 4096, 8192))))
        _count(tally, specimen.judged, f"cut to {length}" if is_cut else "lengthened", is_harmless=not is_cut)
        specimen.restore()
    return tally


def flip_keys(specimen: Specimen, each: int, chance: random.Random, wanted: "range | None" = None) -> Tally:
    """Every byte of the key file (or those wanted), `each` times another value."""
    size = specimen.keys.stat().st_size
    tally = Tally(f"key file of {size:,} bytes")
    for place in _timed(tally, [place for place in wanted or range(size) for _ in range(each)]):
        with ChangedByte(specimen.keys, place, chance) as what:
            _count(tally, specimen.judged_keys, what)
        specimen.restore()
    return tally


def flip_log(specimen: Specimen, positions: int, chance: random.Random) -> Tally:
    """Single bytes of a log that holds acknowledged changes a reader kept from the file; then logon.

    A log is cut off by the first byte that is wrong: what lay behind is lost, and the witness must say so.
    """
    kept = _with_log(specimen)
    size = (kept / f"{specimen.path.name}-wal").stat().st_size
    tally = Tally(f"log of {size:,} bytes")
    for _ in _timed(tally, range(positions)):
        for path in specimen.folder.glob(f"{specimen.path.name}*"):
            path.unlink()
        for path in kept.iterdir():
            shutil.copy2(path, specimen.folder / path.name)
        log = specimen.folder / f"{specimen.path.name}-wal"
        with ChangedByte(log, chance.randrange(size), chance) as what:
            _count(tally, lambda: _judged_log(specimen), what)
    specimen.restore()
    return tally


def _judged_log(specimen: Specimen) -> str:
    try:
        with specimen.session() as session:
            if not session.witness.is_kept:
                return "noticed by the witness"
            if not verify(session).is_intact:
                return "noticed by the audit trail"
            return "without effect" if _is_all_there(session) else ""
    except ExpungeError:
        return "noticed at opening"


def _with_log(specimen: Specimen) -> Path:
    """Copies of the files while a reader keeps three acknowledged changes in the log."""
    kept = fresh_folder(specimen.folder / "with-log")
    with specimen.session() as session, session.read() as reader:
        reader.execute(select(func.count()).select_from(person)).scalar_one()
        for number in range(3):
            with session.write() as tx:
                tx.audit("note", f"flips {number}", {"text": "kept from the file by a reader"})
        for path in specimen.folder.glob(f"{specimen.path.name}*"):
            if not path.name.endswith("-shm"):
                (kept / path.name).write_bytes(held_files.read_bytes(path))
    specimen.restore()
    return kept


def _is_all_there(session: Session) -> bool:
    with session.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE subject LIKE 'flips %'")
        return int(found.scalar_one()) == 3


class ChangedByte:
    """Within the block one byte of a file has another value; says which."""

    def __init__(self, path: Path, place: int, chance: random.Random) -> None:
        self._path, self._place = path, place
        self._mask = chance.choice((1 << chance.randrange(8), chance.randrange(1, 256)))

    def __enter__(self) -> str:
        with self._path.open("r+b") as file:
            file.seek(self._place)
            self._old = file.read(1)
            file.seek(self._place)
            file.write(bytes([self._old[0] ^ self._mask]))
        return f"{self._path.name} at {self._place}: {self._old[0]:#04x} ^ {self._mask:#04x}"

    def __exit__(self, *_: object) -> None:
        if self._path.exists():
            with self._path.open("r+b") as file:
                file.seek(self._place)
                file.write(self._old)


def _count(tally: Tally, judge: Callable[[], str], what: str, *, is_harmless: bool = False) -> None:
    try:
        way = judge()
    except Exception as error:  # noqa: BLE001 - a mistake of the program is what is looked for
        tally.ways["a mistake of the program"] += 1
        tally.unnoticed.append(f"{what}: {type(error).__name__}: {error}")
        return
    way = way or ("without effect" if is_harmless else "")
    tally.ways[way or "NOT NOTICED"] += 1
    if not way:
        tally.unnoticed.append(what)


def _timed(tally: Tally, places: "list[int] | range") -> Iterator[int]:
    start = time.monotonic()
    yield from places
    tally.seconds = time.monotonic() - start


def _content(workspace: Workspace) -> tuple[object, ...]:
    """What the workspace says through the program's own way of reading."""
    with workspace.read() as connection:
        counted = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (person, conviction, decision)
        ]
    return (workspace.workspace_id, *counted)


def _make(path: Path, delivered: Path, people: int, seed: int) -> None:
    sample_doj.write(Recipe(people=people, seed=seed, other_cycles=5), delivered)
    with create_workspace(
        path, office_toml=OFFICE.read_text(encoding="utf-8"), county=None, user=FIRST.name,
        passphrase=FIRST.passphrase, kdf_cost=COST_FOR_TESTS,
    ) as session:  # fmt: skip
        add_user(
            session, SECOND.name, SECOND.passphrase, frozenset({Role.SUPERVISOR}), kdf_cost=COST_FOR_TESTS
        )

        import_batch(session, [delivered])
        assess(session, POLICY, date.fromisoformat(AS_OF))
        with session.read() as connection:
            one = connection.execute(select(finding.c.id, finding.c.conviction_id).limit(1)).one()
        decide(
            session, one.conviction_id, DecisionAction.HOLD, None, "to be looked at again", finding_id=one.id
        )


def main() -> int:
    """Exit code 1 when a change was not noticed."""
    parser = argparse.ArgumentParser(prog="campaign flips", description=__doc__.splitlines()[0])
    parser.add_argument("--positions", type=int, default=10_000, help="of the workspace file")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    specimen = Specimen(WORK / "campaign-flips", people=options.people, seed=options.seed)
    tallies = []
    for act, times in (
        (flip_keys, max(1, options.positions // 5_000)),
        (flip_log, options.positions // 10),
        (cut_file, options.positions // 25),
        (flip_file, options.positions),
    ):
        tallies.append(act(specimen, times, chance))
        tallies[-1].tell()
    missed = sum(len(one.unnoticed) for one in tallies)
    print(f"{sum(sum(one.ways.values()) for one in tallies):,} changes, not noticed: {missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
