"""What the log may hold: no name, no person's number, no message that quotes; by construction."""

import logging
import os
import stat
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from surrounding_parts import texts_in

from expunge_desktop.base.log import LOGGER, WITHHELD, Code, start_log, stop_log
from expunge_desktop.base.uncaught import keep_uncaught_quiet
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session

NAME = "QUIXOTE, DULCINEA"
program = logging.getLogger(LOGGER)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The path of a started log; stopped afterwards."""
    yield start_log(tmp_path / "log")
    stop_log()


def lines(path: Path) -> str:
    for handler in program.handlers:
        handler.flush()
    return path.read_text("utf-8")


class Person:
    """Says its name in every way an object can be asked."""

    def __str__(self) -> str:
        return NAME

    __repr__ = __str__

    def __format__(self, wanted: str) -> str:
        return NAME

    def __index__(self) -> int:
        raise ValueError(NAME)


class NamedNumber(int):
    """A number that is written as a name."""

    def __str__(self) -> str:
        return NAME

    __repr__ = __str__


@pytest.mark.parametrize(
    "given",
    [
        NAME,
        NAME.encode(),
        [NAME],
        {"a": NAME},
        (NAME,),
        Path(NAME),
        Person(),
        NamedNumber(5),
        ValueError(NAME),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_argument_that_could_be_a_name_is_withheld_whatever_its_type(log: Path, given: object) -> None:
    program.warning("row %s of %r", given, given)
    program.warning("row %(one)s", {"one": given})
    if not isinstance(given, str):  # a text that is no constant is found by a house rule
        program.warning(given)
    program.error("with its object", exc_info=ValueError(given))
    text = lines(log)
    assert text.count("\n") >= 3
    assert "QUIXOTE" not in text and "DULCINEA" not in text
    assert WITHHELD in text or isinstance(given, ValueError)


def test_what_a_person_who_looks_for_a_fault_needs_is_there(log: Path) -> None:
    program.info("job %s: %d of %d, %.1f s, %s, %s", Code("assess"), 3, 9, 0.5, Role.CLERK, KeyError)
    assert "INFO test_log_redaction job assess: 3 of 9, 0.5 s, Role.CLERK, KeyError\n" in lines(log)


def test_numbers_of_people_are_masked_even_as_numbers(log: Path) -> None:
    program.info("subject %d, page %d", 20000001, 1234)
    assert "subject #####, page 1234" in lines(log)


@pytest.mark.parametrize("word", ["QUIXOTE, DULCINEA", "two words", "", "1234", "x" * 65, "a\nb", "José"])
def test_no_name_with_a_blank_passes_for_a_word_of_the_program(word: str) -> None:
    with pytest.raises(ValueError, match="a word of the program"):
        Code(word)


def test_arguments_that_do_not_fit_cost_the_argument_and_not_the_line(log: Path) -> None:
    start_log(log.parent)  # without the handlers of the tests, which would raise
    program.warning("row %d", NAME)
    program.warning("row %s and %s", NAME)
    text = lines(log)
    assert text.count("its arguments do not fit") == 2
    assert "QUIXOTE" not in text


def test_an_exception_and_its_causes_are_told_by_type_and_place_and_never_by_message(log: Path) -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError("case A99 of QUIXOTE") from error
    except ValueError as error:
        program.exception("job.failed")
        program.error("job.failed: %s", error)
    text = lines(log)
    assert text.count("ValueError at test_log_redaction.py:") == 2
    assert text.count("; from KeyError at test_log_redaction.py:") == 2
    assert "QUIXOTE" not in text and "A99" not in text


def test_nothing_of_a_whole_workspace_gets_into_the_log_by_any_way(log: Path, full_session: Session) -> None:
    texts = texts_in(full_session)
    assert len(texts) > 1000
    for text in texts:
        program.info("one %s", text)
        program.error("two %(x)s", {"x": text}, exc_info=ValueError(text))
    files = sorted(log.parent.iterdir())
    written = "".join(file.read_text("utf-8") for file in files if lines(log))
    allowed = program.name + "INFO ERROR one two test_log_redaction ValueError text withheld at no place"
    assert written.count(WITHHELD) > len(texts)
    assert [text for text in texts if text in written and text not in allowed] == []


def test_what_python_would_print_of_uncaught_errors_and_warnings_goes_to_the_log_without_its_message(
    log: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name in ((threading, "excepthook"), (sys, "unraisablehook"), (warnings, "showwarning")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    keep_uncaught_quiet()

    def fail() -> None:
        raise ValueError(NAME)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.unraisablehook(_Unraisable(ValueError(NAME)))  # type: ignore[arg-type]
    warnings.showwarning(UserWarning(NAME), UserWarning, "frame.py", 7)
    logging.getLogger("some.library").warning("about %s", NAME)
    text = lines(log)
    assert "uncaught in a thread: ValueError at test_log_redaction.py" in text
    assert "UserWarning in frame, line 7" in text
    said = capfd.readouterr()
    assert "QUIXOTE" not in text + said.err + said.out


class _Unraisable:
    """What Python hands to its hook."""

    def __init__(self, error: Exception) -> None:
        self.exc_type, self.exc_value, self.exc_traceback = type(error), error, None
        self.err_msg, self.object = NAME, NAME


def test_nothing_goes_to_stderr_unless_asked_for(
    log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program.info("started")
    assert capfd.readouterr().err == ""
    start_log(tmp_path / "log", is_on_stderr=True)
    program.info("started.again")
    assert "started.again" in capfd.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX'")
def test_the_log_is_for_its_owner_only_and_is_rotated(log: Path) -> None:
    for number in range(3_000):
        program.info("tick number=%d padding=%400.1f", number % 10, 3.5)
    names = sorted(os.listdir(log.parent))
    assert names[:2] == ["expunge-desktop.log", "expunge-desktop.log.1"]
    assert {stat.S_IMODE((log.parent / name).stat().st_mode) for name in names} == {0o600}
    assert all((log.parent / name).stat().st_size <= 1_000_000 for name in names)


def test_a_folder_that_cannot_be_made_leaves_the_program_running(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    start_log(tmp_path / "file" / "log")
    program.info("started")
    stop_log()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_log_on_a_full_disk_is_silent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "expunge-desktop.log").symlink_to("/dev/full")
    start_log(tmp_path / "log")
    program.error("with %s", NAME)
    stop_log()
    assert capfd.readouterr().err == ""
