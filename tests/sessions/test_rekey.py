"""A new data key: old copies open nothing new, and a kill at any moment leaves a workspace that opens."""

import json
import os
import signal

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, EnvironmentProblemError
from expunge_desktop.base.lock_file import locked
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail, recovery
from expunge_desktop.services import rekey as rekeys
from expunge_desktop.services.rekey import rekey
from expunge_desktop.services.session import open_session
from expunge_desktop.services.unfinished_rekey import rekey_lock
from expunge_desktop.services.users import add_user, deactivate
from expunge_desktop.store import rekeying
from expunge_desktop.vault import key_file, key_generations
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"


@pytest.fixture
def office(admin):
    """Ada, and Ben who reviews."""
    add_user(admin, "Ben Review", WORD + " two", frozenset({Role.REVIEWER}), kdf_cost=COST_FOR_TESTS)
    return admin


def keys_of(path):
    return json.loads(key_file.key_file_path(path).read_text())


def verbs(session):
    return [row[3] for row in audit_trail.rows(session)]


def assert_whole(path, clock):
    """Both users log on, the trail is intact, the key file knows it, and nothing unfinished is left."""
    found = []
    for user, passphrase in (("Ada Admin", WORD), ("Ben Review", WORD + " two")):
        with open_session(path, user, passphrase, clock) as session:
            assert audit_trail.verify(session).is_intact and session.witness.is_kept
            with session.write() as tx:
                tx.audit("test", user, {})
            found.append(session.workspace.data_key)
    assert found[0] == found[1]
    content = keys_of(path)
    assert len(content["generations"]) == 1
    assert all(len(slot["sealed"]) == 1 for slot in content["slots"])
    assert sorted(os.listdir(path.parent)) == ["county.expunge", "county.expunge-keys"]
    return found[0]


def test_everybody_goes_on_with_their_passphrases_under_a_new_key(office, path, clock):
    old_key, rows = office.workspace.data_key, list(audit_trail.rows(office))
    report = rekey(office)
    assert report.users == ("Ada Admin", "Ben Review") and report.without == ()
    assert office.workspace.data_key != old_key
    assert list(audit_trail.rows(office))[: len(rows)] == rows
    assert verbs(office)[len(rows) :].count("rekey") == 1
    office.close()
    assert not rekeying.opens(path, old_key)
    assert assert_whole(path, clock) != old_key


def test_old_copies_of_the_key_file_open_nothing_new(office, path, clock, tmp_path):
    old_keys = key_file.key_file_path(path).read_bytes()
    rekey(office)
    office.close()
    key_file.key_file_path(path).write_bytes(old_keys)
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    assert caught.value.code == "not-a-workspace"


def test_the_sheet_of_paper_stays_in_force(office, path, clock):
    sheet = recovery.new_recovery_key(office, kdf_cost=COST_FOR_TESTS)
    assert rekey(office).has_recovery_key
    office.close()
    recovery.recover(path, sheet, "Ada Admin", "eight louder harbors", clock, kdf_cost=COST_FOR_TESTS)
    open_session(path, "Ada Admin", "eight louder harbors", clock).close()


def test_a_slot_that_somebody_wrote_into_the_file_gets_no_new_key(office, path, clock, tmp_path):
    """Ben's slot with the key pair of another one: without its seal it is nobody's."""
    other = tmp_path / "other" / "county.expunge"
    other.parent.mkdir()
    workspace_id = keys_of(path)["workspace_id"]
    key_file.create(other, workspace_id, bytes(32), "Ben Review", WORD + " three", cost=COST_FOR_TESTS)
    content, forged = keys_of(path), keys_of(other)["slots"][0]
    content["slots"][1] |= {"kdf": forged["kdf"], "pair": forged["pair"]}
    key_file.key_file_path(path).write_text(json.dumps(content))
    report = rekey(office)
    assert (report.users, report.without) == (("Ada Admin",), ("Ben Review",))
    assert key_file.users(path) == ("Ada Admin",)
    with pytest.raises(EnvironmentProblemError):
        open_session(path, "Ben Review", WORD + " three", clock)


def test_a_slot_put_back_after_its_user_was_removed_gets_no_new_key(office, path, clock):
    old_keys = key_file.key_file_path(path).read_bytes()
    deactivate(office, "Ben Review")
    key_file.key_file_path(path).write_bytes(old_keys)
    assert rekey(office).without == ("Ben Review",)
    assert key_file.users(path) == ("Ada Admin",)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SUPERVISOR])
def test_only_an_administrator_makes_a_new_data_key(office, logged_on, path, role):
    before = path.read_bytes()[:16]
    with pytest.raises(AnswerIsNoError) as caught:
        rekey(logged_on("Ola Other", role))
    assert caught.value.code == "right-denied" and path.read_bytes()[:16] == before


def test_while_somebody_else_has_it_open_nothing_is_changed(office, path, clock, monkeypatch):
    monkeypatch.setattr(rekeys, "_BUSY_MS", 100)
    old_key = office.workspace.data_key
    with open_session(path, "Ben Review", WORD + " two", clock) as ben:
        with pytest.raises(EnvironmentProblemError) as caught:
            rekey(office)
        assert caught.value.code == "locked" and "Nothing was changed" in caught.value.advice
        with ben.write() as tx:
            tx.audit("test", "still here", {})
    assert office.workspace.data_key == old_key
    with office.write() as tx:
        tx.audit("test", "still here too", {})
    office.close()
    assert assert_whole(path, clock) == old_key


