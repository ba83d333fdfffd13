"""The command line's grammar: one verb, common options before or after it, errors that say what to do."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from expunge_desktop.base.errors import UsageError

PROGRAM = "expunge-desktop"
_LARGEST_NUMBER = 2**63 - 1


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are `UsageError` (exit 2), one line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Parse every word; one that no verb knows is refused in the name of the verb it was given to."""
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            refuse = getattr(parsed, "parser_error", self.error)
            refuse(f"unrecognized arguments: {' '.join(unknown)}")
        for name, (option, default, words) in getattr(parsed, "belongs", {}).items():
            if getattr(parsed, name) != default and parsed.action not in words:
                parsed.parser_error(f"{option} goes with {' or '.join(words)}, not with {parsed.action}")
        return parsed

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing usage and exiting."""
        verb = self.prog.removeprefix(PROGRAM).strip()
        said = f"{verb}: {message}" if verb else message
        raise UsageError("usage", f"{said}.", f"See `{self.prog} --help`.")


def add_common_options(parser: argparse.ArgumentParser, *, is_top: bool) -> None:
    """`--user`, `--passphrase-file`, `--json`: accepted before and after the verb (contract, point 13)."""
    suppress = argparse.SUPPRESS
    group = parser.add_argument_group("common options")
    group.add_argument(
        "--user",
        default=None if is_top else suppress,
        metavar="NAME",
        help="who you are in the workspace (else EXPUNGE_USER, else asked)",
    )
    group.add_argument(
        "--passphrase-file",
        default=None if is_top else suppress,
        metavar="FILE",
        help="file whose first line is the passphrase (else EXPUNGE_PASSPHRASE, else asked)",
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=False if is_top else suppress,
        help="print the result as JSON, for programs, instead of lines",
    )


class _Action(argparse._StoreAction):
    """The word after the workspace that says what to do; `--help` lists each with its meaning."""

    meanings: Mapping[str, str] = {}

    def _get_subactions(self) -> list[argparse.Action]:
        """What argparse's help writes below this argument, one line each."""
        return [
            argparse.Action([], dest=word, metavar=word, help=meaning)
            for word, meaning in self.meanings.items()
        ]


def _belongs(parser: argparse.ArgumentParser) -> dict[str, tuple[str, Any, list[str]]]:
    """Options of some words of ACTION only: those whose help begins with them, `add, roles: …`.

    Given with another word they are refused, instead of being left aside without a word.
    """
    known = next((one.meanings for one in parser._actions if isinstance(one, _Action)), {})
    found: dict[str, tuple[str, Any, list[str]]] = {}
    for one in parser._actions:
        words = (one.help or "").partition(": ")[0].split(", ")
        if one.option_strings and words[0] in known and known.keys() >= set(words):
            found[one.dest] = (one.option_strings[-1], one.default, words)
    return found


def workspace_argument(parser: Any) -> None:
    """WORKSPACE, the first word of nearly every verb."""
    parser.add_argument(
        "workspace", metavar="WORKSPACE", help="the workspace, name.expunge; its key file lies beside it"
    )


def action_argument(parser: Any, meanings: Mapping[str, str], *, default: str = "") -> None:
    """ACTION: one of these words, each with its meaning; left out it is `default`, where there is one."""
    made = parser.add_argument(
        "action",
        metavar="ACTION",
        action=_Action,
        choices=tuple(meanings),
        help=f"what to do (default: {default}):" if default else "what to do:",
        **({"nargs": "?", "default": default} if default else {}),
    )
    made.meanings = meanings


def whole_number(text: str) -> int:
    """An argument that is a whole number, and no larger than a workspace can hold."""
    if not text.isascii() or not text.removeprefix("-").isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    if abs(int(text[:40])) > _LARGEST_NUMBER:
        raise argparse.ArgumentTypeError("the number is too large")
    return int(text)


def day_option(parser: Any, *names: str, help: str, **options: Any) -> None:
    """An option that takes one calendar day."""
    parser.add_argument(*names, type=calendar_day, metavar="YYYY-MM-DD", help=help, **options)


def finish_verb(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """What every verb has: the common options, what it runs, and how it refuses contradictory options."""
    add_common_options(parser, is_top=False)
    parser.set_defaults(run=run, parser_error=parser.error, belongs=_belongs(parser))


def calendar_day(text: str) -> date:
    """An argument that is a whole calendar day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write YYYY-MM-DD") from None


def is_terminal() -> bool:
    """Someone is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()
