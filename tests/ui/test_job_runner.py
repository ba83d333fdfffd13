"""Background jobs without Qt: one writer, readers beside it, cancel, clean shutdown."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.services.jobs import Job, JobKind, JobRunner


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


class Endings:
    """Collects ended jobs, and waits for them."""

    def __init__(self) -> None:
        self.jobs: list[Job[Any]] = []
        self._changed = threading.Condition()

    def __call__(self, job: Job[Any]) -> None:
        with self._changed:
            self.jobs.append(job)
            self._changed.notify_all()

    def wait(self, count: int) -> list[Job[Any]]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.jobs) >= count, timeout=100)
            return list(self.jobs)


def test_writes_never_overlap_and_keep_their_order(runner: JobRunner) -> None:
    inside, most, order = 0, 0, []
    lock = threading.Lock()

    def work(number: int) -> int:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.01)
        order.append(number)
        with lock:
            inside -= 1
        return number

    ended = Endings()
    for number in range(6):
        runner.write("", lambda _job, number=number: work(number), ended)
    assert [job.value for job in ended.wait(6)] == list(range(6))
    assert most == 1
    assert order == list(range(6))


def test_a_read_does_not_wait_for_a_long_write(runner: JobRunner) -> None:
    release, ended = threading.Event(), Endings()
    runner.write("Import", lambda _job: release.wait(200), ended)
    runner.read(lambda _job: "read", ended)
    assert ended.wait(1)[0].value == "read"
    release.set()
    ended.wait(2)


def test_a_cancelled_job_ends_with_cancelled_error_also_when_it_never_started(runner: JobRunner) -> None:
    release, ended = threading.Event(), Endings()
    first = runner.write("Import", lambda _job: release.wait(200), ended)
    second = runner.write("Deciding", lambda _job: "never", ended)
    second.cancel()
    release.set()
    jobs = ended.wait(2)
    assert jobs[0] is first
    assert isinstance(jobs[1].error, CancelledError)
    assert jobs[1].value is None
    assert "Deciding" in str(jobs[1].error)


def test_progress_is_thinned_out_but_the_last_unit_is_always_told(runner: JobRunner) -> None:
    told: list[int] = []

    def work(job: Job[None]) -> None:
        for done in range(1, 50_001):
            job.report(done, 50_000, "")

    ended = Endings()
    runner.write("Import", work, ended, lambda _job, done, _total, _text: told.append(done))
    ended.wait(1)
    assert told[-1] == 50_000
    assert len(told) < 500


def test_closing_cancels_what_runs_and_does_the_last_deed_after_it() -> None:
    runner, ended, deeds = JobRunner(), Endings(), []
    started = threading.Event()

    def endless(job: Job[None]) -> None:
        started.set()
        while True:
            job.check()
            threading.Event().wait(0.005)

    runner.write("Import", endless, ended)
    runner.write("Waiting", lambda _job: deeds.append("must not run"), ended)
    assert started.wait(100)
    runner.close(lambda: deeds.append("closed"))
    assert deeds == ["closed"]
    assert [type(job.error) for job in ended.wait(2)] == [CancelledError, CancelledError]
    assert runner.active() == []
    with pytest.raises(RuntimeError):
        runner.write("", lambda _job: None, ended)
    runner.close(lambda: deeds.append("twice"))
    assert deeds == ["closed"]


def test_what_the_last_deed_raises_is_not_lost() -> None:
    runner = JobRunner()

    def fail() -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        runner.close(fail)


def test_an_ended_job_is_no_longer_active_when_its_listener_is_told(runner: JobRunner) -> None:
    active: list[int] = []
    told = threading.Event()

    def ended(_job: Job[Any]) -> None:
        active.append(len(runner.active(JobKind.WRITE)))
        told.set()

    runner.write("Import", lambda _job: None, ended)
    assert told.wait(100)
    assert active == [0]
