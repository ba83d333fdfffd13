"""The campaign `kill`: kill -9 of import, assess and decide at random moments; the tests take a small sample.

Afterwards the workspace opens, the audit chain verifies, there is no half batch or assessment, no decision
that was reported is lost, and nothing is left behind: no process, no file.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, ask, command, fresh_folder
from measure import family
from project import ROOT, WORK, TaskError, environment


class KillTrial:
    """One workspace that is treated badly, and what must be true of it afterwards."""

    def __init__(self, folder: Path, *, people: int, seed: int) -> None:
        self.folder = fresh_folder(folder)
        self.workspace = self.folder / "county.expunge"
        self.delivered = self.folder / "county.dat"
        self.chance = random.Random(seed)
        sample_doj.write(sample_doj.Recipe(people=people, seed=seed, other_cycles=5), self.delivered)
        ask("new", self.workspace, "--office", OFFICE)
        self.kept = fresh_folder(self.folder / "kept")
        self._save()

    def killed_imports(self, times: int) -> int:
        """Kill imports; afterwards the batch is there as a whole or not at all. How many ended first."""
        words = ("import", self.workspace, self.delivered)
        longest = self._whole(words)
        whole = ask("ledger", self.workspace)
        self._restore()
        finished = 0
        for _ in range(times):
            finished += self._killed(words, longest)
            ledger = self._sound()
            if ledger["batches"]:
                self._same(whole, ledger, "people", "counts", "under_review")
                self._restore()
            elif ledger["people"] or ledger["counts"]:
                raise TaskError(f"half a batch is left: {ledger}")
        self._whole(words)
        self._same(whole, self._sound(), "people", "counts", "under_review")
        return finished

    def killed_assessments(self, times: int) -> int:
        """Kill assessments of the imported batch; findings are all there or none. How many ended first."""
        self._save()
        words = ("assess", self.workspace, "--policy", POLICY, "--as-of", AS_OF)
        longest = self._whole(words)
        whole = ask("ledger", self.workspace)
        finished = 0
        for _ in range(times):
            self._restore()
            ended = self._killed(words, longest)
            finished += ended
            ledger = self._sound()
            if sum(ledger["outcomes"].values()) or ended:
                self._same(whole, ledger, "outcomes")
        self._restore()
        self._whole(words)
        self._same(whole, self._sound(), "outcomes")
        return finished

    def killed_decisions(self, times: int) -> int:
        """Kill decisions, each on another finding; what was reported is kept. How many ended first."""
        longest = self._whole(self._decision(1))
        finished, before = 0, int(self._sound()["decided"])
        for number in range(2, times + 2):
            ended = self._killed(self._decision(number), longest)
            finished += ended
            now = int(self._sound()["decided"])
            if now not in {before, before + 1} or (ended and now == before):
                raise TaskError(f"{before} decisions before, {now} after; reported: {bool(ended)}")
            before = now
        return finished

    def _decision(self, finding: int) -> tuple[object, ...]:
        reason = "the file is to be looked at again"
        return ("decide", self.workspace, "--finding", finding, "--action", "hold", "--reason", reason)

    def _whole(self, words: tuple[object, ...]) -> float:
        start = time.monotonic()
        ask(*words)
        return time.monotonic() - start

    def _killed(self, words: tuple[object, ...], longest: float) -> int:
        """Start, wait, kill -9; whether it had ended well before. Raises TaskError for what still runs."""
        child = subprocess.Popen(
            command(*words), cwd=ROOT, env=environment(**FIRST.credentials), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            code = child.wait(self.chance.uniform(0.0, longest * 1.05))
        except subprocess.TimeoutExpired:
            started = family(child.pid)[1:]
            child.send_signal(signal.SIGKILL)
            child.wait()
            self._all_end(started)
            return 0
        if code:
            raise TaskError(f"`{words[0]}` ended with exit {code} before it was killed")
        return 1

    def _all_end(self, started: list[int]) -> None:
        for _ in range(1_200):  # two minutes: on a busy machine they first end what they are at
            left = [pid for pid in started if _is_running(pid)]
            if not left:
                return
            time.sleep(0.1)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        raise TaskError(f"{len(left)} processes went on after their parent was killed")

    def _sound(self) -> dict[str, Any]:
        """The ledger of a workspace that opens, balances, has an intact chain and nothing beside it."""
        if not ask("audit", self.workspace)["intact"]:
            raise TaskError("the audit chain is broken")
        ledger = ask("ledger", self.workspace)
        if not ledger["balanced"]:
            raise TaskError("the ledger does not balance")
        expected = {self.workspace.name + ending for ending in ("", "-keys", "-wal", "-shm")}
        left = {path.name for path in self.folder.iterdir()} - expected - {"kept", self.delivered.name}
        if left:
            raise TaskError(f"left behind: {sorted(left)}")
        return ledger

    def _same(self, whole: dict[str, Any], now: dict[str, Any], *names: str) -> None:
        for name in names:
            if whole[name] != now[name]:
                raise TaskError(f"{name}: {whole[name]} before, {now[name]} after")

    def _save(self) -> None:
        for path in self.folder.glob("county.expunge*"):
            shutil.copy2(path, self.kept / path.name)

    def _restore(self) -> None:
        for path in self.folder.glob("county.expunge*"):
            path.unlink()
        for path in self.kept.iterdir():
            shutil.copy2(path, self.folder / path.name)


def _is_running(pid: int) -> bool:
    """Whether a process still does anything (a zombie waiting for its parent does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(times: int, *, people: int = 2000, seed: int = 9) -> int:
    """Each of import, assess and decide killed `times` times; raises TaskError at a broken promise."""
    if sys.platform == "win32":
        raise TaskError("the kill campaign needs a system with SIGKILL")
    trial = KillTrial(WORK / "campaign-kill", people=people, seed=seed)
    rounds: tuple[tuple[str, Callable[[int], int]], ...] = (
        ("import", trial.killed_imports),
        ("assess", trial.killed_assessments),
        ("decide", trial.killed_decisions),
    )
    for name, act in rounds:
        start = time.monotonic()
        ended = act(times)
        took = time.monotonic() - start
        print(f"{name}: {times} times, {times - ended} killed, {ended} ended first; {took:.0f} s", flush=True)
    return 0
