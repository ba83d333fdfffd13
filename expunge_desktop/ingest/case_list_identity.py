"""Who the rows of one person_id are about. Where rows disagree nothing is overwritten silently."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from expunge_desktop.ingest.case_list_record import ListRow, full_name, name_parts
from expunge_desktop.ingest.case_list_values import day, flag
from expunge_desktop.ingest.doj_identity import Identity, birth_date_of

_ADDRESS = ("address_1", "address_2", "city", "state", "zip")


def read_identity(rows: Sequence[ListRow]) -> Identity:
    """Name, birth date, death, CII number, sex, race and address from all rows of a person.

    A row that may belong to somebody else (IDENTITY_DOUBT) is not asked, unless there is no other.
    """
    rows = [row for row in rows if "IDENTITY_DOUBT" not in row.get("facts").upper()] or rows
    problems: list[tuple[str, str]] = []
    names = _most_frequent_first(full_name(row) for row in rows)
    if not names:
        problems.append(("MISSING_NAME", "The person has no name."))
    elif len({name.casefold() for name in names}) > 1:
        problems.append(("CONFLICTING_NAME", f"The rows give {len(names)} names: {'; '.join(names)}."))
    cii_numbers = _most_frequent_first(row.get("cii_number").upper() for row in rows)
    if len(cii_numbers) > 1:
        problems.append(("CONFLICTING_CII", f"The rows give the CII numbers {', '.join(cii_numbers)}."))
    addresses = _most_frequent_first(
        tuple(row.get(field) for field in _ADDRESS) if any(map(row.get, _ADDRESS)) else () for row in rows
    )
    if len(addresses) > 1:
        problems.append(("CONFLICTING_ADDRESS", f"The rows give {len(addresses)} addresses."))
    aliases = dict.fromkeys(names[1:])
    for row in rows:
        aliases.update(dict.fromkeys(row.list_of("aliases")))
    of_name = next((row for row in rows if full_name(row) == names[0]), rows[0]) if names else rows[0]
    last, given = name_parts(of_name)
    born_on = birth_date_of(sorted({_date_text(row) for row in rows} - {""}), problems)
    return Identity(
        {
            "name": names[0] if names else "",
            "last_name": last,
            "first_name": given,
            "aliases": tuple(aliases),
            "born_on": born_on,
            "is_deceased": _is_deceased(rows, problems),
            "sex": next(iter(_most_frequent_first(row.get("sex") for row in rows)), ""),
            "race": next(iter(_most_frequent_first(row.get("race") for row in rows)), ""),
            "cii_number": cii_numbers[0] if cii_numbers else "",
            "address": tuple(part for part in addresses[0] if part) if addresses else (),
        },
        tuple(problems),
    )


def _date_text(row: ListRow) -> str:
    text = row.get("date_of_birth")
    date, is_impossible = day(text)
    return text if is_impossible else str(date or "")


def _is_deceased(rows: Sequence[ListRow], problems: list[tuple[str, str]]) -> bool | None:
    said = {answer for answer in (flag(row.get("deceased")) for row in rows) if answer is not None}
    if len(said) == 1:
        return said.pop()
    if said:
        problems.append(("CONFLICTING_DECEASED", "Some rows say that the person died, others that not."))
    return None


def _most_frequent_first(values: Any) -> list[Any]:
    """Distinct values that are not empty, the most frequent first, else in order."""
    times = Counter(value for value in values if value)
    return sorted(times, key=lambda value: (-times[value], value))
