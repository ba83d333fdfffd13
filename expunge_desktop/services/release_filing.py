"""Release a filing: once by its preparer, once by another supervising attorney (contract 12, 14, 19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.filing import Filing, substance_digest
from expunge_desktop.services.filing_contents import current_contents
from expunge_desktop.services.filing_inputs import InputsNow, profile_asked
from expunge_desktop.services.make_filing import require_filing, stored_filing
from expunge_desktop.services.paper_set import make_set
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_list import people_in, refuse_waiting, rests_on_supplied
from expunge_desktop.store import filing_events, filings, policies

PREPARED, APPROVED = "prepared", "approved"
DRAFT, RELEASED = "draft", "released"


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """How far a filing is: nobody, the preparer, or both have released it.

    `supplied` says, of a step just taken, how many rows rest on facts supplied by the office.
    """

    filing_id: str
    prepared_by: str
    approved_by: str
    supplied: str = ""

    @property
    def is_released(self) -> bool:
        """Two people have released it: its papers lose the draft mark."""
        return bool(self.approved_by)


@dataclass(frozen=True, slots=True)
class FilingInfo:
    """A filing as lists show it. `status` is draft, prepared or released.

    moved     inputs that changed since it was made, told cheaply; `why_stale` says what papers would differ
    undecided rows that no attorney has decided, while it is not released
    supplied  how many rows rest on facts supplied by the office, a sentence; empty when none does
    waiting   which supplied facts of its people wait for an assessment, a sentence; empty when none does
    tallies   rows by the status of their newest event: filed, granted …; empty before the first
    """

    id: str
    title: str
    status: str
    rows: int
    made_at: str
    made_by: str
    prepared_by: str
    approved_by: str
    moved: str = ""
    tallies: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    supplied: str = ""
    waiting: str = ""


def release(session: Session, filing_id: str, *, progress: Progress | None = None) -> ReleaseState:
    """Record the next step of a release; the preflight of fresh papers must be free of errors.

    Raises AnswerIsNoError: `policy-unsigned`, `filing-stale`, `facts-waiting`, `papers-missing`,
    `preflight-failed`, `same-person` (audited), `already-released`, or a right denied.
    """
    progress = progress or SilentProgress()
    session.require(Right.PREPARE_RELEASE)
    with session.read() as connection:
        filing = stored_filing(connection, filing_id)
        state = _state(connection, filing_id)
        if state.is_released:
            raise AnswerIsNoError(
                "already-released",
                f"{filing_id} was released by {state.prepared_by} and {state.approved_by}.",
                f"Reprint it: `packet … --filing {filing_id} --out DIR`, into a new folder.",
            )
        _require_signed_policy(session, connection, filing_id)
        refuse_waiting(connection, people_in(filing), filing_id)
    step, needed = PREPARED, Right.PREPARE_RELEASE
    if state.prepared_by:
        step, needed = APPROVED, Right.APPROVE_RELEASE
        _refuse_same_person(session, state)
        session.require(needed)
    if why := stale_reason(session, filing, progress):
        raise AnswerIsNoError("filing-stale", f"{filing_id} is stale: {why}", "Make a new filing.")
    _require_clean_papers(session, filing_id, progress)
    digest = substance_digest(filing)
    released_at = iso_instant(session.clock.now())
    with session.write(needed) as tx:
        refuse_waiting(tx.connection, people_in(filing), filing_id)
        if _state(tx.connection, filing_id) != state:
            raise AnswerIsNoError(
                "filing-changed", f"Somebody else released {filing_id} meanwhile.", "Look at it again."
            )
        filings.add_release_step(
            tx.connection,
            {
                "filing_id": filing_id,
                "step": step,
                "content_digest": digest,
                "released_at": released_at,
                "released_by": session.user,
            },
        )
        tx.audit("release", filing_id, {"step": step, "content_digest": digest, "released_at": released_at})
        said = rests_on_supplied(tx.connection).get(filing_id, "")
        return replace(_state(tx.connection, filing_id), supplied=said)


def list_filings(session: Session) -> list[FilingInfo]:
    """Every filing of the workspace, oldest first."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        now, tallies = InputsNow(session, connection), filing_events.tallies(connection)
        undecided = filings.undecided_rows(connection)
        supplied = rests_on_supplied(connection)
        steps: dict[str, dict[str, str]] = {}
        for row in filings.all_releases(connection):
            steps.setdefault(row.filing_id, {})[row.step] = row.released_by
        return [
            FilingInfo(
                id=row.id,
                title=row.title,
                status=_status(steps.get(row.id, {})),
                rows=row.rows,
                made_at=row.made_at,
                made_by=row.made_by,
                prepared_by=steps.get(row.id, {}).get(PREPARED, ""),
                approved_by=steps.get(row.id, {}).get(APPROVED, ""),
                moved=now.moved(row.inputs),
                tallies=tallies.get(row.id, {}),
                undecided=undecided.get(row.id, 0),
                supplied=supplied.get(row.id, ""),
                waiting=now.waiting(row.id, row.inputs),
            )
            for row in filings.all_filings(connection)
        ]


