"""The day a county is evaluated as of: data given by a person, within what the law can be asked about."""

from datetime import date

from expunge_desktop.base.errors import UsageError
from expunge_desktop.rules.law import LawBook

_LAST = date(2100, 12, 31)


def require_evaluation_date(as_of: date, law: LawBook) -> None:
    """Raise UsageError for a day before Proposition 64 gave any relief, or absurdly far in the future."""
    if as_of < law.act_in_force_on:
        raise UsageError(
            "as-of",
            f"Nothing can be evaluated as of {as_of}: the law applied here begins on {law.act_in_force_on}.",
            "Give the day of the motion.",
        )
    if as_of > _LAST:
        raise UsageError("as-of", f"{as_of} lies too far in the future.", "Give the day of the motion.")
