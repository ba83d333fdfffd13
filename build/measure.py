"""How long a child takes and how much memory it and its own children hold at most."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from project import ROOT, TaskError, environment

EVERY = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """Wall-clock seconds, the highest memory of all processes together in MB (0 = not known here), and the
    seconds their processors worked, whatever else the machine did meanwhile."""

    seconds: float
    peak_mb: float
    cpu_seconds: float = 0.0


def measured(
    words: Sequence[str], changes: Mapping[str, str] | None = None, *, allowed: Collection[int] = (0,)
) -> Measured:
    """Run a program quietly and measure it. Raises TaskError for an exit code not in `allowed`."""
    start, worked = time.monotonic(), _worked()
    child = subprocess.Popen(
        words, cwd=ROOT, env=environment(**(changes or {})), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(child, peak), daemon=True)
    watcher.start()
    said, _ = child.communicate()
    seconds = time.monotonic() - start
    watcher.join()
    if child.returncode not in allowed:
        raise TaskError(f"exit {child.returncode} from {' '.join(words)}\n{said.decode(errors='replace')}")
    peak_mb = max(peak[0] / 1e6, _own_peak_mb() if not peak[0] else 0.0)
    return Measured(seconds, peak_mb, _worked() - worked)


def _worked() -> float:
    """Processor seconds of all children that have ended."""
    told = os.times()
    return told.children_user + told.children_system


def _watch(child: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(_memory(pid) for pid in family(child.pid)))
        time.sleep(EVERY)


def _own_peak_mb() -> float:
    """The largest child so far, where /proc cannot be asked."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


def family(root: int) -> list[int]:
    """A process and everything it started, by /proc; only itself where there is none."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(after_name[1]), []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _memory(pid: int) -> int:
    """Bytes a process holds; pages shared by several are shared out among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
