"""A batch of case lists: tables → rows, some at a time → people → records, in order."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.ingest.batch_records import Fragment, StretchResult
from expunge_desktop.ingest.case_list_csv import DelimitedTable
from expunge_desktop.ingest.case_list_doubts import ListDoubts, ListResult
from expunge_desktop.ingest.case_list_headings import MatchedHeadings, match_headings
from expunge_desktop.ingest.case_list_rows import TableRow
from expunge_desktop.ingest.case_list_tables import open_table
from expunge_desktop.ingest.case_list_worker import CaseListWorker
from expunge_desktop.ingest.source_batch import SourceBatch
from expunge_desktop.ingest.source_files import size_of
from expunge_desktop.ingest.source_rows import note_to_bytes
from expunge_desktop.rules.law import LawBook

SMALL_INPUT = 6 * 1024 * 1024
ROWS_AT_A_TIME = 4_000


class CaseListFile:
    """One file of the batch; everything but its name is known once it was read."""

    def __init__(self, path: Path, ordinal: int) -> None:
        self.path, self.ordinal = path, ordinal
        self.sha256 = ""
        self.size = self.lines = 0
        self.columns: tuple[tuple[str, str], ...] = ()
        self.separator = ","

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


class CaseListBatch(SourceBatch):
    """One batch of case lists. Use as a context manager.

    `mapping` is heading → field for foreign headings. Raises AnswerIsNoError (`headings-unknown`,
    `headings-repeated`, `workbook-…`, `wrong-encoding`, `wrong-line-ends`) and EnvironmentProblemError.
    """

    layout = "case-list"
    key_name = "person_id"
    files: list[CaseListFile]

    def __init__(
        self,
        paths: Sequence[Path],
        law: LawBook,
        progress: Progress,
        *,
        mapping: Mapping[str, str] | None = None,
        processes: int | None = None,
    ) -> None:
        self.files = [CaseListFile(path, ordinal) for ordinal, path in enumerate(paths, 1)]
        self._mapping = mapping
        self._total = sum(size_of(path) for path in paths)
        if processes is None:
            processes = processes_for(self._total >= SMALL_INPUT)
        super().__init__(progress, WorkerPool(CaseListWorker, (law,), processes))

    def stretches(self) -> Iterator[StretchResult]:
        """The result of some rows at a time, file after file, in order.

        A last one without rows withholds everybody whose record may be incomplete: they are interpreted anew
        with that known, and a note of it is kept with their rows.
        """
        doubts = ListDoubts()
        for result in super().stretches():
            doubts.add(result)
            yield result
        if notes := doubts.notes():
            noted = StretchResult(len(self.files), 0, 0, 0, 0)
            noted.fragments = [Fragment(key, note_to_bytes(kind), None) for key, kind in notes]
            yield noted

    def _tasks(self) -> Iterator[Task]:
        done = 0
        for file in self.files:
            self._progress.check()
            self._progress.report(done, self._total, f"Opening {file.name}")
            with open_table(file.path) as table:
                matched = match_headings(table.headings, self._mapping)
                refuse_unfit(file.name, matched, is_empty=not table.headings)
                file.columns = matched.columns
                if isinstance(table, DelimitedTable):
                    file.separator = table.separator
                else:
                    table.name_fields(tuple(field for _, field in matched.columns))
                rows: list[tuple[int, list[str], str]] = []
                result = ListResult(file.ordinal, 0, 0, 0, 0)
                result.problems = [
                    ("", "", remark.kind, remark.sentence, file.ordinal, remark.line)
                    for remark in table.remarks
                ]
                for row in table.rows():
                    if isinstance(row, TableRow):
                        rows.append((row.line, row.values, row.notes))
                    else:
                        result.aside.append((row.line, row.kind, row.sentence, row.content))
                    if len(rows) + len(result.aside) >= ROWS_AT_A_TIME:
                        self._progress.check()
                        self._progress.report(done + table.read, self._total, f"Reading {file.name}")
                        yield self._rows_task(file, rows, result)
                        rows, result = [], ListResult(file.ordinal, 0, 0, 0, 0)
                result.header = table.header
                yield self._rows_task(file, rows, result)
                file.sha256, file.size, file.lines = table.sha256, table.size, table.lines
            done += file.size

    def _rows_task(
        self, file: CaseListFile, rows: list[tuple[int, list[str], str]], result: ListResult
    ) -> Task:
        return (
            CaseListWorker.read_rows,
            {
                "file": file.ordinal,
                "columns": file.columns,
                "separator": file.separator,
                "rows": rows,
                "result": result,
                "interpret": not self._is_scattered,
            },
        )

    def _people_task(self, people: Sequence[tuple[str, Sequence[bytes]]]) -> Task:
        columns = {file.ordinal: file.columns for file in self.files}
        return CaseListWorker.read_blocks, {"people": people, "columns": columns}


def refuse_unfit(name: str, matched: MatchedHeadings, *, is_empty: bool = False) -> None:
    """Refuse a file whose columns are not known well enough. Raises AnswerIsNoError."""
    if is_empty:
        raise AnswerIsNoError(
            "nothing-importable", f"There are no records in {name}.", "Nothing was imported."
        )
    if matched.repeated:
        raise AnswerIsNoError(
            "headings-repeated",
            f"{name} has more than one column for {' and for '.join(matched.repeated)}.",
            "Rename the column that is not meant, or make a mapping that leaves it out.",
        )
    if matched.missing:
        only = "column" if len(matched.missing) == 1 else "columns"
        raise AnswerIsNoError(
            "headings-unknown",
            f"{name} has no {only} for {', '.join(matched.missing)}.",
            "If it has them under other headings, make a mapping once (in the window, or `mapping add`) and "
            "import with it.",
        )
