"""Who of a batch may be one human under two SUBJECT_IDs: a proposal with its evidence, never a merge.

Automatic merges put two people's records together elsewhere, with no log and no undo; here the evidence is
told and an attorney decides (formats/doj.md, "A history").
"""

from collections.abc import Iterable, Mapping

# Whatever more people than this share is a placeholder, and no evidence of who they are.
MOST_PARTS = 20
Identity = tuple[str, str, str]  # CII number, name, birth date as ISO text; empty = unknown


def possible_same_people(people: Mapping[str, Identity]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(key, [(other key, what both share)]) of all who share a CII number, or name and birth date."""
    by_cii: dict[str, list[str]] = {}
    by_name: dict[tuple[str, str], list[str]] = {}
    for key, (cii_number, name, born_on) in people.items():
        if cii_number:
            by_cii.setdefault(cii_number, []).append(key)
        if name and born_on:
            by_name.setdefault((_spelled(name), born_on), []).append(key)
    shared: dict[str, dict[str, list[str]]] = {}
    for what, groups in (("the CII number", by_cii.values()), ("name and birth date", by_name.values())):
        for keys in groups:
            for key in keys if 1 < len(keys) <= MOST_PARTS else ():
                for other in keys:
                    if other != key:
                        shared.setdefault(key, {}).setdefault(other, []).append(what)
    return [
        (key, [(other, " and ".join(what)) for other, what in sorted(others.items())])
        for key, others in sorted(shared.items())
    ]


def people_of_earlier_batches(
    people: Mapping[str, Identity], earlier: Iterable[tuple[int, str, str, str]]
) -> dict[str, dict[int, str]]:
    """Key → the earlier batches that may hold the same human, with what both share.

    `earlier` gives (batch, CII number, name, birth date). Batches are decided apart: a conviction that two
    of them hold would be listed twice, and an earlier offense in one does not count in the other.
    """
    by_cii: dict[str, set[int]] = {}
    by_name: dict[tuple[str, str], set[int]] = {}
    for batch, cii_number, name, born_on in earlier:
        if cii_number:
            by_cii.setdefault(cii_number, set()).add(batch)
        if name and born_on:
            by_name.setdefault((_spelled(name), born_on), set()).add(batch)
    found: dict[str, dict[int, str]] = {}
    for key, (cii_number, name, born_on) in people.items():
        named = by_name.get((_spelled(name), born_on), set()) if name and born_on else set()
        shared = dict.fromkeys(named, "name and birth date")
        shared |= dict.fromkeys(by_cii.get(cii_number, ()) if cii_number else (), "the CII number")
        if shared:
            found[key] = dict(sorted(shared.items()))
    return found


def _spelled(name: str) -> str:
    return " ".join(name.upper().split())
