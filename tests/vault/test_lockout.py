"""Five failed tries lock; what is told, how long it lasts, and what a clock moved back does to it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.vault import key_file, lockout
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_slots import COST_FOR_TESTS
from expunge_desktop.vault.lockout import Tries

WORD = "seven quiet harbors"
TEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def at(minutes: float) -> str:
    return (TEN + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Where a workspace would lie; its key file has the users Ada and Ben."""
    path, key = tmp_path / "county.expunge", new_data_key()
    key_file.create(path, "w1", key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    key_file.add_slot(path, key, "Ben Review", "another long one", cost=COST_FOR_TESTS)
    return path


def refused(workspace: Path, minutes: float, user: str = "Ada Admin", passphrase: str = "not this one"):
    with pytest.raises(EnvironmentProblemError) as caught:
        key_file.unlock(workspace, user, passphrase, at=at(minutes))
    return caught.value


def fail(workspace: Path, times: int, start: float = 0, user: str = "Ada Admin") -> None:
    for number in range(times):
        assert refused(workspace, start + number, user).code == "wrong-passphrase"


def test_the_fifth_failure_in_a_row_locks_for_ten_minutes_also_the_right_passphrase(workspace):
    fail(workspace, 4)
    assert "locked now for 10 minutes" in refused(workspace, 4).advice
    told = refused(workspace, 5, passphrase=WORD)
    assert told.code == "logon-locked" and told.exit_code == 3
    assert told.sentence == "Ada Admin is locked after 5 failed tries, for another 9 minutes."
    assert refused(workspace, 13.99, passphrase=WORD).sentence.endswith("for another 1 minute.")
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=at(14)).user == "Ada Admin"


def test_others_are_not_locked_with_them(workspace):
    fail(workspace, 5)
    assert key_file.unlock(workspace, "Ben Review", "another long one", at=at(4)).user == "Ben Review"
    assert key_file.locks(workspace, at=at(4)) == {"ada admin": at(14)}
    assert key_file.locks(workspace, at=at(14)) == {}


def test_a_good_logon_forgets_four_failures(workspace):
    for start in (0, 10, 20):
        fail(workspace, 4, start)
        key_file.unlock(workspace, "Ada Admin", WORD, at=at(start + 5))


def test_each_failure_after_a_lock_locks_twice_as_long_up_to_a_day(workspace):
    fail(workspace, 5)
    now, lengths = 4.0, []
    for _ in range(9):
        until = datetime.fromisoformat(key_file.locks(workspace, at=at(now))["ada admin"])
        lengths.append(round((until - TEN) / timedelta(minutes=1) - now))
        now += lengths[-1]
        assert refused(workspace, now).code == "wrong-passphrase"
    assert lengths == [10, 20, 40, 80, 160, 320, 640, 1280, 1440]


def test_tries_during_a_lock_do_not_prolong_it_and_are_written_down(workspace):
    fail(workspace, 5)
    for minute in range(5, 14):
        assert refused(workspace, minute, passphrase=WORD).code == "logon-locked"
    unlocked = key_file.unlock(workspace, "Ada Admin", WORD, at=at(14))
    assert [one.why for one in unlocked.failed_logons] == ["passphrase"] * 5 + ["locked"] * 9
    assert [one.has_locked for one in unlocked.failed_logons].count(True) == 1


def test_the_second_failure_asks_for_a_pause_that_is_told_and_not_slept(workspace):
    refused(workspace, 0)
    assert "possible in 2 seconds" in refused(workspace, 0).advice
    told = refused(workspace, 1 / 60, passphrase=WORD)
    assert (told.code, told.sentence) == (
        "too-soon", "After failed tries the next one is possible in 1 second."
    )  # fmt: skip
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=at(2 / 60)).user == "Ada Admin"


def test_names_that_are_no_users_are_delayed_together_and_never_locked(workspace):
    for number in range(8):
        assert refused(workspace, number, f"Eve {number}").code == "wrong-passphrase"
    assert refused(workspace, 7.1, "Mallory").code == "too-soon"
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=at(7.1)).user == "Ada Admin"
    assert refused(workspace, 7.2, "Mallory").code == "wrong-passphrase"
    assert key_file.locks(workspace, at=at(7.2)) == {}


def test_an_administrators_release_counts_at_once_and_can_be_taken_back(workspace):
    fail(workspace, 5)
    lock_again = key_file.release_lock(workspace, " ADA admin")
    assert key_file.locks(workspace, at=at(5)) == {}
    lock_again()
    assert refused(workspace, 5, passphrase=WORD).code == "logon-locked"
    key_file.release_lock(workspace, "Ada Admin")
    key_file.unlock(workspace, "Ada Admin", WORD, at=at(5))


def test_with_the_clock_moved_back_a_lock_lasts_no_longer_than_its_own_length(workspace):
    fail(workspace, 5)
    a_year = 365 * 24 * 60
    told = refused(workspace, -a_year, passphrase=WORD)
    assert told.code == "logon-locked" and told.sentence.endswith("for another 10 minutes.")
    assert refused(workspace, -a_year + 6, passphrase=WORD).sentence.endswith("for another 4 minutes.")
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=at(-a_year + 10)).user == "Ada Admin"


def test_a_wait_is_never_negative_and_never_beyond_a_day():
    for failures in range(80):
        for minutes in (-10_000, -1, 0, 0.01, 9, 1439, 1441, 10_000_000):
            for is_lockable in (True, False):
                found = lockout.wait(Tries(failures, at(0)), at(minutes), is_lockable=is_lockable)
                if found is not None:
                    assert timedelta(0) < found.length <= lockout.LONGEST_LOCK
                    assert found.is_lock == (is_lockable and failures >= 5)


def test_a_try_that_was_killed_counts(workspace, monkeypatch):
    """The count is written before the passphrase is looked at."""
    from expunge_desktop.vault import unlocking

    class KilledError(BaseException):
        pass

    def killed(*_given):
        raise KilledError

    monkeypatch.setattr(unlocking, "open_slot", killed)
    for minute in range(5):
        with pytest.raises(KilledError):
            key_file.unlock(workspace, "Ada Admin", WORD, at=at(minute))
    monkeypatch.undo()
    assert refused(workspace, 5, passphrase=WORD).code == "logon-locked"
