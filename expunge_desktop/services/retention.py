"""How long rows stay, and what is due: sealed rows past the office's term, records overdue by HS 11361.5."""

from dataclasses import dataclass
from datetime import date

from expunge_desktop.services.purge import PurgePlan


@dataclass(frozen=True, slots=True)
class RetentionStatus:
    """Where the workspace stands; every number counts convictions.

    purge_after_days, audit_years   the office's own terms; None = it has set none, and nothing is destroyed
    sealed            sealed by the court and still kept
    due, next_due_on  of these past the term; the day the next one is (None = none, or no term)
    overdue           open, of an offense HS 11361.5 names, more than two years after conviction: unconfirmed
    undated           the same offenses where the record's date does not tell
    destroyed         rows destroyed so far, in `purges` destructions, the last at `last_purge_at`
    plan              what a supervisor has planned and nobody has carried out yet
    is_clearing_due   a destruction was stopped before the file's freed pages were cleared: run it again
    """

    purge_after_days: int | None
    audit_years: int | None
    sealed: int
    due: int
    next_due_on: date | None
    overdue: int
    undated: int
    destroyed: int
    purges: int
    last_purge_at: str
    plan: PurgePlan | None
    is_clearing_due: bool
