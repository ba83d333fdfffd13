"""What the log may hold: no name, no person's number, no message that quotes."""

import logging
import os
import stat

import pytest

from expunge_desktop.base.log import LOGGER, redacted, start_log, stop_log


@pytest.fixture
def log(tmp_path):
    """The path of a started log; stopped afterwards."""
    yield start_log(tmp_path / "log")
    stop_log()


def lines(path):
    for handler in logging.getLogger(LOGGER).handlers:
        handler.flush()
    return path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("case 1234567 opened", "case ##### opened"),
        ("cii A01234567", "cii A#####"),
        ("ssn 123-45-6789 here", "ssn ##### here"),
        ("page 1234 of 9", "page 1234 of 9"),
        ("failed name=QUIXOTE, DULCINEA born 1970", "failed name=***"),
        ("Name: Quixote", "Name: ***"),
        ("user_name=Quixote", "user_name=***"),
    ],
)
def test_numbers_of_people_and_names_are_masked(text, masked):
    assert redacted(text) == masked


def test_whatever_comes_through_the_logger_is_masked(log):
    logging.getLogger(f"{LOGGER}.store").warning("row %s name=%s", "98765432", "QUIXOTE")
    assert "98765432" not in lines(log) and "QUIXOTE" not in lines(log)
    assert "##### name=***" in lines(log)


def test_an_exception_is_told_by_type_and_place_and_never_by_its_message(log):
    try:
        try:
            raise KeyError("QUIXOTE, DULCINEA")
        except KeyError as error:
            raise ValueError("case A99 of QUIXOTE") from error
    except ValueError:
        logging.getLogger(LOGGER).exception("job.failed")
    text = lines(log)
    assert "ValueError at test_log_redaction.py" in text
    assert "QUIXOTE" not in text and "A99" not in text


def test_nothing_goes_to_stderr_unless_asked_for(log, tmp_path, capfd):
    logging.getLogger(LOGGER).info("started")
    assert capfd.readouterr().err == ""
    start_log(tmp_path / "log", is_on_stderr=True)
    logging.getLogger(LOGGER).info("started.again")
    assert "started.again" in capfd.readouterr().err


def test_the_log_is_for_its_owner_only_and_is_rotated(log):
    for number in range(20_000):
        logging.getLogger(LOGGER).info("tick number=%d padding=%.3f", number % 10, 3.5)
    names = sorted(os.listdir(log.parent))
    assert names[:2] == ["expunge-desktop.log", "expunge-desktop.log.1"]
    assert {stat.S_IMODE((log.parent / name).stat().st_mode) for name in names} == {0o600}
    assert all((log.parent / name).stat().st_size <= 1_000_000 for name in names)


def test_a_folder_that_cannot_be_made_leaves_the_program_running(tmp_path):
    (tmp_path / "file").write_text("")
    start_log(tmp_path / "file" / "log")
    logging.getLogger(LOGGER).info("started")
    stop_log()
