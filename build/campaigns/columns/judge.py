"""Reads a file of the layout as an import does, and decides its convictions, by line of the file."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.ingest.batch_records import PersonRecord
from expunge_desktop.ingest.doj_doubts import Doubts
from expunge_desktop.ingest.doj_layout import load_layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.kept_people import KeptPeople
from expunge_desktop.ingest.source_rows import note_to_bytes
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.facts_json import facts_from_json, facts_to_json
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.services.law_library import load_law, load_policy

AS_OF = date(2020, 2, 11)
OFFICE = Jurisdiction("LOS ANGELES")
# How much a person gains: no relief, whatever its name, is the least; an infraction beats a misdemeanor.
RELIEF = {Outcome.REDESIGNATE_MISDEMEANOR: 1, Outcome.REDESIGNATE_INFRACTION: 2, Outcome.DISMISS_SEAL: 3}
POLICIES = ("statute-only", "los-angeles-2020")


class Verdict(NamedTuple):
    """What one policy says of one count, and the facts it says it of (JSON)."""

    outcome: Outcome
    facts: str


class Found(NamedTuple):
    """A person as an import keeps one: the blocks of rows and notes, and the record."""

    blocks: list[bytes]
    record: PersonRecord


class Judge:
    """Reads files as an import does and decides their counts, by line of the file."""

    def __init__(self) -> None:
        self.law = load_law()
        self._worker = DojWorker(load_layout(), self.law)
        self._kept = KeptPeople()
        self._policies: dict[str, Policy] = {name: load_policy(name) for name in POLICIES}
        self._decided: dict[tuple[str, str], Outcome] = {}

    def read(self, rows: Sequence[str]) -> dict[str, Found]:
        """The people of a file of these lines, with the doubts a batch would note."""
        data = ("\n".join(rows) + "\n").encode()
        result = self._worker.read_stretch(data, 1, 1, frozenset(), interpret=True)
        found = {one.key: Found([one.block], one.record) for one in result.fragments if one.record}
        doubts = Doubts()
        doubts.add(result.marks, result.lost, result.edges)
        for key, kind in doubts.notes():
            found[key].blocks.append(note_to_bytes(kind))
        again = [(key, one.blocks) for key, one in found.items() if len(one.blocks) > 1]
        for record in self._worker.read_blocks(again):
            found[record.key] = found[record.key]._replace(record=record)
        return found

    def verdicts(self, found_person: Found) -> dict[int, dict[str, Verdict]]:
        """By line, what each policy says of the count under review that the line belongs to."""
        record = found_person.record
        facts = {str(one[0]): str(one[15]) for one in record.convictions}
        if not facts:
            return {}
        person = self._kept.person(record.key, found_person.blocks)
        again = {ref: facts_to_json(one) for ref, one in derive_facts(person, self.law).items()}
        found: dict[int, dict[str, Verdict]] = {}
        for count in person.counts:
            if count.ref not in facts:
                continue
            if again[count.ref] != facts[count.ref]:
                raise AssertionError(f"{record.key} {count.ref}: read briefly it has other facts")
            by_policy = {
                name: Verdict(self.outcome(facts[count.ref], name), facts[count.ref]) for name in POLICIES
            }
            found |= {place.line: by_policy for place in count.lines}
        return found

    def outcome(self, facts: str, policy: str) -> Outcome:
        """The outcome for these facts under the policy."""
        key = facts, policy
        if key not in self._decided:
            if len(self._decided) > 200_000:
                self._decided.clear()
            self._decided[key] = self.finding(facts, policy).policy_outcome
        return self._decided[key]

    def finding(self, facts: str, policy: str, *, explain: bool = False) -> Finding:
        """The finding for these facts under the policy."""
        return evaluate(
            facts_from_json(facts), self.law, self._policies[policy], AS_OF, OFFICE, explain=explain
        )