def test_while_it_is_copied_nobody_else_gets_in(office, path, clock):
    class LogsOn(SilentProgress):
        tried = ""

        def report(self, done, total, text):
            if not self.tried:
                try:
                    open_session(path, "Ben Review", WORD + " two", clock, busy_ms=50)
                except EnvironmentProblemError as problem:
                    self.tried = problem.code

    progress = LogsOn()
    rekey(office, progress)
    assert progress.tried == "locked"
    office.close()
    assert_whole(path, clock)


def test_a_cancelled_one_leaves_everything_as_it_was(office, path, clock):
    class Cancelled(SilentProgress):
        def check(self):
            raise CancelledError("The new data key")

    old_key = office.workspace.data_key
    with pytest.raises(CancelledError):
        rekey(office, Cancelled())
    assert office.workspace.data_key == old_key
    office.close()
    assert assert_whole(path, clock) == old_key


def test_a_damaged_page_is_found_before_the_old_file_is_given_up(office, path, clock, monkeypatch):
    copy_under = rekeying.copy_under

    def spoil(connection, workspace, new_key, progress):
        copy_under(connection, workspace, new_key, progress)
        partial = rekeying.unfinished_copy(workspace)
        content = bytearray(partial.read_bytes())
        content[len(content) // 2] ^= 1
        partial.write_bytes(content)

    monkeypatch.setattr(rekeying, "copy_under", spoil)
    old_key = office.workspace.data_key
    with pytest.raises((AnswerIsNoError, EnvironmentProblemError)):
        rekey(office)
    office.close()
    assert assert_whole(path, clock) == old_key


def killed(monkeypatch, place, name, *, when):
    """From now on this step ends the process, before or after it did its work."""
    step = getattr(place, name)

    def die(*given, **named):
        if when == "after":
            step(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(place, name, die)


STEPS = [
    (rekeys.key_generations, "hand_over", "before", "old"),
    (rekeys.key_generations, "hand_over", "after", "old"),
    (rekeying.engine, "leave_log_alone", "after", "old"),
    (rekeying.engine, "export_under", "after", "old"),
    (rekeying, "copy_under", "after", "old"),
    (rekeying.backup, "check_copy", "after", "old"),
    (rekeying, "check_and_sign", "after", "old"),
    (rekeying.os, "replace", "before", "old"),
    (rekeying.os, "replace", "after", "new"),
    (rekeying, "take_place", "after", "new"),
    (rekeys.key_generations, "keep_only", "before", "new"),
    (rekeys.key_generations, "keep_only", "after", "new"),
    (rekeys, "remember", "before", "new"),
    (None, "in the middle of the copy", "", "old"),
]


def die_in_the_middle(monkeypatch):
    """From now on the process ends while a page in the middle of the copy is written."""
    import resource

    export = rekeying.engine.export_under

    def limited(*given):
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        export(*given)

    monkeypatch.setattr(rekeying.engine, "export_under", limited)


@pytest.mark.parametrize(
    ("place", "name", "when", "kept"), STEPS, ids=[f"{when} {name}".strip() for _, name, when, _ in STEPS]
)
def test_a_kill_at_any_step_leaves_a_workspace_that_opens(
    office, path, clock, monkeypatch, place, name, when, kept
):
    with office.write() as tx:
        for number in range(400):
            tx.audit("test", "a row of some size", {"number": number, "text": "x" * 500})
    old_key, rows = office.workspace.data_key, len(verbs(office))
    office.close()
    child = os.fork()
    if child == 0:
        session = open_session(path, "Ada Admin", WORD, clock)
        if place is None:
            die_in_the_middle(monkeypatch)
        elif (place, name) == (rekeying.os, "replace"):
            replace = os.replace

            def die(source, target):
                if str(source).endswith(".rekey.partial"):
                    if when == "after":
                        replace(source, target)
                    os.kill(os.getpid(), signal.SIGKILL)
                replace(source, target)

            os.replace = die
        else:
            killed(monkeypatch, place, name, when=when)
        rekey(session)
        os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == (signal.SIGXFSZ if place is None else signal.SIGKILL)
    key = assert_whole(path, clock)
    assert (key == old_key) == (kept == "old")
    with open_session(path, "Ada Admin", WORD, clock) as session:
        found = verbs(session)
        assert len(found) > rows and found.count("test") == 402
        assert ("rekey" in found) == (kept == "new")
        interrupted = [row[5] for row in audit_trail.rows(session) if row[3] == "rekey-interrupted"]
        assert interrupted in ([], [json.dumps({"kept": kept}, separators=(",", ":"))])


def test_two_at_once_are_one(office, path, clock):
    old_key = office.workspace.data_key
    with locked(rekey_lock(path)), pytest.raises(EnvironmentProblemError) as caught:
        rekey(office)
    assert caught.value.code == "locked" and office.workspace.data_key == old_key


def test_an_interrupted_one_is_not_ended_while_it_still_goes_on(office, path, clock):
    """The key file of a going-on rekey with two keys, the lock held: a logon leaves both in it."""
    key_generations.hand_over(path, office.workspace.data_key, new_data_key(), ["Ada Admin", "Ben Review"])
    with locked(rekey_lock(path)), open_session(path, "Ben Review", WORD + " two", clock) as ben:
        assert "rekey-interrupted" not in verbs(office)
        assert len(keys_of(path)["generations"]) == 2
        with pytest.raises(EnvironmentProblemError) as caught:
            add_user(office, "Cleo", WORD + "!", frozenset({Role.CLERK}), kdf_cost=COST_FOR_TESTS)
        assert caught.value.code == "rekey-unfinished"
        assert ben.user == "Ben Review"
    open_session(path, "Ben Review", WORD + " two", clock).close()
    assert len(keys_of(path)["generations"]) == 1 and "rekey-interrupted" in verbs(office)
