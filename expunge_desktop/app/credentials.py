"""Who is acting, and their passphrase: options beat the environment, the environment beats asking."""

import getpass
import os
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.app.arguments import is_terminal
from expunge_desktop.base.errors import EnvironmentProblemError, UsageError

_LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A user's name and passphrase; never printed."""

    user: str
    passphrase: str


def credentials(arguments: Namespace, *, is_new: bool = False) -> Credentials:
    """The acting user's credentials.

    Raises UsageError (exit 2) when they were not given and nobody can be asked.
    """
    user = arguments.user or os.environ.get("EXPUNGE_USER", "")
    if not user:
        user = _ask("User: ")
    if arguments.passphrase_file:
        return Credentials(user, _first_line(Path(arguments.passphrase_file)))
    passphrase = os.environ.get("EXPUNGE_PASSPHRASE", "")
    if not passphrase:
        passphrase = _ask_secret("Passphrase: ", twice=is_new)
    return Credentials(user, passphrase)


def new_passphrase(name: str) -> str:
    """A user's new passphrase: EXPUNGE_NEW_PASSPHRASE, or asked twice.

    Raises UsageError (exit 2) when it was not given and nobody can be asked.
    """
    given = os.environ.get("EXPUNGE_NEW_PASSPHRASE", "")
    if not given and not is_terminal():
        raise UsageError(
            "no-new-passphrase",
            f"No new passphrase was given for {name}.",
            "Set EXPUNGE_NEW_PASSPHRASE, or run the command in a terminal, where it is asked for.",
        )
    return given or _ask_secret(f"New passphrase of {name}: ", twice=True)


def given_recovery_key() -> str:
    """The recovery key as typed: EXPUNGE_RECOVERY_KEY, or asked line by line.

    It is shown while it is typed: nobody types 36 characters blindly. Raises UsageError (exit 2) when it was
    not given and nobody can be asked.
    """
    given = os.environ.get("EXPUNGE_RECOVERY_KEY", "")
    if not given and not is_terminal():
        raise UsageError(
            "no-recovery-key-given",
            "No recovery key was given.",
            "Set EXPUNGE_RECOVERY_KEY, or run the command in a terminal, where it is asked for.",
        )
    return given or "\n".join(input(f"Line {number} of the recovery key: ") for number in range(1, 5))


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:  # a pipe too, from a keeper of passphrases
            return file.readline(_LONGEST_LINE).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise EnvironmentProblemError(
            "passphrase-file", f"The passphrase file {path} cannot be read.", "Check its name and rights."
        ) from None


def _ask(prompt: str) -> str:
    if not is_terminal():
        raise UsageError(
            "no-credentials",
            "No user was given.",
            "Use --user NAME, or set EXPUNGE_USER and EXPUNGE_PASSPHRASE.",
        )
    return input(prompt).strip()


def _ask_secret(prompt: str, *, twice: bool) -> str:
    if not is_terminal():
        raise UsageError(
            "no-credentials",
            "No passphrase was given.",
            "Use --passphrase-file FILE or set EXPUNGE_PASSPHRASE.",
        )
    secret = getpass.getpass(prompt)
    if twice and getpass.getpass("The same again: ") != secret:
        raise UsageError("passphrases-differ", "The two passphrases differ.", "Try again.")
    return secret
