"""The shared law examples, imported as a case list in many shapes by the command line, end as expected."""

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_list_files import SHARED, as_csv, write_workbook
from empty_workspaces import WORD

from expunge_desktop.services.session import create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

EXAMPLES = SHARED / "law" / "examples.csv"
pytestmark = pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared law examples are not here")
Command = Callable[..., tuple[int, str, str]]
Rows = list[list[str]]


def examples() -> Rows:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def expected() -> list[dict[str, str]]:
    with (SHARED / "law" / "examples-expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shuffled(rows: Rows) -> Rows:
    header, *rest = rows
    return [header, *random.Random(4).sample(rest, len(rest))]


def other_columns(rows: Rows) -> Rows:
    order = random.Random(5).sample(range(len(rows[0])), len(rows[0]))
    return [[row[at] for at in order] for row in rows]


def other_headings(rows: Rows) -> Rows:
    return [[f" {name.replace('_', ' ').upper()} " for name in rows[0]], *rows[1:]]


def as_dates(rows: Rows) -> list[list[Any]]:
    """Dates as other forms of the page, or as nothing where the example has none."""
    dated = [at for at, name in enumerate(rows[0]) if "date" in name or name.endswith("_on")]

    def other(text: str) -> str:
        return f"{text[5:7]}/{text[8:]}/{text[:4]}" if len(text) == 10 else text

    return [rows[0], *([other(v) if at in dated else v for at, v in enumerate(row)] for row in rows[1:])]


def in_two(folder: Path, rows: Rows) -> list[Path]:
    """Every other row in a second file: people straddle both."""
    paths = [folder / "1.csv", folder / "2.csv"]
    for number, path in enumerate(paths):
        path.write_bytes(as_csv([rows[0], *rows[1 + number :: 2]]))
    return paths


def plain(folder: Path, rows: Rows) -> list[Path]:
    path = folder / "list.csv"
    path.write_bytes(as_csv(rows))
    return [path]


SHAPES: dict[str, Callable[[Path], list[Path]]] = {
    "as it is": lambda folder: [EXAMPLES],
    "shuffled rows": lambda folder: plain(folder, shuffled(examples())),
    "shuffled columns, other headings": lambda folder: plain(
        folder, other_headings(other_columns(examples()))
    ),
    "other forms of dates": lambda folder: plain(folder, as_dates(examples())),
    "two files": lambda folder: in_two(folder, shuffled(examples())),
    "workbook": lambda folder: [write_workbook(folder / "list.xlsx", other_columns(examples()))],
}


def findings(command: Command, workspace: Path, policy: str, as_of: str, out: Path) -> list[dict[str, str]]:
    code, _, err = command("assess", workspace, "--policy", policy, "--as-of", as_of)
    assert code == 0, err
    code, _, err = command("findings", workspace, "--csv", out)
    assert code == 0, err
    with out.open(encoding="utf-8", newline="") as file:
        return sorted((one | {"finding_id": ""} for one in csv.DictReader(file)), key=str)


@pytest.fixture(scope="module")
def seen() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The export of the first shape under each policy and day; all others must equal it."""
    return {}


@pytest.mark.parametrize("layout", ["auto", "case-list"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_examples_end_as_expected_in_every_shape(
    shape: str, layout: str, tmp_path: Path, command: Command, seen: dict[Any, Any]
) -> None:
    workspace = tmp_path / "office.expunge"
    create_workspace(
        workspace,
        office_toml=None,
        county="LOS ANGELES",
        user="Ada",
        passphrase=WORD,
        kdf_cost=COST_FOR_TESTS,
    ).close()
    code, _, err = command("import", workspace, *SHAPES[shape](tmp_path), "--layout", layout)
    assert code == 0, err
    cases = expected()
    for policy in ("los-angeles-2020", "statute-only"):
        for as_of in sorted({case["evaluated_on"] for case in cases}):
            rows = findings(command, workspace, policy, as_of, tmp_path / f"{policy}-{as_of}.csv")
            assert len(rows) == len(examples()) - 1
            assert rows == seen.setdefault((policy, as_of), rows)
            by_case = {(row["court_case_number"], row["count_number"]): row for row in rows}
            for case in cases:
                if case["evaluated_on"] == as_of:
                    row = by_case[case["case_id"], "1"]
                    assert row["statutory_outcome"] in case["acceptable_statutory"].split("|"), row
                    if policy == "los-angeles-2020":
                        assert row["policy_outcome"] in case["acceptable_la2020"].split("|"), row
                    else:
                        assert row["policy_outcome"] == row["statutory_outcome"]
            assert {row["person_id"] for row in rows} == {row[0] for row in examples()[1:]}
