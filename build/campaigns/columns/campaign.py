"""Every column of the layout blank, partial, impossible or padded, one at a time, over made-up people.

Run by the program's own interpreter (`campaign columns`); the tests take a few people. Each change is made in
all rows of every person, then in one row of each; the file is read as an import reads it, decided under the
Los Angeles criteria and the statute alone, and compared count by count with the file as it was. Padding must
change nothing. Nothing else may lead to more relief, unless the law presumes so and the explanation cites it
(grounds.py). What changed and why it may stands at the end of docs/unknown-values.md.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from campaigns.columns import unknown_facts
from campaigns.columns.changes import BLANK, CHANGES, PADDED, Change
from campaigns.columns.grounds import Case, ground_of
from campaigns.columns.judge import POLICIES, RELIEF, Found, Judge, Verdict
from campaigns.columns.page import Size, page
from campaigns.columns.people import AT, Row, make_people, quoted
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.ingest.doj_columns import COLUMNS
from expunge_desktop.rules.facts_json import facts_from_json, facts_to_json

ALL_ROWS, ONE_ROW = "all rows", "one row"


class Trial(NamedTuple):
    """One change of one column."""

    column: str
    change: Change
    where: str


class Move(NamedTuple):
    """An outcome that became another one; `ground` says why it may have become better, empty = it may not."""

    column: str
    change: str
    where: str
    policy: str
    before: Outcome
    after: Outcome
    person: int
    line: int
    ground: str

    @property
    def gain(self) -> int:
        """Positive: more relief than with the value as it was."""
        return RELIEF.get(self.after, 0) - RELIEF.get(self.before, 0)


@dataclass(slots=True)
class Totals:
    """What a run looked at and found."""

    trials: int = 0
    people: int = 0
    compared: int = 0
    moves: Counter[tuple[str, str, str, str, str, str]] = field(default_factory=Counter)
    better: list[Move] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[Move]:
        """More relief without a ground."""
        return [move for move in self.better if not move.ground]

    def add(self, other: "Totals") -> None:
        """Take in what another part of the run found."""
        self.trials += other.trials
        self.people = max(self.people, other.people)
        self.compared += other.compared
        self.moves.update(other.moves)
        self.better += other.better
        self.faults += other.faults


class Campaign:
    """One set of people, read once as they are; `run` tries changes on them."""

    def __init__(self, number: int, seed: int, only: Sequence[int] = ()) -> None:
        people = make_people(number, seed)
        people = [people[place] for place in only] if only else people
        self.judge = Judge()
        self._people = len(people)
        self._rows: list[Row] = [row for rows in people for row in rows]
        self._fields = [[quoted(value) for value in row] for row in self._rows]
        self._starts: list[int] = []
        at = 0
        for rows in people:
            self._starts.append(at)
            at += len(rows)
        self._starts.append(at)
        self._texts = [",".join(fields) for fields in self._fields]
        self._as_it_was = self.judge.read(self._texts)
        self._before: dict[int, dict[str, Verdict]] = {}
        for fragment in self._as_it_was.values():
            self._before |= self.judge.verdicts(fragment)
        self._repeats_are_as_their_first()
        self.counts = sum(len(_facts(one)) for one in self._as_it_was.values())

    def _repeats_are_as_their_first(self) -> None:
        """An exact repeat of a row adds no line to its count; changed, it still is a row of that count."""
        first: dict[str, int] = {}
        for line, text in enumerate(self._texts, 1):
            if first.setdefault(text, line) in self._before:
                self._before[line] = self._before[first[text]]

    def filled(self) -> dict[str, int]:
        """How many rows have a value in each column."""
        return {name: sum(bool(row[AT[name]].strip()) for row in self._rows) for name in COLUMNS}

    def run(self, trials: Sequence[Trial]) -> Totals:
        """Try each; the blank values of one column and place must stand next to each other."""
        totals = Totals(people=self._people)
        empty: dict[str, Found] = {}
        for trial in trials:
            texts = self._changed(trial)
            totals.trials += 1
            totals.compared += self.counts * len(POLICIES)
            read = self.judge.read(texts)
            if trial.change.kind == PADDED:
                totals.faults += self._differences(trial, self._as_it_was, read)
                continue
            if trial.change.kind == BLANK and trial.change.name == "empty":
                empty = read
            elif trial.change.kind == BLANK:
                totals.faults += self._differences(trial, empty, read)
                continue
            for move in self._moves(trial, read):
                direction = (
                    "more relief" if move.gain > 0 else "less relief" if move.gain < 0 else "same relief"
                )
                key = trial.column, trial.change.kind, trial.where, move.policy, direction, move.ground
                totals.moves[key] += 1
                if move.gain > 0:
                    totals.better.append(move)
        return totals

    def _changed(self, trial: Trial) -> list[str]:
        at, change = AT[trial.column], trial.change
        if trial.where == ALL_ROWS:
            chosen: Sequence[int] = range(len(self._rows))
        else:
            chance = random.Random(trial.column)
            chosen = [self._one_row(chance, person, at) for person in range(self._people)]
        texts = self._texts.copy()
        for place in chosen:
            value = self._rows[place][at]
            if (value or change.fills or change.kind == PADDED) and (
                new := quoted(change.of(value))
            ) != value:
                fields = self._fields[place]
                texts[place] = ",".join([*fields[:at], new, *fields[at + 1 :]])
        return texts

    def _one_row(self, chance: random.Random, person: int, at: int) -> int:
        """One of the person's rows; one that has a value, if there is any."""
        places = range(self._starts[person], self._starts[person + 1])
        return chance.choice([place for place in places if self._rows[place][at].strip()] or places)

    def _differences(self, trial: Trial, wanted: dict[str, Found], read: dict[str, Found]) -> Iterator[str]:
        """People that padding, or another way to write nothing, changed."""
        for key in wanted.keys() | read.keys():
            one, other = wanted.get(key), read.get(key)
            if one is None or other is None or one.record != other.record:
                yield f"{trial.column}, {trial.change.name}, {trial.where}: person {key} is read differently"

    def _moves(self, trial: Trial, read: dict[str, Found]) -> Iterator[Move]:
        """Every count whose outcome changed, the gain of its best line."""
        is_rearranged = trial.column in ("SUBJECT_ID", "CNT_ORDER")
        same = set()
        after: dict[int, dict[str, Verdict]] = {}
        for key, fragment in read.items():
            known = self._as_it_was.get(key)
            if known is not None and not is_rearranged and _facts(known) == _facts(fragment):
                same.add(key)
            else:
                after |= self.judge.verdicts(fragment)
        for person in range(self._people):
            lines = range(self._starts[person] + 1, self._starts[person + 1] + 1)
            if self._rows[lines[0] - 1][AT["SUBJECT_ID"]] in same:
                continue
            for policy in POLICIES:
                yield from self._moves_of(trial, policy, person, lines, after)

    def _moves_of(
        self, trial: Trial, policy: str, person: int, lines: range, after: dict[int, dict[str, Verdict]]
    ) -> Iterator[Move]:
        best: dict[int, Move] = {}
        for line in lines:
            before, now = self._before.get(line, {}).get(policy), after.get(line, {}).get(policy)
            if before is None and now is None:
                continue
            was = before.outcome if before else Outcome.OUT_OF_SCOPE
            became = now.outcome if now else Outcome.OUT_OF_SCOPE
            move = Move(trial.column, trial.change.name, trial.where, policy, was, became, person, line, "")
            count = id(before) if before else -line
            if count not in best or move.gain > best[count].gain:
                best[count] = move
        for move in best.values():
            if move.before is move.after:
                continue
            if move.gain > 0:
                move = move._replace(
                    ground=self._ground(trial.column, self._before.get(move.line), after[move.line], policy)
                )
            yield move

    def _ground(
        self, column: str, before: dict[str, Verdict] | None, after: dict[str, Verdict], policy: str
    ) -> str:
        """Why this gain may be; a count that was none before has no ground."""
        if before is None:
            return ""
        was, now = before[policy].facts, after[policy].facts
        return ground_of(
            Case(
                column,
                facts_from_json(was),
                self.judge.finding(was, policy),
                facts_from_json(now),
                self.judge.finding(now, policy, explain=True),
                lambda facts: RELIEF.get(self.judge.outcome(facts_to_json(facts), policy), 0),
            )
        )


