"""A second reading of the legal pages, written apart from the program: what complete records lead to.

It knows nothing of `expunge_desktop.rules` and is as plain as the pages: the table of statutes 1.4 with 1.3,
the order of procedure 9.1, and the steps of los-angeles 3.2. Outcomes are letters (D M I N H O).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ACT = date(2016, 11, 9)
LEVELS_BEFORE_1973 = {"11530": "FM", "11530.1": "F", "11530.5": "F", "11531": "F"}
LEVELS_1973_TO_1975 = {"11357": "FM", "11358": "F", "11359": "F", "11360": "F"}
LEVELS_SINCE_1976 = {"11357(A)": "FM", "11357(B)": "M", "11357(C)": "M", "11357(D)": "M", "11357(E)": "M",
                     "11357": "FM", "11358": "F", "11359": "F", "11360(A)": "F", "11360(B)": "M",
                     "11360": "FM"}  # fmt: skip
EVER = LEVELS_BEFORE_1973 | LEVELS_SINCE_1976 | {"11357(B)": "MI", "11357": "FMI"}
SAME_AS = {"11530.1": "11358", "11530.5": "11359", "11531": "11360(A)"}
# What an entry of the record does to a felony that 11358(d), 11359(c), 11360(a)(3) can keep alive.
PRIORS = {
    "none": "", "theft": "", "dismissed": "", "one same": "", "two same": "N", "two on one day": "H",
    "strike before": "N", "strike on the day": "H", "strike between": "H", "strike same day": "H",
    "strike after": "", "strike same case": "", "strike juvenile": "H", "undated": "H", "doubtful": "H",
    "registrable before": "N", "registrable juvenile": "", "registration": "H", "conditional": "H",
    "foreign": "H",
}  # fmt: skip


@dataclass
class Record:
    """One conviction, all known but what is empty or None; `others` are (date, level, doubtful)."""

    section: str
    level: str
    born: date
    offense: date
    conviction: date
    as_of: date
    grams: float | None = None
    concentrate: float | None = None
    plants: int | None = None
    facts: frozenset[str] = frozenset()
    prior: str = "none"
    serving: bool = False
    probation: tuple[str, str] = ("N", "")
    deceased: bool = False
    county: str = "LOS ANGELES"
    disposition: str = "CONVICTED"
    relief: str = ""
    listed: str = ""
    challenged: str = ""
    others: list[tuple[date | None, str, bool]] = field(default_factory=list)


def read(one: Record) -> tuple[str, str]:
    """The statute's outcome and the policy's."""
    statute, policy = _read(one)
    if one.listed == "Y" and one.challenged != "Y":  # corrections 6: a listed row never ends N
        return statute.replace("N", "H"), policy.replace("N", "H")
    return statute, policy


def _read(one: Record) -> tuple[str, str]:
    section, facts = one.section, one.facts
    is_elsewhere = one.county != "LOS ANGELES"
    if is_elsewhere and ("TRANSFERRED_1203_9" not in facts or (section == "459 PC" and one.listed != "Y")):
        return "O", "O"
    if one.disposition in ("DISMISSED", "DIVERSION", "PENDING"):
        return "O", "O"
    is_listed_offense = section != "459 PC" or one.listed == "Y"
    if not is_listed_offense and one.disposition == "JUVENILE ADJUDICATION":
        return "O", "O"
    if is_listed_offense and one.relief == "11361.8":
        return "O", "O"
    is_running = one.serving and not one.deceased
    if section == "32 PC" and is_running:
        return "H", "H"
    if section in ("32 PC", "182/11359", "11357.5", "11361(A)", "459 PC"):
        return "N", "N"
    return _cannabis(one, section.removeprefix("664/"), is_running)


def _cannabis(one: Record, section: str, is_running: bool) -> tuple[str, str]:
    is_out_of_order = not one.born < one.offense <= one.conviction <= one.as_of
    if one.offense >= ACT and not is_out_of_order:
        return "N", "N"
    possible = levels(section, one.offense)
    if possible and date(1976, 1, 1) <= one.offense and one.conviction < ACT:
        # The change of 2011 reaches cases that were pending.
        possible = "".join(sorted(set(possible) | set(levels(section, one.conviction))))
    stops = is_out_of_order or not possible or one.conviction >= ACT or one.challenged == "Y"
    stops = stops or one.disposition == "JUVENILE ADJUDICATION" or one.relief == "1473.7"
    stops = stops or one.section != section or bool(one.facts & {"TRANSFERRED_1203_9", "IDENTITY_DOUBT"})
    tried = [level for level in (one.level or possible) if level in possible]
    answers = {merits(one, section, level) for level in tried}
    merit = answers.pop() if len(answers) == 1 else ""
    is_screened, merit = merit == "screened", merit.replace("screened", "N")
    is_predecessor = section.startswith("1153")
    is_open = stops or is_predecessor or is_running or not merit
    statute = "H" if is_open else merit
    if one.conviction >= ACT and one.disposition != "JUVENILE ADJUDICATION":
        return statute, "N"
    if stops:
        return statute, "H"
    if statute == "D" or _is_dismissed_first(section, one.level):
        return statute, "D"
    if is_screened:
        return statute, "N"
    if not merit:
        return statute, "H"
    answers = set(criteria(one, section))
    return statute, "D" if "yes" in answers else "H" if "unknown" in answers else statute


def levels(section: str, on: date) -> str:
    """The levels a conviction under the section could have for an act of that day; empty: not in force."""
    if on < date(1973, 3, 7):
        return LEVELS_BEFORE_1973.get(section, "")
    if on < date(1976, 1, 1):
        return LEVELS_1973_TO_1975.get(section, "")
    if section in ("11357(D)", "11357(E)") and on < date(1983, 1, 1):
        return ""
    if on >= date(2011, 1, 1) and section in ("11357(B)", "11357"):
        return "I" if section == "11357(B)" else "FIM"
    return LEVELS_SINCE_1976.get(section, "")


def merits(one: Record, section: str, level: str) -> str:
    """The table's answer with the facts and the aggravators; `screened` for an N by them, empty for H."""
    age = 21 if _has_reached(one, 21) else 18 if _has_reached(one, 18) else 0
    if section == "11530" and one.plants is not None and one.offense <= date(1968, 11, 30):
        section = "11358"
    elif section in ("11357", "11360") and one.offense >= date(1976, 1, 1):
        section += {"11357F": "(A)", "11357I": "(B)", "11360F": "(A)", "11360M": "(B)"}.get(
            section + level, ""
        )
    section = SAME_AS.get(section, "11360(A)" if section == "11360" else section)
    if section.startswith("11357") or section == "11530":
        return _possession(one, section, level, age)
    if age == 0:
        return "" if section == "11360(B)" and (one.grams or 0) > 28.5 else "I"
    if section == "11360(B)":
        return "" if (one.grams or 0) > 28.5 else _lawful_unless(one, level, age)
    if section == "11360(A)":
        return _supply(one, level, age)
    kept = _aggravated(one, section, age)
    if kept is not None:
        return kept
    if section == "11359" or (one.plants or 0) > 6:
        return "M"
    return _lawful_unless(one, level, age)


