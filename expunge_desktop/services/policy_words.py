"""A policy's criteria in words an attorney can read aloud."""

from datetime import date

from expunge_desktop.rules.criteria import is_enabled
from expunge_desktop.rules.criterion_limits import limit_in_words
from expunge_desktop.rules.policy import TESTS, Criterion, Policy
from expunge_desktop.rules.switches import Switches

UNCONFIRMED = "nobody has compared it with the criteria of the office it is named after"


# What a test asks where the policy's switches are known: by test, switch and value.
_AS_SWITCHED = {
    ("age_below", "under21_at", "conviction"): "the person was under {years} years old on the day of the "
    "conviction",
    (
        "age_below",
        "under21_at",
        "offense",
    ): "the person was under {years} years old on the day of the offense",
    ("years_without_conviction", "ten_years_counts", "any"): "no conviction in the {years} years before the "
    "evaluation date; infractions, and one exactly so old, do not count",
    ("years_without_conviction", "ten_years_counts", "felony"): TESTS["years_without_felony"],
    ("probation_completed", "probation_mode", "only_cannabis_and_sentence_over"): TESTS["only_cannabis"],
}


def asked_in_words(criterion: Criterion, switches: Switches | None = None) -> str:
    """What a criterion asks, as the switches have it if given: `only for a felony under HS 11358: …`."""
    limit = f"only for {limit_in_words(criterion.applies_to)}: " if criterion.applies_to else ""
    if criterion.test:
        return limit + wording_of(criterion.test, criterion.years, criterion.day, switches)
    parts = [f"({asked_in_words(part, switches)})" for part in criterion.parts]
    if criterion.combine == "none":
        return f"{limit}none of these holds: {'; '.join(parts)}"
    return limit + (" and " if criterion.combine == "all" else " or ").join(parts)


def wording_of(test: str, years: int = 0, day: date | None = None, switches: Switches | None = None) -> str:
    """What a test asks; in general terms without number, day and switches."""
    text = TESTS[test]
    for (asked, switch, value), said in _AS_SWITCHED.items() if switches else ():
        if asked == test and getattr(switches, switch) == value:
            text = said
    if years == 1:
        text = text.replace("{years} years", "{years} year")
    return text.format(years=years or "N", date=day_in_words(day) if day else "a given day")


def day_in_words(day: date) -> str:
    """`November 5, 1996`."""
    return f"{day:%B} {day.day}, {day.year}"


def title_in_words(criterion: Criterion, policy: Policy) -> str:
    """The criterion's title, marked where a switch of the policy puts it out of use."""
    return criterion.title if is_enabled(criterion, policy.switches) else f"{criterion.title} [switched off]"
