"""Make filings: freeze the current assessment and decisions into what papers are made from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import (
    Filing,
    SourceFile,
    from_json,
    number_rows,
    substance_digest,
    to_json,
)
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.filing_rows import Candidate, candidates
from expunge_desktop.services.policy_mark import policy_mark
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, filings
from expunge_desktop.store.findings import latest_assessment

GROUPS = ("none", "court", "agency")


@dataclass(frozen=True, slots=True)
class FilingMade:
    """A new filing: its rows per schedule, and how many of them no attorney has decided."""

    id: str
    title: str
    rows: int
    rows_per_schedule: dict[int, int]
    undecided: int
    content_digest: str


def make_filing(
    session: Session, *, group: str = "none", progress: Progress | None = None
) -> list[FilingMade]:
    """Make one filing of every row whose final outcome is relief, or one per court or filing agency.

    Everything is written in one transaction with its audit rows; the papers can be printed from it at any
    time with the same bytes. Raises AnswerIsNoError when nothing was assessed or no row gets relief.
    """
    session.require(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
    if group not in GROUPS:
        raise UsageError("group", f"“{group}” is no way to group filings.", f"Use {', '.join(GROUPS)}.")
    made: list[FilingMade] = []
    with session.write() as tx:
        latest = _latest(tx.connection)
        contents = current_contents(session, tx.connection, group, progress or SilentProgress())
        if not contents:
            raise AnswerIsNoError(
                "nothing-to-file",
                "No conviction of the current assessment gets relief.",
                "Look at the findings, decide the hand-review rows, or assess under another policy.",
            )
        for content in contents:
            filing = replace(content, id=filings.next_id(tx.connection))
            digest = substance_digest(filing)
            title = _title(filing)
            filings.add_filing(
                tx.connection,
                {
                    "id": filing.id,
                    "assessment_id": latest.id,
                    "title": title,
                    "content": to_json(filing),
                    "content_digest": digest,
                    "audit_head": filing.audit_head,
                    "made_at": iso_instant(session.clock.now()),
                    "made_by": session.user,
                },
                [(row.row_no, row.conviction_id, row.schedule, row.relief) for row in filing.rows],
            )
            tx.audit(
                "make-filing",
                filing.id,
                {"content_digest": digest, "rows": len(filing.rows), "undecided": filing.undecided},
            )
            made.append(
                FilingMade(filing.id, title, len(filing.rows), filing.counts, filing.undecided, digest)
            )
    return made


def current_contents(session: Session, connection: Any, group: str, progress: Progress) -> list[Filing]:
    """What filings the data of this moment gives, without ids, ordered by court or agency."""
    latest = _latest(connection)
    found: dict[str, list[Candidate]] = {}
    for one in candidates(filings.decided_rows(connection, latest.id), session.office.county, progress):
        found.setdefault(_group_value(one, group), []).append(one)
    files = filings.batch_files(connection)
    head = audit.head(connection)
    policy = policy_mark(connection, latest)
    contents = []
    for value, members in sorted(found.items()):
        batches = tuple(sorted({one.batch_id for one in members}))
        contents.append(
            Filing(
                id="",
                office=session.office,
                policy=policy,
                law_digest=latest.law_digest,
                as_of=latest.as_of,
                group=group,
                group_value=value,
                batches=batches,
                audit_head=head,
                sources=_sources(files, batches),
                rows=number_rows(one.row for one in members),
                undecided=sum(not one.is_decided for one in members),
            )
        )
    return contents


def stored_filing(connection: Any, filing_id: str) -> Filing:
    """A filing as it was frozen. Raises AnswerIsNoError when there is none of that id."""
    record = filings.find_filing(connection, filing_id)
    if record is None:
        raise AnswerIsNoError(
            "no-such-filing", f"There is no filing {filing_id}.", "`filing WORKSPACE list` names them."
        )
    return from_json(record.content)


def _latest(connection: Any) -> Any:
    latest = latest_assessment(connection)
    if latest is None:
        raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run the assessment first.")
    return latest


def _group_value(one: Candidate, group: str) -> str:
    return {"none": "", "court": one.row.courthouse, "agency": one.row.agency}[group]


def _sources(files: Iterable[Any], batches: tuple[int, ...]) -> tuple[SourceFile, ...]:
    return tuple(
        SourceFile(file.batch_id, file.name, file.sha256) for file in files if file.batch_id in batches
    )


def _title(filing: Filing) -> str:
    base = f"{filing.policy.name} as of {filing.as_of}"
    return f"{base}, {filing.group_value}" if filing.group_value else base
