"""When the offense was: known, or an interval inferred from the limitation period (PC 801, 802, 804)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expunge_desktop.domain.outcome import Level
from expunge_desktop.domain.partial_date import add_years
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import SectionRow
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


def days_taken(facts: ConvictionFacts, offense: Interval, rows: Sequence[SectionRow]) -> list[str]:
    """What is taken of recorded dates known only in part: days that contradict nothing (HS 11361.8(b), (f)).

    Some day of the month or year would lie after the conviction, or outside the time of the section; that the
    offense was on such a day is for the People to prove.
    """
    recorded, conviction, taken = facts.offense_on, facts.conviction_on, []
    if recorded is None:
        return []
    if not recorded.is_exact:
        days = []
        if conviction is not None and recorded.latest > conviction.earliest:
            days.append("not after the conviction")
        if rows and not _is_within(offense, rows):
            days.append("when the section was in force")
        if days:
            when = " and ".join(days)
            taken.append(f"the offense date: recorded only as {recorded}, taken for a day {when} (complaint)")
    if conviction is not None and not conviction.is_exact and recorded.latest > conviction.earliest:
        taken.append(
            f"the conviction date: recorded only as {conviction}, taken for a day not before the offense "
            "(abstract of judgment)"
        )
    return taken


def _is_within(offense: Interval, rows: Sequence[SectionRow]) -> bool:
    """Whether some row was in force on every day of the interval; the rows of a section leave no gap."""
    first, last = min(row.in_force_from for row in rows), max(row.in_force_to for row in rows)
    return (offense.earliest or first) >= first and (offense.latest or last) <= last
