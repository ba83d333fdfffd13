"""The recovery key: a sheet of paper lets an administrator in when every passphrase is lost."""

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError, ExpungeError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail, recovery
from expunge_desktop.services.session import open_session
from expunge_desktop.services.users import deactivate
from expunge_desktop.vault import recovery_text
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
FRESH = "eight louder harbors"


@pytest.fixture
def sheet(admin):
    """The recovery key as printed."""
    return recovery.new_recovery_key(admin, kdf_cost=COST_FOR_TESTS)


def recover(path, key, clock, user="Ada Admin", passphrase=FRESH):
    return recovery.recover(path, key, user, passphrase, clock, kdf_cost=COST_FOR_TESTS)


def verbs(session):
    return [(row[3], row[4]) for row in audit_trail.rows(session)]


def other(character):
    alphabet = recovery_text.ALPHABET
    return alphabet[(alphabet.index(character) + 7) % len(alphabet)]


def test_an_administrator_who_lost_the_passphrase_comes_in_with_the_sheet(admin, sheet, path, clock):
    admin.close()
    assert recover(path, sheet, clock, user="ada ADMIN") == "Ada Admin"
    with pytest.raises(EnvironmentProblemError):
        open_session(path, "Ada Admin", WORD, clock)
    with open_session(path, "Ada Admin", FRESH, clock) as again:
        assert ("recovery-key", "county.expunge") in verbs(again)
        assert ("recovery-used", "Ada Admin") in verbs(again)
        assert audit_trail.verify(again).is_intact and again.witness.is_kept


def test_it_releases_the_lock_of_five_failed_tries(admin, sheet, path, later):
    for minute in range(5):
        with pytest.raises(EnvironmentProblemError):
            open_session(path, "Ada Admin", "not this one", later(minute))
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, later(5))
    assert caught.value.code == "logon-locked"
    recover(path, sheet, later(5))
    open_session(path, "Ada Admin", FRESH, later(5)).close()


def test_there_is_one_recovery_key_and_the_newest_counts(admin, sheet, path, clock):
    assert recovery.has_recovery_key(path)
    newer = recovery.new_recovery_key(admin, kdf_cost=COST_FOR_TESTS)
    with pytest.raises(EnvironmentProblemError) as caught:
        recover(path, sheet, clock)
    assert caught.value.code == "wrong-recovery-key"
    recover(path, newer, clock)


def test_it_is_written_nowhere(admin, sheet, path):
    admin.close()
    plain = recovery_text.from_sheet(sheet)
    for file in path.parent.iterdir():
        content = file.read_bytes()
        for form in (plain, sheet, sheet.splitlines()[0]):
            assert form.encode() not in content


def test_without_a_sheet_nothing_can_be_recovered_and_that_is_said(admin, path, clock):
    assert not recovery.has_recovery_key(path)
    key = recovery_text.to_sheet(recovery_text.new_recovery_key())
    with pytest.raises(AnswerIsNoError) as caught:
        recover(path, key, clock)
    assert caught.value.code == "no-recovery-key"


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SUPERVISOR])
def test_only_an_administrator_makes_one_and_only_one_is_let_in(admin, sheet, logged_on, path, clock, role):
    ola = logged_on("Ola Other", role)
    with pytest.raises(AnswerIsNoError) as caught:
        recovery.new_recovery_key(ola)
    assert caught.value.code == "right-denied"
    for user in ("Ola Other", "Eve"):
        with pytest.raises(AnswerIsNoError) as caught:
            recover(path, sheet, clock, user=user)
        assert caught.value.code == "not-an-administrator"
    open_session(path, "Ola Other", WORD + "Ola Other", clock).close()


def test_a_removed_administrator_is_not_let_in_again(admin, sheet, logged_on, path, clock):
    amy = logged_on("Amy Admin", Role.ADMINISTRATOR)
    deactivate(amy, "Ada Admin")
    with pytest.raises(AnswerIsNoError):
        recover(path, sheet, clock)


