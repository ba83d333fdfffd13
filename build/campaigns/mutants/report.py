"""The page docs/mutants.md: what was planted, what the tests found, and every survivor with its reason.

Reasons are written by a person in build/mutant_reasons.toml. A survivor without one is listed as open: it
asks for a test, or for code to be removed.
"""

import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project import ROOT

from campaigns.mutants.operators import Mutations

REASONS = ROOT / "build" / "mutant_reasons.toml"
OPEN = "open: no test tells it from the code as it is"
_CAUGHT = ("killed", "timeout")


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant no test noticed, and why that is so."""

    module: str
    line: int
    key: str
    verdict: str
    why: str


@dataclass(slots=True)
class Tally:
    """One module's numbers."""

    module: str
    verdicts: Counter[str]
    excluded: int
    untried: int
    survivors: list[Survivor]

    @property
    def tried(self) -> int:
        """Mutants with a verdict."""
        return sum(self.verdicts.values())

    @property
    def caught(self) -> int:
        """A test failed, or never ended."""
        return sum(self.verdicts[word] for word in _CAUGHT)


def write_report(path: Path, modules: Sequence[str], results: Path) -> int:
    """Write the page from the results that are kept. Exit code 1 when a survivor has no reason."""
    kept = json.loads(results.read_text(encoding="utf-8"))
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["reason"]
    tallies = [_tally(module, kept.get(module, {}), reasons) for module in modules]
    path.write_text("\n".join(_page(tallies)), encoding="utf-8")
    tried, caught = sum(one.tried for one in tallies), sum(one.caught for one in tallies)
    opened = sum(one.why == OPEN for tally in tallies for one in tally.survivors)
    print(
        f"{tried} mutants, {caught} caught ({_percent(caught, tried)}), {opened} survivors without a reason"
    )
    return 1 if opened else 0


def _tally(module: str, kept: dict[str, Any], reasons: list[dict[str, Any]]) -> Tally:
    path = ROOT / "expunge_desktop" / Path(*module.split(".")).with_suffix(".py")
    mutations = Mutations(module, path.read_text(encoding="utf-8"))
    digests = mutations.digests()
    tally = Tally(module, Counter(), len(mutations.excluded), 0, [])
    for site in mutations.sites:
        mutant = site.mutant
        entry = kept.get(mutant.owner, {})
        known = (
            entry.get("mutants", {}).get(mutant.key) if entry.get("digest") == digests[mutant.owner] else None
        )
        if known is None:
            tally.untried += 1
            continue
        tally.verdicts[known["verdict"]] += 1
        if known["verdict"] not in _CAUGHT:
            why = _why(module, mutant.key, reasons)
            tally.survivors.append(Survivor(module, mutant.line, mutant.key, known["verdict"], why))
    return tally


def _why(module: str, key: str, reasons: list[dict[str, Any]]) -> str:
    for reason in reasons:
        is_here = reason["module"] == module and key.startswith(reason.get("within", ""))
        if is_here and any(part in key for part in reason.get("has", [""])):
            return str(reason["why"])
    return OPEN


def _page(tallies: Sequence[Tally]) -> Iterator[str]:
    tried, caught = sum(one.tried for one in tallies), sum(one.caught for one in tallies)
    untried = sum(one.untried for one in tallies)
    total: Counter[str] = Counter()
    for one in tallies:
        total.update(one.verdicts)
    yield "# Mutants of rules and domain\n"
    yield (
        "`build/tasks.py campaign mutants` plants one small mistake at a time in the code that decides – a "
        "day too early, `and` for `or`, unknown taken for no – and runs the tests of `tests/rules` and "
        "`tests/domain`. A mutant is caught when a test fails or never ends. This page is written by "
        "`campaign mutants --report`; the reasons below are a person's, from `build/mutant_reasons.toml`.\n"
    )
    yield f"**{caught} of {tried} caught: {_percent(caught, tried)}.**" + (
        f" Not tried yet: {untried}; by the share caught so far, all would be {_interval(caught, tried)}."
        if untried
        else " Every mutant was tried."
    )
    yield "\n" + _RULES
    yield "## By module\n"
    yield "| module | planted | killed | without end | survived | in no test | excluded | caught |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for one in tallies:
        yield _row(one.module, one.verdicts, one.excluded, one.untried)
    yield _row("**all**", total, sum(one.excluded for one in tallies), untried)
    yield "\n## Survivors\n"
    for one in tallies:
        if one.survivors:
            yield f"### {one.module}\n"
            yield from _listed(one.survivors)
            yield ""


