"""A power cut, played from the shim's log: what was written and not synced is lost, torn or kept.

Honest disks only: what `fsync` promised is there. Names (creating, renaming, removing) are taken as done in
order, as a journaling file system does them.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECTOR = 512


@dataclass(frozen=True)
class Change:
    """One write ('W') or truncation ('T') that was not synced, with what was there before."""

    what: str
    offset: int
    size_before: int
    old: bytes
    new: bytes


def cut_power(log: Path, chance: random.Random) -> tuple[int, int]:
    """Change the files as a power cut would: how many unsynced changes there were, and how many went."""
    pending: dict[Path, list[Change]] = {}
    for path, change in _records(log.read_bytes() if log.exists() else b""):
        if change is None:
            pending.pop(path, None)
        else:
            pending.setdefault(path, []).append(change)
    total = gone = 0
    for path, changes in pending.items():
        if path.exists():
            total += len(changes)
            gone += _play(path, changes, chance)
    return total, gone


def _play(path: Path, changes: list[Change], chance: random.Random) -> int:
    """Undo all, then do again what the disk happened to have kept. Returns how many were lost or torn."""
    share = chance.choice((0.0, 0.5, 0.9))  # of what was on its way, the disk had kept so much
    gone = 0
    with path.open("r+b") as file:
        for change in reversed(changes):
            file.seek(change.offset)
            file.write(change.old)
            file.truncate(change.size_before)
        for change in changes:
            if chance.random() < share:
                _again(file, change, len(change.new))
                continue
            gone += 1
            if change.what == "W" and chance.random() < 0.5:
                _again(file, change, SECTOR * chance.randrange(len(change.new) // SECTOR + 1))
    return gone


def _again(file: BinaryIO, change: Change, length: int) -> None:
    if change.what == "T":
        file.truncate(change.offset)
        return
    file.seek(change.offset)
    file.write(change.new[:length])


def _records(data: bytes) -> Iterator[tuple[Path, Change | None]]:
    """The log's records; None for a sync. A record the kill cut short is of a change that was not made."""
    at = 0
    while at + 5 <= len(data):
        what = chr(data[at])
        (named,) = struct.unpack_from("<I", data, at + 1)
        path = Path(data[at + 5 : at + 5 + named].decode(errors="surrogateescape"))
        at += 5 + named
        if at + 24 > len(data):
            return
        offset, size, old = struct.unpack_from("<QQQ", data, at)
        at += 24 + old
        if at + 8 > len(data):
            return
        before = data[at - old : at]
        (new,) = struct.unpack_from("<Q", data, at)
        at += 8 + new
        if at > len(data):
            return
        if what == "S":
            yield path, None
        else:
            yield path, Change(what, offset, size, before, data[at - new : at])
