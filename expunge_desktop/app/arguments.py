"""The command line's grammar: one verb, common options before or after it, errors that say what to do."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from expunge_desktop.base.errors import UsageError

PROGRAM = "expunge-desktop"


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are `UsageError` (exit 2), one line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

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
        help="print a machine-readable result",
    )


def finish_verb(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """What every verb has: the common options, what it runs, and how it refuses contradictory options."""
    add_common_options(parser, is_top=False)
    parser.set_defaults(run=run, parser_error=parser.error)


def calendar_day(text: str) -> date:
    """An argument that is a whole calendar day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write YYYY-MM-DD") from None


def is_terminal() -> bool:
    """Someone is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()
