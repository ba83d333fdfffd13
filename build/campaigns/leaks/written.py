"""What processes wrote, byte for byte, by `strace`: also what was removed again before anybody could look."""

import re
import shutil
from pathlib import Path

CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg"
_CALL = re.compile(r"^\d+ +(?:\w+)\((\d+)<(.*?)>, (.*)$")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def tracing(log: Path) -> list[str]:
    """The words before a command that have every written byte put into this log; empty without `strace`."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    options = ["-f", "-qq", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-e", "signal=none"]
    return [strace, *options, "-A", "-o", str(log), "--"]


def written_to(log: Path) -> dict[str, bytearray]:
    """Every byte written, by the file, pipe or socket it went to, in the order of the calls."""
    found: dict[str, bytearray] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            call = _CALL.match(line)
            if call is None:
                continue
            target = bytes.fromhex(call[2].replace("\\x", "")).decode(errors="replace")
            content = found.setdefault(target, bytearray())
            for piece in _BYTES.findall(call[3]):
                content += bytes.fromhex(piece.replace("\\x", ""))
    return found
