"""The campaign itself: so many faults at random points of random steps, counted by kind."""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from project import WORK

from campaigns.faults.kinds import KINDS
from campaigns.faults.steps import STEPS
from campaigns.faults.trial import BrokenPromiseError, Outcome, Trials

# The wanted share of each kind; the steps take turns.
SHARES = {
    "kill -9 at a random moment": 5,
    "kill -9 within a write": 5,
    "power cut": 5,
    "one I/O error": 4,
    "lasting I/O errors": 2,
    "short write, then full": 2,
    "full disk": 3,
    "limit on file size": 1,
    "read-only disk": 1,
    "log lost, cut or garbled": 2,
}


def run(times: int, *, people: int, seed: int, folder: Path) -> tuple[list[Outcome], list[str]]:
    """That many faults; what came of them, and the promises that were broken."""
    trials = Trials(folder, people=people, seed=seed)
    if trials.shim is None:
        print("No C compiler here: I/O errors, power cuts and the read-only disk are not tried.")
    done: list[Outcome] = []
    broken: list[str] = []
    for number, (kind, step) in enumerate(_plan(trials, times, seed), 1):
        start = time.monotonic()
        try:
            outcome = trials.fault(kind, step)
        except BrokenPromiseError as error:
            broken.append(f"fault {number}, {kind}, {step}: {error}")
            print(f"BROKEN {broken[-1]}", flush=True)
            continue
        done.append(outcome)
        words = f"{outcome.way}, {'kept' if outcome.is_kept else 'nothing kept'}"
        took = time.monotonic() - start
        print(f"{number:4} {kind}, {step}: {words} {outcome.note} {took:.1f} s", flush=True)
    return done, broken


def _plan(trials: Trials, times: int, seed: int) -> list[tuple[str, str]]:
    """Kinds by their shares and steps in turn, as many as asked for, in random order."""
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    turns: dict[str, int] = Counter()
    chosen: list[tuple[str, str]] = []
    chance = random.Random(seed)
    chance.shuffle(kinds)
    at = 0
    while len(chosen) < times and at < 100 * times + 1000:
        kind = kinds[at % len(kinds)]
        at += 1
        steps = [step for step in STEPS if trials.can(kind, step)]
        if steps:
            chosen.append((kind, steps[turns[kind] % len(steps)]))
            turns[kind] += 1
    return chosen


def tell(done: list[Outcome], broken: list[str]) -> None:
    """The figures: by kind and way, by step, and what was acknowledged."""
    print(f"\n{'kind':30}{'faults':>8}{'killed':>8}{'refused':>9}{'well':>6}{'kept':>6}{'repeated':>10}")
    for kind in KINDS:
        mine = [one for one in done if one.kind == kind]
        ways = Counter(one.way for one in mine)
        kept, again = sum(one.is_kept for one in mine), sum(one.is_repeated for one in mine)
        print(
            f"{kind:30}{len(mine):8}{ways['killed']:8}{ways['refused in words']:9}{ways['well']:6}"
            f"{kept:6}{again:10}"
        )
    steps = Counter(one.step for one in done)
    print("steps: " + ", ".join(f"{name} {steps[name]}" for name in STEPS))
    print(
        f"{len(done) + len(broken)} faults; acknowledged steps and decisions, each found again: "
        f"{sum(one.acknowledged for one in done)}; promises broken: {len(broken)}"
    )
    left = Counter(name for one in done for name in one.litter)
    print(f"encrypted remains beside the workspace: {dict(left) or 'none'}")


def main() -> int:
    """Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    if sys.platform == "win32":
        parser.error("the faults campaign needs a system with SIGKILL")
    start = time.monotonic()
    done, broken = run(
        options.times, people=options.people, seed=options.seed, folder=WORK / "campaign-faults"
    )
    tell(done, broken)
    for line in broken:
        print(f"BROKEN {line}")
    print(f"{time.monotonic() - start:.0f} s")
    return 1 if broken else 0
