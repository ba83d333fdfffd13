"""The campaign `fuzz`: a million damaged inputs, shared out over every reader of the program.

    python3 build/tasks.py campaign fuzz --inputs 1000000
    python3 build/tasks.py campaign fuzz --inputs 20000 --only policy,office
    python3 build/tasks.py campaign fuzz --guided 60     seconds for each reader, led by coverage (atheris)

No input may end in anything but the reader's own refusal, take longer than its bound, or want more memory
than there is. What does is kept in .work/fuzz/, with the place in the program.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from project import ROOT, WORK

from campaigns.fuzz import guided
from campaigns.fuzz.reader import scratch
from campaigns.fuzz.readers import readers
from campaigns.fuzz.trial import run_child

FOLDER = WORK / "fuzz"
_HERE = ROOT / "build" / "campaigns" / "fuzz"
_MILLION = 1_000_000
_LINE = "{:14} {:>9} {:>9} {:>9} {:>6} {:>9} {:>8} {:>6}"


def main(words: Sequence[str] | None = None) -> int:
    """Run it; 0 when nothing was found."""
    words = list(sys.argv[1:] if words is None else words)
    if words[:1] == ["--child"]:
        return run_child(words[1:])
    parser = argparse.ArgumentParser(
        prog="campaign fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=_MILLION)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers, separated by commas")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="how many times slower than usual this machine may be"
    )
    parser.add_argument("--guided", type=int, default=0, metavar="SECONDS")
    given = parser.parse_args(words)
    FOLDER.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, given.only.split(",")))
    chosen = [one for one in readers() if not only or one.name in only]
    if given.guided:
        return guided.run_all([one.name for one in chosen], given.guided, FOLDER)
    shares = sum(one.share for one in chosen)
    print(_LINE.format("reader", "inputs", "read", "refused", "found", "slowest", "memory", "s"))
    total = found = 0
    for one in chosen:
        inputs = max(1, round(given.inputs * one.share / shares))
        started = time.monotonic()
        figures = _tried(one.name, inputs, given.seed, given.patience)
        took = time.monotonic() - started
        total += figures["read"] + figures["refused"] + figures["findings"]
        found += figures["findings"]
        print(
            _LINE.format(
                one.name,
                f"{inputs:,}",
                f"{figures['read']:,}",
                f"{figures['refused']:,}",
                f"{figures['findings']:,}",
                f"{figures['slowest_ms']:,} ms",
                f"{figures['peak_mb']:,} MB",
                f"{took:.0f}",
            ),
            flush=True,
        )
        for kind, count in sorted(figures["kinds"].items()):
            print(f"      {count:>7,} × {kind}", flush=True)
    print(f"{total:,} inputs, {found:,} findings" + (f"; kept in {FOLDER}" if found else ""))
    return 1 if found else 0


def _tried(name: str, inputs: int, seed: int, patience: float) -> dict[str, Any]:
    """The figures of one child process; a child that died is a finding, kept with what it was reading."""
    last = scratch() / f"{name}.last"
    words = [sys.executable, "-B", _HERE, "--child", name, inputs, seed, FOLDER, last, patience]
    ended = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    told = ended.stdout.strip().splitlines()[-1:]
    if ended.returncode == 0 and told:
        last.unlink(missing_ok=True)
        figures: dict[str, Any] = json.loads(told[0])
        return figures
    kept = FOLDER / f"{name}-died-{seed}.bin"
    if last.exists():
        shutil.move(last, kept)
    print(ended.stderr[-2000:], file=sys.stderr)
    kinds = {f"the process died (exit {ended.returncode}); its input is {kept.name}": 1}
    return {"read": 0, "refused": 0, "findings": 1, "slowest_ms": 0, "peak_mb": 0, "kinds": kinds}