def _possession(one: Record, section: str, level: str, age: int) -> str:
    is_over_grams, is_over_concentrate = (one.grams or 0) > 28.5, (one.concentrate or 0) > 8
    if section == "11357(A)" and is_over_concentrate and age:
        return "M" if level == "F" else "N"
    if section == "11357(B)" and is_over_grams:
        return ""
    if section == "11357(C)":
        return "" if one.grams is not None and not is_over_grams else "N" if age else "I"
    if section in ("11357(D)", "11357(E)"):
        return {"(D)": "N" if age else "", "(E)": "" if age else "I"}[section[5:]]
    if section in ("11357", "11530") and age and (is_over_grams or is_over_concentrate):
        return "M" if level == "F" else "N"
    if age < 21 and level == "I":
        return "N"
    if age == 18 and "SCHOOL_GROUNDS" in one.facts:
        return "M" if level == "F" else "N"
    return _lawful_unless(one, level, age)


def _supply(one: Record, level: str, age: int) -> str:
    is_within = (one.grams is not None or one.concentrate is not None) and not _exceeds(one, 8)
    is_commerce = bool(one.facts & {"SALE", "SALE_TO_MINOR", "IMPORT_EXPORT"})
    if is_within and not is_commerce and one.facts & {"PERSONAL_TRANSPORT", "GIFT"}:
        return _lawful_unless(one, level, age)
    kept = _aggravated(one, "11360(A)", age)
    return "M" if kept is None else kept


