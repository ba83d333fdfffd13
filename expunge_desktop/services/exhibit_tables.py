"""Exhibit A as machine-readable tables: the same rows as the exhibit, and no cell a program would run."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence

from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL, ExhibitColumn, public_columns_of
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperEntry, PaperKind
from expunge_desktop.documents.papers.catalog import Paper
from expunge_desktop.services.csv_files import formula_safe
from expunge_desktop.services.xlsx_files import xlsx_bytes


def exhibit_tables(filing: Filing) -> Iterator[Paper]:
    """The confidential and the public version as CSV and as a workbook, cell for cell the same."""
    for version, columns in (("confidential", CONFIDENTIAL), ("public", public_columns_of(filing.office))):
        data = csv_bytes(columns, filing)
        yield Paper(_entry(filing, version, "csv", data), data)
        data = workbook_bytes(columns, filing)
        yield Paper(_entry(filing, version, "xlsx", data), data)


def csv_bytes(columns: Sequence[ExhibitColumn], filing: Filing) -> bytes:
    """The rows of Exhibit A as CSV (UTF-8, RFC 4180)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.key for column in columns])
    writer.writerows(_cells(columns, filing))
    return buffer.getvalue().encode()


def workbook_bytes(columns: Sequence[ExhibitColumn], filing: Filing) -> bytes:
    """The same cells as a workbook of text; safe also for whoever saves it as CSV."""
    return xlsx_bytes("Exhibit A", [column.key for column in columns], _cells(columns, filing))


def _cells(columns: Sequence[ExhibitColumn], filing: Filing) -> Iterator[list[str]]:
    return ([formula_safe(column.text(row)) for column in columns] for row in filing.rows)


def _entry(filing: Filing, version: str, suffix: str, data: bytes) -> PaperEntry:
    return PaperEntry(
        document="D5",
        file=f"D05-exhibit-a-{version}.{suffix}",
        title=f"Exhibit A, schedule of convictions ({version}), machine-readable",
        kind=PaperKind.TABLE,
        pages=0,
        rows=len(filing.rows),
        sha256=hashlib.sha256(data).hexdigest(),
    )
