"""What is known of a filing, to tell a fault from a value that only looks like one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

SHORTEST_SECRET = 7  # a bare year of birth cannot be told from a year of conviction
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """Capitals, one blank between words: as names are compared."""
    return _BLANKS.sub(" ", text.replace(",", ", ")).strip().upper()


@dataclass(frozen=True)
class Known:
    """Of one filing; all empty when nothing is known.

    secrets   birth dates, identification numbers and aliases, which no public paper may show
    names     words of people's names in capitals: somebody may be called Null
    numbers   case, identification and booking numbers, which may have the shape of a license number
    is_known  False: nobody has said anything, and the checks that need it are not run
    """

    secrets: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    is_known: bool = False
    _phrases: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def secrets_in(self, text: str) -> Iterable[str]:
        """The secrets that stand in a text, word by word or as whole names."""
        if not self.secrets:
            return
        words = set(re.split(r"[\s;,]+", text))
        yield from words & self.secrets
        flat = plain(text)
        for word in set(flat.split(" ")) & self._first_words().keys():
            for phrase in self._phrases[word]:
                if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", flat):
                    yield phrase

    def _first_words(self) -> dict[str, list[str]]:
        if not self._phrases:
            for secret in self.secrets:
                if " " in secret:
                    self._phrases.setdefault(secret.split(" ", 1)[0], []).append(secret)
        return self._phrases


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Of one row of the schedule, what `known_of` needs; aliases parted by `;`."""

    defendant: str
    aliases: str
    born_on: str
    cii_number: str
    case_numbers: tuple[str, ...]
    section: str
    other_numbers: tuple[str, ...] = ()


def known_of(rows: Iterable[KnownRow]) -> Known:
    """What the rows of a filing tell. What is public in one row is a secret in none."""
    secret: set[str] = set()
    public: set[str] = set()
    names: set[str] = set()
    numbers: set[str] = set()
    for row in rows:
        cases = [part for number in row.case_numbers for part in re.split(r"[\s;,]+", number) if part]
        aliases = [plain(one) for one in row.aliases.split(";") if one.strip()]
        secret.update((row.born_on, row.cii_number), (one for one in aliases if " " in one))
        public.update(cases, re.split(r"[\s;,]+", row.section), (plain(row.defendant),))
        numbers.update(cases, (row.cii_number,), row.other_numbers)
        for name in (row.defendant, *aliases):
            names.update(re.findall(r"\w+", name.upper()))
    kept = frozenset(one for one in secret - public if len(one) >= SHORTEST_SECRET and one != "unknown")
    return Known(kept, frozenset(names), frozenset(numbers - {"", "unknown"}), is_known=True)
