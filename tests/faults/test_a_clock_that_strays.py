"""The machine's clock set back, or years ahead: the trail keeps its order and says so."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.clock import JUMPED, MOVED_BACK, instant_after, iso_instant, stray_in_words
from expunge_desktop.services import audit_trail
from expunge_desktop.services.session import create_workspace, open_session
from expunge_desktop.store import audit
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()


@pytest.fixture
def clock():
    return SetClock(NOON)


@pytest.fixture
def key():
    return os.urandom(32)


@pytest.fixture
def workspace(tmp_path, key, clock):
    with Workspace.create(tmp_path / "county.expunge", key, "w1") as made:
        note(made, clock, "first")
        yield made


def note(workspace, clock, subject):
    with workspace.write("Ada", clock) as tx:
        tx.audit("note", subject, {})
        return tx.at


def trail(workspace):
    with workspace.read() as connection:
        assert audit.verify(connection).is_intact
        rows = list(audit.rows(connection))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    return rows


def test_rows_never_go_backwards_and_carry_the_clocks_own_reading(workspace, clock):
    clock.at = NOON - timedelta(hours=3)
    assert note(workspace, clock, "second") == iso_instant(NOON)
    rows = trail(workspace)
    assert [row.verb for row in rows] == ["note", MOVED_BACK, "note"]
    told = json.loads(rows[1].payload)
    assert told == {"clock": iso_instant(clock.at), "newest_row": iso_instant(NOON)}
    assert json.loads(rows[2].payload) == {"clock": iso_instant(clock.at)}
    assert workspace.clock_stray == MOVED_BACK


def test_it_is_told_once_while_the_clock_stays_behind_also_after_opening_anew(workspace, clock, key):
    clock.at = NOON - timedelta(hours=3)
    note(workspace, clock, "second")
    clock.at += timedelta(minutes=10)
    note(workspace, clock, "third")
    with Workspace.open(workspace.path, key) as again:
        note(again, clock, "fourth")
        assert again.clock_stray == MOVED_BACK
    assert [row.verb for row in trail(workspace)].count(MOVED_BACK) == 1


def test_set_back_once_more_it_is_told_once_more(workspace, clock, key):
    clock.at = NOON - timedelta(hours=3)
    note(workspace, clock, "second")
    clock.at = NOON - timedelta(days=3)
    with Workspace.open(workspace.path, key) as again:
        note(again, clock, "third")
    assert [row.verb for row in trail(workspace)].count(MOVED_BACK) == 2


def test_a_clock_that_caught_up_is_believed_again(workspace, clock):
    clock.at = NOON - timedelta(hours=3)
    note(workspace, clock, "second")
    clock.at = NOON + timedelta(seconds=1)
    assert note(workspace, clock, "third") == iso_instant(clock.at)
    assert json.loads(trail(workspace)[-1].payload) == {}


def test_a_few_seconds_are_what_clocks_do(workspace, clock):
    clock.at = NOON - timedelta(seconds=59)
    assert note(workspace, clock, "second") == iso_instant(NOON)
    assert [row.verb for row in trail(workspace)] == ["note", "note"]


def test_a_leap_of_over_a_year_is_told(workspace, clock):
    clock.at = NOON + timedelta(days=367)
    note(workspace, clock, "second")
    assert [row.verb for row in trail(workspace)] == ["note", JUMPED, "note"]
    assert workspace.clock_stray == JUMPED


def test_a_write_of_which_only_the_clock_would_tell_is_still_a_mistake(workspace, clock):
    clock.at = NOON - timedelta(hours=3)
    with pytest.raises(RuntimeError, match="without an audit row"), workspace.write("Ada", clock):
        pass
    assert [row.verb for row in trail(workspace)] == ["note"]


def test_every_verb_that_tells_of_the_clock_has_its_words():
    assert {MOVED_BACK, JUMPED} <= audit_trail.VERBS.keys()


@pytest.mark.parametrize("year", [1970, 1999, 2038, 2099])
def test_nothing_breaks_in_any_year(tmp_path, year):
    clock = SetClock(datetime(year, 1, 1, 0, 0, 1, tzinfo=UTC))
    path = tmp_path / "county.expunge"
    create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada", passphrase="seven quiet harbors",
        clock=clock, kdf_cost=COST_FOR_TESTS,
    ).close()  # fmt: skip
    for other in (2026, 1970, 2099):
        clock.at = datetime(other, 6, 1, tzinfo=UTC)
        with open_session(path, "Ada", "seven quiet harbors", clock) as session:
            assert audit_trail.verify(session).is_intact
            trail(session.workspace)


def test_the_first_row_of_all_is_dated_by_the_clock(clock):
    assert instant_after(clock, None).at == iso_instant(NOON)


def test_who_logs_on_under_a_wrong_clock_is_told(tmp_path, clock, monkeypatch, capsys):
    path = tmp_path / "county.expunge"
    clock.at = datetime(2199, 1, 1, tzinfo=UTC)
    create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada", passphrase="seven quiet harbors",
        clock=clock, kdf_cost=COST_FOR_TESTS,
    ).close()  # fmt: skip
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    assert main(["ledger", str(path)]) == 0
    assert capsys.readouterr().err.count("The clock of this computer is behind") == 1


def test_a_clock_that_does_not_stray_is_not_spoken_of():
    assert stray_in_words("") == "" and "year" in stray_in_words(JUMPED)
