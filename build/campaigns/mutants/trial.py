"""Tries mutants against the tests of rules and domain: one process that forks once for every mutant.

Run by the program's own interpreter from `campaign mutants` (campaign.py). What the tests read from YAML is
parsed once and remembered; nothing else is shared with a mutant but modules that were imported unchanged.

A mutant inside a function is planted into the imported module (its code object is exchanged), in a process
where tests are collected and session fixtures stand. Where that function has already run by then, or the
mutant stands outside functions, the child imports everything itself, with the changed module in its place.
"""

import copy
import functools
import gc
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings
from project import ROOT

from campaigns.mutants.operators import Mutant, Mutations, Site

PACKAGE = "expunge_desktop"
TESTS = ("tests/rules", "tests/domain")
# They can only kill more, and take too long, or need a workspace and processes of their own.
LEFT_OUT = (
    "tests/rules/test_scenarios.py::test_no_case_is_vacuous",
    "tests/rules/test_second_reading.py::test_the_program_agrees_with_the_second_reading_on_many_more_records",
    "tests/rules/test_runs_of_any_policy.py",
)
# What stands outside functions is mostly words and tables: these ask for them.
TABLE_TESTS = (
    "tests/domain/test_vocabularies.py",
    "tests/rules/test_policy_words.py",
    "tests/domain/test_counties_and_codes.py",
    "tests/domain/test_partial_dates.py",
    "tests/domain/test_citation_parser.py",
    "tests/rules/test_facts_of_a_record.py",
    "tests/rules/test_scenarios.py",
    "tests/rules/test_told_cases.py",
    "tests/rules/test_steps_of_the_statute.py",
    "tests/domain/test_court_profile.py",
    "tests/domain/test_filing_status.py",
    "tests/rules/test_dates_known_in_part.py",
)
_WATCHED_CALLS = 40
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
Lines = dict[str, dict[str, set[int]]]  # test → module → lines


def path_of(module: str) -> Path:
    """The file of `rules.age`."""
    return ROOT / PACKAGE / Path(*module.split(".")).with_suffix(".py")


def remember_yaml() -> None:
    """Parse the same text once: reading YAML is most of the tests' time and none of what is tested."""
    for name, is_list in (("load", False), ("safe_load", False), ("compose", False), ("scan", True)):
        setattr(yaml, name, _remembering(getattr(yaml, name), is_list))


def _remembering(read: Callable[..., Any], is_list: bool) -> Callable[..., Any]:
    known: dict[tuple[object, object], Any] = {}

    @functools.wraps(read)
    def reader(stream: Any, Loader: Any = None) -> Any:  # noqa: N803
        text = stream.read() if hasattr(stream, "read") else stream
        key = (text, Loader)
        if key not in known:
            found = read(text, Loader) if Loader else read(text)
            known[key] = list(found) if is_list else found
        found = known[key]
        return iter(found) if is_list else copy.deepcopy(found) if isinstance(found, dict | list) else found

    return reader


def steady() -> None:
    """Hypothesis always tries the same examples and spends no time on making them smaller.

    Modules are compiled once, beside the results and never beside the sources.
    """
    sys.pycache_prefix = str(ROOT / ".work" / "mutants" / "compiled")
    sys.dont_write_bytecode = False
    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )  # fmt: skip
    settings.load_profile("mutants")


def run_pytest(plugin: object, targets: Sequence[str] = TESTS) -> int:
    """Collect the tests and hand them to the plugin."""
    options = [
        "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:timeout",
        "-p", "no:pytest-qt", "-p", "no:terminal", "--capture=no", "-c", os.devnull, "--rootdir", str(ROOT),
        "--assert=plain", "-o", "markers=slow\ngui\nxdist_group",
    ]  # fmt: skip
    left_out = [f"--{'deselect' if '::' in name else 'ignore'}={name}" for name in LEFT_OUT]
    return int(pytest.main([*options, *left_out, *targets], plugins=[plugin]))


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test; fixtures the following one needs stay."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, nextitem=following, log=False)
    return not any(report.failed for report in reports)


