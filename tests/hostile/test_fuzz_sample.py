"""A sample of the campaign `fuzz`: damaged input for every reader; none ends in anything but a refusal."""

import subprocess
import sys
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "build"


@pytest.mark.slow
def test_no_damaged_input_harms_a_reader():
    words = [sys.executable, "-B", BUILD / "campaigns" / "fuzz", "--inputs", "3000", "--seed", "7"]
    ended = subprocess.run(
        [*words, "--patience", "15"], capture_output=True, text=True, timeout=800, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ", 0 findings" in ended.stdout.splitlines()[-1]
