"""A table as it goes out: cells masked for the recipient, none of them a formula."""

import base64
import csv
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.csv_files import formula_safe
from expunge_desktop.services.masking import Masking, Treatment

_YEAR = re.compile(r"(\d{4})(?:-\d{2}(?:-\d{2})?)?")
_LETTERS = 12
_SORTED_AT_A_TIME = 100_000  # a county has millions of rows; a filing far fewer than these


class MaskedTable:
    """The cells of one export. Its pseudonyms are made with a secret that is forgotten with it.

    So the same person has the same code within one export and another one in the next, and nobody can
    find out by trying which name a code stands for (Penal Code 11144: statistics without identity).
    """

    def __init__(self, masking: Masking, columns: Sequence[str]) -> None:
        """Raise ValueError when the table of recipients names a column there is none of."""
        if unknown := masking.fields.keys() - set(columns):
            raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
        self.columns = tuple(columns)
        self._masked_places = tuple(
            (place, masking.fields[column])
            for place, column in enumerate(columns)
            if column in masking.fields
        )
        self._hides_order = masking.kind is RecipientKind.RESEARCH
        self._secret = secrets.token_bytes(32)

    def row(self, values: Sequence[object]) -> list[str]:
        """The cells of a row, in the order of the columns. Raises ValueError for another number of them."""
        if len(values) != len(self.columns):
            raise ValueError("a row has other cells than the table has columns")
        if self._masked_places:
            values = list(values)
            for place, done in self._masked_places:
                values[place] = self._masked(values[place], done)
        # Most cells are text that begins with a letter or a figure: a county has thirty million.
        return [
            value if value.__class__ is str and value[:1].isalnum() else formula_safe(value)
            for value in values
        ]

    def write(self, file: TextIO, rows: Iterable[Sequence[object]]) -> int:
        """Write headings and rows as CSV; gives the number of rows."""
        writer = csv.writer(file)
        writer.writerow(self.columns)
        total = 0
        for row in self._in_order(rows):
            writer.writerow(row)
            total += 1
        return total

    def _in_order(self, rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
        """The rows masked; where nobody may be recognized, in an order that finds nobody again.

        Exhibit A and another export list the same rows in the same order, so a line's number would give back
        what its cells withhold.
        """
        masked = map(self.row, rows)
        if not self._hides_order:
            yield from masked
            return
        while some := sorted(islice(masked, _SORTED_AT_A_TIME)):
            yield from some

    def _masked(self, value: object, done: Treatment) -> object:
        if value is None or value == "":
            return value
        if done is Treatment.WITHHELD:
            return ""
        if done is Treatment.YEAR_ONLY:
            found = _YEAR.fullmatch(str(value))
            return found[1] if found else ""
        digest = hmac.digest(self._secret, str(value).encode(), "sha256")
        return base64.b32encode(digest).decode()[:_LETTERS]
