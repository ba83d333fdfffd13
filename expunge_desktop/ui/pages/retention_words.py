"""What the retention of rows says, in sentences."""

from expunge_desktop.services.audit_retention import DroppedPayloads
from expunge_desktop.services.purge import PurgePlan
from expunge_desktop.services.retention import RetentionStatus
from expunge_desktop.ui.wording import day, instant, number, plural


def status_words(status: RetentionStatus) -> str:
    """Terms and counts; nothing of a person or case."""
    lines = [_term(status), _sealed(status)]
    if status.in_doubt:
        lines.append(
            f"{plural(status.in_doubt, 'row')} of a later delivery may be sealed ones; hidden until a "
            "supervising attorney says what they are."
        )
    if status.overdue or status.undated:
        lines.append(
            f"HS 11361.5: {plural(status.overdue, 'conviction')} overdue for destruction, more than two "
            f"years after conviction; {number(status.undated)} more whose date does not tell. "
            "Unconfirmed: whether the duty reaches a record is for counsel."
        )
    if status.destroyed:
        lines.append(
            f"{plural(status.destroyed, 'conviction')} destroyed so far in "
            f"{plural(status.purges, 'destruction')}, the last on {instant(status.last_purge_at)}."
        )
    if status.is_clearing_due:
        lines.append("A destruction was stopped before the freed pages of the file were cleared.")
    return "\n".join(lines)


def details_words(due: DroppedPayloads | None, years: int | None, *, may_drop: bool) -> str:
    """How long audit rows keep their details, and how many are older."""
    if due is None or years is None:
        return "Audit rows keep their details for good ([retention] audit_years in the office file)."
    said = f"Audit rows keep their details {plural(years, 'year')}"
    if not due.rows:
        return f"{said}; no row is older."
    older = (
        f"{said}; {plural(due.rows, 'row')} from before {day(due.before[:10])} still {_have(due.rows)} them."
    )
    who = " Who drops them must be supervising attorney and administrator."
    return older if may_drop else older + who


def drop_question(due: DroppedPayloads, years: int) -> tuple[str, str, str]:
    """Title, sentence and answer before what old audit rows say is dropped."""
    return (
        f"Drop the details of {plural(due.rows, 'audit row')}?",
        f"All from before {day(due.before[:10])}, by the office file’s term of {plural(years, 'year')}. Who, "
        "when, what and the subject stay, and so do digest and hash, by which the chain still verifies; what "
        "else each row says is gone for good, and decisions of those days can no longer be compared with it. "
        "You may do it alone because you are supervising attorney and administrator; a row in your name "
        "lists them.",
        "Drop the details",
    )


def plan_words(plan: PurgePlan) -> str:
    """What is planned, by whom, on which ground, and which backups still hold it."""
    backups = (
        f" {plural(len(plan.backups), 'backup')} made before still {_hold(len(plan.backups))} it: to be "
        "destroyed by hand."
        if plan.backups
        else ""
    )
    count = plural(len(plan.convictions), "conviction")
    kinds = f"{number(len(plan.sealed))} sealed, {number(len(plan.overdue))} overdue"
    when = instant(plan.made_at)
    ground = plan.ground if plan.ground.endswith((".", "!", "?")) else f"{plan.ground}."
    return f"Planned by {plan.made_by} on {when}: {count} ({kinds}). Ground: {ground}{backups}"


def _hold(count: int) -> str:
    return "holds" if count == 1 else "hold"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _term(status: RetentionStatus) -> str:
    if status.purge_after_days is None:
        return (
            "The office has set no term, so nothing sealed is destroyed "
            "([retention] purge_after_days in the office file)."
        )
    if status.purge_after_days == 0:
        return "The office destroys sealed convictions from the day the court sealed them."
    return (
        f"The office destroys sealed convictions {plural(status.purge_after_days, 'day')} after the sealing."
    )


def _sealed(status: RetentionStatus) -> str:
    said = f"{plural(status.sealed, 'conviction')} sealed by the court and masked here"
    if status.due:
        return f"{said}; {number(status.due)} past the term."
    if status.next_due_on is not None:
        return f"{said}; the next is due on {day(status.next_due_on.isoformat())}."
    return f"{said}."