def _lawful_unless(one: Record, level: str, age: int) -> str:
    """Lawful at 21 unless a proved fact says otherwise (corrections 5); an infraction below."""
    if age < 21:
        return "I"
    if "SCHOOL_GROUNDS" in one.facts:
        return "M" if level == "F" else "N"
    is_supply = one.section.startswith(("11360", "11531"))
    breaches = {"RESTRICTED_PLACE_OR_USE"} | (
        {"RECIPIENT_UNDER_21", "SALE_TO_MINOR", "SALE"} if is_supply else set()
    )
    if one.section in ("11358", "11530.1") or (one.section == "11530" and one.plants is not None):
        breaches.add("CULTIVATION_RULE_BREACH")
    if one.facts & breaches:
        return "N" if level == "I" else "I"
    return "D"


def _aggravated(one: Record, section: str, age: int) -> str | None:
    """`screened`, empty (a person must look), or None when nothing keeps the felony."""
    found = {PRIORS[one.prior]} - {""}
    if section == "11358":
        if "ENVIRONMENTAL_HARM" in one.facts:
            found.add("N")
        if not found or (one.plants is not None and one.plants <= 6):
            return None
        return "screened" if "N" in found and one.plants is not None else ""
    if "SALE_TO_MINOR" in one.facts:
        found.add("N")
    if section == "11359" and "MINOR_EMPLOYED" in one.facts and age == 21:
        found.add("N")
    if section == "11360(A)" and "IMPORT_EXPORT" in one.facts:
        is_unknown = one.grams is None and one.concentrate is None
        found |= {"N"} if _exceeds(one, 4) else {"H"} if is_unknown else set()
    return ("screened" if "N" in found else "") if found else None


def _exceeds(one: Record, concentrate: float) -> bool:
    return (one.grams or 0) > 28.5 or (one.concentrate or 0) > concentrate


def _is_dismissed_first(section: str, level: str) -> bool:
    is_below_felony = level in ("M", "I") or (not level and "F" not in EVER[section])
    if section.startswith("11357"):
        return is_below_felony or section in ("11357(A)", "11357(B)")
    return section in ("11360(B)", "11360") and is_below_felony


def criteria(one: Record, section: str) -> list[str]:
    """AGE_50, UNDER_21, TEN_YEARS, PROBATION, DECEASED: yes, no or unknown."""
    own = one.level or (EVER[section] if len(EVER[section]) == 1 else "")
    counted = [(on, level, doubt) for on, level, doubt in [(one.conviction, own, False), *one.others]
               if level != "I" or doubt]  # fmt: skip
    recent = [
        not doubt and bool(level) for on, level, doubt in counted if on is None or on > later(one.as_of, -10)
    ]
    dated = [on is not None for on, _, _ in counted if on is None or on > later(one.as_of, -10)]
    is_sure = any(sure and known for sure, known in zip(recent, dated, strict=True))
    granted, status = one.probation
    completed = {"COMPLETED": "yes", "TERMINATED EARLY": "yes", "REVOKED": "no", "ACTIVE": "no"}.get(status)
    if one.relief == "1203.4" and status != "ACTIVE":
        completed = "yes"
    return [
        "yes" if later(one.born, 50) <= one.as_of else "no",
        "yes" if one.conviction < later(one.born, 21) else "no",
        "no" if is_sure else "unknown" if recent else "yes",
        completed or ("no" if granted == "N" else "unknown"),
        "yes" if one.deceased else "no",
    ]


def _has_reached(one: Record, years: int) -> bool:
    return later(one.born, years) <= one.offense


def later(day: date, years: int) -> date:
    """So many whole calendar years later; 29 February is 1 March in common years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
