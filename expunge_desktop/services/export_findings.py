"""The findings export (formats/case-list.md): one row for every imported count, as formula-safe CSV."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.base.worker_pool import Task, WorkerPool, processes_for
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.count_cells import Cells, CountCellsMaker
from expunge_desktop.services.csv_files import formula_safe
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.person_record import layouts_of
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE, record_release
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_file import UnfinishedFile
from expunge_desktop.store import batches, findings, search

COLUMNS = (
    "person_id", "court_case_number", "count_number", "county", "code_section", "conviction_date",
    "statutory_outcome", "statutory_reason", "policy_outcome", "policy_criterion", "review_codes", "disputed",
    "final_outcome", "decided_by",
    "route", "sealing", "criteria_held", "missing_facts", "disputes", "alternative_outcome", "confidence",
    "rule_path", "finding_id",
)  # fmt: skip
_PEOPLE_AT_A_TIME = 200
_MANY_PEOPLE = 5_000  # fewer are read sooner than processes are started


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows without the header, and the SHA-256 of the file."""

    path: Path
    rows: int
    sha256: str


def export_findings(
    session: Session,
    path: Path,
    *,
    recipient: str = OWN_OFFICE,
    purpose: str = INTERNAL_REVIEW,
    progress: Progress | None = None,
) -> Exported:
    """Write one row per imported count of the workspace under the current assessment, and log the release.

    The file gets its name only after its release is logged (Penal Code 11078).
    Raises AnswerIsNoError when nothing was assessed or the file exists already.
    """
    session.require(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
    progress = progress or SilentProgress()
    with UnfinishedFile(path) as unfinished:
        with unfinished.open_csv() as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            total = 0
            for row in _rows(session, progress):
                writer.writerow([formula_safe(value) for value in row])
                total += 1
        digest = unfinished.sha256()
        with session.write() as tx:
            told = record_release(
                session,
                tx,
                "findings export",
                recipient=recipient,
                purpose=purpose,
                rows=total,
                sha256=digest,
            )
            tx.audit("export.findings", "workspace", told)
        unfinished.give_name()
    return Exported(path, total, digest)


def _rows(session: Session, progress: Progress) -> Iterator[Sequence[str]]:
    law = load_law()
    with session.read() as connection:
        latest = findings.latest_assessment(connection)
        if latest is None:
            raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run `assess` first.")
        policy = policy_from_text(latest.policy_source, latest.policy_name)
        total, _, _ = search.workspace_counts(connection)
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
        progress.report(done, total, f"{done:,} of {total:,} people written")
        last = people[-1].id
        stored: dict[int, dict[str, Cells]] = {}
        records = findings.findings_of_people(connection, assessment_id, after + 1, last)
        for (person_id, ref), record in records.items():
            stored.setdefault(person_id, {})[ref] = _stored_cells(record)
        blocks = batches.blocks_of_people(connection, after + 1, last)
        some = [
            (row.source_key, row.batch_id, blocks.get(row.id, []), stored.get(row.id, {})) for row in people
        ]
        here = {batch_id: layouts[batch_id] for batch_id in {row.batch_id for row in people}}
        yield CountCellsMaker.rows, {"people": some, "layouts": here}
        after, done = last, done + len(people)


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
