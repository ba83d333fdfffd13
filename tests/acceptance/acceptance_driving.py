"""What the tests of this folder share: an invented office, its users, reading results."""

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GENERATOR = SHARED / "tools" / "make_doj_file.py"
OFFICE = """
[office]
kind = "district_attorney"
name = "Office of the District Attorney, County of Los Angeles"
county = "LOS ANGELES"
head = "Alexandra Example"
head_title = "District Attorney"

[attorney]
name = "Jordan Sample"
title = "Deputy District Attorney"
bar_number = "123456"
address = ["211 West Temple Street, Suite 1200", "Los Angeles, CA 90012"]
telephone = "(213) 555-0100"
fax = ""
email = "jsample@da.example"

[court]
name = "Superior Court of the State of California"
county = "County of Los Angeles"
courthouse = "Clara Shortridge Foltz Criminal Justice Center"
address = ["210 West Temple Street", "Los Angeles, CA 90012"]
department = "100"
judge = "Hon. Presiding Judge"
hearing = "none"
case_number = ""

[public_defender]
name = "Los Angeles County Public Defender"
address = ["210 West Temple Street, 19th Floor", "Los Angeles, CA 90012"]
telephone = "(213) 555-0199"

[service]
server_name = "Sam Clerk"
server_address = ["211 West Temple Street", "Los Angeles, CA 90012"]
"""
USERS = {"ada": "ada invented passphrase", "ben": "ben invented passphrase"}

Answer = tuple[int, str, str]
Program = Callable[..., Answer]


def read_json(text: str) -> dict:
    """The JSON a command printed."""
    return json.loads(text)


def findings_of(program: Program, workspace: Path, out: Path) -> list[tuple[str, ...]]:
    """The findings export without its last column (the finding's id), sorted."""
    code, _, err = program("findings", workspace, "--csv", out)
    assert code == 0, err
    with out.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[-1] == "finding_id"
    return sorted(tuple(row[:-1]) for row in rows)


def shuffled_lines(path: Path, seed: int) -> bytes:
    """The file with its header first and every other line somewhere else."""
    header, *lines = path.read_bytes().splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    return header + b"".join(lines)
