"""Mutation testing itself: mistakes are planted where they matter, and the tests notice twenty grave ones."""

import subprocess
import sys
from pathlib import Path

import pytest
from campaigns.mutants.operators import Mutations

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the trial forks")
BUILD = Path(__file__).resolve().parents[2] / "build"

SOURCE = '''
"""What stands here is for people."""
from datetime import date
LIMIT = 6
Words = dict[str, str]

def is_over(plants: int | None, *, limit: int = LIMIT) -> bool:
    """Whether there are too many."""
    if plants is None or not plants:
        return False
    reason = f"there are {plants} plants on file"
    note(reason, "hs.11358")
    return plants > limit
'''


def planted(source: str) -> set[str]:
    """What would be changed into what."""
    return {f"{site.mutant.before} → {site.mutant.after}" for site in Mutations("rules.x", source).sites}


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    """Another process, because the trial forks and takes the tests' place."""
    command = [sys.executable, "-B", *words]
    return subprocess.run(command, cwd=BUILD.parent, capture_output=True, text=True, timeout=800)


def test_every_kind_of_mistake_is_planted_once_in_each_place() -> None:
    assert planted(SOURCE) == {
        "6 → 7",
        "plants is None or not plants → plants is None and (not plants)",
        "plants is None → plants is not None",
        "not plants → plants",
        "False → True",
        "f'there are {plants} plants on file' → None",
        "note(reason, 'hs.11358') → nothing",
        "reason → None",
        "'hs.11358' → 'XXhs.11358XX'",
        "plants > limit → plants >= limit",
    }


def test_letters_of_sentences_are_left_alone_and_counted() -> None:
    left = {mutant.before for mutant in Mutations("rules.x", SOURCE).excluded}
    assert left == {"'there are '", "' plants on file'"}


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("x = any(seen)", "any → all"),
        ("x = day.earliest", "day.earliest → day.latest"),
        ("x = Tri.NO", "Tri.NO → Tri.UNKNOWN"),
        ("x = a if b else c", "a if b else c → c if b else a"),
        ("x = [a for a in b if a.c]", "a.c → nothing"),
        ("x = text.fullmatch(a)", "text.fullmatch → text.match"),
        ("x += 1", "operator of x += 1 → Sub"),
        ("raise ValueError(x)", "raise ValueError(x) → nothing"),
        ('x = name.removeprefix("county of ")', "'county of ' → 'XXcounty of XX'"),
    ],
)
def test_a_mistake_of_its_kind_is_planted(line: str, mistake: str) -> None:
    assert mistake in planted(f"def f(a, b, c, x):\n    {line}\n")


def test_a_change_elsewhere_in_the_file_leaves_a_function_s_results_standing() -> None:
    before = Mutations("rules.x", SOURCE).digests()
    moved = Mutations("rules.x", "# a remark\n\n" + SOURCE).digests()
    changed = Mutations("rules.x", SOURCE.replace("> limit", "< limit")).digests()
    assert moved == before
    assert changed["is_over"] != before["is_over"]
    assert changed[""] == before[""]


@pytest.mark.slow
def test_twenty_grave_mistakes_are_noticed() -> None:
    done = _run([str(BUILD / "campaigns" / "mutants"), "--sure"])
    assert done.stdout.splitlines()[-1] == "20 of 20 noticed", done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.slow
def test_a_mistake_that_changes_nothing_is_not_said_to_be_noticed() -> None:
    """The trial can say no: an equal reading survives, and a mistake that is not in the code is told."""
    program = (
        f"import sys; sys.path.insert(0, {str(BUILD)!r})\n"
        "from campaigns.mutants.sample import Danger, run_sample\n"
        "tests, charges = 'domain/test_three_valued_truth.py', 'domain/test_citation_parser.py'\n"
        "parser, tri = 'domain.citation_parser', 'domain.tri'\n"
        "equal = Danger(parser, '_capitals', 'text.isascii()', 'not text.isascii()', charges)\n"
        "grave = Danger(tri, 'any_of', 'Tri.UNKNOWN', 'Tri.NO', tests)\n"
        "sys.exit(run_sample([equal, grave, Danger(tri, 'any_of', 'a', 'b', tests)]))\n"
    )
    done = _run(["-c", program])
    assert done.returncode == 1, done.stderr
    assert "survived: domain.citation_parser _capitals" in done.stdout
    assert "not in the code: domain.tri any_of: a → b" in done.stdout
    assert "1 of 3 noticed" in done.stdout
