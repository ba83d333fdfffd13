"""The work on some people of a refresh: their counts under review, read again from the kept source rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.person import Count
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.kept_people import KeptPeople, RecordedLayout
from expunge_desktop.ingest.record_values import conviction_values
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """One person read again: the counts under review by `CONVICTION_COLUMNS`, and counts that are not, of
    which facts were supplied: they may have been under review before."""

    under_review: tuple[tuple[object, ...], ...]
    supplied_others: tuple[Count, ...]


class FactsMaker:
    """Derives facts by one law. Runs in this or in worker processes; remembers nothing between people."""

    def __init__(self, law: LawBook) -> None:
        self._people = KeptPeople(law=law)
        self._law = law

    def records(
        self,
        people: Sequence[tuple[str, Sequence[bytes], Sequence[SuppliedFact]]],
        recorded: RecordedLayout,
    ) -> list[MadeRecord]:
        """The record of each (key, blocks of rows, supplied facts).

        `recorded`: how the rows of their batch are laid out.
        """
        made = []
        for key, blocks, supplied in people:
            person = self._people.person(key, blocks, recorded, supplied)
            facts = derive_facts(person, self._law)
            told = {one.ref for one in supplied}
            made.append(
                MadeRecord(
                    tuple(
                        conviction_values(one, facts[one.ref]) for one in person.counts if one.ref in facts
                    ),
                    tuple(one for one in person.counts if one.ref in told and one.ref not in facts),
                )
            )
        return made
