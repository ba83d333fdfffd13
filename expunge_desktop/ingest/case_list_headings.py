"""Which column of a file is which field of a case list: by the field's own name, or by a saved mapping.

Guesses for foreign headings are offered, never applied by themselves: a wrong column would be a wrong fact.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expunge_desktop.ingest.case_list_fields import FIELDS, NAMES, REQUIRED, is_forbidden, normalised
from expunge_desktop.ingest.case_list_synonyms import FIELD_OF_SYNONYM

_FIELD_OF = {normalised(field): field for field in FIELDS}


@dataclass(frozen=True, slots=True)
class MatchedHeadings:
    """Every column of a file with its field.

    columns   (heading as recorded, field), in the order of the file; field "" = unknown, kept with the row
    missing   required fields that no column has; `last_name` is there when `full_name` is
    repeated  fields that more than one column has; only the first of these has it in `columns`
    """

    columns: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Every field that some column has."""
        return frozenset(field for _, field in self.columns if field)


def match_headings(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> MatchedHeadings:
    """The columns of a file with these headings.

    A mapping {heading: field} comes first; field "" says that the column is none of the fields. What it does
    not name is matched by the field's own name, unless the mapping gives that field to another column of this
    file. Case, blanks and underscores are ignored. A forbidden heading never has a field.
    """
    mapped = {normalised(heading): field for heading, field in (mapping or {}).items()}
    by_mapping = {mapped[name] for name in map(normalised, headings) if mapped.get(name)}
    found = [_field(heading, mapped, by_mapping) for heading in headings]
    times = Counter(field for field in found if field)
    seen: set[str] = set()
    columns = []
    for heading, field in zip(headings, found, strict=True):
        columns.append((heading, "" if field in seen else field))
        seen.add(field)
    return MatchedHeadings(
        tuple(columns),
        tuple(
            field for field in REQUIRED if field not in seen and not (field in NAMES and seen & set(NAMES))
        ),
        tuple(field for field in FIELDS if times[field] > 1),
    )


def _field(heading: str, mapped: Mapping[str, str], by_mapping: set[str]) -> str:
    name = normalised(heading)
    if is_forbidden(heading):
        return ""
    if name in mapped:
        return mapped[name] if mapped[name] in FIELDS else ""
    field = _FIELD_OF.get(name, "")
    return "" if field in by_mapping else field


def suggestions(headings: Sequence[str]) -> dict[str, str]:
    """Guesses for the headings of a file that match no field: heading as recorded → field.

    Only headings a mapping would need, one guess per field, never for a forbidden heading.
    """
    matched = match_headings(headings)
    taken = set(matched.fields)
    guesses = {}
    for heading, field in matched.columns:
        guess = "" if field or is_forbidden(heading) else FIELD_OF_SYNONYM.get(_core(heading), "")
        if guess and guess not in taken:
            guesses[heading] = guess
            taken.add(guess)
    return guesses


def _core(heading: str) -> str:
    """The heading without words that say whose it is ("Defendant DOB" → dob)."""
    name = normalised(heading)
    for whose in ("defendants", "defendant", "deft", "def", "subject", "offender", "person", "client"):
        rest = name.removeprefix(whose)
        if rest != name and rest in FIELD_OF_SYNONYM:
            return rest
    return name
