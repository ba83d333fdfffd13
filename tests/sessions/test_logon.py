"""Making a workspace, logging on, and what the trail says about it."""

import json
import os
from pathlib import Path

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services import session as sessions
from expunge_desktop.services.session import create_workspace, open_session
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault import key_file
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"


def make(path, **changed):
    given = {
        "office_toml": None, "county": "LOS ANGELES", "user": "Ada Admin", "passphrase": WORD,
        "kdf_cost": COST_FOR_TESTS,
    }  # fmt: skip
    return create_workspace(path, **{**given, **changed})


def trail(session):
    return [(row[3], row[4], json.loads(row[5])) for row in audit_trail.rows(session)]


def test_the_first_user_is_administrator_and_supervisor(admin, path, clock):
    assert admin.roles == {Role.ADMINISTRATOR, Role.SUPERVISOR}
    admin.close()
    with open_session(path, "ada admin", WORD, clock) as again:
        assert (again.user, again.roles, again.office.county) == ("Ada Admin", admin.roles, "LOS ANGELES")


def test_a_workspace_is_two_files_and_nothing_unfinished(admin, path):
    admin.close()
    assert sorted(os.listdir(path.parent)) == ["county.expunge", "county.expunge-keys"]


def test_an_existing_destination_is_refused_and_untouched(admin, path):
    admin.close()
    before = path.read_bytes()
    with pytest.raises(AnswerIsNoError) as caught:
        make(path)
    assert caught.value.exit_code == 1 and path.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"county": None}, "county-missing"),
        ({"county": "LOS ANGLES"}, "unknown-county"),
        ({"passphrase": "short"}, "passphrase-too-short"),
        ({"user": " "}, "bad-user-name"),
        ({"office_toml": '[office]\ncounty = "Orange"\n'}, "county-disagrees"),
        ({"office_toml": "[office", "county": None}, "office-file"),
    ],
)
def test_a_wrong_request_makes_no_file(path, changed, code):
    with pytest.raises(UsageError) as caught:
        make(path, **changed)
    assert (caught.value.code, caught.value.exit_code) == (code, 2)
    assert os.listdir(path.parent) == []


def test_the_county_comes_from_the_office_file_and_may_be_repeated(path, office_toml):
    with make(path, office_toml=office_toml, county="Los Angeles County") as session:
        assert session.office.attorney.bar_number == "123456"


