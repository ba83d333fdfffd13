"""The verb `fact`: a row for hand review is dismissed on a supplied fact, and no longer without it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from expunge_desktop.services.session import Session

Command = Callable[..., tuple[int, str, str]]
DOCKET = "certified docket of case GA10002, seen 2026-11-20"


@pytest.fixture
def path(county: Session) -> Path:
    """The workspace, with nobody in it."""
    county.close()
    return county.path


def explained(command: Command, path: Path) -> dict[str, object]:
    code, out, _ = command("explain", path, "--case", "GA10002", "--json")
    assert code == 0
    found: dict[str, object] = json.loads(out)
    return found


def test_from_hand_review_to_a_dismissal_and_back(path: Path, command: Command) -> None:
    assess = ("assess", path, "--policy", "statute-only", "--as-of", "2026-09-01")
    assert explained(command, path)["policy_outcome"] == "HAND_REVIEW"
    hold = ("decide", path, "--case", "GA10002", "--action", "hold", "--reason", "The docket is ordered.")
    assert command(*hold)[0] == 0
    supply = (
        "fact",
        path,
        "supply",
        "--case",
        "GA10002",
        "--fact",
        "conviction_date",
        "--value",
        "2003-03-04",
    )
    code, out, _ = command(*supply, "--document", DOCKET)
    assert (code, out) == (
        0, "Fact 1 recorded. Run `assess`: until then findings stand on the facts of before.\n"
    )  # fmt: skip
    assert explained(command, path)["policy_outcome"] == "HAND_REVIEW"
    code, out, _ = command("fact", path, "list", "--waiting")
    assert code == 0 and re.sub(r"on \w+ \d+, \d{4} from", "on DAY from", out) == (
        "1. MARLOW,SKY, case GA10002, count 1: conviction_date 2003-03-04, supplied by Ada on "
        f"DAY from {DOCKET} (recorded: nothing); waits for an assessment\n"
        "1 row; 1 supplied fact waits for an assessment.\n"
    )
    code, out, err = command("packet", path, "--out", path.parent / "papers")
    assert code == 1 and "1 supplied fact waits for an assessment" in err
    code, out, _ = command(*assess)
    assert "1 supplied fact of 1 person taken up: facts of 2 convictions changed" in out
    found = explained(command, path)
    assert (found["policy_outcome"], found["needs_new_look"]) == ("DISMISS_SEAL", True)
    assert command("fact", path, "list", "--waiting")[1] == "0 rows; none waits.\n"
    code, out, _ = command("fact", path, "withdraw", "1", "--reason", "Another case.", "--json")
    assert code == 0 and json.loads(out) == {"row": 2, "waiting": True, "withdrawn": 1}
    code, out, _ = command(*assess, "--json")
    assert json.loads(out)["supplied_facts"] == {
        "changed": 2, "departed": 0, "entered": 0, "facts": 1, "people": 1,
    }  # fmt: skip
    found = explained(command, path)
    assert (found["policy_outcome"], found["needs_new_look"]) == ("HAND_REVIEW", False)
    listed = json.loads(command("fact", path, "list", "--json")[1])
    assert [(one["id"], one["withdraws"]) for one in listed["facts"]] == [(1, None), (2, 1)]
    assert command("audit", path)[0] == 0 and command("check", path)[0] == 0


def test_an_entry_of_the_record_is_named_by_person_case_and_count(path: Path, command: Command) -> None:
    words = ("fact", path, "supply", "--person", "P1", "--case", "BA20002", "--count", "01",
             "--fact", "conviction_date", "--value", "2005", "--document", "docket")  # fmt: skip
    assert command(*words)[0] == 0
    assert "OAKLEY,ROBIN, the record: conviction_date 2005" in command("fact", path, "list")[1]


def test_the_names_say_values_and_who_asks_without_opening_anything(tmp_path: Path, command: Command) -> None:
    code, out, _ = command("fact", tmp_path / "none.expunge", "names")
    assert code == 0 and "offense_level (of one count): Level of the offense; F felony" in out
    assert "Asked for by HR-LEVEL." in out
    code, out, _ = command("fact", tmp_path / "none.expunge", "names", "--json")
    assert len(json.loads(out)["facts"]) == 19


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("supply --case GA10002 --value 1 --document x", 2, "supply needs --fact"),
        ("supply --case GA10002 --fact shoe_size --value 1 --document x", 2, "no fact"),
        ("supply --fact plants --value 1 --document x", 2, "give --case"),
        ("supply --person P1 --finding 1 --fact plants --value 1 --document x", 2, "--person goes with"),
        ("supply --person P1 --conviction 1 --fact plants --value 1 --document x", 2, "--person goes with"),
        ("list --conviction 1", 2, "--conviction goes with supply"),
        ("supply --case ZZ --fact plants --value 1 --document x", 1, "no conviction"),
        ("supply --case GA10002 --fact plants --value many --document x", 1, "“many” is no value of plants"),
        ("withdraw", 2, "needs the number"),
        ("withdraw 7 --reason x", 1, "No supplied fact 7 stands"),
        ("list --fact plants", 2, "--fact goes with supply"),
        ("supply 3", 2, "a number goes with withdraw"),
        ("forget", 2, "invalid choice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(path: Path, command: Command, words: str, code: int, said: str) -> None:
    given, _, err = command("fact", path, *words.split())
    assert given == code and said in err


def test_a_ground_is_given_with_supply(path: Path, command: Command) -> None:
    supply = ("fact", path, "supply", "--case", "GA10012", "--fact", "offense_level", "--value", "F",
              "--document", "abstract")  # fmt: skip
    code, _, err = command(*supply)
    assert code == 1 and "The record says “M”: going before it needs a ground." in err
    code, out, _ = command(*supply, "--reason", "It was never reduced.")
    assert code == 0 and out.startswith("Fact 1 recorded.")
    assert "(recorded: “M”; ground: It was never reduced.)" in command("fact", path, "list")[1]
    code, _, err = command("fact", path, "list", "--reason", "x")
    assert code == 2 and "--reason goes with withdraw" in err
