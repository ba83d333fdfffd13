"""Requests that contradict themselves are refused with exit 2; nothing is recorded in silence."""

from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app import main as program

Run = Any


def test_confirming_takes_no_outcome_and_records_nothing(county: Path, run: Run) -> None:
    said = run("decide", county, "--case", "BA100001", "--action", "confirm", "--outcome", "NOT_ELIGIBLE")
    assert said.code == 2
    assert "takes no outcome" in said.err
    assert run("ledger", county, "--json").json()["decided"] == 0


def test_holding_takes_no_outcome(county: Path, run: Run) -> None:
    said = run(
        "decide", county, "--case", "BA100001", "--action", "hold",
        "--outcome", "NOT_ELIGIBLE", "--reason", "x",
    )  # fmt: skip
    assert said.code == 2


@pytest.mark.parametrize("verb", [["explain"], ["decide", "--action", "confirm"]])
def test_a_finding_and_a_case_at_once_are_refused(verb: list[str], county: Path, run: Run) -> None:
    said = run(verb[0], county, *verb[1:], "--finding", "1", "--case", "BA100002")
    assert said.code == 2


def test_a_reprint_cannot_be_grouped_anew(county: Path, run: Run, tmp_path: Path) -> None:
    said = run("packet", county, "--out", tmp_path / "p", "--filing", "F0001", "--group", "court")
    assert said.code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "2016-11-08", "9999-12-31"])
def test_a_day_nothing_can_be_evaluated_on_is_wrong_usage(day: str, county: Path, run: Run) -> None:
    said = run("assess", county, "--policy", "los-angeles-2020", "--as-of", day)
    assert said.code == 2
    assert "mistake in the program" not in said.err


def test_the_acts_first_day_can_be_evaluated_on(county: Path, run: Run) -> None:
    assert run("assess", county, "--policy", "los-angeles-2020", "--as-of", "2016-11-09").code == 0


def test_a_policy_cannot_have_been_adopted_tomorrow(county: Path, run: Run) -> None:
    said = run(
        "policy", county, "sign", "statute-only", "--attorney", "A. Example", "--adopted-on", "2999-01-01"
    )
    assert said.code == 1
    assert "still to come" in said.err
    signed = {
        one["name"]: one["attorney"] for one in run("policy", county, "list", "--json").json()["policies"]
    }
    assert signed["statute-only"] == ""


def test_a_birth_date_may_be_written_as_people_write_it(county: Path, run: Run) -> None:
    assert run("status", county, "--name", "able, alex", "--dob", "01/31/1970").code == 0
    assert run("status", county, "--name", "able, alex", "--dob", "1970-01-30").code == 1
    assert run("status", county, "--name", "able, alex", "--dob", "31st of January").code == 2


def test_a_mistake_of_the_program_is_json_when_json_was_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("ABLE,ALEX")

    monkeypatch.setattr(program, "build_parser", broken)
    said = run("ledger", "x.expunge", "--json")
    assert said.code == 3
    assert said.json()["error"]["code"] == "mistake"
    assert "ABLE" not in said.out + said.err


def test_a_refused_export_leaves_no_file(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "n.expunge", "--county", "KERN").code == 0
    out = tmp_path / "findings.csv"
    assert run("findings", tmp_path / "n.expunge", "--csv", out).code == 1
    assert not out.exists()


def test_a_wrong_word_is_answered_with_the_verb_named_once(county: Path, run: Run) -> None:
    said = run("assess", county, "--policy", "los-angeles-2020", "--as-of", "11/02/2020")
    assert said.code == 2
    assert said.err.startswith("expunge-desktop: assess: argument --as-of: 11/02/2020 is not a date")


def test_a_day_that_is_still_to_come_is_told(county: Path, run: Run) -> None:
    ahead = run("assess", county, "--policy", "los-angeles-2020", "--as-of", "2070-01-01")
    assert "2070-01-01 is still to come: what is entered on a record until then is not known." in ahead.out
    past = run("assess", county, "--policy", "los-angeles-2020", "--as-of", "2020-02-11")
    assert "still to come" not in past.out


def test_two_versions_of_a_policy_are_told_apart_where_they_are_compared_and_assessed(
    county: Path, run: Run
) -> None:
    said = run("assess", county, "--policy", "statute-only", "--as-of", "2020-02-11")
    assert "The statute alone (statute-only, version 1) as of 2020-02-11" in said.out
    words = ("--policy", "statute-only", "--with", "los-angeles-2020", "--as-of", "2020-02-11")
    assert "1: The statute alone (statute-only, version 1)" in run("compare", county, *words).out
