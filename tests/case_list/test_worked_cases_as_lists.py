"""The worked cases of the rules' tests, imported and assessed by the command line, end as the pages say."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from empty_workspaces import WORD

from expunge_desktop.services.session import create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

FOLDER = Path(__file__).resolve().parents[1] / "rules" / "worked"
LISTS = sorted(path for path in FOLDER.glob("*.csv") if not path.stem.endswith("-expected"))
ACT = "2016-11-09"
SEALED = {"DISMISS_SEAL": "Y", "REDESIGNATE_MISDEMEANOR": "N", "REDESIGNATE_INFRACTION": "N"}
Command = Callable[..., tuple[int, str, str]]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(command: Command, workspace: Path, policy: str, as_of: str, out: Path) -> list[dict[str, str]]:
    assert command("assess", workspace, "--policy", policy, "--as-of", as_of)[0] == 0
    assert command("findings", workspace, "--csv", out)[0] == 0
    return read(out)


def test_the_worked_cases_end_as_expected_through_the_command_line(tmp_path: Path, command: Command) -> None:
    workspace = tmp_path / "office.expunge"
    create_workspace(
        workspace,
        office_toml=None,
        county="LOS ANGELES",
        user="Ada",
        passphrase=WORD,
        kdf_cost=COST_FOR_TESTS,
    ).close()
    code, _, err = command("import", workspace, *LISTS, "--layout", "case-list")
    assert code == 0, err
    cases = [case for path in LISTS for case in read(path.with_name(f"{path.stem}-expected.csv"))]
    assert len({case["case_id"] for case in cases}) == len(cases) > 950
    days = sorted({case["evaluated_on"] for case in cases})
    assert command("assess", workspace, "--as-of", days[0])[0] == 2 and days[0] < ACT  # nothing to ask yet
    for day in (day for day in days if day >= ACT):
        rows = found(command, workspace, "los-angeles-2020", day, tmp_path / f"{day}.csv")
        assert len(rows) == sum(len(read(path)) for path in LISTS)
        rows.sort(key=lambda row: row["code_section"] != "PC 187")  # the same number in another county
        by_case = {(row["court_case_number"], row["count_number"]): row for row in rows}
        for case in cases:
            if case["evaluated_on"] != day:
                continue
            number, _, count = case["case_id"].partition("#")
            row = by_case[number, count or "1"]
            assert row["statutory_outcome"] == case["statutory_outcome"], (case, row)
            assert row["policy_outcome"] == case["la2020_outcome"], (case, row)
            assert row["policy_criterion"] in case["acceptable_criterion"].split("|"), (case, row)
            assert row["sealing"] == SEALED.get(case["statutory_outcome"], "n/a")
            assert row["statutory_reason"] and row["rule_path"] and row["final_outcome"]
            assert set(filter(None, case["review_codes"].split(";"))) <= set(row["review_codes"].split(";"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_two_lists_share_a_person_or_a_case(path: Path) -> None:
    others = [row for other in LISTS if other != path for row in read(other)]
    for column in ("person_id", "court_case_number"):
        assert {row[column] for row in read(path)} & {row[column] for row in others} <= {""}
