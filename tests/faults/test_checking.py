"""`check`: a workspace looked through from the first page to the last figure."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.check_workspace import RESTORE, check, check_unopened
from expunge_desktop.services.session import create_workspace, open_session
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

USER, WORD = "Ada", "seven quiet harbors"


@pytest.fixture
def path(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("EXPUNGE_USER", USER)
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    made = tmp_path / "county.expunge"
    create_workspace(
        made, office_toml=None, county="LOS ANGELES", user=USER, passphrase=WORD, kdf_cost=COST_FOR_TESTS
    ).close()
    return made


def asked(path, capsys):
    code = main(["check", str(path), "--json"])
    return code, json.loads(capsys.readouterr().out)


def damage(path, place):
    with path.open("r+b") as file:
        file.seek(place)
        old = file.read(1)[0]
        file.seek(place)
        file.write(bytes([old ^ 1]))


def test_a_sound_workspace_is_said_to_be_sound_and_the_trail_says_it_was_checked(path, capsys):
    code, said = asked(path, capsys)
    assert (code, said["sound"], said["damage"], said["advice"]) == (0, True, [], "")
    assert said["chain_intact"] and said["balanced"]
    assert said["pages"] * 4096 == path.stat().st_size
    with open_session(path, USER, WORD) as session, session.read() as connection:
        rows = connection.execute(text("SELECT payload FROM audit WHERE verb = 'check'")).scalars().all()
    assert [json.loads(row)["is_sound"] for row in rows] == [True]


def test_a_changed_byte_on_any_page_is_found_and_the_advice_given(path, capsys):
    pages = path.stat().st_size // 4096
    for page in range(1, pages, 9):
        damage(path, page * 4096 + 77)
        code, said = asked(path, capsys)
        assert (code, said["sound"], said["advice"]) == (1, False, RESTORE)
        assert any(f"page {page + 1}" in one for one in said["damage"]), said["damage"]
        damage(path, page * 4096 + 77)
    assert asked(path, capsys)[0] == 0


def test_a_workspace_that_does_not_open_at_all_is_answered_too(path, capsys):
    damage(path, 5)  # its salt: no page can be read
    code, said = asked(path, capsys)
    assert (code, said["sound"], said["advice"]) == (1, False, RESTORE) and said["damage"]


def test_the_look_at_one_that_does_not_open_can_be_stopped(path):
    class Stopped(SilentProgress):
        def check(self):
            raise CancelledError("The check")

    damage(path, 5)
    with pytest.raises(CancelledError):
        check_unopened(path, USER, WORD, progress=Stopped())


def test_a_row_changed_by_who_holds_the_key_is_told_as_such(path, capsys):
    with open_session(path, USER, WORD) as session:
        with session.workspace._writer.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER guard_audit_update")
            connection.exec_driver_sql("UPDATE audit SET actor = 'Ben' WHERE seq = 1")
        assert not verify(session).is_intact
        report = check(session)
    assert report.damage == () and not report.is_sound and "evidence" in report.advice
    code, said = asked(path, capsys)
    assert (code, said["chain_intact"], said["first_broken"]) == (1, False, 1)


def test_a_wrong_passphrase_is_refused_whatever_the_state_of_the_file(path, capsys, monkeypatch):
    damage(path, 5000)
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "another one altogether")
    assert main(["check", str(path)]) == 3
    assert "passphrase" in capsys.readouterr().err
