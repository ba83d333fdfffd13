"""Worker processes for large inputs: results in order, few tasks in flight, no orphans, no leftovers.

Workers are spawned, hold no file and no key, and end by themselves when the program that started them is
gone, however it went.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.rules.law import LawBook

_COLLECT_EVERY = 64
_worker: DojWorker | None = None
_tasks_done = 0


class WorkerPool:
    """Runs `DojWorker` calls in `processes` processes, or with 0 in this one. Use as a context manager."""

    def __init__(self, law: LawBook, processes: int) -> None:
        self._processes = processes
        self._own = DojWorker(load_layout(), law) if not processes else None
        self._executor = (
            ProcessPoolExecutor(
                processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(law,),
            )
            if processes
            else None
        )

    def in_order(self, tasks: Iterable[tuple[Callable[..., Any], dict[str, Any]]]) -> Iterator[Any]:
        """The result of each (method of DojWorker, arguments), in the order of the tasks.

        Raises EnvironmentProblemError when a worker was lost (usually: out of memory).
        """
        if self._executor is None:
            for method, arguments in tasks:
                yield method(self._own, **arguments)
            return
        flying: deque[Future[Any]] = deque()
        try:
            for method, arguments in tasks:
                flying.append(self._executor.submit(_do, method.__name__, arguments))
                if len(flying) > self._processes + 1:
                    yield flying.popleft().result()
            while flying:
                yield flying.popleft().result()
        except BrokenProcessPool:
            raise EnvironmentProblemError(
                "worker-lost",
                "A process that reads the file was ended by the system, probably for want of memory.",
                "Close other programs and import again; nothing was kept.",
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def _start_worker(law: LawBook) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, name="expunge-parent-watch", daemon=True).start()
    _worker = DojWorker(load_layout(), law)
    gc.freeze()
    gc.disable()  # rows make no cycles; collecting them costs a tenth of the time


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(name: str, arguments: dict[str, Any]) -> Any:
    global _tasks_done
    assert _worker is not None
    _tasks_done += 1
    if _tasks_done % _COLLECT_EVERY == 0:
        gc.collect()
    return getattr(_worker, name)(**arguments)