def _facts(found: Found) -> list[tuple[object, object]]:
    return [(one[0], one[15]) for one in found.record.convictions]


def all_trials(columns: Sequence[str] = COLUMNS) -> list[Trial]:
    """Every change of every column, in all rows and in one row of each person."""
    return [
        Trial(column, change, where)
        for column in columns
        for where in (ALL_ROWS, ONE_ROW)
        for change in CHANGES
        if where == ALL_ROWS or change.in_one_row
    ]


def show(totals: Totals) -> None:
    """The totals in plain words."""
    print(f"{totals.trials:,} trials over {totals.people:,} people; {totals.compared:,} convictions compared")
    for direction in ("less relief", "same relief", "more relief"):
        number = sum(count for key, count in totals.moves.items() if key[4] == direction)
        print(f"  {direction}: {number:,} outcomes changed")
    for fault in totals.faults[:20]:
        print(f"  not the same: {fault}")
    seen: Counter[tuple[str, ...]] = Counter()
    for move in totals.violations:
        key = (move.column, move.change, move.where, move.policy, move.before.value, move.after.value)
        seen[key] += 1
        if seen[key] == 1:
            print(f"  more favorable: {', '.join(key)} (person {move.person}, line {move.line})")
    print(
        f"{len(totals.violations):,} more favorable without a ground, {len(totals.faults):,} read differently"
    )


