"""The campaign `mutants`: a small mistake is planted in rules and domain; a test must fail (docs/mutants.md).

Run by the program's own interpreter. Results are kept in .work/mutants/, by function: another run tries
only what changed. `--survivors` tries again what survived, `--all-tests` with the slow tests too, and
`--fresh` forgets everything.
"""

import argparse
import hashlib
import json
import os
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

from campaigns.mutants import trial
from campaigns.mutants.operators import Mutant, Mutations, Site
from campaigns.mutants.report import write_report
from campaigns.mutants.sample import run_sample

KEPT = ROOT / ".work" / "mutants"
SLOW = 2.0  # seconds of one test, above which it is asked only about what all others let live
UNCOVERED = "uncovered"
FAST_TESTS, ALL_TESTS = "fast", "all"


def modules() -> list[str]:
    """`domain.age` … of every module of the two rooms."""
    rooms = ("domain", "rules")
    paths = [path for room in rooms for path in sorted((ROOT / trial.PACKAGE / room).glob("*.py"))]
    return [f"{path.parent.name}.{path.stem}" for path in paths if path.stem != "__init__"]


@dataclass(slots=True)
class Case:
    """One mutant to try, where it is planted, and what is kept of it."""

    site: Site
    mutations: Mutations

    @property
    def mutant(self) -> Mutant:
        """What it is."""
        return self.site.mutant


