"""What counts as a user name and as a passphrase, and the form in which both are compared."""

import unicodedata

from expunge_desktop.base.errors import UsageError

# The CJIS Security Policy's basic rule asks for eight; a stolen file can be tried without end and without
# anybody noticing, so a new passphrase has to be longer here (docs/decisions/0029).
SHORTEST_PASSPHRASE = 12
FEWEST_CHARACTERS = 5
LONGEST_NAME = 80

# What people choose first, without digits and signs at the ends; compared without case and blanks.
_TRIED_FIRST = """
    password passphrase letmein welcome qwerty qwertyuiop asdfghjkl zxcvbnm abcdefghijkl iloveyou
    administrator admin superuser changeme secret default prosecutor districtattorney attorney
    cityattorney expunge expungedesktop expungement cannabis marijuana california losangeles sanfrancisco
    correcthorsebatterystaple thisismypassword mypassword mypassphrase opensesame trustno footballfootball
    onetwothreefour monkeymonkey dragondragon sunshine princess baseball football
"""
_COMMON = frozenset(_TRIED_FIRST.split())
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def normalise_passphrase(passphrase: str) -> str:
    """The passphrase in Unicode NFC: the same keys give the same key on every machine."""
    return unicodedata.normalize("NFC", passphrase)


def accept_new_passphrase(passphrase: str, *known: str) -> str:
    """The normalised passphrase of a new slot.

    `known` are words anybody would try first: the user's name, the workspace's. Raises UsageError:
    `passphrase-too-short` under twelve characters, `passphrase-too-easy` for a known or common word, with or
    without digits and signs around it, a run of the keyboard, or fewer than five different characters.
    """
    normalised = normalise_passphrase(passphrase)
    if len(normalised.strip()) < SHORTEST_PASSPHRASE:
        raise UsageError(
            "passphrase-too-short",
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters.",
            "Several unrelated words with spaces between them are easy to remember and hard to guess.",
        )
    reason = _too_easy(_letters_and_digits(normalised), known)
    if not reason and len(set(normalised.casefold())) < FEWEST_CHARACTERS:
        reason = f"it has fewer than {FEWEST_CHARACTERS} different characters"
    if reason:
        raise UsageError(
            "passphrase-too-easy",
            f"This passphrase is easily guessed: {reason}.",
            "Several unrelated words with spaces between them are easy to remember and hard to guess.",
        )
    return normalised


def _too_easy(plain: str, known: tuple[str, ...]) -> str:
    core = plain.strip("0123456789")
    for word in known:
        if core and core in {_letters_and_digits(word), *map(_letters_and_digits, word.split())}:
            return "it is a name that stands beside it"
    if core in _COMMON:
        return "it is among those tried first"
    if plain and any(plain in run or plain in run[::-1] for run in _RUNS):
        return "it is a run of the keyboard"
    return ""


def _letters_and_digits(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


_LOOK_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def normalise_name(name: str) -> str:
    """A user name as stored and shown: NFC, without outer blanks, single blanks inside."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """What two spellings of one user name have in common: case does not distinguish users."""
    return normalise_name(name).casefold()


def look_of_name(name: str) -> str:
    """What two names have in common that nobody tells apart: blanks, dots, hyphens, width, case set aside."""
    look = unicodedata.normalize("NFKC", name_key(name)).casefold()
    plain = "".join(one for one in look if one.isalnum())
    return plain or look


def accept_new_name(name: str) -> str:
    """The normalised name of a new user. Raises UsageError (`bad-user-name`, `mixed-alphabets`)."""
    normalised = normalise_name(name)
    if not normalised or len(normalised) > LONGEST_NAME or not normalised.isprintable():
        raise UsageError(
            "bad-user-name",
            f"A user name has 1 to {LONGEST_NAME} printable characters.",
            "Use the person's own name, such as “Jordan Sample”; each entry in the audit trail carries it.",
        )
    if len(_scripts(normalised)) > 1:
        raise UsageError(
            "mixed-alphabets",
            "A user name is written in the letters of one alphabet: some look alike, as the Latin and the "
            "Cyrillic o, and two users would be one to the eye.",
            "Type the name anew.",
        )
    return normalised


def _scripts(name: str) -> set[str]:
    """Alphabets it uses that have letters like another's, by the first word of their Unicode names."""
    folded = unicodedata.normalize("NFKC", name)
    return _LOOK_ALIKE & {unicodedata.name(one, "?").split()[0] for one in folded if one.isalpha()}
