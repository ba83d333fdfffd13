"""A batch of Department of Justice files: files → stretches → workers → results in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.ingest.batch_records import Fragment, StretchResult
from expunge_desktop.ingest.doj_doubts import Doubts
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.source_batch import SourceBatch
from expunge_desktop.ingest.source_files import STRETCH, SourceFile, size_of
from expunge_desktop.ingest.source_rows import note_to_bytes
from expunge_desktop.rules.law import LawBook

SMALL_INPUT = 6 * 1024 * 1024


class DojBatch(SourceBatch):
    """One batch of files in the Department of Justice layout. Use as a context manager.

    `files` know their size, lines and SHA-256 once `stretches` is exhausted. Raises EnvironmentProblemError
    when a file cannot be read.
    """

    layout = "doj"
    key_name = "SUBJECT_ID"
    files: list[SourceFile]

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
        self._stretch = stretch or STRETCH
        self._total = sum(size_of(path) for path in paths)
        if processes is None:
            processes = processes_for(self._total >= SMALL_INPUT)
        super().__init__(progress, WorkerPool(DojWorker, (load_layout(), law), processes))

    def stretches(self) -> Iterator[StretchResult]:
        """The result of every stretch, file after file, in order.

        A last one without lines withholds everybody whose record may be incomplete: they are interpreted
        anew with that known, and a note of it is kept with their rows.
        """
        doubts = Doubts()
        for result in super().stretches():
            doubts.add(result.marks, result.lost, result.edges)
            yield result
        if notes := doubts.notes():
            noted = StretchResult(len(self.files), 0, 0, 0, 0)
            noted.fragments = [Fragment(key, note_to_bytes(kind), None) for key, kind in notes]
            yield noted

    def _tasks(self) -> Iterator[Task]:
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

    def _people_task(self, people: Sequence[tuple[str, Sequence[bytes]]]) -> Task:
        return DojWorker.read_blocks, {"people": people}
