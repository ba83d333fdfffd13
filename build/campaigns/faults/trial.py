"""One fault: a step is disturbed, then the workspace is opened and judged."""

import json
import random
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from cli import fresh_folder
from project import TaskError

from campaigns.faults.county import DELIVERED, NAME, County, State, state_of
from campaigns.faults.disk import Disk, built_shim
from campaigns.faults.kinds import KINDS, NEED_SHIM, Ended, Scene, finished
from campaigns.faults.steps import STEPS, Step

_OWN = {NAME, f"{NAME}-keys", f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-keys.lock", DELIVERED}
_AGAIN = 0.3  # of the disturbed steps are done again afterwards


class BrokenPromiseError(Exception):
    """What the campaign looks for: something lost, half, unreadable, in clear or without a sentence."""


@dataclass(frozen=True)
class Outcome:
    """One fault and what came of it. `way`: killed, refused in words, or ended well all the same."""

    kind: str
    step: str
    way: str
    is_kept: bool
    is_repeated: bool
    acknowledged: int
    litter: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Measure:
    """What an undisturbed step does: from which state to which, how long, how many calls, how many bytes."""

    before: State
    after: State
    seconds: float
    calls: int
    grown: int


class Trials:
    """A county, its steps measured once, and faults one after the other."""

    def __init__(self, folder: Path, *, people: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.county = County(folder / "county", people=people, seed=seed)
        self.place = fresh_folder(folder / "place")
        self.shim = built_shim(folder)
        self._clear = self.county.words_in_clear()
        self._measured: dict[str, Measure] = {}

    def can(self, kind: str, step: str) -> bool:
        """Whether this kind makes sense with this step, and on this machine."""
        if kind == "log lost, cut or garbled":
            return step == "review"
        return self.shim is not None or KINDS[kind] not in NEED_SHIM

    def fault(self, kind: str, step: str) -> Outcome:
        """Raise BrokenPromiseError when something is not as promised."""
        measure = self.measure(step)
        chosen = STEPS[step]
        self.county.put(chosen.station, self.place)
        scene = Scene(
            self.county, chosen, self.place, self.chance, self.shim, measure.seconds, measure.calls,
            measure.grown,
        )  # fmt: skip
        try:
            ended = KINDS[kind](scene)
        except subprocess.TimeoutExpired:
            raise BrokenPromiseError("the program hangs") from None
        return self._judge(kind, chosen, measure, ended)

    def measure(self, name: str) -> Measure:
        """The step undisturbed, measured when it is first asked for."""
        if name not in self._measured:
            step = STEPS[name]
            self.county.put(step.station, self.place)
            before = state_of(self.place)
            count = self.place.with_name("calls")
            count.unlink(missing_ok=True)
            scene = Scene(self.county, step, self.place, self.chance, self.shim)
            disk = Disk(self.shim, self.place, count=count).settings() if self.shim else {}
            start = time.monotonic()
            ended = finished(scene.start(**disk))
            seconds = time.monotonic() - start
            if ended.code not in {0, 1} or "error" in ended.said:
                raise TaskError(f"{name} fails undisturbed: {ended.said}{ended.complained}")
            calls = int(count.read_text()) if count.exists() else 0
            size = sum(path.stat().st_size for path in self.place.rglob("*") if path.is_file())
            grown = size - self.county.size(step.station)
            self._measured[name] = Measure(before, state_of(self.place), seconds, calls, grown)
        return self._measured[name]

    def _judge(self, kind: str, step: Step, measure: Measure, ended: Ended) -> Outcome:
        way = _way(ended)
        try:
            now = state_of(self.place)
        except Exception as error:
            raise BrokenPromiseError(f"it does not open any more: {error!r} ({ended.note})") from error
        acknowledged = self._acknowledged(step, measure, ended, now)
        is_kept = now != measure.before
        if step.name != "review":
            if now not in (measure.before, measure.after):
                raise BrokenPromiseError(f"half a {step.name}: {_difference(measure, now)} ({ended.note})")
            if way == "well" and now != measure.after:
                raise BrokenPromiseError(f"{step.name} said it was done and is lost ({ended.note})")
        litter = self._left_behind(step)
        is_repeated = False
        if step.name != "review" and not is_kept and self.chance.random() < _AGAIN:
            self._again(step, measure)
            is_repeated = True
        return Outcome(kind, step.name, way, is_kept, is_repeated, acknowledged, litter, ended.note)

    def _acknowledged(self, step: Step, measure: Measure, ended: Ended, now: State) -> int:
        if step.name != "review":
            return int(ended.code == 0)
        done = ended.said.count("done ")
        kept = now.decided - measure.before.decided
        open_ends = 1 + ended.said.count("failed ")  # killed, or refused by the disk, at the very commit
        if not done <= kept <= done + open_ends:
            raise BrokenPromiseError(f"{done} decisions acknowledged, {kept} kept ({ended.note})")
        return done

    def _left_behind(self, step: Step) -> tuple[str, ...]:
        """Files nobody asked for, by the kind of their names: an error when people can be read in them."""
        litter: list[str] = []
        for path in self.place.rglob("*"):
            asked_for = path.relative_to(self.place).parts[0] in {*_OWN, *step.made}
            is_unfinished = ".partial" in path.name
            if path.is_dir() or (asked_for and not is_unfinished):
                continue
            litter.append(re.sub(r"[0-9a-f]{8}", "…", path.name))
            content = path.read_bytes()
            if any(word in content for word in self._clear):
                raise BrokenPromiseError(f"people can be read in {path.name}")
        return tuple(litter)

    def _again(self, step: Step, measure: Measure) -> None:
        """With the cause gone the same step does what it should."""
        scene = Scene(self.county, step, self.place, self.chance, None)
        ended = finished(scene.start())
        if ended.code not in {0, 1} or state_of(self.place) != measure.after:
            raise BrokenPromiseError(f"{step.name} cannot be repeated: {ended.said}{ended.complained}")


def _way(ended: Ended) -> str:
    """How it ended; raises when the program did not say in words what stood in its way."""
    if "Traceback" in ended.complained or "mistake in the program" in ended.complained:
        raise BrokenPromiseError(f"no sentence: {ended.complained[-600:]} ({ended.note})")
    if ended.code < 0:
        return "killed"
    if ended.code == 0:
        return "well"
    if not ended.complained.strip() and '"error"' not in ended.said and "refused" not in ended.said:
        try:
            json.loads(ended.said)
        except ValueError:
            raise BrokenPromiseError(f"exit {ended.code} without a word ({ended.note})") from None
    return "refused in words"


def _difference(measure: Measure, now: State) -> dict[str, tuple[int, int, int]]:
    return {
        name: (measure.before.rows[name], rows, measure.after.rows[name])
        for name, rows in now.rows.items()
        if len({rows, measure.before.rows[name], measure.after.rows[name]}) > 1
    }