def live_caches(*, with_services: bool = False) -> list[Any]:
    """Every remembered answer (`lru_cache`) of rules and domain; and the law as services have read it."""
    found = {}
    rooms = ("rules", "domain", "services") if with_services else ("rules", "domain")
    for name, module in list(sys.modules.items()):
        if name.startswith(tuple(f"{PACKAGE}.{room}" for room in rooms)):
            found.update({id(v): v for v in vars(module).values() if hasattr(v, "cache_clear")})
    return list(found.values())


class Coverage:
    """Which lines of rules and domain each test runs, and which functions run before any test does."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self.times: dict[str, float] = {}
        self.early: set[str] = set()  # before the first test, or for a fixture of the session
        self.at_import: set[str] = set()  # of these, while rules and domain themselves are imported
        self.failed: list[str] = []
        self._now: dict[str, set[int]] = {}
        self._shared: dict[str, dict[str, set[int]]] = {}
        self._calls: dict[types.CodeType, int] = {}
        self._is_early = True
        self._roots = {str(path_of(f"{room}.x").parent): room for room in ("rules", "domain")}
        self._names: dict[str, str] = {}

    def start(self) -> None:
        """From now on, until the tests end."""
        sys.settrace(self._called)

    def _module(self, file: str) -> str:
        if file not in self._names:
            folder, _, name = file.rpartition(os.sep)
            room = self._roots.get(folder, "")
            self._names[file] = f"{room}.{name[:-3]}" if room else ""
        return self._names[file]

    def _is_importing(self, frame: types.FrameType | None) -> bool:
        while frame is not None:
            if frame.f_code.co_name == "<module>" and self._module(frame.f_code.co_filename):
                return True
            frame = frame.f_back
        return False

    def _called(self, frame: types.FrameType, _event: str, _argument: object) -> Any:
        module = self._module(frame.f_code.co_filename)
        if not module:
            return None
        if self._is_early:
            name = f"{module}:{frame.f_code.co_qualname.partition('.<locals>')[0]}"
            self.early.add(name)
            if name not in self.at_import and self._is_importing(frame.f_back):
                self.at_import.add(name)
        lines = self._now.setdefault(module, set())
        code = frame.f_code
        calls = self._calls[code] = self._calls.get(code, 0) + 1
        if calls > _WATCHED_CALLS:
            if calls == _WATCHED_CALLS + 1:  # so often: taken to run every line
                lines.update(line for _, _, line in code.co_lines() if line)
            return None
        lines.add(frame.f_lineno)

        def follow(frame: types.FrameType, _event: str, _argument: object) -> Any:
            lines.add(frame.f_lineno)
            return follow

        return follow

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        """What a module's fixture runs is run for every test that uses it; a session's stands before all."""
        before = self._is_early, self._now
        if fixturedef.scope != "function":
            self._is_early = self._is_early or fixturedef.scope == "session"
            self._now = self._shared.setdefault(f"{fixturedef.baseid} {fixturedef.argname}", {})
        try:
            return (yield)
        finally:
            self._is_early, self._now = before

    def _with_fixtures(self, item: pytest.Item) -> dict[str, set[int]]:
        """The lines of a test with those of the fixtures it uses."""
        lines = self._now
        for found in getattr(item, "_fixtureinfo").name2fixturedefs.values():  # noqa: B009
            for name, theirs in self._shared.get(f"{found[-1].baseid} {found[-1].argname}", {}).items():
                lines.setdefault(name, set()).update(theirs)
        return lines

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once, watched."""
        self._is_early = False
        items = list(session.items)
        for place, item in enumerate(items):
            for cache in live_caches():
                cache.cache_clear()
            self._now, self._calls = {}, {}
            start = time.process_time()
            is_good = passes(item, items[place + 1] if place + 1 < len(items) else None)
            self.times[item.nodeid] = time.process_time() - start
            self.lines[item.nodeid] = self._with_fixtures(item)
            if not is_good:
                self.failed.append(item.nodeid)
        sys.settrace(None)
        self._calls = {}
        return True


class _Changed(importlib.abc.Loader):
    """Loads a module from code that was compiled beforehand."""

    def __init__(self, path: Path, code: types.CodeType) -> None:
        self.path, self.code = path, code

    def create_module(self, spec: ModuleSpec) -> None:  # noqa: ARG002
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(self.code, module.__dict__)


