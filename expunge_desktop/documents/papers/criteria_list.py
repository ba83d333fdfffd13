"""The criteria of a filing as a list, its switches as tables, for memorandum and declarations."""

import re
from collections import Counter
from collections.abc import Iterable

from expunge_desktop.documents.filing import PolicyMark
from expunge_desktop.documents.papers.number_words import so_many
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.fonts import NBSP
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.tables import Column, Table

_QUOTED = re.compile(r'"([^"]*)"')
_POINT = 186.0
_POSITION = 282.0


def add_criteria(paper: PleadingPaper, policy: PolicyMark, rows: Counter[str] | None = None) -> None:
    """One item for each ground, in the order of reporting; with `rows`, how many rows show it."""
    for code, words, is_first in _grounds(policy):
        said = f": {printed(words)}"
        if is_first and policy.needs_all_criteria:
            said += ", dismissed first"
        said += f" ({so_many(rows[code], 'row')})." if rows is not None else "."
        paper.add(Block(Kind.ITEM, (Span(code, Style.BOLD), Span(said))))


def switch_table(policy: PolicyMark) -> Table:
    """Every switch: what it settles, and how."""
    return _table("As settled", ((one.title, one.meaning) for one in policy.switches))


def position_table(policy: PolicyMark) -> Table:
    """The disputed points that no switch of the policy settles, each with the program's position."""
    return _table("Position", policy.positions)


def printed(text: str) -> str:
    """Quotation marks and apostrophes as a book has them; a section sign keeps with its number."""
    return _QUOTED.sub("“\\1”", text).replace("'", "’").replace("§ ", f"§{NBSP}")


def _grounds(policy: PolicyMark) -> Iterable[tuple[str, str, bool]]:
    for code, words in policy.first_dismissals:
        yield code, words, True
    for code, words in policy.criteria:
        yield code, words, False


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> Table:
    return Table(
        (Column("Point", _POINT), Column(heading, _POSITION)),
        tuple((printed(title), printed(meaning)) for title, meaning in rows),
    )