def run_in_parts(people: int, seed: int, columns: Sequence[str], only: Sequence[int] = ()) -> Totals:
    """Every trial of these columns, as many at a time as there are cores; in the order of the columns."""
    totals = Totals()
    with ProcessPoolExecutor(initializer=_start, initargs=(people, seed, only)) as pool:
        for number, part in enumerate(pool.map(_run_column, columns), 1):
            totals.add(part)
            print(f"\r{number} of {len(columns)} columns", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return totals


_campaign: Campaign | None = None


def _start(people: int, seed: int, only: Sequence[int]) -> None:
    global _campaign
    _campaign = Campaign(people, seed, only)


def _run_column(column: str) -> Totals:
    assert _campaign is not None
    return _campaign.run(all_trials([column]))


def main() -> int:
    """Every trial; exit code 1 at a broken promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=64)
    parser.add_argument("--columns", nargs="*", default=list(COLUMNS))
    parser.add_argument("--only-people", nargs="*", type=int, default=(), help="by number, from 0")
    parser.add_argument("--page", type=Path, help="write what changed to the end of this page")
    options = parser.parse_args()
    start = time.monotonic()
    if options.page and options.only_people:
        parser.error("the page tells a whole run: leave --only-people out")
    campaign = Campaign(options.people, options.seed, options.only_people)
    never = [name for name, rows in campaign.filled().items() if not rows]
    print(
        f"{campaign.counts:,} convictions under review; never filled: {', '.join(never) or 'none'}",
        flush=True,
    )
    totals = run_in_parts(options.people, options.seed, options.columns, options.only_people)
    show(totals)
    if options.page:
        size = Size(totals.people, campaign.counts, totals.trials, totals.compared)
        text = page(options.page.read_text("utf-8"), totals.moves, size)
        options.page.write_text(text, encoding="utf-8")
    if options.only_people:
        return 1 if totals.violations or totals.faults else 0
    taken = unknown_facts.run(2 * options.people, options.seed)
    unknown_facts.show(taken, 2 * options.people)
    print(f"{time.monotonic() - start:.0f} s")
    return 1 if totals.violations or totals.faults or taken.violations else 0
