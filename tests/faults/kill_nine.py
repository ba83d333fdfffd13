"""Kill a writing program at random moments and look at what is left.

    python tests/faults/kill_nine.py --count 200 --seed 7

A child process writes batches of people, one transaction each, and says after each commit that it is
done. It is killed with SIGKILL somewhere in between. Then the workspace must open, every page and the
audit chain be sound, every acknowledged batch be there, and no batch be there in part.

`killed_at_random` is for other work than this one too: importing, deciding.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, insert, select

from expunge_desktop.base.clock import SystemClock
from expunge_desktop.store import audit
from expunge_desktop.store.backup import check_copy
from expunge_desktop.store.schema import batch, person
from expunge_desktop.store.workspace import Workspace

PEOPLE = 400
_READY = 0


@dataclass
class Tally:
    """What many kills did."""

    kills: int = 0
    committed: int = 0  # acknowledged by the child before it died
    kept_unacknowledged: int = 0  # committed, killed before it could say so
    killed_inside: int = 0  # died with a transaction open
    lost: int = 0
    halves: int = 0
    unreadable: int = 0
    broken_chains: int = 0

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing half, everything readable."""
        return not (self.lost or self.halves or self.unreadable or self.broken_chains)


def killed_at_random(
    work: Callable[[Callable[[int], None]], None], longest_s: float, rng: random.Random
) -> list[int]:
    """Run `work` in a child and kill it at a random moment after it acknowledged something.

    That is after the first of its acknowledgements or one of the next three, and between 0 and `longest_s`
    later: where the machine is slow, it has done something all the same.
    `work` is given a function to acknowledge numbers with; those that came through are returned.
    Raises RuntimeError when the child ended by itself with an error.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            work(lambda number: os.write(writing, f"{number}\n".encode()) and None)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        lines = [said.readline() for _ in range(rng.randint(1, 4))]
        time.sleep(rng.uniform(0, longest_s))
        os.kill(child, signal.SIGKILL)
        lines += said.readlines()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the child failed by itself")
    return [int(line) for line in lines if line.endswith(b"\n")]


def write_batches(path: Path, raw_key: bytes, first: int, acknowledge: Callable[[int], None]) -> None:
    """Write batches without end; say `-number` when one begins, `number` after its commit."""
    with Workspace.open(path, raw_key) as workspace:
        acknowledge(_READY)
        number = first
        while True:
            with workspace.write("Ada", SystemClock()) as tx:
                acknowledge(-number)
                tx.connection.execute(insert(batch).values(_batch(number, tx.at)))
                tx.connection.execute(insert(person), [_person(number, one) for one in range(PEOPLE)])
                tx.audit("import", f"batch {number}", {"people": PEOPLE})
            acknowledge(number)
            number += 1


def run(count: int, seed: int, folder: Path) -> Tally:
    """Kill `count` times over one growing workspace and judge it after each."""
    rng, tally = random.Random(seed), Tally()
    path, raw_key = folder / "kill.expunge", os.urandom(32)
    Workspace.create(path, raw_key, "kill").close()
    there = 0
    for _ in range(count):
        said = killed_at_random(
            lambda acknowledge, first=there + 1: write_batches(path, raw_key, first, acknowledge), 0.15, rng
        )
        tally.kills += 1
        acknowledged = max(said, default=0)
        tally.committed += len([number for number in said if number > 0])
        tally.killed_inside += said[-1:] != [] and said[-1] < 0
        try:
            there = _judge(path, raw_key, max(acknowledged, there), tally)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and shown
            print(f"unreadable: {error!r}", file=sys.stderr)
            tally.unreadable += 1
            return tally
    check_copy(path, raw_key)
    return tally


def _judge(path: Path, raw_key: bytes, acknowledged: int, tally: Tally) -> int:
    with Workspace.open(path, raw_key) as workspace, workspace.read() as connection:
        report = audit.verify(connection)
        batches = connection.execute(select(func.count()).select_from(batch)).scalar_one()
        whole = connection.execute(
            select(func.count()).select_from(
                select(person.c.batch_id)
                .group_by(person.c.batch_id)
                .having(func.count() == PEOPLE)
                .subquery()
            )
        ).scalar_one()
        people = connection.execute(select(func.count()).select_from(person)).scalar_one()
    tally.kept_unacknowledged += max(0, batches - acknowledged)
    tally.lost += max(0, acknowledged - batches)
    tally.halves += (people != PEOPLE * batches) + (whole != batches) + (report.rows != batches)
    tally.broken_chains += not report.is_intact
    return int(batches)


def _batch(number: int, at: str) -> dict[str, object]:
    return {
        "id": number, "layout": "doj", "county": "LOS ANGELES", "imported_at": at, "imported_by": "Ada",
        "law_digest": "", "people": PEOPLE, "counts": 0, "under_review": 0, "problems": 0, "summary": "{}",
    }  # fmt: skip


def _person(number: int, one: int) -> dict[str, object]:
    return {
        "batch_id": number, "source_key": str(one), "name": "QUIXOTE, DULCINEA", "last_name": "QUIXOTE",
        "first_name": "DULCINEA", "sex": "", "race": "", "cii_number": "", "counts": 0, "convictions": 0,
        "felonies": 0, "aliases": "", "address": "", "fbi_number": "",
    }  # fmt: skip


def main() -> int:
    """Run from the command line; prints the tally as JSON; exit code 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(1 << 30) if arguments.seed is None else arguments.seed
    with tempfile.TemporaryDirectory() as folder:
        tally = run(arguments.count, seed, Path(folder))
    print(json.dumps({"seed": seed, **asdict(tally), "is_good": tally.is_good}))
    return 0 if tally.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
