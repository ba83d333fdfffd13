"""Worker processes for large inputs: results in order, few tasks in flight, no orphans, no leftovers.

Workers are spawned, hold no file and no key, and end by themselves when the program that started them is
gone, however it went. Ctrl+C is the program's business, not theirs. Each makes its own worker object once
and is then asked to call its methods.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.hardening import harden_process

_COLLECT_EVERY = 64
_worker: Any = None
_tasks_done = 0

Task = tuple[Callable[..., Any], Mapping[str, Any]]


class WorkerPool:
    """Calls methods of the object `make(*arguments)` in `processes` processes, or with 0 in this one.

    `make`, its arguments, the methods' arguments and results travel between processes: they must be
    picklable. Use as a context manager.
    """

    def __init__(self, make: Callable[..., Any], arguments: tuple[Any, ...], processes: int) -> None:
        self._processes = processes
        self._own = None if processes else make(*arguments)
        self._executor = (
            ProcessPoolExecutor(
                processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(make, arguments),
            )
            if processes
            else None
        )

    def in_order(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """The result of each (method of the worker object, its arguments), in the order of the tasks.

        Raises EnvironmentProblemError when a worker was lost (usually: out of memory).
        """
        if self._executor is None:
            for method, arguments in tasks:
                yield method(self._own, **arguments)
            return
        flying: deque[Future[Any]] = deque()
        try:
            for method, arguments in tasks:
                with _deaf_children():
                    flying.append(self._executor.submit(_do, method.__name__, dict(arguments)))
                if len(flying) > self._processes + 1:
                    yield flying.popleft().result()
            while flying:
                yield flying.popleft().result()
        except BrokenProcessPool:
            raise EnvironmentProblemError(
                "worker-lost",
                "A process that did part of the work was ended by the system, probably for want of memory.",
                "Close other programs and try again; nothing was kept.",
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def processes_for(is_large: bool) -> int:
    """How many processes pay off: one for each processor for large work, none besides this for small."""
    return max(1, os.cpu_count() or 1) if is_large else 0


@contextmanager
def _deaf_children() -> Iterator[None]:
    """A process started meanwhile never hears Ctrl+C, not even at first; this one hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(make: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    global _worker
    harden_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="expunge-parent-watch", daemon=True).start()
    _worker = make(*arguments)
    gc.freeze()
    gc.disable()  # records make no cycles; collecting them costs a tenth of the time


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(name: str, arguments: dict[str, Any]) -> Any:
    global _tasks_done
    _tasks_done += 1
    if _tasks_done % _COLLECT_EVERY == 0:
        gc.collect()
    return getattr(_worker, name)(**arguments)
