"""The key file: one wrapped data key per user, nothing in clear, failed logons kept."""

import base64
import json
import os
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, UsageError
from expunge_desktop.vault import key_file
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_slots import COST_FOR_TESTS, STANDARD_COST

AT = "2026-11-22T10:00:00.000000Z"
WORD = "seven quiet harbors"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Where a workspace would lie; only its key file is made here."""
    return tmp_path / "county.expunge"


@pytest.fixture
def raw_key(workspace: Path) -> bytes:
    """The data key of a key file with the one user Ada."""
    key = new_data_key()
    key_file.create(workspace, "w1", key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    return key


def stored(workspace: Path) -> dict:
    return json.loads(key_file.key_file_path(workspace).read_text())


def rewrite(workspace: Path, content: dict) -> None:
    key_file.key_file_path(workspace).write_text(json.dumps(content))


def refusal(workspace: Path, user: str, passphrase: str) -> EnvironmentProblemError:
    with pytest.raises(EnvironmentProblemError) as caught:
        key_file.unlock(workspace, user, passphrase, at=AT)
    return caught.value


def test_the_key_file_lies_beside_the_workspace_and_is_for_its_owner_only(workspace, raw_key):
    path = workspace.parent / "county.expunge-keys"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(workspace.parent) == ["county.expunge-keys"]


def test_the_right_passphrase_gives_the_data_key_and_the_name_as_stored(workspace, raw_key):
    unlocked = key_file.unlock(workspace, " ada  ADMIN", WORD, at=AT)
    assert (unlocked.raw_key, unlocked.user, unlocked.workspace_id) == (raw_key, "Ada Admin", "w1")


def test_an_unknown_user_is_told_the_same_as_a_wrong_passphrase(workspace, raw_key):
    wrong, unknown = refusal(workspace, "Ada Admin", "not this one"), refusal(workspace, "Eve", WORD)
    assert (wrong.code, str(wrong), wrong.exit_code) == (unknown.code, str(unknown), 3)


def test_no_secret_and_no_passphrase_stands_in_the_key_file(workspace, raw_key):
    content = key_file.key_file_path(workspace).read_bytes()
    for secret in (WORD.encode(), raw_key, raw_key.hex().encode(), base64.b64encode(raw_key)):
        assert secret not in content


def test_failed_logons_are_kept_until_they_are_recorded_elsewhere(workspace, raw_key):
    refusal(workspace, "Ada Admin", "wrong one")
    refusal(workspace, "my passphrase typed here", "wrong one")
    unlocked = key_file.unlock(workspace, "Ada Admin", WORD, at=AT)
    assert [(one.user, one.at) for one in unlocked.failed_logons] == [("Ada Admin", AT), ("", AT)]
    assert b"typed here" not in key_file.key_file_path(workspace).read_bytes()
    key_file.forget_failed_logons(workspace, frozenset(one.id for one in unlocked.failed_logons))
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=AT).failed_logons == ()


def test_a_long_attack_does_not_grow_the_key_file_without_end(workspace, raw_key):
    for _ in range(205):
        refusal(workspace, "Eve", "x")
    unlocked = key_file.unlock(workspace, "Ada Admin", WORD, at=AT)
    assert (len(unlocked.failed_logons), unlocked.failed_count) == (200, 205)


def test_two_users_unwrap_the_same_key_each_with_their_own_passphrase(workspace, raw_key):
    key_file.add_slot(workspace, raw_key, "Ben Review", "another long one", cost=COST_FOR_TESTS)
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=AT).raw_key == raw_key
    assert key_file.unlock(workspace, "Ben Review", "another long one", at=AT).raw_key == raw_key
    assert refusal(workspace, "Ben Review", WORD).code == "wrong-passphrase"


def test_a_removed_user_is_out_and_can_be_put_back_by_who_removed(workspace, raw_key):
    key_file.add_slot(workspace, raw_key, "Ben Review", "another long one", cost=COST_FOR_TESTS)
    put_back = key_file.remove_slot(workspace, "ben review")
    assert refusal(workspace, "Ben Review", "another long one").code == "wrong-passphrase"
    put_back()
    assert key_file.unlock(workspace, "Ben Review", "another long one", at=AT).raw_key == raw_key


def test_a_new_passphrase_replaces_the_old_one_under_a_new_salt(workspace, raw_key):
    before = stored(workspace)["slots"][0]
    key_file.add_slot(workspace, raw_key, "ada admin", "a fresh long one", cost=COST_FOR_TESTS)
    assert refusal(workspace, "Ada Admin", WORD).code == "wrong-passphrase"
    assert key_file.unlock(workspace, "Ada Admin", "a fresh long one", at=AT).raw_key == raw_key
    after = stored(workspace)["slots"]
    assert len(after) == 1 and after[0]["kdf"]["salt"] != before["kdf"]["salt"]


def test_only_who_has_the_data_key_can_add_a_slot(workspace, raw_key):
    with pytest.raises(EnvironmentProblemError):
        key_file.add_slot(workspace, new_data_key(), "Eve", "whatever long", cost=COST_FOR_TESTS)


@pytest.mark.parametrize("part", ["user", "workspace"])
def test_a_slot_moved_to_another_user_or_workspace_does_not_open(workspace, raw_key, part):
    content = stored(workspace)
    if part == "user":
        content["slots"][0]["user"] = "Eve"
    else:
        content["workspace_id"] = "w2"
    rewrite(workspace, content)
    assert refusal(workspace, "Eve" if part == "user" else "Ada Admin", WORD).code == "wrong-passphrase"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.update(format=0),
        lambda c: c.update(format="2"),
        lambda c: c.pop("slots"),
        lambda c: c["slots"][0]["kdf"].update(memory_kib=1 << 30),
        lambda c: c["slots"][0]["kdf"].update(time_cost="many"),
        lambda c: c["slots"][0]["kdf"].update(salt="AA=="),
        lambda c: c["slots"][0]["pair"].update(name="none"),
        lambda c: c["slots"][0]["sealed"][0].update(name="none"),
        lambda c: c["slots"][0].update(kind="master"),
        lambda c: c.update(tries={"ada admin": {"failures": 3, "last_at": "soon"}}),
        lambda c: c["generations"][0].update(key_check="00"),
        lambda c: c.update(slots=[7]),
        lambda c: c.update(failed_count=float("inf")),
        lambda c: c.update(tries={"ada admin": {"failures": float("inf"), "last_at": AT}}),
    ],
)
def test_a_forged_or_newer_key_file_is_refused_before_it_costs_memory(workspace, raw_key, spoil):
    content = stored(workspace)
    spoil(content)
    rewrite(workspace, content)
    assert refusal(workspace, "Ada Admin", WORD).code == "key-file-damaged"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null"])
def test_rubbish_in_place_of_the_key_file_is_told_as_damage(workspace, content):
    key_file.key_file_path(workspace).write_bytes(content)
    assert refusal(workspace, "Ada Admin", WORD).code == "key-file-damaged"


def test_a_missing_key_file_is_named_with_the_place_it_must_lie(workspace):
    problem = refusal(workspace, "Ada Admin", WORD)
    assert problem.code == "key-file-missing"
    assert "county.expunge-keys" in problem.sentence and str(workspace.parent) in problem.advice


def test_an_existing_key_file_is_never_written_over(workspace, raw_key):
    before = key_file.key_file_path(workspace).read_bytes()
    with pytest.raises(AnswerIsNoError):
        key_file.create(workspace, "w2", new_data_key(), "Eve", "whatever long", cost=COST_FOR_TESTS)
    assert key_file.key_file_path(workspace).read_bytes() == before


@pytest.mark.parametrize("short", ["", "eleven char", " " * 20, "   short one   "])
def test_a_short_passphrase_is_refused_with_its_reason(workspace, short):
    with pytest.raises(UsageError, match="at least 12 characters"):
        key_file.create(workspace, "w1", new_data_key(), "Ada", short, cost=COST_FOR_TESTS)
    assert not key_file.key_file_path(workspace).exists()


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "Ada\x00Admin"])
def test_a_name_that_cannot_sign_is_refused(workspace, name):
    with pytest.raises(UsageError):
        key_file.create(workspace, "w1", new_data_key(), name, WORD, cost=COST_FOR_TESTS)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_the_same_characters_open_whatever_their_unicode_form(tmp_path_factory, text):
    passphrase = f"{text} quiet hårbor"
    workspace = tmp_path_factory.mktemp("nfc") / "a.expunge"
    key = new_data_key()
    key_file.create(workspace, "w", key, "Zoë", unicodedata.normalize("NFD", passphrase), cost=COST_FOR_TESTS)
    composed = unicodedata.normalize("NFC", passphrase)
    assert key_file.unlock(workspace, unicodedata.normalize("NFD", "Zoë"), composed, at=AT).raw_key == key


def test_the_standard_cost_is_that_of_rfc_9106(workspace):
    key_file.create(workspace, "w1", new_data_key(), "Ada", WORD)
    kdf = stored(workspace)["slots"][0]["kdf"]
    assert (kdf["name"], kdf["time_cost"], kdf["memory_kib"], kdf["parallelism"]) == ("argon2id", 3, 65536, 4)
    assert STANDARD_COST.is_bearable


def test_a_folder_that_is_gone_is_told_with_a_sentence(workspace, raw_key, tmp_path):
    elsewhere = tmp_path / "gone" / "county.expunge"
    with pytest.raises(EnvironmentProblemError, match="could not be written") as caught:
        key_file.create(elsewhere, "w1", raw_key, "Ada", WORD, cost=COST_FOR_TESTS)
    assert caught.value.code == "cannot-write"
    assert key_file.users(workspace) == ("Ada Admin",)


def test_a_full_disk_leaves_the_old_key_file_whole(workspace, raw_key, monkeypatch):
    before = key_file.key_file_path(workspace).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblemError) as caught:
        key_file.add_slot(workspace, raw_key, "Ben", "another long one", cost=COST_FOR_TESTS)
    assert caught.value.code == "disk-full"
    assert key_file.key_file_path(workspace).read_bytes() == before
    assert os.listdir(workspace.parent) == ["county.expunge-keys"]


def test_what_a_killed_program_left_beside_the_key_file_is_removed_and_nothing_else(workspace, raw_key):
    path = key_file.key_file_path(workspace)
    left = path.with_name(f"{path.name}.0a1b2c3d.tmp")
    others = [path.with_name(name) for name in ("county.expunge-keys.tmp", "other.expunge-keys.0a1b2c3d.tmp")]
    for one in (left, *others):
        one.write_bytes(b"half a key file")
    key_file.unlock(workspace, "Ada Admin", WORD, at=AT)
    assert not left.exists() and all(one.exists() for one in others)
