"""The work on some people of a findings export: every count's cells. Runs in this or in worker processes."""

from collections.abc import Iterator, Mapping, Sequence

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.kept_people import KeptPeople, RecordedLayout
from expunge_desktop.rules.evaluate import evaluate_other
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy

Cells = tuple[str, ...]


class CountCellsMaker:
    """Reads people from their source rows and decides the counts that are not under review."""

    def __init__(self, law: LawBook, policy: Policy, jurisdiction: Jurisdiction) -> None:
        self._people = KeptPeople()
        self._law, self._policy, self._jurisdiction = law, policy, jurisdiction

    def rows(
        self,
        people: Sequence[
            tuple[str, int, Sequence[bytes], Sequence[SuppliedFact], Mapping[str, Cells], frozenset[str]]
        ],
        layouts: Mapping[int, RecordedLayout],
    ) -> list[Cells]:
        """One row per count of each (key, batch, blocks of rows, supplied facts, cells of counts under
        review by ref, hidden refs).

        Every count under review is among those with cells, also one that was not assessed yet: what is not,
        the law settles without them. Hidden counts (sealed by the court) have no row.
        """
        rows: list[Cells] = []
        for key, batch_id, blocks, supplied, stored, hidden in people:
            person = self._people.person(key, blocks, layouts[batch_id], supplied)
            rows += self._of(person, stored, hidden)
        return rows

    def _of(self, person: Person, stored: Mapping[str, Cells], hidden: frozenset[str]) -> Iterator[Cells]:
        for count in person.counts:
            if count.ref in hidden:
                continue
            cells = stored.get(count.ref)
            if cells is None:
                cells = _finding_cells(evaluate_other(count, self._law, self._policy, self._jurisdiction))
            yield (*_count_cells(person, count), *cells)


def _count_cells(person: Person, count: Count) -> Cells:
    return (
        person.key,
        count.case_number,
        count.count_number,
        count.county,
        count.charge,
        str(count.conviction_on or ""),
    )


def _finding_cells(finding: Finding) -> Cells:
    return (
        finding.statutory_outcome.value,
        finding.statutory_reason,
        finding.policy_outcome.value,
        finding.policy_criterion,
        ";".join(finding.review_codes),
        "Y" if finding.disputes else "N",
        finding.policy_outcome.value,
        "",
        str(finding.route),
        {None: "n/a", True: "Y", False: "N"}[finding.is_sealed],
        ";".join(finding.criteria_held),
        ";".join(finding.missing_facts),
        ";".join(str(number) for number in finding.disputes),
        finding.alternative,
        finding.confidence,
        ">".join(finding.rule_path),
        "",
    )
