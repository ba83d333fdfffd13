"""The findings export (formats/case-list.md): one row for every imported count, as formula-safe CSV."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.services.count_cells import Cells, CountCellsMaker
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.person_record import layouts_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.services.veil import Veil, hidden_days
from expunge_desktop.store import batches, exports, findings, sealing, search, supplied_facts

COLUMNS = (
    "person_id", "court_case_number", "count_number", "county", "code_section", "conviction_date",
    "statutory_outcome", "statutory_reason", "policy_outcome", "policy_criterion", "review_codes", "disputed",
    "final_outcome", "decided_by",
    "route", "sealing", "criteria_held", "missing_facts", "disputes", "alternative_outcome", "confidence",
    "rule_path", "finding_id",
)  # fmt: skip
NOT_ASSESSED = "Not assessed yet"  # in the place of the reason; every other cell of a finding is empty
_REASON = COLUMNS.index("statutory_reason")
_PEOPLE_AT_A_TIME = 200
_NONE: frozenset[str] = frozenset()
_NOT_ASSESSED_CELLS = ("", NOT_ASSESSED, *[""] * (len(COLUMNS) - _REASON - 1))
_MANY_PEOPLE = 5_000  # fewer are read sooner than processes are started


@dataclass(frozen=True, slots=True)
class ExportedFindings(Exported):
    """The same, and how many of the rows are counts under review that nobody has assessed yet."""

    not_assessed: int = 0


def export_findings(
    session: Session,
    path: Path,
    *,
    person: str = "",
    progress: Progress | None = None,
    **receiver: Unpack[Receiver],
) -> ExportedFindings:
    """Write one row per imported count of the workspace under the current assessment, and log the release.

    A count under review that was imported after it has no outcome, and its reason says `NOT_ASSESSED`.

    What `kind` of recipient may not have is masked; `person` (a person_id) narrows it to one person's rows.
    The file gets its name only after its release is logged (Penal Code 11078).
    Raises AnswerIsNoError when nothing was assessed, the file exists already, there is no such person, or it
    may not go out to that kind of recipient.
    """
    session.require(Right.EXPORT)
    about = "one person" if person else "workspace"
    out = TableOut("findings export", "export.findings", about, Export.FINDINGS, COLUMNS, receiver, person)
    waiting: Counter[str] = Counter()
    rows = _rows(session, progress or SilentProgress(), person)
    done = export_table(session, path, out, _tallied(rows, waiting))
    return ExportedFindings(done.path, done.rows, done.sha256, done.withheld, waiting[NOT_ASSESSED])


def _tallied(rows: Iterable[Sequence[str]], waiting: Counter[str]) -> Iterator[Sequence[str]]:
    """The rows as they are; those not assessed are counted."""
    for row in rows:
        if row[_REASON] == NOT_ASSESSED:
            waiting[NOT_ASSESSED] += 1
        yield row


def _rows(session: Session, progress: Progress, person: str) -> Iterator[Sequence[str]]:
    law = load_law()
    with session.read() as connection:
        latest = findings.latest_assessment(connection)
        if latest is None:
            raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run `assess` first.")
        policy = policy_from_text(latest.policy_source, latest.policy_name)
        total, _, _ = search.workspace_counts(connection)
        if person:
            tasks = _tasks_of_one(connection, latest.id, person)
            total = 1
        else:
            tasks = _tasks(connection, latest.id, progress, total)
        arguments = (law, policy, session.jurisdiction)
        with WorkerPool(CountCellsMaker, arguments, processes_for(total >= _MANY_PEOPLE)) as pool:
            for rows in pool.in_order(tasks):
                progress.check()
                yield from rows


def _tasks(connection: Any, assessment_id: int, progress: Progress, total: int) -> Iterator[Task]:
    """Some people at a time, in order: their source rows and the findings that are stored of them."""
    after = done = 0
    layouts = layouts_of(connection)
    while people := search.people_range(connection, after, _PEOPLE_AT_A_TIME):
        progress.report(done, total, f"{done:,} of {many(total, 'person')} written")
        yield _task(connection, assessment_id, people, after + 1, layouts)
        after, done = people[-1].id, done + len(people)


def _tasks_of_one(connection: Any, assessment_id: int, person: str) -> Iterator[Task]:
    """The one person of that person_id, in each batch that has them."""
    people = exports.people_of_key(connection, person)
    if not people:
        raise AnswerIsNoError(
            "no-such-person", f"No person has the person_id {person}.", "See the findings export."
        )
    layouts = layouts_of(connection)
    for one in people:
        yield _task(connection, assessment_id, [one], one.id, layouts)


def _task(
    connection: Any, assessment_id: int, people: Sequence[Any], first: int, layouts: Mapping[int, Any]
) -> Task:
    """What is not to be seen any more (sealed by the court, destroyed) is left out."""
    last = people[-1].id
    stored: dict[int, dict[str, Cells]] = {}
    for (person_id, ref), record in findings.findings_of_people(
        connection, assessment_id, first, last
    ).items():
        stored.setdefault(person_id, {})[ref] = _stored_cells(record)
    for person_id, refs in findings.not_assessed_refs(connection, assessment_id, first, last).items():
        stored.setdefault(person_id, {}).update(dict.fromkeys(refs, _NOT_ASSESSED_CELLS))
    blocks = batches.blocks_of_people(connection, first, last)
    hidden = sealing.hidden_refs(connection, first, last)
    supplied = supplied_facts.of_range(connection, first, last)
    for one, days in hidden_days(connection, first, last).items():
        stored[one] = {ref: Veil((), days).words(cells) for ref, cells in stored.get(one, {}).items()}
    some = [
        (
            row.source_key,
            row.batch_id,
            blocks.get(row.id, []),
            supplied.get(row.id, ()),
            stored.get(row.id, {}),
            hidden.get(row.id, _NONE),
        )
        for row in people
    ]
    here = {batch_id: layouts[batch_id] for batch_id in {row.batch_id for row in people}}
    return CountCellsMaker.rows, {"people": some, "layouts": here}


def _stored_cells(record: Any) -> tuple[str, ...]:
    return (
        record.statutory_outcome,
        record.statutory_reason,
        record.policy_outcome,
        record.policy_criterion,
        record.review_codes,
        "Y" if record.is_disputed else "N",
        record.decision_outcome or record.policy_outcome,
        record.decided_by or "",
        record.route,
        {None: "n/a", 1: "Y", 0: "N"}[record.is_sealed],
        record.criteria_held,
        record.missing_facts,
        record.disputes,
        record.alternative,
        record.confidence,
        record.rule_path,
        str(record.id),
    )
