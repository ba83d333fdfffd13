"""Three hundred nasty files, given to the real command line as whatever they pretend to be.

What each ends with stands in nasty_outcomes.txt, looked through by its author; a test that fails prints the
lines that differ as they would stand there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from take_files import KINDS

HERE = Path(__file__).resolve().parent
OUTCOMES = HERE / "nasty_outcomes.txt"
_PLACE = re.compile(r"/\S*?/(given|papers)/")  # the folder of this run
LONGEST_SECONDS = 600  # of one kind, all files together: the child ends a single hanging file itself


def outcomes() -> dict[tuple[str, str], str]:
    """What is expected of each file, by kind and name."""
    found = {}
    for line in OUTCOMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, outcome = (part.strip() for part in line.split("|"))
            found[kind, name] = outcome
    return found


def outcome_of(told: dict[str, object]) -> str:
    """What one file ended with, in a word."""
    said = _PLACE.sub("", str(told["said"]))
    return f"exit {told['code']}" + (f": {_first_sentence(said)}" if said else "")


def _first_sentence(said: str) -> str:
    line = said.strip().splitlines()[-1].removeprefix("expunge-desktop: ")
    return line[:100].strip().replace("|", "¦")


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_SECONDS + 60)
@pytest.mark.parametrize("kind", KINDS)
def test_every_nasty_file_is_read_or_refused_in_a_sentence(kind, hostile_template, tmp_path):
    for part in hostile_template.parent.glob("county.expunge*"):
        shutil.copy(part, tmp_path / part.name)
    place = {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent), *sys.path]), "HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-B", HERE / "take_files.py", kind, tmp_path],
        capture_output=True, text=True, timeout=LONGEST_SECONDS, env={**os.environ, **place}, check=False,
    )  # fmt: skip
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    names = list(KINDS[kind][0])
    assert ended.returncode == 0 and len(told) == len(names), (
        f"the program died at “{names[len(told)]}”: {ended.stderr[-2000:]}"
    )
    expected = outcomes()
    for one in told:
        assert one["code"] in (0, 1, 2, 3), one
        assert "mistake in the program" not in one["said"] and "Traceback" not in one["said"], one
        for text in (one["said"], one["printed"]):
            assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in text), (
                f"controls on a screen: {one}"
            )
        assert one["code"] == 0 or one["said"].strip() or one["printed"].strip(), one
    differing = [
        f"{kind} | {one['name']} | {outcome_of(one)}"
        for one in told
        if expected.get((kind, one["name"])) != outcome_of(one)
    ]
    assert not differing, "\n" + "\n".join(differing)


def test_there_are_at_least_two_hundred_different_files():
    makers = {make for files, _ in KINDS.values() for make in files.values()}
    assert len(makers) >= 200
