"""Factories for the rules' tests, and a reader of the shared law examples."""

from __future__ import annotations

import csv
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest.case_list_headings import match_headings
from expunge_desktop.ingest.case_list_person import read_person
from expunge_desktop.ingest.case_list_record import ListRow, person_key
from expunge_desktop.ingest.case_list_rows import TableRow
from expunge_desktop.ingest.case_list_tables import open_table
from expunge_desktop.rules.evaluate import evaluate, evaluate_other
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.facts_json import facts_from_json, facts_to_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.services.law_library import load_law, load_policy

SHARED_LAW = Path(__file__).resolve().parents[2].parent / "shared" / "law"
AS_OF = date(2020, 2, 11)
LOS_ANGELES = Jurisdiction("LOS ANGELES")


class Bench:
    """Builds people and evaluates one count of theirs, through the stored form of the facts."""

    def __init__(self) -> None:
        self.law: LawBook = load_law()
        self.policy: Policy = load_policy("los-angeles-2020")
        self.statute_only: Policy = load_policy("statute-only")

    def count(self, charge: str = "11359 HS", **values: Any) -> Count:
        """An adult's felony of 2005 in the county, sentence completed, unless said otherwise."""
        dates = ("offense_on", "conviction_on", "commenced_on", "sentence_completed_on", "probation_ended_on")
        defaults: dict[str, Any] = {
            "ref": "1",
            "charge": charge,
            "disposition": Disposition.CONVICTED,
            "case_key": "A1",
            "county": "LOS ANGELES",
            "level": Level.FELONY,
            "offense_on": "2005-01-10",
            "conviction_on": "2005-03-01",
            "is_sentence_completed": True,
            "was_probation_granted": False,
        }
        merged = defaults | values
        for name in (*dates, "set_aside_on", "revoked_on"):
            if isinstance(merged.get(name), str):
                merged[name] = PartialDate.parse(merged[name])
        if isinstance(merged["level"], str):
            merged["level"] = Level(merged["level"]) if merged["level"] else None
        if "fact_codes" in merged:
            merged["fact_codes"] = frozenset(merged["fact_codes"])
        return Count(**merged)

    def prior(self, charge: str, on: str = "1990-02-02", **values: Any) -> Count:
        """An earlier conviction of the same person in another case."""
        defaults = {"ref": f"p-{charge}-{on}", "case_key": f"P-{charge}-{on}", "offense_on": None}
        return self.count(charge, **(defaults | {"conviction_on": on} | values))

    def person(self, *counts: Count, born: str | None = "1980-03-03", **values: Any) -> Person:
        """A person of 39 on the evaluation date, alive."""
        defaults: dict[str, Any] = {"key": "P", "name": "SAMPLE,PAT", "is_deceased": False}
        return Person(born_on=PartialDate.parse(born or ""), counts=counts, **(defaults | values))

    def finding(
        self,
        count: Count,
        *others: Count,
        born: str | None = "1980-03-03",
        as_of: date = AS_OF,
        policy: Policy | None = None,
        jurisdiction: Jurisdiction = LOS_ANGELES,
        explain: bool = False,
        switches: dict[str, object] | None = None,
        **person: Any,
    ) -> Finding:
        """The finding of the first count."""
        policy = policy or self.policy
        if switches:
            policy = dataclasses.replace(policy, switches=dataclasses.replace(policy.switches, **switches))
        who = self.person(count, *others, born=born, **person)
        facts = derive_facts(who, self.law)
        if count.ref not in facts:
            return evaluate_other(count, self.law, policy, jurisdiction)
        stored = facts_from_json(facts_to_json(facts[count.ref]))
        assert stored == facts[count.ref]
        return evaluate(stored, self.law, policy, as_of, jurisdiction, explain=explain)

    def outcomes(self, count: Count, *others: Count, **values: Any) -> tuple[str, str]:
        """The two outcomes as letters: statute, policy (N for NOT_ELIGIBLE …)."""
        found = self.finding(count, *others, **values)
        return letter(found.statutory_outcome), letter(found.policy_outcome)


def letter(outcome: str) -> str:
    """D, M, I, N, H or O."""
    return {
        "DISMISS_SEAL": "D",
        "REDESIGNATE_MISDEMEANOR": "M",
        "REDESIGNATE_INFRACTION": "I",
        "NOT_ELIGIBLE": "N",
        "HAND_REVIEW": "H",
        "OUT_OF_SCOPE": "O",
    }[outcome]


def read_example_people() -> list[Person]:
    """The people of the shared examples."""
    return read_people(SHARED_LAW / "examples.csv")


def read_people(path: Path) -> list[Person]:
    """The people of a case list, read as an import reads them."""
    with open_table(path) as table:
        columns = match_headings(table.headings).columns
        people: dict[str, list[ListRow]] = {}
        for found in table.rows():
            assert isinstance(found, TableRow), found
            row = ListRow(columns, [*found.values, found.notes], (1, found.line))
            people.setdefault(person_key(row), []).append(row)
    return [read_person(key, rows).person for key, rows in people.items()]


def read_expected() -> list[dict[str, str]]:
    """The expected outcomes of the shared examples."""
    with (SHARED_LAW / "examples-expected.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
