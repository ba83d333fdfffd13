"""What every batch of source files offers to the import, whatever its layout, and the pipeline they share.

A person whose rows lie in several stretches or files is *fragmented*: what was read of each piece is
withdrawn and the person is interpreted once more from all rows (`read_people`). One mechanism serves the
cut between two stretches, people straddling files, and files whose rows are shuffled.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from expunge_desktop.base.progress import Progress
from expunge_desktop.base.worker_pool import Task, WorkerPool
from expunge_desktop.ingest.batch_records import PersonRecord, StretchResult

_PEOPLE_AT_A_TIME = 64


class BatchFile(Protocol):
    """One file of a batch. What is counted is known once all its rows were read.

    `columns` are (heading as recorded, field of the case list or empty); none for files of a fixed layout.
    """

    ordinal: int
    sha256: str
    size: int
    lines: int
    columns: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        ...


class SourceBatch(ABC):
    """One batch of files of one layout. Use as a context manager.

    First exhaust `stretches`, then hand every fragmented person's blocks to `read_people`. Both raise
    EnvironmentProblemError when a file cannot be read, and AnswerIsNoError when it is not of this layout.
    """

    layout = ""
    key_name = ""  # what the layout calls the key of a person, in sentences
    files: Sequence[BatchFile]

    def __init__(self, progress: Progress, pool: WorkerPool) -> None:
        self._progress = progress
        self._pool = pool
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

    @abstractmethod
    def _tasks(self) -> Iterator[Task]:
        """The reading of every stretch."""

    @abstractmethod
    def _people_task(self, people: Sequence[tuple[str, Sequence[bytes]]]) -> Task:
        """The interpreting of some people from their blocks."""

    def _people_tasks(self, people: Iterable[tuple[str, Sequence[bytes]]]) -> Iterator[Task]:
        some: list[tuple[str, Sequence[bytes]]] = []
        for person in people:
            some.append(person)
            if len(some) == _PEOPLE_AT_A_TIME:
                yield self._people_task(some)
                some = []
        if some:
            yield self._people_task(some)

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
