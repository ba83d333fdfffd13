"""Who the rows of one person_id are about. Where rows disagree nothing is overwritten silently."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from expunge_desktop.ingest.case_list_record import ListRow, full_name, name_parts
from expunge_desktop.ingest.case_list_values import day, flag
from expunge_desktop.ingest.doj_identity import Identity, birth_date_of

_T = TypeVar("_T", str, tuple[str, ...])
_ADDRESS = ("address_1", "address_2", "city", "state", "zip")
_ADDRESS_FIELDS = frozenset(_ADDRESS)


def read_identity(rows: Sequence[ListRow]) -> Identity:
    """Name, birth date, death, CII number, sex, race and address from all rows of a person.

    A row that may belong to somebody else (IDENTITY_DOUBT) is not asked, unless there is no other.
    """
    rows = [row for row in rows if "IDENTITY_DOUBT" not in row.get("facts").upper()] or rows
    problems: list[tuple[str, str]] = []
    whole = [row for row in rows if name_parts(row)[0]]
    names = _most_frequent_first([full_name(row) for row in whole or rows])
    if names and not whole:
        problems.append(("MISSING_NAME", "The person has no last name that can be read."))
    elif not names:
        problems.append(("MISSING_NAME", "The person has no name."))
    elif len({name.casefold() for name in names}) > 1:
        problems.append(("CONFLICTING_NAME", f"The rows give {len(names)} names: {'; '.join(names)}."))
    cii_numbers = _most_frequent_first([text.upper() for text in _said(rows, "cii_number")])
    if len(cii_numbers) > 1:
        problems.append(("CONFLICTING_CII", f"The rows give the CII numbers {', '.join(cii_numbers)}."))
    addresses = _most_frequent_first(
        [tuple(map(row.get, _ADDRESS)) for row in rows if not _ADDRESS_FIELDS.isdisjoint(row.values)]
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
            "sex": next(iter(_most_frequent_first(_said(rows, "sex"))), ""),
            "race": next(iter(_most_frequent_first(_said(rows, "race"))), ""),
            "cii_number": cii_numbers[0] if cii_numbers else "",
            "address": _lines(addresses[0]) if addresses else (),
        },
        tuple(problems),
    )


def _lines(address: tuple[str, ...]) -> tuple[str, ...]:
    """The address as it is written on an envelope: `Torrance, CA 90501` on one line."""
    first, second, city, state, code = address
    last = ", ".join(filter(None, (city, " ".join(filter(None, (state, code))))))
    return tuple(filter(None, (first, second, last)))


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


def _said(rows: Sequence[ListRow], field: str) -> list[str]:
    """What the rows say in a field, where they say anything."""
    return [value for row in rows if (value := row.values.get(field))]


def _most_frequent_first(values: Sequence[_T]) -> list[_T]:
    """Distinct values that are not empty, the most frequent first, else in order."""
    if not values or all(value == values[0] for value in values):
        return list(filter(None, values[:1]))
    times = Counter(filter(None, values))
    return sorted(times, key=lambda value: (-times[value], str(value)))
