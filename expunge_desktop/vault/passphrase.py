"""What counts as a user name and as a passphrase, and the form in which both are compared."""

import unicodedata

from expunge_desktop.base.errors import UsageError

SHORTEST_PASSPHRASE = 8
LONGEST_NAME = 80


def normalise_passphrase(passphrase: str) -> str:
    """The passphrase in Unicode NFC: the same keys give the same key on every machine."""
    return unicodedata.normalize("NFC", passphrase)


def accept_new_passphrase(passphrase: str) -> str:
    """The normalised passphrase of a new slot.

    Raises UsageError (`passphrase-too-short`) under eight characters, the least the CJIS Security
    Policy's basic rule allows (law/privacy.md).
    """
    normalised = normalise_passphrase(passphrase)
    if len(normalised) < SHORTEST_PASSPHRASE or not normalised.strip():
        raise UsageError(
            "passphrase-too-short",
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters.",
            "Several unrelated words with spaces between them are easy to remember and hard to guess.",
        )
    return normalised


def normalise_name(name: str) -> str:
    """A user name as stored and shown: NFC, without outer blanks, single blanks inside."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """What two spellings of one user name have in common: case does not distinguish users."""
    return normalise_name(name).casefold()


def accept_new_name(name: str) -> str:
    """The normalised name of a new user. Raises UsageError (`bad-user-name`)."""
    normalised = normalise_name(name)
    if not normalised or len(normalised) > LONGEST_NAME or not normalised.isprintable():
        raise UsageError(
            "bad-user-name",
            f"A user name has 1 to {LONGEST_NAME} printable characters.",
            "Use the person's own name, such as “Jordan Sample”; each entry in the audit trail carries it.",
        )
    return normalised