class Results:
    """What became of each mutant, by module and function; on disk after every few answers."""

    def __init__(self, path: Path, *, fresh: bool) -> None:
        self.path = path
        self.data: dict[str, Any] = {}
        if path.exists() and not fresh:
            self.data = json.loads(path.read_text(encoding="utf-8"))
        self._saved = time.monotonic()

    def known(self, mutant: Mutant, digest: str) -> dict[str, Any] | None:
        """The answer for this mutant, when its function has not changed since."""
        entry = self.data.get(mutant.module, {}).get(mutant.owner)
        if not entry or entry["digest"] != digest:
            return None
        found: dict[str, Any] | None = entry["mutants"].get(mutant.key)
        return found

    def keep(self, mutant: Mutant, digest: str, answer: dict[str, Any]) -> None:
        """Keep one answer."""
        owners = self.data.setdefault(mutant.module, {})
        if owners.get(mutant.owner, {}).get("digest") != digest:
            owners[mutant.owner] = {"digest": digest, "mutants": {}}
        owners[mutant.owner]["mutants"][mutant.key] = answer
        if time.monotonic() - self._saved > 10:
            self.save()

    def killers(self) -> Iterator[tuple[str, str, str]]:
        """Module, function and test of every kill so far: what noticed one mistake notices the next."""
        for module, owners in self.data.items():
            for owner, entry in owners.items():
                for answer in entry["mutants"].values():
                    if answer["verdict"] == trial.KILLED:
                        yield module, owner, answer["by"]

    def save(self) -> None:
        """Write everything, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(self.data, indent=1, ensure_ascii=False), encoding="utf-8")
        beside.replace(self.path)
        self._saved = time.monotonic()


class Campaign:
    """All chosen mutants against the tests."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.results = Results(KEPT / "results.json", fresh=options.fresh)
        self.coverage = trial.Coverage()
        self.crew = trial.Crew(options.jobs)
        self.kills: dict[str, Counter[str]] = {}
        for module, owner, test in self.results.killers():
            self._count_kill(module, owner, test)
        self.counted: Counter[str] = Counter()
        self._last = time.monotonic()
        self._left = 0

    def run(self) -> int:
        """Try what is to be tried, and keep every answer."""
        trial.remember_yaml()
        trial.steady()
        cases = self.chosen()
        print(f"{len(cases)} mutants to try", flush=True)
        self.coverage = self._watched()
        for name in self.coverage.failed:  # it cannot tell a mutant from the code as it is
            print(f"left out, fails as it is: {name}", flush=True)
            del self.coverage.times[name], self.coverage.lines[name]
        cold = [case for case in cases if self._is_cold(case.mutant)]
        warm = [case for case in cases if not self._is_cold(case.mutant)]
        self._left = len(cases)
        if cold and self.options.only != "functions":
            print(f"{len(cold)} by importing everything anew", flush=True)
            self._try_cold(cold)
        if warm and self.options.only != "import":
            print(f"{len(warm)} by exchanging one function", flush=True)
            trial.run_pytest(_Server(self, warm))
        self.results.save()
        print(dict(self.counted))
        return 0

    def chosen(self) -> list[Case]:
        """The mutants of the chosen modules that have no answer yet."""
        cases: list[Case] = []
        for module in modules():
            if self.options.module and module not in self.options.module:
                continue
            mutations = Mutations(module, trial.path_of(module).read_text(encoding="utf-8"))
            cases += [Case(site, mutations) for site in mutations.sites]
        if self.options.sample:
            cases = random.Random(self.options.seed).sample(cases, min(self.options.sample, len(cases)))
        still_open = [case for case in cases if self._is_open(case)]
        still_open.sort(key=lambda case: self.results.known(case.mutant, self.digest(case)) is not None)
        if self.options.only == "import":  # each takes long: in any order, so that a part tells of the whole
            random.Random(self.options.seed).shuffle(still_open)
        return still_open

    def _is_open(self, case: Case) -> bool:
        known = self.results.known(case.mutant, self.digest(case))
        if known is None:
            return True
        return self.options.survivors and known["verdict"] not in (trial.KILLED, trial.TIMEOUT)

    def digest(self, case: Case) -> str:
        """What the mutant's function is now."""
        return case.mutations.digests()[case.mutant.owner]

    # -- which tests --------------------------------------------------------------------------------------

    def _watched(self) -> trial.Coverage:
        """The tests run once, watched line by line; remembered while code, tests and law stay as they are."""
        digest = hashlib.sha256()
        folders = (trial.PACKAGE, "tests/rules", "tests/domain", "resources", "build/campaigns/mutants")
        for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                digest.update(path.read_bytes() + b"\0")
        kept = KEPT / f"coverage-{digest.hexdigest()[:16]}.pickle"
        if not kept.exists():
            print("the tests, watched", flush=True)
            self._watch(kept)
        coverage: trial.Coverage = pickle.loads(kept.read_bytes())
        return coverage

    def _watch(self, kept: Path) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        pid = os.fork()
        if pid == 0:
            coverage = trial.Coverage()
            coverage.start()
            trial.run_pytest(coverage)
            sys.settrace(None)
            kept.write_bytes(pickle.dumps(coverage))
            os._exit(0)
        os.waitpid(pid, 0)

    def _is_cold(self, mutant: Mutant) -> bool:
        """Whether it runs when its module is imported."""
        is_bound = (
            mutant.operator == "dropped" and "super()" in mutant.before
        )  # needs its class when compiled
        return not mutant.owner or is_bound or f"{mutant.module}:{mutant.owner}" in self.coverage.at_import

    def _is_early(self, mutant: Mutant) -> bool:
        """Whether the function has run before the first test: for the law itself, or a session's fixture."""
        return f"{mutant.module}:{mutant.owner}" in self.coverage.early

    def ordered(self, tests: Sequence[str], module: str, owner: str) -> list[str]:
        """The tests that killed neighbors first, then the quick ones; the slow ones only when asked for."""
        with_slow = self.options.all_tests
        times = self.coverage.times
        places = (f"{module}:{owner}", module, "")
        near, around, anywhere = (self.kills.get(place, Counter()) for place in places)
        chosen = [test for test in tests if with_slow or times.get(test, 0) < SLOW]

        def rank(test: str) -> tuple[object, ...]:
            seconds = times.get(test, 0.0)
            kinds = _kinds(test)
            kills = [-count[kind] for count in (near, around) for kind in kinds]
            return seconds >= SLOW, *kills, -anywhere[test], seconds

        return sorted(chosen, key=rank)

    def _count_kill(self, module: str, owner: str, test: str) -> None:
        for place in (f"{module}:{owner}", module, ""):
            self.kills.setdefault(place, Counter()).update(_kinds(test))

    # -- trying -------------------------------------------------------------------------------------------

    def _try_cold(self, cases: Sequence[Case]) -> None:
        trial.freeze()
        self.crew.start(lambda: self._cold_answer(None), 240, self._control)
        self.crew.finish()
        for case in cases:
            self.crew.start(lambda case=case: self._cold_answer(case), 60, self._noting(case))  # type: ignore[misc]
        self.crew.finish()

    def _cold_answer(self, case: Case | None) -> str:
        module, owner = ("", "") if case is None else (case.mutant.module, case.mutant.owner)
        names = self.ordered(list(self.coverage.times), module, owner)
        kills = self.kills.get(module, Counter())
        tables = trial.TABLE_TESTS[:4]
        names.sort(key=lambda name: (not kills[name], name.partition("::")[0] not in tables))
        if case is not None:
            code = trial.planted(module, case.site, case.mutations)
            finder = trial.Instead(f"{trial.PACKAGE}.{module}", trial.path_of(module), code)
            sys.meta_path.insert(0, finder)

        def order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
            by_name = {item.nodeid: item for item in items}
            return [by_name[name] for name in names if name in by_name]

        plugin = trial.FirstFailure(order, self.options.patience if case else float("inf"))
        every_file = self.options.all_tests or case is None
        code_of_pytest = trial.run_pytest(plugin, trial.TESTS if every_file else self._files(module))
        return plugin.failed or ("import" if code_of_pytest or not plugin.ran else "")

    def _files(self, module: str) -> list[str]:
        """The files of tests that noticed most in a module, and those about words and tables."""
        kills = self.kills.get(module, Counter())
        noticed = [name for name, _ in kills.most_common() if name.endswith(".py")]
        return list(dict.fromkeys((*noticed[:6], *trial.TABLE_TESTS)))

    def try_warm(self, session: pytest.Session, cases: Sequence[Case]) -> None:
        """Every mutant in a child of this process, where tests stand ready."""
        items = {item.nodeid: item for item in session.items}
        every = self.ordered(list(self.coverage.times), "", "")
        plain = _Plan(None, every, True, float("inf"))
        self.crew.start(lambda: _warm_answer(plain, items), 240, self._control)
        self.crew.finish()
        for case in cases:
            is_early = self._is_early(case.mutant)
            tests = trial.by_mutant(self.coverage, case.mutant, case.site.statement)
            names = self.ordered(tests, case.mutant.module, case.mutant.owner)
            if is_early:  # those that run it themselves, then all that use what it made
                names = list(
                    dict.fromkeys((*names, *self.ordered(every, case.mutant.module, case.mutant.owner)))
                )
            if not names:
                self._noting(case)(UNCOVERED, "")
                continue
            plan = _Plan(case, names, is_early, self.options.patience)
            seconds = 6 + min(plan.patience, 1.5 * sum(self.coverage.times[name] for name in names))
            seconds += 1.5 * max(self.coverage.times[name] for name in names)
            self.crew.start(lambda plan=plan: _warm_answer(plan, items), seconds, self._noting(case))  # type: ignore[misc]
        self.crew.finish()

    def _control(self, verdict: str, said: str) -> None:
        """Nothing planted: everything must pass, or no verdict means anything."""
        if verdict != trial.SURVIVED:
            raise SystemExit(f"without a mutant the tests do not pass: {verdict} {said}")

    def _noting(self, case: Case) -> Callable[[str, str], None]:
        def note(verdict: str, said: str) -> None:
            mutant = case.mutant
            if verdict == trial.KILLED:
                self._count_kill(mutant.module, mutant.owner, said)
            asked = ALL_TESTS if self.options.all_tests else FAST_TESTS
            answer = {"verdict": verdict, "by": said, "asked": asked, "line": mutant.line}
            self.results.keep(mutant, self.digest(case), answer)
            self.counted[verdict] += 1
            self._left -= 1
            if time.monotonic() - self._last > 30:
                self._last = time.monotonic()
                print(f"{self._left} left: {dict(self.counted)}", flush=True)

        return note