def release_state(session: Session, filing_id: str) -> ReleaseState:
    """Who has released a filing so far."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        require_filing(connection, filing_id)
        return _state(connection, filing_id)


def why_stale(session: Session, filing_id: str, progress: Progress | None = None) -> str:
    """`stale_reason` of a filing by its id, for whoever prints it again."""
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        filing = stored_filing(connection, filing_id)
    return stale_reason(session, filing, progress)


def stale_reason(session: Session, filing: Filing, progress: Progress | None = None) -> str:
    """Why the data of today would give other papers; empty when it would give the same."""
    with session.read() as connection:
        return stale_reason_at(session, connection, filing, progress or SilentProgress())


def stale_reason_at(session: Session, connection: Any, filing: Filing, progress: Progress) -> str:
    """`stale_reason` by what this connection sees, for whoever writes by it afterwards."""
    record = filings.find_filing(connection, filing.id)
    asked = profile_asked(record.inputs) if record is not None else ""
    contents = current_contents(session, connection, filing.group, progress, asked)
    current = next((one for one in contents if one.group_value == filing.group_value), None)
    if current is None:
        return "none of its convictions gets relief any more."
    if substance_digest(current) == substance_digest(filing):
        return ""
    changed = [
        (current.policy.digest != filing.policy.digest, "the policy"),
        (current.law_digest != filing.law_digest, "the law data"),
        (current.as_of != filing.as_of, "the evaluation date"),
        (current.office != filing.office, "the office file"),
        (current.sources != filing.sources, "the source files"),
        (current.rows != filing.rows, "findings or decisions"),
        (current.challenges != filing.challenges, "challenges or their evidence"),
        (current.profile != filing.profile, "the court profile"),
        *((True, f"the wording {name}") for name in _other_wordings(current, filing)),
        (current.screening.outcomes != filing.screening.outcomes, "the figures of the assessment"),
    ]
    named = ", ".join(name for is_changed, name in changed if is_changed)
    then = many(len(filing.rows), "row")
    return f"since it was made, {named} changed ({then} then, {len(current.rows):,} now)."


def _refuse_same_person(session: Session, state: ReleaseState) -> None:
    """Two people release a filing, whatever roles the first one has; the try stands in the audit trail."""
    if state.prepared_by != session.user:
        return
    with session.write() as tx:
        tx.audit("refused", session.user, {"two_people": state.filing_id})
    raise AnswerIsNoError(
        "same-person",
        f"{session.user} has prepared {state.filing_id} and may not approve it as well: two people release.",
        "Another supervising attorney must release it.",
    )


def _other_wordings(current: Filing, filing: Filing) -> list[str]:
    then = {one.name: one.digest for one in filing.templates}
    return [one.name for one in current.templates if then.get(one.name) != one.digest]


def _require_signed_policy(session: Session, connection: Any, filing_id: str) -> None:
    record = filings.find_filing(connection, filing_id)
    if record is None or policies.signature_of(connection, record.policy_id) is None:
        name = record.policy_name if record else "NAME"
        raise AnswerIsNoError(
            "policy-unsigned",
            f"The policy {name} of {filing_id} is not signed off by an attorney.",
            f"Sign it with `expunge-desktop policy {session.path.name} sign {name}`.",
        )


def _require_clean_papers(session: Session, filing_id: str, progress: Progress) -> None:
    """Fresh papers, as they will be filed, complete and without an error."""
    papers = make_set(
        session, filing_id, lambda _paper: None, progress=progress, as_released=True, is_checked=True
    )
    if papers.manifest.not_printed:
        missing = papers.manifest.not_printed[0]
        raise AnswerIsNoError("papers-missing", f"{missing.title} cannot be printed.", missing.sentence)
    for file, report in papers.reports.items():
        if report.errors:
            first = report.errors[0]
            raise AnswerIsNoError(
                "preflight-failed",
                f"{file} fails {many(len(report.errors), 'check')}, first {first.rule}: {first.sentence}",
                "Correct it and make a new filing.",
            )


def _state(connection: Any, filing_id: str) -> ReleaseState:
    steps = {row.step: row.released_by for row in filings.releases_of(connection, filing_id)}
    return ReleaseState(filing_id, steps.get(PREPARED, ""), steps.get(APPROVED, ""))


def _status(steps: dict[str, str]) -> str:
    if APPROVED in steps:
        return RELEASED
    return PREPARED if PREPARED in steps else DRAFT
