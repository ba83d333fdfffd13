"""When a person was last convicted: what the ten-year criterion looks at, for any crime and for felonies."""

from collections.abc import Iterable
from datetime import date

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.charges import Charge
from expunge_desktop.rules.conviction_facts import LastConvictions


def last_convictions(
    entries: Iterable[tuple[Count, Charge]], born_on: PartialDate | None
) -> tuple[LastConvictions, LastConvictions]:
    """The last conviction of any crime, and of a felony; infractions count for neither.

    A level that is not recorded is known where the section had only one (11359: felony). Otherwise an unknown
    level, a conflict, an unknown disposition or a row of doubtful identity may count. A date that
    cannot be right for a person born then is no date.
    """
    any_certain = any_possible = felony_certain = felony_possible = date.min
    has_undated_any = has_undated_felony = False
    for count, charge in entries:
        disposition, level = count.disposition, count.level or charge.only_level
        if disposition is not Disposition.CONVICTED and disposition is not Disposition.UNKNOWN:
            continue
        is_doubtful = (
            level is None
            or count.has_level_conflict
            or disposition is Disposition.UNKNOWN
            or "IDENTITY_DOUBT" in count.fact_codes
        )
        if level is Level.INFRACTION and not is_doubtful:
            continue
        is_felony = is_doubtful or level is Level.FELONY
        on = count.conviction_on
        if on is None or not is_believable(born_on, on):
            has_undated_any = True
            has_undated_felony = has_undated_felony or is_felony
            continue
        latest = on.latest
        any_possible = max(any_possible, latest)
        if is_felony:
            felony_possible = max(felony_possible, latest)
        if not is_doubtful:
            earliest = latest if on.day is not None else on.earliest
            any_certain = max(any_certain, earliest)
            if is_felony:
                felony_certain = max(felony_certain, earliest)
    return (
        LastConvictions(_text(any_certain), _text(any_possible), has_undated_any),
        LastConvictions(_text(felony_certain), _text(felony_possible), has_undated_felony),
    )


def _text(day: date) -> str:
    """ISO, empty for none."""
    return "" if day == date.min else day.isoformat()
