"""When the offense was: known, or an interval inferred from the limitation period (PC 801, 802, 804)."""

from dataclasses import dataclass
from datetime import date

from expunge_desktop.domain.outcome import Level
from expunge_desktop.domain.partial_date import add_years
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.switches import Switches


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day a thing may have happened; None = no bound known; `is_inferred`: not recorded."""

    earliest: date | None
    latest: date | None
    is_inferred: bool = False


def offense_interval(facts: ConvictionFacts, law: LawBook, switches: Switches) -> Interval:
    """The day of the offense.

    Recorded: as far as known, and not after commencement or conviction. Missing: at the latest the earliest
    of commencement and conviction, at the earliest the limitation period before that: one year for a
    misdemeanor or infraction, three for a felony or an unknown level. The period runs to the commencement of
    prosecution; counted from the conviction it is a flagged inference, which the switch
    `missing_offense_date = unbounded` forgoes.
    """
    bounds = [day.latest for day in (facts.commenced_on, facts.conviction_on) if day is not None]
    latest = min(bounds) if bounds else None
    if facts.offense_on is not None:
        # A recorded day after the conviction stays as recorded: the sanity test reports it.
        recorded = facts.offense_on
        if latest is None or recorded.is_exact or latest < recorded.earliest:
            return Interval(recorded.earliest, recorded.latest)
        return Interval(recorded.earliest, min(recorded.latest, latest))
    is_short = facts.level in (Level.MISDEMEANOR, Level.INFRACTION) and not facts.has_level_conflict
    years = law.misdemeanor_limitation_years if is_short else law.felony_limitation_years
    if facts.commenced_on is not None:
        return Interval(add_years(facts.commenced_on.earliest, -years), latest, True)
    if facts.conviction_on is None or switches.missing_offense_date == "unbounded":
        return Interval(None, latest, True)
    return Interval(add_years(facts.conviction_on.earliest, -years), latest, True)
