"""What filings the data of a moment gives: rows, opposed counts, sources, wordings, profile and tallies.

One pass over the findings of the current assessment with their newest decisions; nothing is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from expunge_desktop import __version__
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.filing import (
    RELIEF_WORDS,
    Challenge,
    Evidence,
    Filing,
    ScheduleRow,
    Screening,
    SourceFile,
    Tally,
    number_rows,
)
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.services.court_profiles import profile_in_force
from expunge_desktop.services.filing_rows import final_outcome, opposed_row, schedule_row, with_supplied_words
from expunge_desktop.services.policy_mark import policy_mark
from expunge_desktop.services.scenarios import load_scenarios
from expunge_desktop.services.sealed_names import SealedNames, sealed_names
from expunge_desktop.services.session import Session
from expunge_desktop.services.templates import frozen_templates
from expunge_desktop.store import audit, evidence, filings, search, supplied_facts
from expunge_desktop.store.findings import latest_assessment

PROGRAM = f"Expunge Desktop {__version__}"
_REPORT_EVERY = 5_000


@dataclass(slots=True)
class _Group:
    """The counts of one filing to be."""

    rows: list[ScheduleRow] = field(default_factory=list)
    challenges: list[Challenge] = field(default_factory=list)
    batches: set[int] = field(default_factory=set)
    undecided: int = 0


@dataclass(slots=True)
class _Tallies:
    """What is counted over all findings while they are read."""

    convictions: int = 0
    departures: int = 0
    undecided_reviews: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    statutory: Counter[str] = field(default_factory=Counter)
    review_codes: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)

    def take(self, record: Any) -> None:
        self.convictions += 1
        self.outcomes[record.policy_outcome] += 1
        self.statutory[record.statutory_outcome] += 1
        if record.review_codes:
            self.review_codes.update(record.review_codes.split(";"))
        if record.decision_action is not None:
            self.decisions[record.decision_action] += 1
            self.departures += record.decision_outcome != record.policy_outcome
        elif record.policy_outcome == Outcome.HAND_REVIEW.value:
            self.undecided_reviews += 1

    def screening(self, people: int) -> Screening:
        return Screening(
            people=people,
            convictions=self.convictions,
            outcomes=_tally(self.outcomes),
            statutory=_tally(self.statutory),
            review_codes=_tally(self.review_codes),
            decisions=_tally(self.decisions),
            departures=self.departures,
            undecided_reviews=self.undecided_reviews,
            tested_cases=len(load_scenarios()),
            program=PROGRAM,
        )


def current_contents(
    session: Session, connection: Any, group: str, progress: Progress, profile: str = ""
) -> list[Filing]:
    """What filings the data of this moment gives, without ids, ordered by court or agency.

    `profile` names the court profile (`find_profile`), empty = that of the office's court.
    """
    latest = newest_assessment(connection)
    in_force = profile_in_force(connection, session.office.county, profile)
    tallies = _Tallies()
    groups = _groups(session, connection, latest.id, group, tallies, progress)
    screening = tallies.screening(search.workspace_counts(connection)[0])
    files = filings.batch_files(connection)
    policy, head, templates = (
        policy_mark(connection, latest),
        audit.head(connection),
        frozen_templates(connection),
    )
    return [
        Filing(
            id="",
            office=session.office,
            policy=policy,
            law_digest=latest.law_digest,
            as_of=latest.as_of,
            group=group,
            group_value=value,
            batches=tuple(sorted(members.batches)),
            audit_head=head,
            sources=_sources(files, members.batches),
            rows=number_rows(members.rows),
            undecided=members.undecided,
            profile=in_force,
            templates=templates,
            screening=screening,
            challenges=_numbered(members.challenges),
        )
        for value, members in sorted(groups.items())
    ]


def newest_assessment(connection: Any) -> Any:
    """The current assessment. Raises AnswerIsNoError when nothing was assessed yet."""
    latest = latest_assessment(connection)
    if latest is None:
        raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run the assessment first.")
    return latest


def _groups(
    session: Session, connection: Any, assessment_id: int, group: str, tallies: _Tallies, progress: Progress
) -> dict[str, _Group]:
    """The counts whose final outcome is D, M or I, decided or not (contract 16), and those opposed.

    Held counts stay out.
    """
    county, attached = session.office.county, evidence.of_decisions(connection)
    named = sealed_names(session, connection)
    supplied = supplied_facts.of_everybody(connection)
    hidden = supplied_facts.hidden_refs(connection) if supplied else frozenset()
    groups: dict[str, _Group] = {}
    for record in _reported(filings.decided_rows(connection, assessment_id), progress):
        tallies.take(record)
        final = final_outcome(record)
        is_opposed = record.decision_action == DecisionAction.CHALLENGE.value
        if final not in RELIEF_WORDS and not is_opposed:
            continue
        facts = facts_from_json(record.facts)
        if is_opposed:
            row = opposed_row(record, county, facts)
        else:
            row = schedule_row(record, Outcome(str(final)), county, facts)
        if given := supplied.get(record.person_id):
            shown = [one for one in given if (record.person_id, one.ref) not in hidden]
            row = with_supplied_words(row, record.ref, shown)
        members = groups.setdefault(_group_value(row, group), _Group())
        members.batches.add(record.batch_id)
        if is_opposed:
            was_recorded = facts.is_challenged if facts.is_doj_listed else None
            members.challenges.append(
                _challenge(record, row, attached.get(record.decision_id, ()), was_recorded, named)
            )
        else:
            members.rows.append(row)
            members.undecided += record.decision_action is None
    return groups


def _reported(records: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for done, record in enumerate(records):
        if done % _REPORT_EVERY == 0:
            progress.check()
            progress.report(done, 0, f"{many(done, 'finding')} read")
        yield record


def _challenge(
    record: Any, row: ScheduleRow, attached: Iterable[Any], was_recorded: bool | None, named: SealedNames
) -> Challenge:
    """The reason and the names of the documents go on paper: nothing sealed is named there."""
    return Challenge(
        row=row,
        ground=named.masked(record.decision_reason),
        decided_on=record.decided_at[:10],
        decided_by=record.decided_by,
        was_recorded_by_doj_date=was_recorded,
        evidence=tuple(Evidence(named.masked(one.name), one.sha256, one.pages) for one in attached),
    )


def _numbered(challenges: Iterable[Challenge]) -> tuple[Challenge, ...]:
    """In the order of Exhibit A, their rows numbered from 1."""
    by_conviction = {one.row.conviction_id: one for one in challenges}
    rows = number_rows(one.row for one in by_conviction.values())
    held = [by_conviction[row.conviction_id] for row in rows]
    return tuple(
        Challenge(row, one.ground, one.decided_on, one.decided_by, one.was_recorded_by_doj_date, one.evidence)
        for row, one in zip(rows, held, strict=True)
    )


def _group_value(row: ScheduleRow, group: str) -> str:
    return {"none": "", "court": row.courthouse, "agency": row.agency}[group]


def _sources(files: Iterable[Any], batches: set[int]) -> tuple[SourceFile, ...]:
    return tuple(
        SourceFile(
            file.batch_id,
            file.name,
            file.sha256,
            file.size,
            file.lines,
            file.imported,
            file.set_aside,
            file.received_on or "",
        )
        for file in files
        if file.batch_id in batches
    )


def _tally(counter: Counter[str]) -> Tally:
    return tuple(sorted(counter.items()))
