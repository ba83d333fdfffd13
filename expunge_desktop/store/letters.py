"""Words looked for whatever the case of their letters: the database knows A and a for one, not Ñ and ñ."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, or_


def holds(column: Any, text: str, *, as_stored: Callable[[str], str] = str) -> ColumnElement[bool]:
    """The column has the text as part of it; `as_stored` turns words into what stands in the column.

    Letters beyond A to Z are found as they are written, and all large, all small, or with large initials.
    """
    forms = {text} if text.isascii() else {text, text.upper(), text.lower(), text.title()}
    found = [column.icontains(as_stored(one), autoescape=True) for one in sorted(forms)]
    return or_(*found)
