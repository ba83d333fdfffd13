"""Policy files that would mislead whoever signs them, or never end, are refused with line and fix."""

import os
from datetime import date
from pathlib import Path

import pytest
from policy_bench import CRITERION, POLICY

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import policy_from_text, shipped_policies
from expunge_desktop.services.policies import add_policy, sign_policy
from expunge_desktop.services.policy_drafts import check_draft
from expunge_desktop.services.session import Session

OURS = POLICY + CRITERION
YEARS = OURS[: OURS.index("years: 50")].count("\n") + 1


@pytest.mark.parametrize("number", ["050", "0x32", "1:30", "5_0", "0b11"])
def test_a_number_that_people_read_otherwise_than_yaml_is_refused(number: str) -> None:
    with pytest.raises(BadPolicyError, match="needs years, a whole number") as told:
        policy_from_text(OURS.replace("years: 50", f"years: {number}"), "ours.yaml")
    assert told.value.line == YEARS


@pytest.mark.parametrize(
    "word", ["STATUTORY", "DISQUALIFIED", "NONE", "MISD_POSSESSION", "FELONY_11357_A_B", "statutory"]
)
def test_no_criterion_is_reported_by_a_word_that_means_something_else(word: str) -> None:
    text = OURS.replace("years: 50", f"years: 50\n    report: {word}")
    with pytest.raises(BadPolicyError, match="a word with a meaning of its own in findings"):
        policy_from_text(text, "ours.yaml")


@pytest.mark.parametrize("sign", ["\\u202E", "\\0", "\\u200B", "\\t"])
def test_a_title_may_not_hold_signs_that_hide_or_turn_the_text(sign: str) -> None:
    text = OURS.replace("title: Our criteria", f'title: "Our {sign} criteria"')
    with pytest.raises(BadPolicyError, match="title holds a sign that cannot be printed") as told:
        policy_from_text(text, "ours.yaml")
    assert told.value.line == 3


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 5_000, "- " * 5_000])
def test_a_text_nested_without_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadPolicyError, match="line 1: parts stand within parts more than 60 times"):
        policy_from_text(text, "ours.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_policy_file(tmp_path: Path) -> None:
    pipe = tmp_path / "ours.yaml"
    os.mkfifo(pipe)
    with pytest.raises(EnvironmentProblemError, match=r"ours\.yaml is a pipe or a device"):
        read_given_text(pipe, "a policy")


def test_a_file_of_another_encoding_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(OURS.replace("Our criteria", "Unsere ü").encode("latin-1"))
    with pytest.raises(EnvironmentProblemError, match=r"ours\.yaml is not text in UTF-8\. Save it"):
        read_given_text(path, "a policy")


def test_changed_criteria_may_not_go_by_the_title_of_shipped_ones(session: Session) -> None:
    text = shipped_policies()["los-angeles-2020"].replace("name: los-angeles-2020", "name: ours")
    with pytest.raises(AnswerIsNoError, match="is the title of a policy that comes with the program"):
        add_policy(session, text, "ours.yaml")
    checked = check_draft(session, text)
    assert not checked.may_be_saved
    assert text.splitlines()[checked.line - 1].startswith("title:")


def test_the_same_policy_again_and_a_second_signature_are_called_what_they_are(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "ada invented passphrase")
    path, workspace = tmp_path / "ours.yaml", str(session.path)
    path.write_text(OURS, encoding="utf-8")
    assert main(["policy", workspace, "add", str(path)]) == 0
    assert "added; not signed off yet." in capsys.readouterr().out
    sign_policy(session, "ours", "Robin Example", date(2020, 1, 2))
    assert main(["policy", workspace, "add", str(path)]) == 0
    assert capsys.readouterr().out == "Policy ours version 1 is kept already; nothing changed.\n"
    sign = ["policy", workspace, "sign", "ours", "--attorney", "Kim Other", "--adopted-on", "2020-01-03"]
    assert main(sign) == 0
    assert "Before: Robin Example, 2020-01-02. The later signature counts" in capsys.readouterr().out
