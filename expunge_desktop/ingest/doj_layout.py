"""The words of the Department of Justice layout and what they mean: `resources/layouts/doj.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.counties import COUNTIES
from expunge_desktop.domain.outcome import Disposition, Level

ARREST, COURT, REGISTRATION, DECEASED, CUSTODY = "arrest", "court", "registration", "deceased", "custody"
REVOKE, SET_ASIDE, RELIEF, MODIFY = "revoke", "set_aside", "relief", "modify"

_LATER_STATUTE = re.compile(
    r"(?<![0-9.])(1203\.4(?:[A-Z]|1|2|25)?|11361\.8|11361\.9|17\s*\(?B\)?|1170\.18)(?![0-9.])"
)
_SET_ASIDE_FAMILY = re.compile(r"1203\.4(?:[A-Z]|1|2|25)?")
_ORI = re.compile(r"([A-Z]{2})([A-Z]{2})\s*(.*)")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the words of a disposition say: a `disposition` of the count, or that the step `acts` on one.

    `acts` is revoke, set_aside, relief, modify or empty; `relief` names the statute (`1203.4`) or, failing
    that, repeats the words. Words that are not known give Disposition.UNKNOWN and `is_known` False.
    """

    disposition: Disposition
    acts: str = ""
    relief: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """State, type (PD, SO, SC, MC, JC, JV …) and place of a court or agency: `CAPD COMPTON`."""

    state: str
    kind: str
    place: str


@dataclass(slots=True)
class Layout:
    """The layout's vocabulary; every look-up is remembered."""

    steps: Mapping[str, str]
    dispositions: Mapping[str, str]
    later_steps: Mapping[str, str]
    levels: Mapping[str, Level]
    sentence_codes: Mapping[str, str]
    juvenile_courts: frozenset[str]
    places: frozenset[str]
    flagged_sections: frozenset[str]
    city_prosecutors: Mapping[str, Mapping[str, str]]
    _rulings: dict[str, Ruling] = field(default_factory=dict)
    _offices: dict[str, Office] = field(default_factory=dict)

    def ruling(self, words: str) -> Ruling:
        """What DISP_DESCR says; an empty one is UNKNOWN but known to be empty."""
        found = self._rulings.get(words)
        if found is None:
            found = self._rulings[words] = self._classify(" ".join(words.upper().split()))
        return found

    def office(self, words: str) -> Office:
        """The court or agency behind STP_ORI_DESCR; empty parts when it does not have that form."""
        found = self._offices.get(words)
        if found is None:
            parts = _ORI.fullmatch(words.upper())
            found = self._offices[words] = (
                Office(*(part.strip() for part in parts.groups())) if parts else _NOWHERE
            )
        return found

    def _classify(self, words: str) -> Ruling:
        if not words:
            return Ruling(Disposition.UNKNOWN)
        act = _longest(self.later_steps, words)
        disposition = _longest(self.dispositions, words)
        statute = _LATER_STATUTE.search(words)
        if act in (REVOKE, MODIFY):
            return Ruling(Disposition.UNKNOWN, act)
        if act == RELIEF or (statute and disposition != Disposition.CONVICTED):
            relief = "".join(statute.group(1).split()) if statute else words
            relief = "17(b)" if relief.startswith("17") else relief
            return Ruling(
                Disposition.UNKNOWN, SET_ASIDE if _SET_ASIDE_FAMILY.fullmatch(relief) else RELIEF, relief
            )
        if disposition:
            return Ruling(Disposition(disposition))
        return Ruling(Disposition.UNKNOWN, is_known=False)


_NOWHERE = Office("", "", "")


def _longest(table: Mapping[str, str], words: str) -> str:
    """The meaning of the longest beginning of these words; empty when none is in the table."""
    best = max((beginning for beginning in table if words.startswith(beginning)), key=len, default="")
    return table[best] if best else ""


def load_layout() -> Layout:
    """Read the layout's vocabulary; raises FileNotFoundError when this build lacks it."""
    data: dict[str, Any] = tomllib.loads(resource_path("layouts", "doj.toml").read_text("utf-8"))
    return Layout(
        steps=data["steps"],
        dispositions=data["dispositions"],
        later_steps=data["later_steps"],
        levels={word: Level(level) for word, level in data["levels"].items()},
        sentence_codes=data["sentences"]["codes"],
        juvenile_courts=frozenset(data["courts"]["juvenile"]),
        places=COUNTIES | frozenset(data["counties"]["others"]) | _STATES,
        flagged_sections=frozenset(data["comments"]["flagged"]),
        city_prosecutors=data["city_prosecutors"],
    )


_STATES = frozenset(
    [
        "ALABAMA",
        "ALASKA",
        "ARIZONA",
        "ARKANSAS",
        "COLORADO",
        "CONNECTICUT",
        "DELAWARE",
        "DISTRICT OF COLUMBIA",
        "FLORIDA",
        "GEORGIA",
        "HAWAII",
        "IDAHO",
        "ILLINOIS",
        "INDIANA",
        "IOWA",
        "KANSAS",
        "KENTUCKY",
        "LOUISIANA",
        "MAINE",
        "MARYLAND",
        "MASSACHUSETTS",
        "MICHIGAN",
        "MINNESOTA",
        "MISSISSIPPI",
        "MISSOURI",
        "MONTANA",
        "NEBRASKA",
        "NEW HAMPSHIRE",
        "NEW JERSEY",
        "NEW MEXICO",
        "NEW YORK",
        "NORTH CAROLINA",
        "NORTH DAKOTA",
        "OHIO",
        "OKLAHOMA",
        "OREGON",
        "PENNSYLVANIA",
        "RHODE ISLAND",
        "SOUTH CAROLINA",
        "SOUTH DAKOTA",
        "TENNESSEE",
        "TEXAS",
        "UTAH",
        "VERMONT",
        "VIRGINIA",
        "WASHINGTON",
        "WEST VIRGINIA",
        "WISCONSIN",
        "WYOMING",
    ]
)
