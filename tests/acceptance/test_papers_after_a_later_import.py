"""Convictions imported after the assessment are not in the papers, and the program says so."""

from collections.abc import Callable
from pathlib import Path

import sample_doj
from acceptance_driving import Program, read_json


def test_papers_made_before_assessing_a_later_delivery_say_what_is_missing(
    program: Program, new_workspace: Callable[[str], Path], tmp_path: Path
) -> None:
    workspace = new_workspace()
    for seed in (1, 2):
        delivered = tmp_path / f"{seed}.dat"
        sample_doj.write(sample_doj.Recipe(people=40, seed=seed), delivered)
        assert program("import", workspace, delivered)[0] == 0
        if seed == 1:
            assert (
                program("assess", workspace, "--policy", "los-angeles-2020", "--as-of", "2020-02-11")[0] == 0
            )
    code, out, err = program("packet", workspace, "--out", tmp_path / "papers", "--json")
    assert code == 0, err
    waiting = read_json(out)["not_assessed"]
    assert waiting > 0
    code, out, _ = program("packet", workspace, "--out", tmp_path / "again")
    assert f"NOT IN THESE PAPERS: {waiting} convictions" in out
