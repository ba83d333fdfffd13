"""user, recovery, rekey, witness on the command line, as IT would run them."""

import json
import re
import shutil
from datetime import timedelta

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.clock import SystemClock, iso_instant
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.vault import key_file

WORD = "seven quiet harbors"


@pytest.fixture
def run(admin, path, monkeypatch, capsys):
    """Runs one command as Ada and gives its exit code, its output and what it said on standard error."""
    admin.close()
    monkeypatch.setenv("EXPUNGE_USER", "Ada Admin")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    for name in ("EXPUNGE_NEW_PASSPHRASE", "EXPUNGE_RECOVERY_KEY"):
        monkeypatch.delenv(name, raising=False)

    def command(verb, *words, **environment):
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(f"EXPUNGE_{name}", value)
            code = main([verb, str(path), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def ben(run):
    """Ben, a reviewer."""
    code, said, _ = run("user", "add", "Ben Review", "--role", "reviewer", NEW_PASSPHRASE="ben has his own")
    assert (code, said) == (0, "Ben Review added as reviewer.\n")
    return {"USER": "Ben Review", "PASSPHRASE": "ben has his own"}


def test_without_a_terminal_the_missing_variable_is_the_one_that_is_named(run):
    for words in (("add", "Eve", "--role", "clerk"), ("passphrase", "Ada Admin")):
        code, _, said = run("user", *words)
        assert code == 2
        assert "EXPUNGE_NEW_PASSPHRASE" in said and "EXPUNGE_PASSPHRASE" not in said
    code, _, said = run("recovery", "use", "Ada Admin")
    assert code == 2 and "EXPUNGE_RECOVERY_KEY" in said


def test_the_list_shows_training_and_locks(run, ben, path):
    days = ("--trained", "2026-01-15", "--screened", "2022-03-01")
    assert run("user", "training", "ben review", *days)[:2] == (
        0,
        "ben review: trained 2026-01-15, screened 2022-03-01.\n",
    )
    code, said, _ = run("user", "list", "--json")
    ben_row = json.loads(said)["users"][1]
    assert code == 0 and ben_row["trained_on"] == "2026-01-15" and not ben_row["locked"]
    run("user", "training", "Ben Review", "--screened", "unknown")
    row = run("user", "list")[1].splitlines()[2]
    assert row.split() == ["Ben", "Review", "reviewer", "yes", "2026-01-15", "unknown"]


def test_a_day_to_come_is_no_training(run, ben):
    code, _, said = run("user", "training", "Ben Review", "--trained", "2999-01-01")
    assert code == 2 and "still to come" in said


def test_roles_count_at_the_next_command(run, ben):
    assert run("backup", "/nowhere/x.expunge", **ben)[0] == 1
    code, said, _ = run("user", "roles", "Ben Review", "--role", "supervisor", "--role", "clerk")
    assert (code, said) == (0, "Ben Review is clerk, supervisor now.\n")
    assert run("backup", "/nowhere/x.expunge", **ben)[0] == 3
    assert run("user", "roles", "Ada Admin", "--role", "clerk")[0] == 1


def test_a_removed_user_is_out_until_let_in_again(run, ben):
    code, said, _ = run("user", "remove", "Ben Review")
    assert code == 0 and "`rekey` ends that" in said
    assert run("ledger", **ben)[0] == 3
    assert run("user", "reactivate", "Ben Review", NEW_PASSPHRASE="ben came back")[0] == 0
    assert run("ledger", USER="Ben Review", PASSPHRASE="ben came back")[0] == 0
    assert run("user", "reactivate", "Ben Review", NEW_PASSPHRASE="ben came back")[0] == 1


def test_a_locked_user_is_told_for_how_long_and_is_released(run, ben, path):
    now = SystemClock().now()
    for minute in (-4, -3, -2, -1, 0):
        at = iso_instant(now + timedelta(minutes=minute))
        with pytest.raises(EnvironmentProblemError, match="do not open"):
            key_file.unlock(path, "Ben Review", "not his own one", at=at)
    assert json.loads(run("user", "list", "--json")[1])["users"][1]["locked"]
    code, _, said = run("ledger", **ben)
    found = re.search(r"Ben Review is locked after 5 failed tries, for another (\d+) minutes", said)
    assert code == 3 and found and 5 <= int(found[1]) <= 10, said  # the machine's own clock goes on
    assert run("user", "unlock", "Ben Review")[0] == 0
    assert run("ledger", **ben)[0] == 0


def test_an_easily_guessed_passphrase_is_refused_with_the_reason(run):
    for easy in ("password1234", "Ben Review 2026", "county123456", "qwertyuiopasdf", "aaaaaaaaaaaaaaa"):
        code, _, said = run("user", "add", "Ben Review", "--role", "clerk", NEW_PASSPHRASE=easy)
        assert code == 2 and "easily guessed" in said, easy


def test_a_sheet_is_made_once_and_lets_ada_in(run):
    assert run("recovery", "status")[0] == 1
    code, said, _ = run("recovery", "make", "--json")
    key = json.loads(said)["recovery_key"]
    assert code == 0 and [len(line) for line in key] == [11] * 4
    assert run("recovery", "status")[0] == 0
    typed = " ".join(key).lower()
    code, said, _ = run(
        "recovery", "use", "ada admin", RECOVERY_KEY=typed, NEW_PASSPHRASE="a new one for ada"
    )
    assert code == 0 and said.startswith("Ada Admin has a new passphrase")
    assert run("ledger", PASSPHRASE="a new one for ada")[0] == 0
    broken = typed[:3] + ("0" if typed[3] != "0" else "2") + typed[4:]
    code, _, said = run("recovery", "use", "ada", RECOVERY_KEY=broken, NEW_PASSPHRASE="a new one for ada")
    assert code == 2 and "Line 1 has a typing error" in said


def test_a_new_data_key_is_made_and_who_lacks_it_is_told(run, ben, path):
    before = path.read_bytes()
    code, said, _ = run("rekey")
    assert code == 0 and "is under a new data key" in said and "need" not in said
    assert path.read_bytes()[:16] != before[:16]
    assert run("ledger", **ben)[0] == 0
    assert run("rekey", **ben)[0] == 1


def test_an_older_copy_is_told_on_every_command_until_it_is_accepted(run, ben, path, tmp_path):
    shutil.copy(path, tmp_path / "older")
    assert run("user", "training", "Ben Review", "--trained", "2026-01-15")[0] == 0
    assert run("witness")[0] == 0
    shutil.copy(tmp_path / "older", path)
    code, _, said = run("ledger")
    assert code == 0 and "an older copy lies in its place" in said
    code, said, _ = run("witness", "--json")
    assert code == 1 and json.loads(said)["rows_missing"] > 0
    assert run("witness", "accept", **ben)[0] == 1
    assert run("witness", "accept")[0] == 0
    code, said, err = run("witness")
    assert code == 0 and "older copy" not in err and "holds row" in said


@pytest.mark.parametrize("verb", ["user", "recovery", "rekey", "witness"])
def test_each_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as caught:
        main([verb, "--help"])
    assert caught.value.code == 0
    assert len(capsys.readouterr().out) > 400


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("passphrase", "Ada Admin"), "it needs the role administrator"),
        (("add", "Eve", "--role", "clerk"), "it needs the role administrator"),
        (("reactivate", "Eve"), "it needs the role administrator"),
    ],
)
def test_the_right_is_looked_at_before_a_passphrase_is_asked_for(run, ben, words, sentence):
    code, _, said = run("user", *words, **ben)
    assert (code, sentence in said, "passphrase was given" in said) == (1, True, False)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("passphrase", "Nobody"), "There is no active user Nobody."),
        (("reactivate", "Ben Review"), "There is no removed user Ben Review."),
        (("add", "ben REVIEW", "--role", "clerk"), "There is already a user ben REVIEW."),
    ],
)
def test_a_user_who_cannot_be_meant_is_told_before_a_passphrase_is_asked_for(run, ben, words, sentence):
    code, _, said = run("user", *words)
    assert (code, sentence in said, "passphrase was given" in said) == (1, True, False)
