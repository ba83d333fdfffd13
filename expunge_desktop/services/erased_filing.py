"""A filing's frozen content without some of its rows' values: after it, the filing is never printed again."""

import json
from collections.abc import Collection
from typing import Any

from expunge_desktop.services.identifiers import Identifiers

_KEPT = frozenset({"row_no", "schedule", "relief", "conviction_id"})
REMARK = "Record destroyed."


def without_rows(content: str, ids: Collection[int], named: Identifiers) -> str:
    """The content as JSON, with the rows and challenges of these convictions emptied.

    What else names them goes too. The same text comes back when there is nothing to take out.
    """
    plain = json.loads(content)
    columns, rows = plain["rows"]["columns"], plain["rows"]["values"]
    place = columns.index("conviction_id")
    made = {
        **plain,
        "rows": {**plain["rows"], "values": [
            _emptied_row(columns, one) if one[place] in ids else one for one in rows
        ]},
        "challenges": [
            _emptied_challenge(one) if one["row"]["conviction_id"] in ids else one
            for one in plain["challenges"]
        ],
    }  # fmt: skip
    made = named.erased_in(made)
    if made == plain:
        return content
    return json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


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
