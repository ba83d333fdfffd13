"""What the window and the command line read before they are asked anything: nothing that counts frames."""

import subprocess
import sys

_SAY = "import sys; print(sorted({'pandas', 'numpy'} & set(sys.modules)))"


def _frames_read_by(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {_SAY}"], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_the_window_opens_without_pandas() -> None:
    assert _frames_read_by("import expunge_desktop.ui.application, expunge_desktop.ui.shell") == "[]"


def test_the_command_line_with_every_verb_opens_without_pandas() -> None:
    assert _frames_read_by("from expunge_desktop.app.main import build_parser; build_parser()") == "[]"


def test_making_a_comparison_reads_pandas() -> None:
    assert _frames_read_by("import expunge_desktop.services.comparison_reading") == "['numpy', 'pandas']"
