"""When the last backup was, and whether the office's reminder is due."""

from made_workspaces import WORD, make, reviewed

from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services.backup import backup
from expunge_desktop.services.backup_state import backup_state, known_backups
from expunge_desktop.services.decide_conviction import add_note, decide
from expunge_desktop.services.session import open_session


def test_a_new_workspace_is_not_overdue_and_one_of_a_week_is(path, at):
    make(path).close()
    with open_session(path, "Ada Admin", WORD, at("2026-11-29T09:59")) as ada:
        assert (backup_state(ada).days, backup_state(ada).is_overdue) == (6, False)
    with open_session(path, "Ada Admin", WORD, at("2026-11-29T10:00")) as ada:
        state = backup_state(ada)
    assert state.is_overdue and state.last_at == "" and "No backup was ever made" in state.sentence


def test_a_backup_sets_the_days_back_and_says_where_it_is(admin, path, at, tmp_path):
    written = backup(admin, tmp_path / "monday.expunge")
    with open_session(path, "Ada Admin", WORD, at("2026-11-25T10:00")) as ada:
        state = backup_state(ada)
        assert [one.sha256 for one in known_backups(ada)] == [written.sha256]
    assert (state.days, state.is_overdue, state.last_place) == (3, False, str(written.path))


def test_decisions_since_the_backup_are_counted(tmp_path, clock):
    path = reviewed(tmp_path, people=20, decisions=4)
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        assert backup_state(ada).decisions_since == 4
        backup(ada, tmp_path / "monday.expunge")
        assert backup_state(ada).decisions_since == 0
        decide(ada, 9, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, "Looked at.")
        state = backup_state(ada)
        add_note(ada, 9, "Asked the clerk.")
        later = backup_state(ada)
    assert (state.decisions_since, state.others_since) == (1, 0) and "1 decision since then" in state.sentence
    assert later.others_since == 1 and "1 decision and 1 other entry since then" in later.sentence


def test_a_clock_set_back_makes_no_negative_days(path, at):
    make(path).close()
    with open_session(path, "Ada Admin", WORD, at("2020-01-01T10:00")) as ada:
        assert backup_state(ada).days == 0


def test_everybody_may_know_whether_a_backup_is_due(logged_on):
    assert backup_state(logged_on("Cleo", Role.CLERK)).days == 0
