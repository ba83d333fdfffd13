"""`VERB --help` says of every argument what it means: one style, nothing left out, narrow screens too."""

import argparse
import re
from collections.abc import Iterator

import pytest

from expunge_desktop.app import main as program

NARROW = 60
Named = tuple[str, argparse.Action]


def verbs() -> dict[str, argparse.ArgumentParser]:
    for action in program.build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the program has no verbs")


def arguments() -> Iterator[Named]:
    for verb, parser in verbs().items():
        for action in parser._actions:
            yield f"{verb} {'/'.join(action.option_strings) or action.dest}", action


def words_of(action: argparse.Action) -> dict[str, str]:
    """The words an ACTION may be, with what `--help` says of each."""
    listed = getattr(action, "_get_subactions", list)()
    return {one.dest: one.help or "" for one in listed}


def test_every_argument_of_every_verb_says_what_it_is() -> None:
    assert [name for name, action in arguments() if not (action.help or "").strip()] == []


def test_every_option_that_takes_a_value_says_which() -> None:
    silent = [
        name
        for name, action in arguments()
        if action.option_strings and action.nargs != 0 and not (action.metavar or action.choices)
    ]
    assert silent == []


def test_every_word_of_an_action_is_explained() -> None:
    for name, action in arguments():
        if action.dest == "action" and not action.option_strings:
            told = words_of(action)
            assert list(told) == list(action.choices or ()), name
            assert all(told.values()), name


def test_every_verb_says_in_sentences_what_happens() -> None:
    for verb, parser in verbs().items():
        assert (parser.description or "").endswith("."), verb
        assert not re.search(r"  |\.\.$", parser.description or ""), verb


def test_the_texts_are_of_one_style() -> None:
    """Without a full stop, beginning small; `may be given more than once`; `default:` in brackets."""
    texts = [(name, action.help or "") for name, action in arguments()]
    texts += [
        (f"{name} {word}", said) for name, action in arguments() for word, said in words_of(action).items()
    ]
    for name, text in texts:
        assert not text.endswith("."), name
        assert not re.match(r"[A-Z][a-z]", text), name
        assert "  " not in text, name
        assert not re.search(r"repeat|several times", text), name
        assert not re.search(r"(?<!\()default: ", text), name


@pytest.mark.parametrize("verb", sorted(program.VERBS))
def test_the_help_fits_a_narrow_terminal(
    verb: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(NARROW))
    with pytest.raises(SystemExit):
        program.main([verb, "--help"])
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > NARROW] == []


def test_every_option_of_some_words_only_is_known_as_such() -> None:
    """A help that begins with words of ACTION is what refuses the option with any other (`_belongs`)."""
    for verb, parser in verbs().items():
        known = next((words_of(one) for one in parser._actions if words_of(one)), {})
        belongs = parser.get_default("belongs")
        for action in parser._actions:
            begins = re.match(r"([a-z]+(?:, [a-z]+)*): ", action.help or "")
            if action.option_strings and begins and known and begins[1].split(", ")[0] in known:
                assert belongs[action.dest][2] == begins[1].split(", "), f"{verb} {action.dest}"
    assert verbs()["filing"].get_default("belongs")["status"][2] == ["record"]
