"""Several users of one workspace: each with a passphrase of their own."""

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail, users
from expunge_desktop.services.session import open_session
from expunge_desktop.services.users import (
    add_user,
    change_passphrase,
    deactivate,
    list_users,
    require_before_passphrase,
)
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"

ROLES = frozenset({Role.REVIEWER})


def add(session, name, passphrase=WORD + " two", roles=ROLES):
    add_user(session, name, passphrase, roles, kdf_cost=COST_FOR_TESTS)


def verbs(session):
    return [row[3] for row in audit_trail.rows(session)]


def opens(path, name, passphrase, clock):
    try:
        open_session(path, name, passphrase, clock).close()
    except (EnvironmentProblemError, AnswerIsNoError) as problem:
        return problem.code
    return "opened"


def test_an_added_user_logs_on_with_their_own_passphrase_and_roles(admin, path, clock):
    add(admin, "Ben Review", roles=frozenset({Role.REVIEWER, Role.SUPERVISOR}))
    with open_session(path, "Ben Review", WORD + " two", clock) as ben:
        assert ben.roles == {Role.REVIEWER, Role.SUPERVISOR}
        assert [(one.name, one.is_active, one.made_by) for one in list_users(ben)] == [
            ("Ada Admin", True, "Ada Admin"),
            ("Ben Review", True, "Ada Admin"),
        ]
    assert opens(path, "Ben Review", WORD, clock) == "wrong-passphrase"
    assert "add-user" in verbs(admin)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SUPERVISOR])
def test_only_an_administrator_adds_and_removes_users(admin, logged_on, role):
    other = logged_on("Ola Other", role)
    for forbidden in (
        lambda: add(other, "Eve"),
        lambda: deactivate(other, "Ada Admin"),
        lambda: change_passphrase(other, "Ada Admin", "a fresh long one", kdf_cost=COST_FOR_TESTS),
    ):
        with pytest.raises(AnswerIsNoError) as caught:
            forbidden()
        assert caught.value.code == "right-denied"
    assert len(list_users(admin)) == 2
    assert key_file.users(admin.path) == ("Ada Admin", "Ola Other")


def test_a_name_is_never_given_twice_whatever_its_case(admin):
    with pytest.raises(AnswerIsNoError, match="already a user"):
        add(admin, "ADA  admin")
    add(admin, "Ben Review")
    deactivate(admin, "Ben Review")
    with pytest.raises(AnswerIsNoError):
        add(admin, "Ben Review")


@pytest.mark.parametrize("name", ["Ada.", "A da", "Ada-", "a-da", "A. D. A.", "Ａda", "ＡＤＡ"])
def test_a_name_is_not_given_again_with_other_blanks_dots_hyphens_or_wider_letters(admin, name):
    add(admin, "Ada")
    with pytest.raises(AnswerIsNoError, match=r"There is already a user Ada[.]"):
        add(admin, name)
    with pytest.raises(AnswerIsNoError, match="already a user"):
        require_before_passphrase(admin, name, is_active=None)
    add(admin, "Ada B")
    assert len(list_users(admin)) == 3


@pytest.mark.parametrize(
    ("name", "passphrase", "roles"), [("Eve", "short", ROLES), ("", WORD, ROLES), ("Eve", WORD, frozenset())]
)
def test_a_user_without_name_passphrase_or_role_is_refused(admin, name, passphrase, roles):
    with pytest.raises(UsageError):
        add(admin, name, passphrase, roles)
    assert (len(list_users(admin)), key_file.users(admin.path)) == (1, ("Ada Admin",))


def test_users_change_their_own_passphrase_and_an_administrator_anybodys(admin, logged_on, path, clock):
    ben = logged_on("Ben Review", Role.REVIEWER)
    change_passphrase(ben, "ben review", "mine alone now", kdf_cost=COST_FOR_TESTS)
    assert opens(path, "Ben Review", "mine alone now", clock) == "opened"
    assert opens(path, "Ben Review", WORD + "Ben Review", clock) == "wrong-passphrase"
    change_passphrase(admin, "Ben Review", "given by Ada", kdf_cost=COST_FOR_TESTS)
    assert opens(path, "Ben Review", "given by Ada", clock) == "opened"
    assert verbs(admin).count("change-passphrase") == 2


def test_a_short_new_passphrase_leaves_the_old_one_in_force(admin, path, clock):
    with pytest.raises(UsageError):
        change_passphrase(admin, "Ada Admin", "short")
    assert opens(path, "Ada Admin", WORD, clock) == "opened"


def test_a_deactivated_user_is_out_and_stays_in_the_list(admin, logged_on, path, clock):
    logged_on("Ben Review", Role.REVIEWER).close()
    deactivate(admin, "ben review")
    assert opens(path, "Ben Review", WORD + "Ben Review", clock) == "wrong-passphrase"
    assert [(one.name, one.is_active) for one in list_users(admin)][1] == ("Ben Review", False)
    with pytest.raises(AnswerIsNoError, match="no active user"):
        change_passphrase(admin, "Ben Review", "a fresh long one", kdf_cost=COST_FOR_TESTS)


def test_an_old_copy_of_the_key_file_does_not_let_a_deactivated_user_in(admin, logged_on, path, clock):
    logged_on("Ben Review", Role.REVIEWER).close()
    old = key_file.key_file_path(path).read_bytes()
    deactivate(admin, "Ben Review")
    key_file.key_file_path(path).write_bytes(old)
    assert opens(path, "Ben Review", WORD + "Ben Review", clock) == "user-inactive"


def test_the_last_administrator_cannot_be_removed(admin, logged_on):
    logged_on("Ben Review", Role.SUPERVISOR)
    with pytest.raises(AnswerIsNoError) as caught:
        deactivate(admin, "Ada Admin")
    assert caught.value.code == "last-administrator"
    add(admin, "Amy Admin", roles=frozenset({Role.ADMINISTRATOR}))
    deactivate(admin, "Ada Admin")


def test_a_slot_that_cannot_be_written_leaves_no_user_and_no_trail(admin, monkeypatch):
    monkeypatch.setattr(users.key_file, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(admin, "Ben Review")
    assert len(list_users(admin)) == 1
    assert "add-user" not in verbs(admin)


def test_a_user_that_cannot_be_committed_leaves_no_slot(admin, clock):
    with pytest.raises(KeyError), admin.write() as tx:
        tx.audit("test", "x", {})
        tx.undo_if_not_committed(
            key_file.add_slot(admin.path, admin.workspace.data_key, "Ben", WORD, cost=COST_FOR_TESTS)
        )
        raise KeyError("the commit fails")
    assert key_file.users(admin.path) == ("Ada Admin",)


@pytest.mark.parametrize("name", ["\u0410da Admin", "Ada \u0391dmin"])
def test_a_name_in_letters_that_only_look_alike_is_refused(admin, name):
    with pytest.raises(UsageError) as caught:
        add(admin, name)
    assert caught.value.code == "mixed-alphabets"
    assert [one.name for one in list_users(admin)] == ["Ada Admin"]


@pytest.mark.parametrize("name", ["José Núñez-O’Brien", "Анна Иванова", "Ngọc Nguyễn Jr. 2"])
def test_a_name_in_any_one_alphabet_is_taken(admin, name):
    add(admin, name)
    assert name in [one.name for one in list_users(admin)]
