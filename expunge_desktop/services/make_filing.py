"""Make filings: freeze the current assessment and decisions into what papers are made from."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.case_numbers import unmatched_rows
from expunge_desktop.documents.filing import Filing, from_json, substance_digest, to_json
from expunge_desktop.documents.typeset.fonts import unprintable
from expunge_desktop.services.court_profiles import find_profile
from expunge_desktop.services.filing_contents import current_contents, newest_assessment
from expunge_desktop.services.filing_inputs import inputs_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_list import people_in, refuse_waiting, rests_on_supplied
from expunge_desktop.store import filings

GROUPS = ("none", "court", "agency")
AS_PROFILE = ""  # grouped as the court profile says


@dataclass(frozen=True, slots=True)
class FilingMade:
    """A new filing: its rows per schedule, and how many of them no attorney has decided.

    unmatched    numbers of the rows whose case number is not one the court writes so
    challenges   counts the office opposes
    unprintable  numbers of the rows whose name has characters that no bundled face can print
    supplied     how many rows rest on facts supplied by the office, a sentence; empty when none does
    """

    id: str
    title: str
    rows: int
    rows_per_schedule: dict[int, int]
    undecided: int
    content_digest: str
    unmatched: tuple[int, ...] = ()
    challenges: int = 0
    unprintable: tuple[int, ...] = ()
    supplied: str = ""


def make_filing(
    session: Session, *, group: str = "none", profile: str = "", progress: Progress | None = None
) -> list[FilingMade]:
    """Make one filing of every row whose final outcome is relief, or one per court or filing agency.

    `group` empty = as the court profile says; `profile` empty = that of the office's court. Everything is
    written in one transaction with its audit rows; the papers can be printed from it at any time with the
    same bytes. Raises AnswerIsNoError when nothing was assessed, no row gets relief and none is opposed, or a
    fact supplied for somebody in it waits for an assessment.
    """
    session.require(Right.MAKE_DRAFTS)
    in_force = find_profile(session, profile)
    group = in_force.group if group == AS_PROFILE else group
    if group not in GROUPS:
        raise UsageError("group", f"“{group}” is no way to group filings.", f"Use {', '.join(GROUPS)}.")
    with session.write(Right.MAKE_DRAFTS) as tx:
        contents = current_contents(session, tx.connection, group, progress or SilentProgress(), profile)
        if not contents:
            raise AnswerIsNoError(
                "nothing-to-file",
                "No conviction of the current assessment gets relief.",
                "Look at the findings, decide the hand-review rows, or assess under another policy.",
            )
        people = [person_id for one in contents for person_id in people_in(one)]
        refuse_waiting(tx.connection, people, "the filing")
        return [_keep(session, tx, content, profile) for content in contents]


def _keep(session: Session, tx: Any, content: Filing, profile: str) -> FilingMade:
    """Write one filing with its rows and its audit row."""
    filing = replace(content, id=filings.next_id(tx.connection))
    digest = substance_digest(filing)
    title = _title(filing)
    content_text, made_at = to_json(filing), iso_instant(session.clock.now())
    filings.add_filing(
        tx.connection,
        {
            "id": filing.id,
            "assessment_id": newest_assessment(tx.connection).id,
            "title": title,
            "content": content_text,
            "content_digest": digest,
            "audit_head": filing.audit_head,
            "inputs": json.dumps(inputs_of(tx.connection, filing, profile), sort_keys=True),
            "made_at": made_at,
            "made_by": session.user,
        },
        [(row.row_no, row.conviction_id, row.schedule, row.relief) for row in filing.rows],
    )
    told = {"content_digest": digest, "rows": len(filing.rows), "undecided": filing.undecided}
    frozen = {"content_sha256": hashlib.sha256(content_text.encode()).hexdigest(), "title": title}
    frozen |= {"made_at": made_at, "audit_head": filing.audit_head}
    tx.audit("make-filing", filing.id, {**told, **frozen, "challenges": len(filing.challenges)})
    return FilingMade(
        filing.id,
        title,
        len(filing.rows),
        filing.counts,
        filing.undecided,
        digest,
        tuple(row.row_no for row in unmatched_rows(filing.profile, filing.rows)),
        len(filing.challenges),
        tuple(
            row.row_no for row in filing.rows if not row.defendant.isascii() and unprintable(row.defendant)
        ),
        rests_on_supplied(tx.connection).get(filing.id, ""),
    )


def stored_filing(connection: Any, filing_id: str) -> Filing:
    """A filing as it was frozen. Raises AnswerIsNoError when there is none of that id."""
    record = filings.find_filing(connection, filing_id)
    if record is None:
        raise _no_such_filing(filing_id)
    return from_json(record.content)


def require_filing(connection: Any, filing_id: str) -> None:
    """Raise AnswerIsNoError when there is no filing of that id; a county's content is not read for it."""
    if not filings.is_there(connection, filing_id):
        raise _no_such_filing(filing_id)


def _no_such_filing(filing_id: str) -> AnswerIsNoError:
    return AnswerIsNoError(
        "no-such-filing", f"There is no filing {filing_id}.", "`filing WORKSPACE list` names them."
    )


def _title(filing: Filing) -> str:
    base = f"{filing.policy.name} as of {filing.as_of}"
    return f"{base}, {filing.group_value}" if filing.group_value else base