def test_a_crash_before_the_last_step_leaves_nothing_that_looks_like_a_workspace(path, monkeypatch):
    monkeypatch.setattr(sessions.key_file, "create", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make(path)
    assert os.listdir(path.parent) == []
    monkeypatch.undo()
    path.with_name(path.name + ".partial").write_bytes(b"left by a killed program")
    make(path).close()
    assert sorted(os.listdir(path.parent)) == ["county.expunge", "county.expunge-keys"]


def test_a_workspace_that_cannot_get_its_name_leaves_no_key_file(path, monkeypatch):
    monkeypatch.setattr(sessions, "_give_name", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make(path)
    assert os.listdir(path.parent) == []


def test_a_key_file_that_lies_there_already_is_refused_and_kept(path):
    key_file.key_file_path(path).write_text("mine")
    with pytest.raises(AnswerIsNoError) as caught:
        make(path)
    assert caught.value.code == "key-file-exists"
    assert os.listdir(path.parent) == ["county.expunge-keys"]


def test_a_wrong_passphrase_and_an_unknown_user_get_the_same_sentence(admin, path, clock):
    told = []
    for user, passphrase in (("Ada Admin", "wrong one"), ("Eve", WORD)):
        with pytest.raises(EnvironmentProblemError) as caught:
            open_session(path, user, passphrase, clock)
        told.append(str(caught.value))
        assert caught.value.exit_code == 3
    assert told[0] == told[1]


def test_failed_logons_enter_the_trail_once_at_the_next_good_one(admin, path, clock):
    for user in ("Ada Admin", "a passphrase in the wrong field"):
        with pytest.raises(EnvironmentProblemError):
            open_session(path, user, "wrong one", clock)
    for _ in range(2):
        open_session(path, "Ada Admin", WORD, clock).close()
    at = "2026-11-22T10:00:00.000000Z"
    roles = {"roles": ["administrator", "supervisor"]}
    assert trail(admin)[1:5] == [
        ("logon-failed", "Ada Admin", {"at": at, "why": "passphrase"}),
        ("logon-failed", "unknown user", {"at": at, "why": "unknown-user"}),
        ("logon", "Ada Admin", roles),
        ("logon", "Ada Admin", roles),
    ]


def test_a_crash_between_trail_and_key_file_does_not_record_a_failed_logon_twice(
    admin, path, clock, monkeypatch
):
    with pytest.raises(EnvironmentProblemError):
        open_session(path, "Ada Admin", "wrong one", clock)
    monkeypatch.setattr(key_file, "forget_failed_logons", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_session(path, "Ada Admin", WORD, clock)
    monkeypatch.undo()
    open_session(path, "Ada Admin", WORD, clock).close()
    assert [verb for verb, _, _ in trail(admin)].count("logon-failed") == 1


def test_a_workspace_without_its_key_file_says_which_file_is_missing_where(admin, path, clock):
    admin.close()
    key_file.key_file_path(path).rename(path.parent / "elsewhere")
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    assert caught.value.code == "key-file-missing" and "county.expunge-keys" in caught.value.sentence


def test_a_missing_workspace_is_said_before_the_key_file_is_asked(path, clock):
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    assert caught.value.code == "workspace-missing"


def test_the_key_file_of_another_workspace_does_not_open_this_one(admin, path, clock):
    admin.close()
    key_file.key_file_path(path).unlink()
    key_file.create(path, "w9", new_data_key(), "Ada Admin", WORD, cost=COST_FOR_TESTS)
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    assert caught.value.code == "not-a-workspace"


def test_a_workspace_that_carries_another_id_than_its_key_file_is_refused(tmp_path, clock):
    path, key = tmp_path / "a.expunge", new_data_key()
    Workspace.create(path, key, "one").close()
    key_file.create(path, "two", key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    with pytest.raises(EnvironmentProblemError, match="does not belong to the key file"):
        open_session(path, "Ada Admin", WORD, clock)


def test_a_slot_without_a_user_opens_nothing(admin, path, clock):
    key_file.add_slot(path, admin.workspace.data_key, "Eve", WORD, cost=COST_FOR_TESTS)
    with pytest.raises(AnswerIsNoError) as caught:
        open_session(path, "Eve", WORD, clock)
    assert caught.value.code == "user-inactive"


def test_a_denied_right_is_said_and_written_to_the_trail(admin, logged_on):
    clerk = logged_on("Cleo Clerk", Role.CLERK)
    clerk.require()
    clerk.require(Role.CLERK, Role.REVIEWER)
    with pytest.raises(AnswerIsNoError, match="needs the role reviewer or supervisor") as caught:
        clerk.require(Role.SUPERVISOR, Role.REVIEWER)
    assert caught.value.exit_code == 1
    assert ("refused", "Cleo Clerk", {"has": ["clerk"], "needed": ["reviewer", "supervisor"]}) in trail(admin)


def test_reading_the_trail_is_for_supervisors_and_is_itself_in_the_trail(admin, logged_on):
    reviewer = logged_on("Rae Reviewer", Role.REVIEWER)
    with pytest.raises(AnswerIsNoError):
        audit_trail.rows(reviewer)
    assert audit_trail.verify(reviewer).is_intact
    rows = list(audit_trail.rows(admin))
    assert rows[-1][3] == "read-audit-trail"
    assert all(len(row) == len(audit_trail.COLUMNS) for row in rows)
    assert rows[-1][8] == audit_trail.head(admin)


def test_sentences_name_the_file_asked_for_and_its_whole_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EnvironmentProblemError) as caught:
        make(Path("none") / "a.expunge")
    assert f"The workspace a.expunge cannot be made in {tmp_path / 'none'} (" in caught.value.sentence
    make(Path("a.expunge")).close()
    with pytest.raises(AnswerIsNoError, match=str(tmp_path)):
        make(Path("a.expunge"))