def _kinds(test: str) -> tuple[str, str, str]:
    """A test, the one it is a case of, and its file: what one of them notices its neighbors may notice."""
    return test, test.partition("[")[0] + "[]", test.partition("::")[0]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One trial of a function that is already imported; no case: the code as it is."""

    case: Case | None
    names: Sequence[str]
    is_early: bool
    patience: float


def _warm_answer(plan: _Plan, items: dict[str, pytest.Item]) -> str:
    """The first test that fails; where the function has run already, the law is read and made anew."""
    for cache in trial.live_caches(with_services=plan.is_early):
        cache.cache_clear()
    if plan.case is not None:
        mutant = plan.case.mutant
        code = trial.planted(mutant.module, plan.case.site, plan.case.mutations)
        trial.exchange(mutant.module, mutant.owner, code)
    chosen = [items[name] for name in plan.names]
    plugin = trial.FirstFailure(list, plan.patience)
    if chosen:
        chosen[0].session._setupstate.teardown_exact(None if plan.is_early else chosen[0])
        plugin.run(chosen)
    return plugin.failed


class _Server:
    """Takes the place of the run of tests: makes everything stand ready, then tries the mutants."""

    def __init__(self, campaign: Campaign, cases: Sequence[Case]) -> None:
        self.campaign, self.cases = campaign, cases

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The trial."""
        times = self.campaign.coverage.times
        quick = [item for item in session.items if times.get(item.nodeid, SLOW) < SLOW]
        for place, item in enumerate(quick):
            if not trial.passes(item, quick[(place + 1) % len(quick)]):
                raise SystemExit(f"does not pass: {item.nodeid}")
        trial.freeze()
        self.campaign.try_warm(session, self.cases)
        return True


def main(arguments: Sequence[str] | None = None) -> int:
    """From the command line."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--module", action="append", choices=modules(), metavar="ROOM.MODULE")
    parser.add_argument("--sample", type=int, help="so many, chosen at random over all modules")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--survivors", action="store_true", help="try again what survived")
    parser.add_argument("--all-tests", action="store_true", help="ask the slow tests too")
    parser.add_argument(
        "--patience", type=float, default=4.0, help="seconds of tests after which a mutant counts as survived"
    )
    parser.add_argument(
        "--only", choices=["functions", "import"], help="only what stands in functions, or runs at import"
    )
    parser.add_argument("--fresh", action="store_true", help="forget earlier results")
    parser.add_argument("--sure", action="store_true", help="only the twenty that have to be noticed")
    parser.add_argument("--report", type=Path, help="write the page of results here and try nothing")
    options = parser.parse_args(arguments)
    if options.sure:
        return run_sample()
    if options.report:
        return write_report(options.report, modules(), KEPT / "results.json")
    return Campaign(options).run()
