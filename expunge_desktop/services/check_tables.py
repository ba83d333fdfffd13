"""The machine-readable copies of Exhibit A: there, unchanged, and without a secret in the public ones."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape  # xml.sax would load a client for the internet
from pathlib import Path

from expunge_desktop.documents.manifest import Manifest, PaperEntry, PaperKind
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.known import Known, KnownRow, known_of
from expunge_desktop.documents.preflight.privacy import private_faults
from expunge_desktop.documents.preflight.report import PreflightFinding, Severity

_MOST_BYTES = 500_000_000  # of one part of a workbook, unpacked
_TEXT = re.compile(r"<(?:\w+:)?(?:t|v|f|is)(?:\s[^>]*)?>([^<]*)</")
_STEPS = 20_000  # characters at a time


def table_findings(
    folder: Path, manifest: Manifest, known: Known, *, is_public: bool
) -> Iterator[PreflightFinding]:
    """What is wrong with the tables of one version of Exhibit A beside its PDF."""
    for entry in tables_of(manifest, is_public=is_public):
        file = folder / entry.file
        if not file.is_file():
            yield _error(rules.SCHEDULE, f"Its machine-readable copy {entry.file} is missing.")
            continue
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            yield _error(
                rules.SCHEDULE, f"Its machine-readable copy {entry.file} was changed after printing."
            )
        if is_public:
            yield from public_table_findings(entry.file, data, known)


def public_table_findings(file: str, data: bytes, known: Known) -> Iterator[PreflightFinding]:
    """The secrets that stand in a public table."""
    try:
        found = {fault for text in _texts(file, data) for fault in private_faults(text, known)}
    except (ValueError, zipfile.BadZipFile, KeyError, csv.Error):
        yield _error(rules.SCHEDULE, f"{file} cannot be read as a table.")
        return
    for fault in sorted(found):
        yield _error(rules.PUBLIC, f"{file}: {fault}.")


def tables_of(manifest: Manifest, *, is_public: bool) -> tuple[PaperEntry, ...]:
    """The tables of the public or of the confidential version."""
    word = "(public)" if is_public else "(confidential)"
    return tuple(
        one
        for one in manifest.papers
        if one.kind is PaperKind.TABLE and one.document == "D5" and word in one.title
    )


def known_from_table(path: Path) -> Known:
    """What the confidential CSV tells of the filing. Raises KeyError or ValueError when it is none."""
    with path.open(encoding="utf-8", newline="") as file:
        return known_of(
            KnownRow(
                row["defendant"], row["aliases"], row["date_of_birth"], row["cii_number"],
                (row["court_case_number"], row["other_case_numbers"]), row["code_section"],
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _texts(file: str, data: bytes) -> Iterator[str]:
    """The words of a table, a piece at a time; no piece ends within a cell."""
    cells = _workbook_cells(data) if file.endswith(".xlsx") else _csv_cells(data)
    piece: list[str] = []
    length = 0
    for cell in cells:
        piece.append(cell)
        length += len(cell)
        if length > _STEPS:
            yield " ; ".join(piece)
            piece, length = [], 0
    yield " ; ".join(piece)


def _csv_cells(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
        yield from row


def _workbook_cells(data: bytes) -> Iterator[str]:
    """Every text in every part of a workbook, properties and comments too."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for part in book.infolist():
            if part.file_size > _MOST_BYTES:
                raise ValueError(part.filename)
            text = book.read(part).decode("utf-8", "replace")
            if part.filename.startswith("docProps/"):
                yield re.sub(r"<[^>]+>|\d{4}-\d\d-\d\dT[\d:.Z]+", " ", text)
            elif part.filename.endswith(".xml"):
                yield from (unescape(found) for found in _TEXT.findall(text))


def _error(rule: str, sentence: str) -> PreflightFinding:
    return PreflightFinding(Severity.ERROR, rule, sentence)
