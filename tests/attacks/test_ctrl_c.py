"""Ctrl+C reaches every process of a terminal's group: the workers leave it to the program that asked them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SCRIPT = """
import signal
import time

from expunge_desktop.base.worker_pool import WorkerPool


class Doubler:
    def twice(self, number):
        time.sleep(0.01)
        return 2 * number


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    print("ready", flush=True)
    with WorkerPool(Doubler, (), 2) as pool:
        print(sum(pool.in_order((Doubler.twice, {"number": n}) for n in range(100))), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of a terminal are POSIX")
def test_workers_outlive_ctrl_c_from_their_first_moment(tmp_path: Path) -> None:
    script = tmp_path / "doubling.py"
    script.write_text(_SCRIPT)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.02)
        out, err = process.communicate(timeout=30)
    assert out == "9900\n"
    assert err == ""