def _row(name: str, verdicts: Counter[str], excluded: int, untried: int) -> str:
    tried = sum(verdicts.values())
    caught = sum(verdicts[word] for word in _CAUGHT)
    survived = tried - caught - verdicts["uncovered"]
    share = _percent(caught, tried) + (f" ({untried} untried)" if untried else "")
    cells = (
        name,
        tried,
        verdicts["killed"],
        verdicts["timeout"],
        survived,
        verdicts["uncovered"],
        excluded,
        share,
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _listed(survivors: Sequence[Survivor]) -> Iterator[str]:
    by_reason: dict[str, list[Survivor]] = {}
    for survivor in survivors:
        by_reason.setdefault(survivor.why, []).append(survivor)
    for why, group in sorted(by_reason.items(), key=lambda pair: pair[0] == OPEN):
        yield f"{why[0].upper()}{why[1:]}:\n"
        for one in group:
            within, operator, change, nth = _parts(one.key)
            place = "" if nth == "1" else f", place {nth}"
            yield f"* line {one.line}, `{within}`, {operator}{place}: `` {change} ``"
        yield ""


def _parts(key: str) -> tuple[str, str, str, str]:
    rest, _, nth = key.rpartition(" | ")
    within, operator, change = rest.split(" | ", 2)
    return within, operator, change, nth


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _interval(caught: int, tried: int) -> str:
    """Wilson's interval of 95 % for the share caught."""
    if not tried:
        return "unknown"
    z, share = 1.96, caught / tried
    middle = (share + z * z / (2 * tried)) / (1 + z * z / tried)
    reach = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried)) / (1 + z * z / tried)
    return f"between {100 * (middle - reach):.1f} % and {100 * (middle + reach):.1f} %"


_RULES = """## What is planted, what is not

* comparisons one step off (`<` for `<=`) or turned round, `and` for `or`, `not` forgotten, a condition of one
  name turned round, the branches of `a if b else c` exchanged, a filter of a comprehension forgotten;
* numbers one higher, texts changed, `True` for `False`, + for −, `|` for `&`;
* a value or an argument forgotten (`None`), a call for its effect or a `raise` forgotten, `break` for
  `continue`;
* words of the field taken for each other: `any` and `all`, `min` and `max`, `earliest` and `latest`, unknown
  for no, an outcome for another one, `match` for `fullmatch`, `startswith` for `endswith`.

Not planted, because the program would decide the same: docstrings, annotations, decorators (`slots`, caches),
imports, type aliases. Counted as *excluded*: letters of sentences for people inside functions (a phrase of
lower-case words, the text around values in an f-string, the words of an error, punctuation between listed
parts); that such a sentence is there at all, and the values in it, are planted. Texts that are compared,
looked up, searched for or returned as a code are always planted.

A mutant is tried only by tests that run its line; one in a line no test runs counts as *in no test*, never as
caught. Mutants outside functions, and those in functions that ran while the tests were made ready, are tried
with everything imported, or the law read, anew. Hypothesis tries the same examples every time.

Each mutant is given a few seconds of tests (`--patience`), likely killers first; what lives then counts as
survived, so an open survivor may still be caught by a test that was not reached. `--survivors --all-tests`
asks them all, and tells the open ones that need a test from those that only need time.
"""
