"""How long audit rows keep what they say: never shorter than a year, and only as the office file tells.

Rows themselves are never deleted. A dropped payload leaves its digest and the row's hash, so the chain
verifies, and a `drop-payloads` row lists which rows lost theirs (CJIS Security Policy, audit retention).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit_drops, guards
from expunge_desktop.store.audit import DROP_VERB

KEPT_FOR_GOOD = frozenset(
    {DROP_VERB, "create-workspace", "checkpoint", "backup", "restore", "migrate", "purge", "salvage", "rekey"}
)
"""Verbs that say nothing of a person and without which the trail itself could not be judged."""


@dataclass(frozen=True, slots=True)
class DroppedPayloads:
    """Which rows lost what they said: how many, and those before which instant."""

    rows: int
    before: str


def due_payloads(session: Session) -> DroppedPayloads | None:
    """What `drop_payloads` would drop now; None when the office file names no years. Changes nothing."""
    session.require(Right.SEE_FIGURES)
    years = session.custody.retention.audit_years
    if years is None:
        return None
    before = _term(session, years)
    with session.read() as connection:
        return DroppedPayloads(len(audit_drops.older_than(connection, before, KEPT_FOR_GOOD)), before)


def drop_payloads(session: Session, progress: Progress | None = None) -> DroppedPayloads:
    """Drop what rows older than the office's `audit_years` say, for a supervisor who is administrator too.

    Cancelled before the chain was walked through, nothing is dropped. Raises AnswerIsNoError: a right
    denied, `no-audit-policy` when the office file names no years, `nothing-to-drop`, `chain-broken`.
    """
    session.require(Right.PLAN_DESTRUCTION)
    session.require(Right.DESTROY)
    years = session.custody.retention.audit_years
    if years is None:
        raise AnswerIsNoError(
            "no-audit-policy",
            "The office file does not say how long audit rows keep what they say, so nothing is dropped.",
            "Set audit_years under [retention].",
        )
    before, progress = _term(session, years), progress or SilentProgress()
    with session.write(Right.DESTROY) as tx:
        progress.report(0, 0, "verifying the audit trail")
        audit_drops.refuse_broken(tx.connection)
        progress.check()
        seqs = audit_drops.older_than(tx.connection, before, KEPT_FOR_GOOD)
        if not seqs:
            raise AnswerIsNoError(
                "nothing-to-drop",
                f"No row from before {before[:10]} still says anything.",
                "Nothing was done.",
            )
        with guards.lifted(tx.connection, ["audit"]):
            audit_drops.drop(tx.connection, seqs)
        told = {"rows": runs(seqs), "why": f"audit_years = {years}", "before": before}
        tx.audit(DROP_VERB, many(len(seqs), "row"), told)
    return DroppedPayloads(len(seqs), before)


def _term(session: Session, years: int) -> str:
    """The instant before which rows are older than that many years."""
    now = session.clock.now()
    return iso_instant(now.replace(year=now.year - years, day=min(now.day, 28)))


def runs(seqs: Sequence[int]) -> list[list[int]]:
    """Row numbers in order as first and last of each unbroken run, as a `drop-payloads` row lists them."""
    found: list[list[int]] = []
    for seq in seqs:
        if found and found[-1][1] == seq - 1:
            found[-1][1] = seq
        else:
            found.append([seq, seq])
    return found
