"""The grammar of the command line, and what a mistake of the program looks like."""

import argparse

import pytest

from expunge_desktop.app import main as program
from expunge_desktop.base import log


def _verbs(parser: argparse.ArgumentParser) -> set[str]:
    return {
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    }


def test_the_table_of_verbs_is_what_the_modules_register() -> None:
    assert _verbs(program.build_parser()) == set(program.VERBS)


@pytest.mark.parametrize("verb", sorted(program.VERBS))
def test_a_verb_is_understood_when_only_its_own_group_is_read(verb: str) -> None:
    assert verb in _verbs(program.build_parser([verb, "x.expunge"]))


@pytest.mark.parametrize("verb", sorted(program.VERBS))
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        program.main([verb, "--help"])
    assert stopped.value.code == 0
    assert verb in capsys.readouterr().out


def test_a_mistake_of_the_program_is_one_line_without_anyones_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("GARCIA,JOSE 1960-03-14")

    monkeypatch.setattr(program, "build_parser", broken)
    assert program.main(["ledger", "x.expunge"]) == 3
    said = capsys.readouterr()
    assert "GARCIA" not in said.err + said.out
    assert said.err.count("\n") == 1
    assert "ValueError at test_main" in said.err


def test_the_log_is_closed_when_the_program_ends(capsys: pytest.CaptureFixture[str]) -> None:
    program.main(["ledger", "no-such-place/x.expunge", "--user", "ada"])
    import logging

    assert not logging.getLogger(log.LOGGER).handlers


def test_options_common_to_all_verbs_may_stand_before_or_after_the_verb() -> None:
    before = program.build_parser().parse_args(["--user", "ada", "--json", "ledger", "x.expunge"])
    after = program.build_parser().parse_args(["ledger", "x.expunge", "--user", "ada", "--json"])
    assert (before.user, before.json) == (after.user, after.json) == ("ada", True)
