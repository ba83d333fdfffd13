"""The last run of the campaign over columns, as the end of docs/unknown-values.md."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from campaigns.columns.grounds import GROUNDS
from expunge_desktop.ingest.doj_columns import COLUMNS

MARK = "## Where more relief may follow\n"
# (column, kind of change, where, policy, direction, ground) → convictions
Moves = Mapping[tuple[str, str, str, str, str, str], int]


class Size(NamedTuple):
    """How much a run looked at."""

    people: int
    convictions: int
    trials: int
    compared: int


def page(text: str, moves: Moves, size: Size) -> str:
    """The page with the figures of this run; what stands before them is kept."""
    return text.partition(MARK)[0].rstrip() + f"\n\n{MARK}\n" + "".join(_figures(moves, size))


def _figures(moves: Moves, size: Size) -> list[str]:
    parts = ["| ground | why | citation in the explanation | outcomes changed |\n|---|---|---|---|\n"]
    for ground in GROUNDS:
        number = sum(n for key, n in moves.items() if key[4] == "more relief" and key[5] == ground.name)
        parts.append(f"| {ground.name} | {ground.why} | {ground.authority} | {number:,} |\n")
    parts.append(
        f"\n## Last run\n\n{size.trials:,} trials (columns × changes × all rows or one row of each person)"
        f" over {size.people:,} people with\n{size.convictions:,} convictions under review;"
        f" {size.compared:,} outcomes compared.\n\n"
        "| column | change | where | changed | less relief | same relief | more relief | why |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    parts += _rows(moves)
    silent = [f"`{name}`" for name in COLUMNS if not any(key[0] == name for key in moves)]
    return [*parts, f"\nNo outcome depends on: {', '.join(silent)}.\n"]


def _rows(moves: Moves) -> list[str]:
    """One line per column, kind and place; both policies together."""
    lines: dict[tuple[str, str, str], Counter[str]] = {}
    why: dict[tuple[str, str, str], set[str]] = {}
    for (column, kind, where, _, direction, ground), number in moves.items():
        lines.setdefault((column, kind, where), Counter())[direction] += number
        if direction == "more relief":
            why.setdefault((column, kind, where), set()).add(ground or "NOT ALLOWED")
    shown = []
    for key in sorted(lines, key=lambda key: (COLUMNS.index(key[0]), key[1:])):
        of = lines[key]
        figures = f"{of.total():,} | {of['less relief']:,} | {of['same relief']:,} | {of['more relief']:,}"
        shown.append(
            f"| `{key[0]}` | {key[1]} | {key[2]} | {figures} | {', '.join(sorted(why.get(key, ())))} |\n"
        )
    return shown
