"""How long rows stay, and what is due: sealed rows past the office's term, records overdue by HS 11361.5."""

from dataclasses import dataclass
from datetime import date, timedelta

from expunge_desktop.services.overdue import Overdue, overdue_convictions, overdue_on
from expunge_desktop.services.purge import PurgePlan, due_on, is_clearing_due, plan_in
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.services.review import conviction_rows
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import doubtful, sealing
from expunge_desktop.store import retention as store


@dataclass(frozen=True, slots=True)
class RetentionStatus:
    """Where the workspace stands; every number counts convictions.

    purge_after_days, audit_years   the office's own terms; None = it has set none, and nothing is destroyed
    sealed            sealed by the court and still kept
    in_doubt          may be sealed ones delivered again: hidden until a supervisor has said (`may_be_sealed`)
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
    in_doubt: int
    due: int
    next_due_on: date | None
    overdue: int
    undated: int
    destroyed: int
    purges: int
    last_purge_at: str
    plan: PurgePlan | None
    is_clearing_due: bool


def status(session: Session) -> RetentionStatus:
    """Counts and terms as of today; nothing of a person or a case."""
    session.require(Right.SEE_FIGURES)
    terms, today = session.custody.retention, session.clock.today()
    with session.read() as connection:
        sealed, destroyed = sealing.counted(connection)
        due = due_on(connection, terms.purge_after_days, today)
        flagged = overdue_on(connection, today)
        purges = store.purges(connection)
        return RetentionStatus(
            purge_after_days=terms.purge_after_days,
            audit_years=terms.audit_years,
            sealed=sealed,
            in_doubt=len(doubtful.doubts(connection)),
            due=len(due),
            next_due_on=_next_due(store.kept_sealed(connection)[len(due) :], terms.purge_after_days),
            overdue=len(flagged.overdue),
            undated=len(flagged.undated),
            destroyed=destroyed,
            purges=len(purges),
            last_purge_at=purges[-1].made_at if purges else "",
            plan=plan_in(connection),
            is_clearing_due=is_clearing_due(connection),
        )


def _next_due(later: list[tuple[int, str]], days: int | None) -> date | None:
    if days is None or not later:
        return None
    return date.fromisoformat(later[0][1]) + timedelta(days=days)


def overdue_rows(session: Session) -> tuple[Overdue, tuple[ConvictionRow, ...]]:
    """What is overdue, with its lines of the list; the look is audited before anything is shown.

    Raises AnswerIsNoError when the user may not see people.
    """
    session.require(Right.SEE_PEOPLE)
    session.views.note(session, "list", "convictions", {"overdue": True})
    found = overdue_convictions(session)
    rows = conviction_rows(session, found.overdue)
    return found, tuple(rows[one] for one in found.overdue)
