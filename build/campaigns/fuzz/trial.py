"""One reader under fire, in a process of its own: bounded in memory, timed by input, dead or alive.

`python -B build/campaigns/fuzz --child READER INPUTS SEED FOLDER LAST PATIENCE` prints one line of JSON
at its end.
"""

import json
import resource
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from campaigns.fuzz.mutate import damaged, same_chance
from campaigns.fuzz.reader import Reader
from campaigns.fuzz.readers import readers

MEMORY = 4 << 30  # of address space: a reader that wants more has lost its bounds
_MOST_KEPT = 40


class TooSlowError(Exception):
    """An input took more of the processor than its reader may."""


def find(name: str) -> Reader:
    """The reader of this name."""
    return next(one for one in readers() if one.name == name)


class Trial:
    """Counts what became of each input and keeps those that no reader may answer so."""

    def __init__(self, reader: Reader, folder: Path, last: Path) -> None:
        self.reader, self.folder = reader, folder
        self.read = self.refused = self.findings = 0
        self.slowest = 0.0
        self.kinds: dict[str, int] = {}
        self.last = last  # what a process that died was reading

    def take(self, data: bytes) -> None:
        """Give the reader one input."""
        self.last.write_bytes(data)
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, self.reader.seconds * 5)
        try:
            self.reader.read(data)
            self.read += 1
        except self.reader.refusals:
            self.refused += 1
        except Exception as error:  # noqa: BLE001 - the finding this is all about
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - started
        self.slowest = max(self.slowest, took)
        if took > self.reader.seconds:
            self._keep(data, TooSlowError(f"{took:.1f} s"))

    def _keep(self, data: bytes, error: BaseException) -> None:
        frames = [
            one for one in traceback.extract_tb(error.__traceback__) if "expunge_desktop" in one.filename
        ]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        kind = f"{type(error).__name__} at {place}"
        self.findings += 1
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] == 1 and len(self.kinds) <= _MOST_KEPT:
            stem = self.folder / f"{self.reader.name}-{sha256(data).hexdigest()[:12]}"
            stem.with_suffix(".bin").write_bytes(data)
            stem.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")

    def told(self) -> str:
        """The figures as one line of JSON."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return json.dumps(
            {
                "reader": self.reader.name,
                "read": self.read,
                "refused": self.refused,
                "findings": self.findings,
                "slowest_ms": round(self.slowest * 1000),
                "peak_mb": round(peak),
                "kinds": self.kinds,
            }
        )


def bound_process() -> None:
    """At most `MEMORY`; an alarm of processor time ends what hangs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def ring(_signal: int, _frame: object) -> None:
        raise TooSlowError("stopped")

    signal.signal(signal.SIGPROF, ring)


def run_child(words: Sequence[str]) -> int:
    """What the child process does."""
    name, inputs, seed, folder, last = words[0], int(words[1]), int(words[2]), Path(words[3]), Path(words[4])
    bound_process()
    reader = find(name)
    reader = replace(reader, seconds=reader.seconds * float(words[5]))
    trial, random, seeds = Trial(reader, folder, last), same_chance(name, seed), reader.seeds()
    for one in seeds:
        trial.take(one)
    for _ in range(max(0, inputs - len(seeds))):
        trial.take(damaged(random, seeds, reader.tokens, reader.longest))
    print(trial.told())
    sys.stdout.flush()
    return 0
