"""What kind of sample file to make, and what the file that was made holds."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Recipe:
    """What kind of file to make. Shares lie between 0 and 1."""

    people: int
    seed: int = 64
    county: str = "LOS ANGELES"
    other_cycles: float = 1.7  # further arrests of a person, on average; 14 gives some 60 rows a person
    irregular: float = 0.02  # share of convictions made odd
    broken: int = 0  # extra lines that cannot be read: too short, too long, stray quote
    duplicate_rows: float = 0.002
    second_ids: float = 0.004  # people who appear again under another SUBJECT_ID
    accents: bool = False  # some names in Latin-1 among the UTF-8
    padded: bool = False
    header: bool = True
    bom: bool = False
    crlf: bool = False
    extracted_on: date = date(2019, 7, 1)


@dataclass
class Truth:
    """What the file that was just written holds."""

    lines: int = 0
    header: int = 0
    people: int = 0
    convictions: int = 0
    in_county: Counter[str] = field(default_factory=Counter)  # by section, attempts included
    felonies_in_county: int = 0
    deceased: int = 0
    duplicate_rows: int = 0
    second_ids: int = 0
    latin1_lines: int = 0
    irregular: Counter[str] = field(default_factory=Counter)
    broken: dict[int, str] = field(default_factory=dict)  # line → reason

    def as_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.__dict__, indent=1, sort_keys=True) + "\n"
