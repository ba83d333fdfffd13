"""A table as it goes out: cells masked for the recipient, none of them a formula."""

import base64
import csv
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from typing import TextIO

from expunge_desktop.services.csv_files import formula_safe
from expunge_desktop.services.masking import Masking, Treatment

_YEAR = re.compile(r"(\d{4})(?:-\d{2}(?:-\d{2})?)?")
_LETTERS = 12


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
        self._done = tuple(masking.fields.get(column) for column in columns)
        self._is_masked = any(self._done)
        self._secret = secrets.token_bytes(32)

    def row(self, values: Sequence[object]) -> list[str]:
        """The cells of a row, in the order of the columns."""
        if self._is_masked:
            pairs = zip(values, self._done, strict=True)
            values = [self._masked(value, done) for value, done in pairs]
        return [formula_safe(value) for value in values]

    def write(self, file: TextIO, rows: Iterable[Sequence[object]]) -> int:
        """Write headings and rows as CSV; gives the number of rows."""
        writer = csv.writer(file)
        writer.writerow(self.columns)
        total = 0
        for row in rows:
            writer.writerow(self.row(row))
            total += 1
        return total

    def _masked(self, value: object, done: Treatment | None) -> object:
        if done is None or value is None or value == "":
            return value
        if done is Treatment.WITHHELD:
            return ""
        if done is Treatment.YEAR_ONLY:
            found = _YEAR.fullmatch(str(value))
            return found[1] if found else ""
        digest = hmac.new(self._secret, str(value).encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode()[:_LETTERS]
