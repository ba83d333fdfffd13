"""An office's own policies in the workspace: versions, names, signatures, rights, the audit trail."""

from datetime import date
from pathlib import Path

import pytest
from policy_bench import CRITERION, POLICY

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import shipped_policies
from expunge_desktop.services.policies import (
    add_policy,
    add_policy_file,
    export_policy,
    find_policy,
    list_policies,
    sign_policy,
    stored_policy,
)
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.show_policy import describe_policy, description_lines
from expunge_desktop.services.users import add_user
from expunge_desktop.store import audit, policies
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

OURS = POLICY + CRITERION


def version(text: str, number: str) -> str:
    """The text under another version, with another threshold."""
    return text.replace('version: "1"', f'version: "{number}"').replace("years: 50", f"years: 4{number[-1]}")


def test_the_name_alone_means_the_version_added_last_and_each_can_be_named(session: Session) -> None:
    for number in ("1", "2", "10", "9"):
        add_policy(session, version(OURS, number), "ours.yaml")
    assert find_policy(session, "ours").version == "9"
    assert find_policy(session, "ours@10").criteria[0].years == 40
    assert stored_policy(session, "ours@1").policy.version == "1"
    listed = [(one.version, one.is_newest) for one in list_policies(session) if one.name == "ours"]
    assert listed == [("1", False), ("2", False), ("10", False), ("9", True)]
    with pytest.raises(AnswerIsNoError, match=r"no version 7 of ours.*1, 2, 10, 9"):
        find_policy(session, "ours@7")
    assert "chosen as ours@2" in "\n".join(description_lines(describe_policy(session, "ours@2")))
    assert find_policy(session, "statute-only@1").version == "1"
    with pytest.raises(AnswerIsNoError, match="no version 8 of statute-only"):
        stored_policy(session, "statute-only@8")


def test_a_kept_policy_is_never_edited(session: Session) -> None:
    first = add_policy(session, OURS, "ours.yaml")
    assert add_policy(session, OURS, "copy.yaml").id == first.id, "the same text again changes nothing"
    with pytest.raises(AnswerIsNoError, match="version 1 is already in the workspace"):
        add_policy(session, OURS.replace("50", "51"), "ours.yaml")


@pytest.mark.parametrize("name", ["los-angeles-2020", "Los-Angeles-2020"])
def test_the_name_of_a_shipped_policy_is_refused_in_words(session: Session, name: str) -> None:
    with pytest.raises(AnswerIsNoError, match="comes with the program") as caught:
        add_policy(session, OURS.replace("name: ours", f"name: {name}"), "ours.yaml")
    assert f"{name}-office" in caught.value.advice
    assert all(one.is_shipped for one in list_policies(session))


def test_the_shipped_text_itself_may_be_added_again(session: Session) -> None:
    stored = stored_policy(session, "sacramento")
    assert add_policy(session, shipped_policies()["sacramento"], "export.yaml").id == stored.id


def test_a_shipped_policy_of_other_text_in_the_workspace_is_not_silently_replaced(session: Session) -> None:
    text = shipped_policies()["statute-only"]
    with session.write() as tx:
        policies.add(
            tx.connection,
            {"name": "statute-only", "version": "1", "title": "older", "source": text + "# older\n",
             "digest": "0" * 64, "added_at": "2020-01-01T00:00:00Z", "added_by": "ada"},
        )  # fmt: skip
        tx.audit("test", "policy", {})
    with pytest.raises(AnswerIsNoError, match="another text of statute-only"):
        stored_policy(session, "statute-only")


def test_clerks_use_policies_reviewers_write_them_and_supervisors_sign_them(
    session: Session, tmp_path: Path
) -> None:
    for name, role in (("cleo", Role.CLERK), ("rae", Role.REVIEWER), ("adm", Role.ADMINISTRATOR)):
        add_user(session, name, f"{name} invented passphrase", frozenset({role}), kdf_cost=COST_FOR_TESTS)
    for name, may_add in (("cleo", False), ("adm", False), ("rae", True)):
        with open_session(session.path, name, f"{name} invented passphrase") as other:
            assert stored_policy(other, "sacramento").policy.name == "sacramento", "shipped ones are there"
            if may_add:
                add_policy(other, OURS, "ours.yaml")
            else:
                with pytest.raises(AnswerIsNoError, match="may not do this"):
                    add_policy(other, OURS, "ours.yaml")
            with pytest.raises(AnswerIsNoError, match="needs the role supervisor"):
                sign_policy(other, "sacramento", "Alexandra Example", date(2020, 1, 1))
    info = next(one for one in list_policies(session) if one.name == "ours")
    assert info.added_by == "rae"
    signed = sign_policy(session, "ours", " Alexandra  Example ", date(2020, 1, 1))
    assert (signed.attorney, signed.signed_by, signed.adopted_on) == (
        "Alexandra Example", "ada", "2020-01-01",
    )  # fmt: skip


def test_one_version_is_signed_and_no_other(session: Session) -> None:
    add_policy(session, version(OURS, "1"), "ours.yaml")
    add_policy(session, version(OURS, "2"), "ours.yaml")
    sign_policy(session, "ours@1", "Alexandra Example", date(2020, 1, 1))
    signed = {one.version: one.is_signed for one in list_policies(session) if one.name == "ours"}
    assert signed == {"1": True, "2": False}


def test_what_is_exported_can_be_added_elsewhere_to_the_letter(session: Session, tmp_path: Path) -> None:
    text = OURS + "# gefährlich – a comment that must survive\n"
    add_policy(session, text, "ours.yaml")
    out = tmp_path / "out.yaml"
    export_policy(session, "ours", out)
    assert out.read_text(encoding="utf-8") == text
    with pytest.raises(AnswerIsNoError, match="exists already"):
        export_policy(session, "ours", out)
    assert add_policy_file(session, out).policy.digest == find_policy(session, "ours").digest
    windows = tmp_path / "windows.yaml"
    windows.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert add_policy_file(session, windows).policy.digest == find_policy(session, "ours").digest


def test_a_file_that_is_no_policy_is_refused_with_its_name(session: Session, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblemError, match="nowhere"):
        add_policy_file(session, tmp_path / "nowhere.yaml")
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(EnvironmentProblemError, match="UTF-8"):
        add_policy_file(session, tmp_path / "picture.yaml")
    (tmp_path / "list.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(BadPolicyError, match=r"list\.yaml, line 1"):
        add_policy_file(session, tmp_path / "list.yaml")
    (tmp_path / "large.yaml").write_text("#" * 1_100_000, encoding="utf-8")
    with pytest.raises(AnswerIsNoError, match="too large"):
        add_policy_file(session, tmp_path / "large.yaml")


def test_adding_signing_and_exporting_are_audited_with_the_digest(session: Session, tmp_path: Path) -> None:
    add_policy(session, OURS, "ours.yaml")
    sign_policy(session, "ours", "Alexandra Example", date(2020, 1, 1))
    export_policy(session, "ours", tmp_path / "out.yaml")
    with session.read() as connection:
        rows = [row for row in audit.rows(connection) if row.verb.startswith("policy.")]
    digest = find_policy(session, "ours").digest
    assert [(row.verb, row.subject) for row in rows] == [
        ("policy.add", "ours 1"), ("policy.sign", "ours 1"), ("policy.export", "ours 1"),
    ]  # fmt: skip
    assert all(digest in row.payload for row in rows)
