"""A full demonstration, a window and a kill -9, then a search for everybody's words in all that was written.

Searched: workspace, keys, log of the database (while open, after a kill, at rest), settings, the program's
log, HOME, the place for temporary files; with `strace`, every byte any process wrote, removed files included.
The same search must find the words in the exports asked for: else it proves nothing.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from cli import fresh_folder
from project import WORK, TaskError, step

from campaigns.leaks.everything import Everything
from campaigns.leaks.search import Leak, Search
from campaigns.leaks.written import tracing, written_to

_SESSION = Path(__file__).with_name("window_session.py")
_MEMORY = ("pipe:", "socket:", "/dev/null", "anon_inode:", "/dev/shm/", "/dev/pts/", "TCP", "UNIX")


def main(words: Sequence[str] | None = None) -> int:
    """Run it; 1 when a word was found where it must not be, or not found where it must."""
    parser = argparse.ArgumentParser(prog="campaign leaks", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=65)
    given = parser.parse_args(words)
    folder = fresh_folder(WORK / "campaign-leaks")
    log = folder / "written.strace"
    trial = Everything(folder / "demo", people=given.people, seed=given.seed, wrap=tracing(log))
    search = Search(trial.words)
    print(f"{len(trial.words):,} words of {given.people:,} people, searched in {search.forms:,} forms")
    found: list[Leak] = []
    with step("every verb, one import killed"):
        trial.run()
    found += report("files at rest", search, trial.own_files())
    for name, ends_by_kill in (("the window closed", False), ("the window killed", True)):
        with step(f"a window over it, {name}"):
            found += window(trial, search, ends_by_kill=ends_by_kill)
        found += report(name, search, trial.own_files())
    found += strings_in(search, trial.own_files())
    found += in_trace(trial, search, log)
    asked = [leak for path in trial.exported_files() for leak in search.in_file(path)]
    exported = {leak.word for leak in asked}
    print(f"control: {len(exported):,} of the words are in {len(trial.exported_files())} exports, as")
    print(f"   {dict(Counter(leak.form for leak in asked))}")
    for leak in sorted(set(found))[:50]:
        print(f"LEAK {leak.file} at {leak.at}: {leak.word!r} as {leak.form}")
    if len(exported) < len(trial.words) // 10:
        raise TaskError("the search finds too little in the exports to prove anything")
    print(f"{len(set(found))} leaks")
    return 1 if found else 0


def window(trial: Everything, search: Search, *, ends_by_kill: bool) -> list[Leak]:
    """A window session; what is found while it is open."""
    surroundings = trial.surroundings() | {"QT_QPA_PLATFORM": "offscreen"}
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            [sys.executable, "-B", str(_SESSION), str(trial.workspace)], cwd=trial.own, env=surroundings,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True,
            start_new_session=True,
        ) as child,
    ):  # fmt: skip
        try:
            said = child.stdout.readline() if child.stdout else ""
            found = report("while it is open", search, trial.own_files()) if said == "open\n" else []
            if ends_by_kill:
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.communicate("close\n", timeout=240)
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
        complaints.seek(0)
        if said != "open\n" or (child.returncode and not ends_by_kill):
            raise TaskError(f"the window did not open: {complaints.read()[-600:].decode(errors='replace')}")
    return found


def report(what: str, search: Search, files: Iterable[Path]) -> list[Leak]:
    """Search files and say how many bytes that were."""
    files = list(files)
    found = [leak for path in files for leak in search.in_file(path)]
    size = sum(path.stat().st_size for path in files)
    names = sorted({path.suffix or path.name for path in files})
    print(
        f"{what}: {len(files)} files, {size / 1e6:,.1f} MB, {len(found)} leaks ({', '.join(names)})",
        flush=True,
    )
    return found


def strings_in(search: Search, files: Iterable[Path]) -> list[Leak]:
    """The same by `strings`, a program of its own, where there is one."""
    program = shutil.which("strings")
    if program is None:
        print("strings: not on this machine")
        return []
    found: list[Leak] = []
    for wide in ("s", "S", "l", "b"):
        for path in files:
            said = subprocess.run([program, "-a", f"-e{wide}", "-n6", str(path)], capture_output=True).stdout
            found += [
                Leak(path.name, leak.at, leak.word, "strings") for leak in search.in_bytes(said, path.name)
            ]
    print(f"strings: {len(found)} leaks")
    return found


def in_trace(trial: Everything, search: Search, log: Path) -> list[Leak]:
    """Every byte written to a file that is no export: temporary files that were removed again too."""
    if not log.exists():
        print("written bytes: no strace on this machine")
        return []
    found: list[Leak] = []
    size = files = 0
    for target, content in written_to(log).items():
        if target.startswith((str(trial.exports), *_MEMORY)):
            continue
        files, size = files + 1, size + len(content)
        found += search.in_bytes(bytes(content), target)
    print(f"written bytes: {size / 1e6:,.1f} MB to {files} files besides the exports, {len(found)} leaks")
    return found
