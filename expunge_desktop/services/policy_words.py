"""A policy's criteria in words an attorney can read aloud."""

from datetime import date

from expunge_desktop.rules.criteria import is_enabled
from expunge_desktop.rules.criterion_limits import limit_in_words
from expunge_desktop.rules.policy import TESTS, Criterion, Policy

UNCONFIRMED = "nobody has compared it with the criteria of the office it is named after"


def asked_in_words(criterion: Criterion) -> str:
    """What a criterion asks: `only for a felony under HS 11358: the person is 50 years old …`."""
    limit = f"only for {limit_in_words(criterion.applies_to)}: " if criterion.applies_to else ""
    if criterion.test:
        return limit + wording_of(criterion.test, criterion.years, criterion.day)
    parts = [f"({asked_in_words(part)})" for part in criterion.parts]
    if criterion.combine == "none":
        return f"{limit}none of these holds: {'; '.join(parts)}"
    return limit + (" and " if criterion.combine == "all" else " or ").join(parts)


def wording_of(test: str, years: int = 0, day: date | None = None) -> str:
    """What a test asks; in general terms without them."""
    text = TESTS[test]
    if years == 1:
        text = text.replace("{years} years", "{years} year")
    return text.format(years=years or "N", date=day_in_words(day) if day else "a given day")


def day_in_words(day: date) -> str:
    """`November 5, 1996`."""
    return f"{day:%B} {day.day}, {day.year}"


def title_in_words(criterion: Criterion, policy: Policy) -> str:
    """The criterion's title, marked where a switch of the policy puts it out of use."""
    return criterion.title if is_enabled(criterion, policy.switches) else f"{criterion.title} [switched off]"
