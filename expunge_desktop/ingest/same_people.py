"""Who of a batch may be one human under two SUBJECT_IDs: a proposal with its evidence, never a merge.

Automatic merges put two people's records together elsewhere, with no log and no undo; here the evidence is
told and an attorney decides (formats/doj.md, "A history").
"""

from collections.abc import Mapping

Identity = tuple[str, str, str]  # CII number, name, birth date as ISO text; empty = unknown


def possible_same_people(people: Mapping[str, Identity]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(key, [(other key, what both share)]) of all who share a CII number, or name and birth date."""
    by_cii: dict[str, list[str]] = {}
    by_name: dict[tuple[str, str], list[str]] = {}
    for key, (cii_number, name, born_on) in people.items():
        if cii_number:
            by_cii.setdefault(cii_number, []).append(key)
        if name and born_on:
            by_name.setdefault((" ".join(name.upper().split()), born_on), []).append(key)
    shared: dict[str, dict[str, list[str]]] = {}
    for what, groups in (("the CII number", by_cii.values()), ("name and birth date", by_name.values())):
        for keys in groups:
            for key in keys if len(keys) > 1 else ():
                for other in keys:
                    if other != key:
                        shared.setdefault(key, {}).setdefault(other, []).append(what)
    return [
        (key, [(other, " and ".join(what)) for other, what in sorted(others.items())])
        for key, others in sorted(shared.items())
    ]
