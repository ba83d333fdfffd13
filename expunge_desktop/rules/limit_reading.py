"""From plain data to what a criterion applies to: `applies_to: {sections: [11358], levels: [felony]}`."""

from typing import Any

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import parse_charge
from expunge_desktop.rules.policy import LEVEL_WORDS, Limit
from expunge_desktop.rules.policy_values import Reader

_KEYS = frozenset(("sections", "levels"))
_EXAMPLE = "Write for example applies_to: {sections: [11358, 11360(a)], levels: [felony]}."


def read_limit(reader: Reader, name: str, data: object, path: tuple[str, ...]) -> Limit:
    """The limit of the criterion `name`.

    Raises BadPolicyError for a section the law's table does not have, a word that is no level, an empty list,
    and for sections and levels that never met (a cultivation was never a misdemeanor).
    """
    if not isinstance(data, dict) or not data:
        reader.refuse(path, f"applies_to of {name} names no sections and no levels", _EXAMPLE)
    entry = reader.mapping(data, path, _KEYS)
    sections = _each(reader, entry, "sections", path)
    levels = _each(reader, entry, "levels", path)
    limit = Limit(
        tuple(_section(reader, one, (*path, "sections", str(at))) for at, one in enumerate(sections)),
        tuple(LEVEL_WORDS[_level(reader, one, (*path, "levels", str(at)))] for at, one in enumerate(levels)),
    )
    if sections and levels and not _can_occur(reader, limit):
        reader.refuse(
            path,
            f"no conviction under {' or '.join(one.bare for one in limit.sections)} was ever "
            f"{'an' if levels[0] == 'infraction' else 'a'} {' or '.join(str(one) for one in levels)}",
            "Correct the sections or the levels.",
        )
    return limit


def _each(reader: Reader, entry: dict[str, Any], key: str, path: tuple[str, ...]) -> list[object]:
    """The values of a list, or a single value written without brackets; none when the key is left out."""
    if key not in entry:
        return []
    value = entry[key]
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not values:
        reader.refuse((*path, key), f"{key} names nothing", f"Name some, or leave {key} out for all.")
    for place, one in enumerate(values):
        if one in values[:place]:
            reader.refuse((*path, key, str(place)), f"{one} is named twice", "Keep one of the two.")
    return values


def _section(reader: Reader, value: object, path: tuple[str, ...]) -> Citation:
    text = str(value)
    found = parse_charge(text) if isinstance(value, str | int | float) else None
    is_listed = found is not None and found.section in reader.sections
    if found is None or not is_listed or found.inchoate or found.others or found.code not in ("HS", ""):
        known = ", ".join(reader.sections)
        reader.refuse(path, f"{text} is no section of the law's table", f"Use {known}, as in 11360(a).")
    letters = sorted({row.subdivision for row in reader.sections[found.section]} - {""})
    if found.subdivisions and found.subdivisions[0] not in letters:
        which = "".join(f"{found.section}({one}), " for one in letters)
        fix = f"Write {which}or {found.section} for all of it." if which else f"Write {found.section}."
        reader.refuse(path, f"{found.section} had no subdivision ({found.subdivisions[0]})", fix)
    return Citation(found.section, found.subdivisions, "HS")


def _level(reader: Reader, value: object, path: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in LEVEL_WORDS:
        reader.refuse(path, f"{value} is no level", f"Use {', '.join(LEVEL_WORDS)}.")
    return value


def _can_occur(reader: Reader, limit: Limit) -> bool:
    """Whether any row of the table has one of the sections at one of the levels."""
    wanted = {level.value for level in limit.levels}
    return any(
        wanted & possible
        for section in limit.sections
        for row in reader.sections[section.section]
        if not section.subdivisions or row.subdivision == section.subdivisions[0]
        for _, _, possible in row.levels
    )
