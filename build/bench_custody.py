"""What keeps a workspace safe, at a county's size, against plain reading and SQLCipher's own work."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sample_doj
from cli import FIRST, SECOND, Person, ask, command, fresh_folder
from measure import Measured, measured
from project import ROOT, WORK, output_of, step, venv_program

HOME = WORK / "bench-custody"
REFERENCES = {
    "sha256": "sha256 of the file",
    "copy": "a copy, to the disk",
    "integrity": "SQLCipher's own checks",
    "export": "SQLCipher's own export",
}
MEMORY = Path("/dev/shm")
LOOKS = 20  # one person of so many is looked at
MOST_MB = 400  # what any verb may hold; the destruction also holds the file it writes anew, never on the disk


@dataclass(frozen=True)
class Line:
    """One line of the table; `beside` is the reference its ratio is told to."""

    name: str
    found: Measured
    beside: str = ""


def run_bench_custody(*, people: int, given: str | None, decisions: int) -> int:
    """Measure and print the table; 1 when a verb holds more memory than it may."""
    folder, views = fresh_folder(HOME), max(people // LOOKS, 1)
    delivered = Path(given).resolve() if given else folder / "county.dat"
    if not given:
        with step(f"a made-up file of {people:,} people"):
            sample_doj.write(sample_doj.Recipe(people=people, seed=65), delivered)
    with step(f"a workspace with {decisions:,} decisions, {views:,} looks and a filing granted"):
        prepared = _prepared(folder, delivered, decisions, views)
    workspace = folder / "county.expunge"
    with step("measuring"):
        before = {way: _reference(folder, way) for way in REFERENCES}
        lines = list(_while_in_use(folder, prepared))
        after = {way: _reference(folder, way) for way in REFERENCES}
        size = workspace.stat().st_size / 1e6
        lines += _destroying(workspace)
    told = ask("audit", workspace)
    print(
        f"\n{prepared['people']:,} people, {prepared['convictions']:,} convictions under review, "
        f"{prepared['decisions']:,} decisions, {told['rows']:,} audit rows, {size:,.0f} MB, "
        f"{os.cpu_count()} cores"
    )
    plain = {way: _mean(before[way], after[way]) for way in REFERENCES}
    print(f"{'':28}{'seconds':>9}{'of CPU':>9}{'peak MB':>9}   ratio of CPU")
    for way, name in REFERENCES.items():
        one = plain[way]
        print(f"{name:28}{one.seconds:9.2f}{one.cpu_seconds:9.2f}{one.peak_mb:9.0f}")
    for line in lines:
        one = line.found
        ratio = ""
        if line.beside:
            ratio = f"{one.cpu_seconds / plain[line.beside].cpu_seconds:8.2f} × {REFERENCES[line.beside]}"
        print(f"{line.name:28}{one.seconds:9.2f}{one.cpu_seconds:9.2f}{one.peak_mb:9.0f}{ratio}")
    bounds = {line.name: MOST_MB + (size if line.name == "retention purge" else 0) for line in lines}
    greedy = [line.name for line in lines if line.found.peak_mb > bounds[line.name]]
    for name in greedy:
        print(f"not kept: {name} holds more than {bounds[name]:.0f} MB")
    return 1 if greedy else 0


def _prepared(folder: Path, delivered: Path, decisions: int, views: int) -> dict[str, Any]:
    """A workspace made through the services, in memory if there is room: each decision waits for a disk."""
    wanted = {"file": str(delivered), "decisions": decisions, "views": views}
    with _swift_folder(folder) as place:
        (place / "wanted.json").write_text(json.dumps(wanted))
        told = _trial("prepare", place)
        for name in ("county.expunge", "county.expunge-keys"):
            shutil.move(place / name, folder / name)
    return told


@contextmanager
def _swift_folder(beside: Path) -> Iterator[Path]:
    where = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4e9 else beside
    with tempfile.TemporaryDirectory(prefix="bench-custody-", dir=where) as made:
        yield Path(made)


def _while_in_use(folder: Path, prepared: dict[str, Any]) -> Iterator[Line]:
    """Every verb as a person would give it, one after another, on the same workspace."""
    workspace, copy, salvaged = (folder / f"{name}.expunge" for name in ("county", "copy", "salvaged"))
    today = date.today().isoformat()
    part = f"1-{max(prepared['rows'] // 2, 1)}"
    entered = ("--status", "court updated", "--rows", part, "--on", today)
    yield _line("start, logon and logoff", "", FIRST, "office", workspace, "show")
    yield _line("seal", "", FIRST, "filing", workspace, "record", prepared["filing"], *entered)
    yield _line("audit", "sha256", FIRST, "audit", workspace)
    yield _line("check", "integrity", FIRST, "check", workspace)
    yield _line("backup", "export", FIRST, "backup", workspace, copy)
    yield _line("backup --verify", "integrity", FIRST, "backup", workspace, "--verify", copy)
    yield _line("backup --rehearse", "export", FIRST, "backup", workspace, "--rehearse", copy)
    yield _line("restore", "export", FIRST, "restore", copy, folder / "restored.expunge")
    _remove(copy, folder / "restored.expunge")
    yield _line("rekey", "export", FIRST, "rekey", workspace)
    _trial("damage", folder)
    damaged = folder / "damaged.expunge"
    yield _line("salvage", "export", FIRST, "salvage", damaged, salvaged, allowed=(0, 1))
    _remove(damaged, salvaged)


def _destroying(workspace: Path) -> Iterator[Line]:
    """What was sealed is planned by one and destroyed by the other; the rest is still sound."""
    yield _line("retention plan", "", FIRST, "retention", workspace, "plan")
    yield _line("retention purge", "export", SECOND, "retention", workspace, "purge")
    yield _line("check, afterwards", "integrity", FIRST, "check", workspace)


def _line(
    name: str, beside: str, person: Person, verb: str, *words: object, allowed: tuple[int, ...] = (0,)
) -> Line:
    found = measured(command(verb, *words, "--json"), person.credentials, allowed=allowed)
    print(f"   {name}: {found.seconds:.1f} s", flush=True)
    return Line(name, found, beside)


def _reference(folder: Path, way: str) -> Measured:
    found = _trial(way, folder)
    return Measured(found["seconds"], found["peak_mb"], found["cpu_seconds"])


def _mean(one: Measured, other: Measured) -> Measured:
    """Of two runs; of memory the higher."""
    return Measured(
        (one.seconds + other.seconds) / 2,
        max(one.peak_mb, other.peak_mb),
        (one.cpu_seconds + other.cpu_seconds) / 2,
    )


def _trial(way: str, folder: Path) -> dict[str, Any]:
    """One child's own measures."""
    words = [venv_program("python"), "-B", ROOT / "build" / "custody_trial.py", way, str(folder)]
    found: dict[str, Any] = json.loads(output_of(words))
    return found


def _remove(*workspaces: Path) -> None:
    for path in workspaces:
        for one in path.parent.glob(f"{path.name}*"):
            one.unlink()