def test_an_easily_guessed_new_passphrase_changes_nothing(admin, sheet, path, clock):
    with pytest.raises(UsageError):
        recover(path, sheet, clock, passphrase="Ada Admin 123456")
    open_session(path, "Ada Admin", WORD, clock).close()


def test_guessing_recovery_keys_is_delayed_and_enters_the_trail(admin, sheet, path, clock):
    guess = recovery_text.to_sheet(recovery_text.new_recovery_key())
    codes = []
    for _ in range(4):
        with pytest.raises(EnvironmentProblemError) as caught:
            recover(path, guess, clock)
        codes.append(caught.value.code)
    assert codes == ["wrong-recovery-key", "wrong-recovery-key", "too-soon", "too-soon"]
    with open_session(path, "Ada Admin", WORD, clock) as again:
        assert verbs(again).count(("logon-failed", "with a recovery key")) == 4
        assert ("logon-failed", "unknown user") not in verbs(again)


def test_a_sheet_typed_in_any_spelling_is_read(sheet):
    plain = recovery_text.from_sheet(sheet)
    for typed in (
        sheet.lower(),
        sheet.replace("-", "").replace("\n", ""),
        sheet.replace("-", " – "),
        sheet.replace("0", "o").replace("1", "l"),
        "\n\n" + sheet.replace("1", "I") + "\n ",
        sheet.replace("\n", " "),
    ):
        assert recovery_text.from_sheet(typed) == plain


def test_every_wrong_character_is_found_in_its_line(sheet):
    for number, line in enumerate(sheet.splitlines(), 1):
        for place, character in enumerate(line):
            if character == "-":
                continue
            lines = sheet.splitlines()
            lines[number - 1] = line[:place] + other(character) + line[place + 1 :]
            with pytest.raises(UsageError, match=f"Line {number} has a typing error"):
                recovery_text.from_sheet("\n".join(lines))


def test_two_characters_or_two_lines_in_the_wrong_order_are_found():
    for _ in range(50):
        sheet = recovery_text.to_sheet(recovery_text.new_recovery_key())
        lines = sheet.splitlines()
        for at in range(7):
            plain = lines[2].replace("-", "")
            if plain[at] != plain[at + 1]:
                swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
                with pytest.raises(UsageError, match="Line 3 has a typing error"):
                    recovery_text.from_sheet("\n".join([*lines[:2], swapped, lines[3]]))
        with pytest.raises(UsageError, match="Line 1 has a typing error"):
            recovery_text.from_sheet("\n".join([lines[1], lines[0], *lines[2:]]))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: [lines[0][:-1], *lines[1:]], "Line 1 has 8 characters instead of 9"),
        (lambda lines: [lines[0], "U" + lines[1][1:], *lines[2:]], "Line 2 has “U” at place 1"),
        (lambda lines: lines[:3], "There are 3 lines instead of 4"),
        (lambda lines: [*lines, lines[0]], "There are 5 lines instead of 4"),
        (lambda lines: [], "There are 0 lines instead of 4"),
        (lambda lines: ["é" * 9, *lines[1:]], "Line 1 has “É” at place 1"),
    ],
)
def test_a_sheet_that_is_not_whole_is_told_by_its_line(sheet, spoil, told):
    with pytest.raises(UsageError, match=told) as caught:
        recovery_text.from_sheet("\n".join(spoil(sheet.splitlines())))
    assert caught.value.exit_code == 2


def test_a_key_has_160_random_bits():
    keys = {recovery_text.new_recovery_key() for _ in range(200)}
    assert len(keys) == 200
    assert {len(key) for key in keys} == {32}
    assert set("".join(keys)) == set(recovery_text.ALPHABET)


def test_a_recovery_that_cannot_be_committed_leaves_the_old_passphrase(
    admin, sheet, path, clock, monkeypatch
):
    monkeypatch.setattr(recovery.key_file, "add_slot", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recover(path, sheet, clock)
    monkeypatch.undo()
    with open_session(path, "Ada Admin", WORD, clock) as again:
        assert ("recovery-used", "Ada Admin") not in verbs(again)
    with pytest.raises(ExpungeError):
        open_session(path, "Ada Admin", FRESH, clock)
