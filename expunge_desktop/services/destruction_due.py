"""What waits to be destroyed, in a sentence: the reminder that makes the office's term a job that runs."""

from expunge_desktop.base.counted_words import many
from expunge_desktop.services.purge import due_on, is_clearing_due, plan_in
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session


def destruction_due(session: Session) -> str:
    """The next step of a destruction, for those who may take one; empty when nothing waits or for others.

    A supervisor hears of sealed rows past the term (`[retention] purge_after_days`), an administrator of a
    plan that somebody else made, and of a destruction that was stopped before its end.
    """
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        plan, is_unfinished = plan_in(connection), is_clearing_due(connection)
        days = session.custody.retention.purge_after_days
        due = () if plan else due_on(connection, days, session.clock.today())
    if is_unfinished and session.roles & ROLES_OF[Right.DESTROY]:
        return "A destruction was stopped before the file was cleared of what it had freed: run it once more."
    if plan is not None:
        if plan.made_by == session.user or not session.roles & ROLES_OF[Right.DESTROY]:
            return ""
        rows = many(len(plan.convictions), "conviction")
        return f"A destruction of {rows}, planned by {plan.made_by} on {plan.made_at[:10]}, waits for you."
    if not due or not session.roles & ROLES_OF[Right.PLAN_DESTRUCTION]:
        return ""
    is_one = len(due) == 1
    return (
        f"{many(len(due), 'sealed conviction')} {'is' if is_one else 'are'} past the office's term of "
        f"{many(days or 0, 'day')} and {'waits' if is_one else 'wait'} for a plan of destruction."
    )
