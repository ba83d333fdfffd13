"""Two policies compared by an attorney: what differs, in words, on the command line too."""

import json
from pathlib import Path

import pytest
from policy_bench import CRITERION, POLICY

from expunge_desktop.app import main as program
from expunge_desktop.services.law_library import load_policy, policy_from_text
from expunge_desktop.services.policy_diff import difference_lines, policy_differences
from expunge_desktop.services.session import Session

OURS = POLICY + CRITERION


def test_every_kind_of_difference_is_named_in_words() -> None:
    first = policy_from_text(OURS, "1")
    text = OURS.replace("years: 50", "years: 45\n    applies_to: {levels: [felony]}").replace("Our", "Their")
    text += "  gone:\n    test: deceased\n"
    text += (
        "first_dismissals: [ALL_11357]\ncombine: all\nswitches: {under21_at: offense}\nsource: The press\n"
    )
    second = policy_from_text(text, "2")
    found = {one.what: (one.first, one.second) for one in policy_differences(first, second)}
    assert set(found) == {
        "Title", "Source", "ALL_11357", "Criteria", "Criterion OLD_ENOUGH", "Criterion GONE",
        "Switch under21_at",
    }  # fmt: skip
    assert found["Criterion OLD_ENOUGH"][1].startswith(
        "50 or older: only for a felony: the person is 45 years"
    )
    assert found["Criterion GONE"] == ("", "gone: a death is recorded")
    assert found["Criteria"] == ("any one of these", "all of these together")
    assert found["Switch under21_at"] == (
        "conviction: the day of the conviction", "offense: the day of the offense",
    )  # fmt: skip
    assert policy_differences(first, first) == ()
    assert "They decide alike" in difference_lines(first, first)[-1]


def test_confirmation_reach_and_order_are_differences() -> None:
    la, sacramento = load_policy("los-angeles-2020"), load_policy("sacramento")
    found = {one.what: (one.first, one.second) for one in policy_differences(la, sacramento)}
    assert found["Marked unconfirmed"] == ("no", "yes")
    assert "Source" in found
    statute = {one.what for one in policy_differences(la, load_policy("statute-only"))}
    assert "Reach" in statute
    twice = OURS + "  gone:\n    test: deceased\n"
    turned = POLICY + "  gone:\n    test: deceased\n" + CRITERION
    (order,) = policy_differences(policy_from_text(twice, "1"), policy_from_text(turned, "2"))
    assert (order.what, order.first, order.second) == (
        "Order of reporting",
        "OLD_ENOUGH, GONE",
        "GONE, OLD_ENOUGH",
    )


@pytest.fixture
def told(session: Session, monkeypatch: pytest.MonkeyPatch) -> str:
    """The workspace of a user whose credentials the environment holds."""
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "ada invented passphrase")
    return str(session.path)


def test_a_policy_is_checked_added_shown_compared_signed_and_exported_from_the_command_line(
    told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(OURS.replace("years: 50", "years: fifty"), encoding="utf-8")
    assert program.main(["policy", told, "check", str(ours)]) == 1
    assert "ours.yaml, line 9: old_enough needs years" in capsys.readouterr().out
    assert program.main(["policy", told, "add", str(ours)]) == 1
    assert "ours.yaml, line 9" in capsys.readouterr().err
    ours.write_text(OURS, encoding="utf-8")
    assert program.main(["policy", told, "check", str(ours)]) == 0
    assert "ours.yaml can be added" in capsys.readouterr().out
    assert program.main(["policy", told, "add", str(ours)]) == 0
    ours.write_text(OURS.replace('"1"', '"2"').replace("years: 50", "years: 45"), encoding="utf-8")
    assert program.main(["policy", told, "add", str(ours)]) == 0
    capsys.readouterr()
    assert program.main(["policy", told, "show", "ours"]) == 0
    assert "45 years old" in capsys.readouterr().out
    assert program.main(["policy", told, "show", "ours", "--version", "1"]) == 0
    assert "50 years old" in capsys.readouterr().out
    assert program.main(["policy", told, "diff", "ours@1", "ours@2"]) == 0
    said = capsys.readouterr().out
    assert "Criterion OLD_ENOUGH" in said
    assert "Switch" not in said
    assert program.main(["policy", told, "diff", "ours@1", "ours@2", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["differences"]) == 1
    out = tmp_path / "out.yaml"
    assert program.main(["policy", told, "export", "ours@1", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == OURS
    assert program.main(["policy", told, "export", "ours@1", str(out)]) == 1
    words = [
        "policy",
        told,
        "sign",
        "ours@1",
        "--attorney",
        "Alexandra Example",
        "--adopted-on",
        "2020-01-02",
    ]
    assert program.main(words) == 0
    capsys.readouterr()
    assert program.main(["policy", told, "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    signed = [line for line in listed if line.startswith("ours")]
    assert "Alexandra Example, 2020-01-02" in signed[0]
    assert "not signed off" in signed[1]
    assert "UNCONFIRMED" in next(line for line in listed if line.startswith("sacramento"))
    assert program.main(["policy", told, "list", "--json"]) == 0
    found = {(one["name"], one["version"]): one for one in json.loads(capsys.readouterr().out)["policies"]}
    assert found["ours", "2"]["newest"]
    assert not found["ours", "1"]["newest"]
    assert found["sacramento", "1"]["unconfirmed"]


@pytest.mark.parametrize(
    "words",
    [
        ["show"], ["diff", "sacramento"], ["export", "sacramento"], ["show", "sacramento", "x"],
        ["show", "sacramento@1", "--version", "1"], ["list", "--version"],
    ],
)  # fmt: skip
def test_words_that_do_not_fit_the_action_are_wrong_usage(told: str, words: list[str]) -> None:
    assert program.main(["policy", told, *words]) == 2


@pytest.mark.parametrize("name", ["los-angeles-2020", "ours"])
def test_a_text_that_is_kept_already_has_nothing_wrong_with_it(
    told: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, exported = tmp_path / "ours.yaml", tmp_path / "exported.yaml"
    ours.write_text(OURS, encoding="utf-8")
    assert program.main(["policy", told, "add", str(ours)]) == 0
    assert program.main(["policy", told, "export", name, str(exported)]) == 0
    capsys.readouterr()
    assert program.main(["policy", told, "check", str(exported)]) == 0
    said = capsys.readouterr().out
    assert said == f"exported.yaml is {name}, version 1, word for word: there is nothing to add.\n"
    assert program.main(["policy", told, "check", str(exported), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["kept"], result["may_be_added"], result["problem"]) == (True, False, "")
    exported.write_text(
        exported.read_text(encoding="utf-8").replace("years: 50", "years: 51"), encoding="utf-8"
    )
    assert program.main(["policy", told, "check", str(exported)]) == 1
