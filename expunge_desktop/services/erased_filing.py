"""A filing's frozen content without some of its rows' values: after it, the filing is never printed again."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from expunge_desktop.services.identifiers import Identifiers

_KEPT = frozenset({"row_no", "schedule", "relief", "conviction_id"})
REMARK = "Record destroyed."


def without_rows(content: str, ids: Collection[int], named: Identifiers, written: Identifiers) -> str:
    """The content as JSON, with the rows and challenges of these convictions emptied.

    What else names them goes too: `written` is for what people wrote (remarks, grounds, names of documents),
    `named` for the rest. The same text comes back when there is nothing to take out.
    """
    plain = json.loads(content)
    columns = plain["rows"]["columns"]
    place, is_changed = columns.index("conviction_id"), False
    remarks = columns.index("remarks")
    for entries, emptied, conviction_of, by_people in (
        (plain["rows"]["values"], lambda one: _emptied_row(columns, one), lambda one: one[place], (remarks,)),
        (
            plain["challenges"],
            _emptied_challenge,
            lambda one: one["row"]["conviction_id"],
            ("ground", "evidence"),
        ),
    ):
        for number, one in enumerate(entries):  # in place: a county's filing is held once
            made = named.erased_in(emptied(one) if conviction_of(one) in ids else one)
            made = _erased_at(made, by_people, written)
            if made is not one and made != one:
                entries[number], is_changed = made, True
    for key in plain.keys() - {"rows", "challenges"}:
        made = named.erased_in(plain[key])
        is_changed = is_changed or made != plain[key]
        plain[key] = made
    if not is_changed:
        return content
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _erased_at(entry: Any, keys: Iterable[Any], written: Identifiers) -> Any:
    """The entry with these of its values searched as texts people wrote; the same object when none names."""
    found = {key: written.erased_in(entry[key]) for key in keys}
    if all(made is entry[key] for key, made in found.items()):
        return entry
    copied = entry.copy()
    for key, made in found.items():
        copied[key] = made
    return copied


def _emptied_row(columns: list[str], values: list[Any]) -> list[Any]:
    return [
        value if name in _KEPT else REMARK if name == "remarks" else _nothing(value)
        for name, value in zip(columns, values, strict=True)
    ]


def _emptied_challenge(challenge: dict[str, Any]) -> dict[str, Any]:
    row = challenge["row"]
    names = list(row)
    emptied = dict(zip(names, _emptied_row(names, list(row.values())), strict=True))
    return {**challenge, "row": emptied, "ground": REMARK, "evidence": []}


def _nothing(value: Any) -> Any:
    if isinstance(value, str):
        return ""
    return 0 if isinstance(value, int) and not isinstance(value, bool) else None
