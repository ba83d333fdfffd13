"""A process killed in the middle of an import leaves a workspace without a trace of the batch."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from imported import rows_of

from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, open_session

_SCRIPT = """
import sys
from pathlib import Path
from expunge_desktop.ingest import doj_batch
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import open_session

class Told:
    def report(self, done, total, text):
        if done >= 1_000_000:
            print(done, flush=True)
            sys.stdin.read()  # held here, in the middle of its transaction
    def check(self):
        pass

if __name__ == "__main__":
    doj_batch.SMALL_INPUT, doj_batch.STRETCH = 0, 200_000
    import_batch(open_session(Path(sys.argv[1]), "Ada", sys.argv[2]), [Path(sys.argv[3])], progress=Told())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_kill_9_during_an_import_leaves_nothing_and_no_orphans(
    session: Session, generated: Callable[..., Path], tmp_path: Path
) -> None:
    source = generated("--subjects", "800", "--seed", "3")
    script = tmp_path / "importing.py"
    script.write_text(_SCRIPT)
    session.close()
    words = [sys.executable, str(script), str(session.path), "seven quiet harbors", str(source)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert 1_000_000 <= int(process.stdout.readline()) < source.stat().st_size
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        # The workers hold the pipe's other end: it closes when the last of them is gone.
        process.stdout.read()
    with open_session(session.path, "Ada", "seven quiet harbors") as again:
        assert rows_of(again, "SELECT count(*) FROM batch") == [(0,)]
        assert rows_of(again, "SELECT count(*) FROM person") == [(0,)]
        assert rows_of(again, "SELECT count(*) FROM source_block") == [(0,)]
        assert import_batch(again, [source]).people >= 800
