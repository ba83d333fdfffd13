"""Who the rows of one SUBJECT_ID are about: name, birth date, CII number, sex, race."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest.doj_columns import (
    CII_NUMBER,
    FBI_NUMBER,
    GENDER,
    PRI_DOB,
    PRI_NAME,
    RACE_DESCR,
    REQ_CII_NUMBER,
    REQ_DOB,
    REQ_GENDER,
    REQ_NAME,
)
from expunge_desktop.ingest.doj_dates import contradict, read_date

_identity_columns = itemgetter(
    PRI_NAME, REQ_NAME, PRI_DOB, REQ_DOB, CII_NUMBER, REQ_CII_NUMBER, GENDER, REQ_GENDER, RACE_DESCR,
    FBI_NUMBER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """The fields of a Person that say who it is, and (kind, sentence) of every problem with them."""

    fields: dict[str, Any]
    problems: tuple[tuple[str, str], ...]


def read_identity(rows: Sequence[Sequence[str]]) -> Identity:
    """Read the identity columns of all rows; where rows disagree nothing is overwritten silently."""
    seen = tuple(dict.fromkeys(map(_identity_columns, rows)))
    problems: list[tuple[str, str]] = []
    names = _distinct(one[0] or one[1] for one in seen)
    cii_numbers = _distinct(one[4] or one[5] for one in seen)
    if not names:
        problems.append(("MISSING_NAME", "The person has no name."))
    elif len(names) > 1:
        problems.append(("CONFLICTING_NAME", f"The rows give {len(names)} names: {'; '.join(names)}."))
    if len(cii_numbers) > 1:
        problems.append(("CONFLICTING_CII", f"The rows give the CII numbers {', '.join(cii_numbers)}."))
        if len(names) > 1:
            problems.append(("SEVERAL_PEOPLE", "The rows give several names and several CII numbers."))
    fbi_numbers = _distinct(one[9] for one in seen)
    born_on = birth_date_of(_distinct(one[2] or one[3] for one in seen), problems)
    name = names[0] if names else ""
    last, _, first = name.partition(",")
    return Identity(
        {
            "name": name,
            "last_name": last.strip(),
            "first_name": first.strip(),
            "aliases": tuple(names[1:]),
            "born_on": born_on,
            "sex": next(iter(_distinct(one[6] or one[7] for one in seen)), ""),
            "race": next(iter(_distinct(one[8] for one in seen)), ""),
            "cii_number": cii_numbers[0] if cii_numbers else "",
            "fbi_number": fbi_numbers[0] if len(fbi_numbers) == 1 else "",
        },
        tuple(problems),
    )


def birth_date_of(texts: Sequence[str], problems: list[tuple[str, str]]) -> PartialDate | None:
    """The birth date that these texts agree on, None = unknown; adds (kind, sentence) of problems."""
    dates: list[PartialDate] = []
    for text in texts:
        date, is_impossible = read_date(text)
        if is_impossible:
            problems.append(("IMPOSSIBLE_BIRTH_DATE", f"The birth date “{text}” is not a date."))
        elif date is not None and date not in dates:
            dates.append(date)
    if not dates:
        problems.append(("MISSING_BIRTH_DATE", "The birth date is missing."))
        return None
    dates.sort(key=lambda one: (one.day is None, one.month is None, one.earliest))
    best = dates[0]
    if any(contradict(best, other) for other in dates[1:]):
        problems.append(
            ("CONFLICTING_BIRTH_DATE", f"The rows give the birth dates {', '.join(map(str, dates))}.")
        )
        return None
    if not best.is_exact:
        problems.append(("PARTIAL_BIRTH_DATE", f"Of the birth date only {best} is known."))
    return best


def _distinct(values: Any) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
