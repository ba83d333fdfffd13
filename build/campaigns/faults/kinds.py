"""What goes wrong: how a step is started so that it happens, and what is done to the files afterwards."""

import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from project import ROOT, environment

from campaigns.faults.county import NAME, County
from campaigns.faults.disk import Disk, small_disk
from campaigns.faults.power import cut_power
from campaigns.faults.steps import Step

_LONGEST_S = 300.0


@dataclass(frozen=True)
class Ended:
    """How the step ended, and what it said. `code` is negative when it was killed."""

    code: int
    said: str
    complained: str
    note: str = ""


@dataclass
class Scene:
    """One step about to be disturbed: where, with which luck.

    Undisturbed it takes so many seconds and calls to the disk, and leaves so many bytes more.
    """

    county: County
    step: Step
    place: Path
    chance: random.Random
    shim: Path | None
    seconds: float = 0.0
    calls: int = 0
    grown: int = 0

    def start(self, **more: str) -> "subprocess.Popen[str]":
        """The step as a child of its own."""
        return self._popen(None, more)

    def limited(self, size: int) -> "subprocess.Popen[str]":
        """The step, no file of which may grow beyond `size` bytes."""
        return self._popen(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)), {})

    def _popen(self, before: Callable[[], None] | None, more: dict[str, str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.step.words(self.county, self.place), cwd=ROOT, text=True, preexec_fn=before,
            env=environment(**self.step.person.credentials, **more), start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def on(self, kind: str, *, is_lasting: bool = False, log: Path | None = None) -> Ended:
        """The step on a disk that fails at a random call; half of the calls are among the last ones."""
        assert self.shim is not None
        last = self.calls + 1
        begin = 1 if self.chance.random() < 0.5 else max(1, last - max(12, last // 6))
        at = self.chance.randint(begin, last)
        disk = Disk(self.shim, self.place, kind, at, is_lasting, log)
        return finished(self.start(**disk.settings()), note=f"call {at} of {self.calls}")


def finished(child: "subprocess.Popen[str]", note: str = "") -> Ended:
    """Wait for a step. Raises subprocess.TimeoutExpired for one that hangs, after ending it."""
    try:
        said, complained = child.communicate(timeout=_LONGEST_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise
    return Ended(child.returncode, said, complained, note)


def kill(scene: Scene) -> Ended:
    """kill -9 at a random moment."""
    child = scene.start()
    time.sleep(scene.chance.uniform(0.0, scene.seconds))
    child.send_signal(signal.SIGKILL)
    return finished(child)


def torn_write(scene: Scene) -> Ended:
    """kill -9 in the middle of a write, a sync or a truncation."""
    return scene.on("kill")


def power_cut(scene: Scene) -> Ended:
    """The same, and of what was not synced the disk keeps what it likes."""
    log = scene.place.with_name("disk.log")
    log.unlink(missing_ok=True)
    ended = scene.on("kill", log=log)
    if ended.code < 0:
        total, gone = cut_power(log, scene.chance)
        (scene.place / f"{NAME}-shm").unlink(missing_ok=True)
        ended = Ended(
            ended.code, ended.said, ended.complained, f"{ended.note}, {gone} of {total} writes lost"
        )
    log.unlink(missing_ok=True)
    return ended


def one_error(scene: Scene) -> Ended:
    """One call fails with EIO, the next ones do not."""
    return scene.on("eio")


def lasting_errors(scene: Scene) -> Ended:
    """From a call on every call fails with EIO."""
    return scene.on("eio", is_lasting=True)


def short_write(scene: Scene) -> Ended:
    """One write keeps half of its bytes, and the next call finds the disk full."""
    return scene.on("full", is_lasting=scene.chance.random() < 0.5)


def full_disk(scene: Scene) -> Ended:
    """A real file system that is too small for what the step has to write."""
    kept = scene.place.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    # What a step leaves, it needs twice: in the log and in the file; and the log's index besides.
    needed = 2 * max(scene.grown, 0) + 160 * 1024
    room = scene.county.size(scene.step.station) + int(needed * scene.chance.uniform(0.02, 1.1))
    with small_disk(scene.place, room) as is_small:
        if not is_small:
            return size_limit(scene)
        scene.county.put(scene.step.station, scene.place)
        ended = finished(scene.start(), note=f"{room // 1024} KiB in all")
        shutil.copytree(scene.place, kept)
    shutil.rmtree(scene.place)
    kept.rename(scene.place)
    return ended


def size_limit(scene: Scene) -> Ended:
    """No file may grow beyond a limit (RLIMIT_FSIZE)."""
    largest = (scene.place / NAME).stat().st_size
    limit = int(largest * scene.chance.uniform(0.05, 1.3))
    return finished(scene.limited(limit), note=f"files up to {limit // 1024} KiB")


def read_only(scene: Scene) -> Ended:
    """The disk has become read-only (EROFS)."""
    assert scene.shim is not None
    return finished(scene.start(**Disk(scene.shim, scene.place, "rofs").settings()))


def lost_log(scene: Scene) -> Ended:
    """Killed while it waits after an acknowledged decision; then the log is gone, cut or garbled."""
    words = [*scene.step.words(scene.county, scene.place), "--wait"]
    child = subprocess.Popen(
        words, cwd=ROOT, text=True, env=environment(**scene.step.person.credentials),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdin and child.stdout
    said = child.stdout.readline()
    for _ in range(scene.chance.randrange(5)):
        child.stdin.write("\n")
        child.stdin.flush()
        said += child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    rest, complained = child.communicate()
    return Ended(child.returncode, said + rest, complained, _spoil(scene.place, scene.chance))


def _spoil(place: Path, chance: random.Random) -> str:
    log, shared = place / f"{NAME}-wal", place / f"{NAME}-shm"
    size = log.stat().st_size if log.exists() else 0
    what = chance.choice(("gone", "cut", "garbled", "gone with its index"))
    if what.startswith("gone"):
        log.unlink(missing_ok=True)
        if "index" in what:
            shared.unlink(missing_ok=True)
    elif what == "cut":
        with log.open("r+b") as file:
            file.truncate(chance.randrange(size + 1))
    else:
        log.write_bytes(chance.randbytes(max(size, 8192)))
    return f"a log of {size} bytes {what}"


KINDS: dict[str, Callable[[Scene], Ended]] = {
    "kill -9 at a random moment": kill,
    "kill -9 within a write": torn_write,
    "power cut": power_cut,
    "one I/O error": one_error,
    "lasting I/O errors": lasting_errors,
    "short write, then full": short_write,
    "full disk": full_disk,
    "limit on file size": size_limit,
    "read-only disk": read_only,
    "log lost, cut or garbled": lost_log,
}
NEED_SHIM = {torn_write, power_cut, one_error, lasting_errors, short_write, read_only}
