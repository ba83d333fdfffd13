"""The pipeline of one batch: files → stretches → workers → results in order, then people seen in pieces.

A person whose rows lie in several stretches or files is *fragmented*: what was read of each piece is
withdrawn and the person is interpreted once more from all rows (`read_people`). One mechanism serves the
cut between two stretches, people straddling files, and files whose rows are shuffled.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import WorkerPool, processes_for
from expunge_desktop.ingest.batch_records import PersonRecord, StretchResult
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.source_files import STRETCH, SourceFile, size_of
from expunge_desktop.rules.law import LawBook

SMALL_INPUT = 6 * 1024 * 1024
_PEOPLE_AT_A_TIME = 64


class DojBatch:
    """One batch of files in the Department of Justice layout. Use as a context manager.

    First exhaust `stretches`, then hand every fragmented person's blocks to `read_people`. `files` know
    their size, lines and SHA-256 afterwards. Raises EnvironmentProblemError when a file cannot be read.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        law: LawBook,
        progress: Progress,
        *,
        processes: int | None = None,
        stretch: int | None = None,
    ) -> None:
        self.files = [SourceFile(path, ordinal) for ordinal, path in enumerate(paths, 1)]
        self._progress = progress
        self._stretch = stretch or STRETCH
        self._total = sum(size_of(path) for path in paths)
        if processes is None:
            processes = processes_for(self._total >= SMALL_INPUT)
        self._pool = WorkerPool(DojWorker, (load_layout(), law), processes)
        self._seen: set[str] = set()
        self._is_scattered = False

    def stretches(self) -> Iterator[StretchResult]:
        """The result of every stretch, file after file, in order."""
        for result in self._pool.in_order(self._tasks()):
            self._look_for_scattering(result)
            yield result

    def read_people(
        self, people: Iterable[tuple[str, Sequence[bytes]]], total: int
    ) -> Iterator[PersonRecord]:
        """Interpret `total` people anew from all their blocks of rows."""
        done = 0
        for records in self._pool.in_order(self._people_tasks(people)):
            self._progress.check()
            done += len(records)
            self._progress.report(done, total, f"Putting together people found in several places: {done:,}")
            yield from records

    def _tasks(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        done = 0
        for file in self.files:
            for stretch in file.stretches(self._stretch):
                self._progress.check()
                self._progress.report(done + stretch.read, self._total, f"Reading {file.name}")
                yield (
                    DojWorker.read_stretch,
                    {
                        "data": stretch.data,
                        "first_line": stretch.first_line,
                        "file": file.ordinal,
                        "overlong": stretch.overlong,
                        "interpret": not self._is_scattered,
                    },
                )
            done += file.size

    def _people_tasks(
        self, people: Iterable[tuple[str, Sequence[bytes]]]
    ) -> Iterator[tuple[Any, dict[str, Any]]]:
        some: list[tuple[str, Sequence[bytes]]] = []
        for person in people:
            some.append(person)
            if len(some) == _PEOPLE_AT_A_TIME:
                yield DojWorker.read_blocks, {"people": some}
                some = []
        if some:
            yield DojWorker.read_blocks, {"people": some}

    def _look_for_scattering(self, result: StretchResult) -> None:
        """In a shuffled file nearly everybody was seen before: then interpreting pieces is wasted work."""
        keys = {fragment.key for fragment in result.fragments}
        again = len(keys & self._seen)
        self._seen |= keys
        if keys:
            self._is_scattered = again > len(keys) / 2

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)
