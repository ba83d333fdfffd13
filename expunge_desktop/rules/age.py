"""Age on a day, when birth date or day may be known only in part. Age n is reached on the n-th birthday."""

from datetime import date

from expunge_desktop.domain.partial_date import PartialDate, add_years
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.law_tables import FROM_18_TO_20, FROM_21, UNDER_18
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.switches import Switches

_OLDEST = 100


def has_reached(
    born_on: PartialDate | None, years: int, earliest: date | None, latest: date | None, switches: Switches
) -> Tri:
    """Whether the person is `years` old on all days of an interval (yes), none (no), or some (unknown)."""
    if born_on is None or latest is None:
        return Tri.UNKNOWN
    is_march = switches.feb29 == "march_1"
    last_birthday = add_years(born_on.latest, years, leap_day_to_march=is_march)
    if earliest is not None and last_birthday <= earliest:
        return Tri.YES
    if born_on.day is not None:
        first_birthday = last_birthday
    else:
        first_birthday = add_years(born_on.earliest, years)
    return Tri.NO if first_birthday > latest else Tri.UNKNOWN


def possible_bands(
    born_on: PartialDate | None, offense: Interval, law: LawBook, switches: Switches
) -> tuple[str, ...]:
    """The age bands the person may have been in on the day of the offense, oldest first.

    Without a birth date, a conviction in an adult court is taken for an adult's (contract, point 5).
    """
    if born_on is None:
        return FROM_21, FROM_18_TO_20
    is_21 = has_reached(born_on, law.lawful_age, offense.earliest, offense.latest, switches)
    if is_21 is Tri.YES:
        return (FROM_21,)
    is_18 = has_reached(born_on, law.adult_age, offense.earliest, offense.latest, switches)
    bands = []
    if is_21 is not Tri.NO:
        bands.append(FROM_21)
    if is_18 is not Tri.NO:
        bands.append(FROM_18_TO_20)
    if is_18 is not Tri.YES:
        bands.append(UNDER_18)
    return tuple(bands)


def is_believable(born_on: PartialDate | None, on: PartialDate | None, *, youngest: int = 0) -> bool:
    """Whether an entry of a person born then may bear this date: at some age from `youngest` to 100.

    A convention for dates that cannot be right: a birth in 1850 would make anybody old, a conviction in 1850
    long past. An unknown date contradicts nothing.
    """
    if born_on is None or on is None:
        return True
    return youngest <= on.year - born_on.year <= _OLDEST and on.latest >= born_on.earliest
