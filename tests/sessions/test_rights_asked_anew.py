"""A session asks who its user is at every step; the window's lock; the witness; keys of the first format."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.rekey import rekey
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import open_session
from expunge_desktop.services.users import (
    change_passphrase,
    change_roles,
    deactivate,
    list_users,
    reactivate,
    release_lock,
    set_training,
)
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
STORED = Path(__file__).resolve().parents[1] / "store" / "stored_workspaces"


def trail(session):
    return [(row[3], row[4], json.loads(row[5])) for row in audit_trail.rows(session)]


def verbs(session):
    return [verb for verb, _, _ in trail(session)]


def unlock(session, passphrase) -> None:
    session.note_unlock(session.check_passphrase(passphrase))


def code_of(step) -> str:
    with pytest.raises((AnswerIsNoError, EnvironmentProblemError)) as caught:
        step()
    return caught.value.code


def test_a_role_taken_away_counts_at_the_next_step_of_an_open_session(admin, logged_on):
    ola = logged_on("Ola Other", Role.SUPERVISOR)
    ola.require(Right.KEEP_WORDINGS)
    change_roles(admin, "ola other", frozenset({Role.CLERK}))
    assert code_of(lambda: ola.require(Right.KEEP_WORDINGS)) == "right-denied"
    assert ola.roles == {Role.CLERK}
    said = {"has": ["clerk"], "needed": ["supervisor"], "rights": ["keep-wordings"]}
    assert ("refused", "Ola Other", said) in trail(admin)
    change = {"before": ["supervisor"], "after": ["clerk"]}
    assert ("change-roles", "Ola Other", change) in trail(admin)


def test_a_removed_user_can_do_nothing_more_in_an_open_session_and_it_is_audited(admin, logged_on):
    ola = logged_on("Ola Other", Role.SUPERVISOR)
    deactivate(admin, "Ola Other")
    assert code_of(lambda: ola.require()) == "user-inactive"

    def write():
        with ola.write() as tx:
            tx.audit("test", "never", {})

    assert code_of(write) == "user-inactive"
    assert code_of(lambda: unlock(ola, WORD + "Ola Other")) == "user-inactive"
    assert "test" not in verbs(admin)
    assert [subject for verb, subject, _ in trail(admin) if verb == "refused"] == ["Ola Other"] * 3


def test_a_right_taken_away_during_the_work_is_asked_for_again_within_the_writing(admin, logged_on):
    ola = logged_on("Ola Other", Role.SUPERVISOR)
    ola.require(Right.APPROVE_RELEASE)
    change_roles(admin, "Ola Other", frozenset({Role.CLERK}))

    def write():
        with ola.write(Right.APPROVE_RELEASE) as tx:
            tx.audit("test", "never", {})

    assert code_of(write) == "right-denied"
    assert "test" not in verbs(admin)
    said = {"has": ["clerk"], "needed": ["supervisor"], "rights": ["approve-release"]}
    assert [row for row in trail(admin) if row[0] == "refused"] == [("refused", "Ola Other", said)]
    with ola.write(Right.NOTE, Right.APPROVE_RELEASE) as tx:
        tx.audit("test", "one of two is enough", {})
    assert "test" in verbs(admin)


def test_the_last_administrator_keeps_the_role(admin, logged_on):
    assert code_of(lambda: change_roles(admin, "Ada Admin", frozenset({Role.CLERK}))) == "last-administrator"
    amy = logged_on("Amy Admin", Role.ADMINISTRATOR)
    change_roles(admin, "Ada Admin", frozenset({Role.CLERK}))
    assert code_of(lambda: change_roles(admin, "Amy Admin", frozenset({Role.CLERK}))) == "right-denied"
    with pytest.raises(UsageError, match="at least one role"):
        change_roles(amy, "Ada Admin", frozenset())


def test_a_removed_user_comes_back_with_the_roles_and_a_new_passphrase(admin, logged_on, path, clock):
    logged_on("Ola Other", Role.REVIEWER).close()
    deactivate(admin, "Ola Other")
    reactivate(admin, "OLA other", "back with a new one", kdf_cost=COST_FOR_TESTS)
    with open_session(path, "Ola Other", "back with a new one", clock) as ola:
        assert ola.roles == {Role.REVIEWER}
    assert code_of(lambda: reactivate(admin, "Ola Other", "back with a new one")) == "no-such-user"
    assert "reactivate-user" in verbs(admin)


def test_training_and_screening_are_kept_and_can_be_unknown_again(admin, clock):
    set_training(admin, "Ada Admin", date(2026, 1, 15), date(2022, 3, 1))
    assert [(one.trained_on, one.screened_on) for one in list_users(admin)] == [
        (date(2026, 1, 15), date(2022, 3, 1))
    ]
    set_training(admin, "Ada Admin", None, date(2022, 3, 1))
    assert list_users(admin)[0].trained_on is None
    with pytest.raises(UsageError, match="still to come"):
        set_training(admin, "Ada Admin", date(2026, 11, 23), None)


def test_a_lock_is_listed_released_and_ended_by_a_new_passphrase(admin, logged_on, path, later):
    logged_on("Ola Other", Role.CLERK).close()

    def lock():
        for minute in range(5):
            code_of(lambda at=minute: open_session(path, "Ola Other", "not this one", later(at)))

    for end in (
        lambda: release_lock(admin, "Ola Other"),
        lambda: change_passphrase(admin, "Ola Other", WORD + "Ola Other", kdf_cost=COST_FOR_TESTS),
    ):
        lock()
        admin.clock = later(5)
        ola = list_users(admin)[1]
        assert (ola.is_locked, ola.locked_until) == (True, "2026-11-22T10:14:00.000000Z")
        end()
        assert not list_users(admin)[1].is_locked
        open_session(path, "Ola Other", WORD + "Ola Other", later(5)).close()
    assert verbs(admin).count("locked-out") == 2 and "release-lock" in verbs(admin)


def test_the_window_is_unlocked_by_the_same_users_passphrase_only(admin, logged_on, later):
    ola = logged_on("Ola Other", Role.CLERK)
    admin.note_lock()
    for minute in range(5):
        admin.clock = later(minute)
        assert code_of(lambda: unlock(admin, WORD + "Ola Other")) == "wrong-passphrase"
    assert code_of(lambda: unlock(admin, WORD)) == "logon-locked"
    admin.clock = later(14)
    unlock(admin, WORD)
    found = verbs(admin)
    assert found.count("unlock") == 1 and found.count("lock") == 1 and found.count("logon-failed") == 6
    ola.close()


def test_logging_off_is_audited_and_closes(admin, path, clock):
    with open_session(path, "Ada Admin", WORD, clock) as again:
        again.log_off()
    assert verbs(admin)[-3:-1] == ["logon", "logoff"]


def test_a_removed_user_can_log_off(admin, logged_on):
    ola = logged_on("Ola Other", Role.CLERK)
    deactivate(admin, "Ola Other")
    ola.log_off()


def test_every_commit_is_known_to_the_key_file(admin, path):
    with admin.write() as tx:
        tx.audit("test", "x", {})
    rows = list(audit_trail.rows(admin))
    witness = key_file.read_witness(path, admin.workspace.data_key)
    assert (witness.seq, witness.hash) == (len(rows), rows[-1][8])
    assert witness.is_authentic(admin.workspace.data_key, admin.workspace.workspace_id)
    assert not witness.is_authentic(bytes(32), admin.workspace.workspace_id)


@pytest.fixture
def older(admin, path, clock, tmp_path):
    """An older copy of the workspace lies in its place; the key file is the present one."""
    admin.close()
    shutil.copy(path, tmp_path / "older")
    with open_session(path, "Ada Admin", WORD, clock) as again, again.write() as tx:
        tx.audit("test", "lost", {})
    shutil.copy(tmp_path / "older", path)
    return path


def test_an_older_copy_in_place_is_told_at_every_logon_until_an_administrator_accepts(older, clock):
    for missing in (2, 0):
        with open_session(older, "Ada Admin", WORD, clock) as again:
            assert not again.witness.is_kept and again.witness.rows_missing == missing
            assert "older copy" in again.witness.reason
            assert verbs(again)[-2] == "witness-broken"
    with open_session(older, "Ada Admin", WORD, clock) as again:
        again.accept_witness()
        assert again.witness.is_kept
    with open_session(older, "Ada Admin", WORD, clock) as again:
        assert again.witness.is_kept and "witness-accepted" in verbs(again)


def test_a_new_data_key_does_not_hide_an_older_copy(older, clock):
    with open_session(older, "Ada Admin", WORD, clock) as again:
        rekey(again)
    with open_session(older, "Ada Admin", WORD, clock) as again:
        assert not again.witness.is_kept


@pytest.mark.parametrize("forgery", ["taken away", "lowered", "of another row"])
def test_a_witness_changed_by_hand_is_told(admin, path, clock, forgery):
    admin.close()
    open_session(path, "Ada Admin", WORD, clock).close()
    keys = key_file.key_file_path(path)
    content = json.loads(keys.read_text())
    if forgery == "taken away":
        content["generations"][0]["witness"] = None
    elif forgery == "lowered":
        content["generations"][0]["witness"]["seq"] = 1
    else:
        content["generations"][0]["witness"]["hash"] = "ab" * 32
    keys.write_text(json.dumps(content))
    with open_session(path, "Ada Admin", WORD, clock) as again:
        assert not again.witness.is_kept and "changed" in again.witness.reason


def test_a_restored_older_pair_of_both_files_is_not_what_the_witness_finds(admin, path, clock, tmp_path):
    """Said in docs/decisions/0029: only checkpoints and printed heads tell this."""
    admin.close()
    for name in ("county.expunge", "county.expunge-keys"):
        shutil.copy(path.parent / name, tmp_path / f"older-{name}")
    with open_session(path, "Ada Admin", WORD, clock) as again, again.write() as tx:
        tx.audit("test", "lost", {})
    for name in ("county.expunge", "county.expunge-keys"):
        shutil.copy(tmp_path / f"older-{name}", path.parent / name)
    with open_session(path, "Ada Admin", WORD, clock) as again:
        assert again.witness.is_kept


def test_a_commit_does_not_fail_when_the_key_file_cannot_be_written(admin, path):
    keys = key_file.key_file_path(path)
    kept = keys.read_bytes()
    keys.write_text("rubbish")
    with admin.write() as tx:
        tx.audit("test", "kept", {})
    keys.write_bytes(kept)
    assert "test" in verbs(admin)


def test_a_key_file_of_the_first_format_is_rewritten_at_the_first_good_logon(tmp_path, clock):
    path = tmp_path / "county.expunge"
    shutil.copy(STORED / "schema-0002.expunge", path)
    shutil.copy(STORED / "schema-0002.expunge-keys", f"{path}-keys")
    keys = key_file.key_file_path(path)
    assert json.loads(keys.read_text())["format"] == 1
    user, passphrase = "Jordan Sample", "seven invented words for jordan sample"
    assert code_of(lambda: open_session(path, user, "not this one", clock)) == "wrong-passphrase"
    before = key_file.users(path)
    with open_session(path, user, passphrase, clock) as session:
        assert session.witness.is_kept
        kinds = {slot["user"]: "wrap" in slot for slot in json.loads(keys.read_text())["slots"]}
        assert kinds[user] is False and all(kinds[name] for name in before if name != user)
        assert key_file.users(path) == before
    with open_session(path, user, passphrase, clock) as session:
        assert session.witness.seq > 0
        report = rekey(session)
        assert report.users == (user,)
        assert set(report.without) == set(before) - {user}
    with open_session(path, user, passphrase, clock) as session:
        assert audit_trail.verify(session).is_intact and session.witness.is_kept