class Instead(importlib.abc.MetaPathFinder):
    """Gives one module's changed code to whoever imports it."""

    def __init__(self, name: str, path: Path, code: types.CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(
            fullname, _Changed(self.path, self.code), origin=str(self.path)
        )


class FirstFailure:
    """Runs tests in a given order until one fails, or the time is used up; says which failed."""

    def __init__(
        self, order: Callable[[Sequence[pytest.Item]], list[pytest.Item]], patience: float = float("inf")
    ) -> None:
        self.order, self.patience, self.failed, self.ran = order, patience, "", 0

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module of tests that cannot be imported any more has failed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid or "collection"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The run itself."""
        if not self.failed:
            self.run(self.order(list(session.items)))
        return True

    def run(self, items: Sequence[pytest.Item]) -> None:
        """Until the first failure, or until the time is used up."""
        end = time.process_time() + self.patience
        for place, item in enumerate(items):
            if time.process_time() > end:
                return
            self.ran += 1
            if not passes(item, items[place + 1] if place + 1 < len(items) else None):
                self.failed = item.nodeid
                return


def planted(module: str, site: Site, mutations: Mutations) -> types.CodeType:
    """The code of the module with the mistake in it."""
    import ast

    site.apply()
    return compile(ast.fix_missing_locations(mutations.tree), str(path_of(module)), "exec", dont_inherit=True)


def exchange(module: str, owner: str, code: types.CodeType) -> None:
    """Give the function that is already imported the changed code. Raises LookupError without one."""
    name = f"{PACKAGE}.{module}"
    live = _function(sys.modules[name], owner)
    found = [part for part in _inner(code) if part.co_qualname == owner
             and part.co_firstlineno == live.__code__.co_firstlineno]  # fmt: skip
    if len(found) != 1 or found[0].co_freevars != live.__code__.co_freevars:
        raise LookupError(f"{module}: {owner}")
    live.__code__ = found[0]


def _inner(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _inner(part)


def _function(holder: Any, owner: str) -> types.FunctionType:
    for part in owner.split("."):
        holder = vars(holder)[part]
    for name in ("fget", "__func__", "func", "__wrapped__"):
        holder = getattr(holder, name, None) or holder
    if not isinstance(holder, types.FunctionType):
        raise LookupError(owner)
    return holder


def limited(seconds: float, memory: int = 2 << 30) -> None:
    """End this process when it needs more processor time or memory: a mistake may never end."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * 20)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


class Crew:
    """Forked children, a few at a time; what each writes is handed on when it ends."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._reading: dict[int, tuple[int, Callable[[str, str], None]]] = {}

    def start(self, act: Callable[[], str], seconds: float, done: Callable[[str, str], None]) -> None:
        """Fork; the child's answer (a test's name, or nothing) comes to `done` with the verdict."""
        while len(self._reading) >= self.jobs:
            self._wait()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                os.close(reading)
                random.seed(7)
                quiet = os.open(os.devnull, os.O_RDWR)
                os.dup2(quiet, 1)
                os.dup2(quiet, 2)
                limited(seconds)
                os.write(writing, act().encode())
                code = 0
            except MemoryError:
                code = 71
            except BaseException as error:  # noqa: BLE001  # a mistake may raise anything, KeyboardInterrupt too
                os.write(writing, f"{type(error).__name__} {error}"[:300].encode())
            finally:
                os._exit(code)
        os.close(writing)
        self._reading[pid] = (reading, done)

    def finish(self) -> None:
        """Wait for all."""
        while self._reading:
            self._wait()

    def _wait(self) -> None:
        pid, status = os.wait()
        reading, done = self._reading.pop(pid)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode(errors="replace")
        if os.WIFSIGNALED(status):
            done(TIMEOUT, f"signal {os.WTERMSIG(status)}")
        elif os.WEXITSTATUS(status) == 71:
            done(TIMEOUT, "memory")
        elif os.WEXITSTATUS(status):
            done("error", said)
        else:
            done(KILLED if said else SURVIVED, said)


def freeze() -> None:
    """What stands now is never looked at again by the collector, so children share its memory."""
    gc.collect()
    gc.freeze()


def by_mutant(coverage: Coverage, mutant: Mutant, statement: tuple[int, int]) -> list[str]:
    """The tests that run a line of the mutant's statement."""
    span = set(range(statement[0], statement[1] + 1)) | {mutant.line}
    return [test for test, modules in coverage.lines.items() if span & modules.get(mutant.module, set())]
