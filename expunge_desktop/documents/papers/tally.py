"""One reading of a filing's rows: the numbers its papers speak of."""

from collections import Counter
from dataclasses import dataclass, field

from expunge_desktop.documents.filing import NO_FALLBACK, SCHEDULES, Filing, ScheduleRow
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Outcome, Route

STATUTORY_SCHEDULES = (1, 2, 3)
_DISTRICT_ATTORNEY = "DISTRICT ATTORNEY"
_CITY = "city_prosecutor"


@dataclass(slots=True)
class Tally:
    """Rows of Exhibit A by what may be said of them (law/corrections.md 10–16).

    completed       of Schedules 1–3, no sentence being served: an application under HS 11361.8(e)
    serving         a sentence is still being served, any schedule
    listed          of Schedules 1–3, on the list of the Department of Justice and not challenged
    cleared         of Schedules 1–3, neither listed nor decided: only these may be sworn to be clear
    identified      of Schedules 1–3, on that list, but challenged, being served, or unknown which
    decided         the ground is an attorney's decision, by schedule
    no_fallback     of Schedule 4, without statutory relief in the alternative
    open_4          of Schedule 4 by the criteria, hand review under the statute
    people          0 = not every row says whose it is
    years           of the convictions, as far as recorded
    undated         the year of the conviction is not recorded
    grounds         of Schedule 4, by code
    other_agencies  prosecuting agencies as recorded, other than the office itself, by rows
    """

    by_schedule: dict[int, int] = field(default_factory=lambda: dict.fromkeys(SCHEDULES, 0))
    completed: int = 0
    serving: int = 0
    listed: int = 0
    cleared: int = 0
    identified: int = 0
    decided: Counter[int] = field(default_factory=Counter)
    no_fallback: int = 0
    open_4: int = 0
    people: int = 0
    years: tuple[int, int] | None = None
    undated: int = 0
    grounds: Counter[str] = field(default_factory=Counter)
    other_agencies: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.by_schedule.values())

    @property
    def statutory(self) -> int:
        """Rows of Schedules 1–3."""
        return sum(self.by_schedule[number] for number in STATUTORY_SCHEDULES)

    @property
    def serving_statutory(self) -> int:
        """Rows of Schedules 1–3 with a sentence still being served: petitions, HS 11361.8(a)–(d)."""
        return self.statutory - self.completed

    @property
    def decided_2_3(self) -> int:
        """Redesignations that rest on an attorney's decision."""
        return self.decided[2] + self.decided[3]

    @property
    def presumed(self) -> int:
        """Rows of Schedules 1–3 that rest on the presumption, not on a decision (law/corrections.md 11)."""
        return self.statutory - self.decided_2_3


def tally_of(filing: Filing) -> Tally:
    """The numbers of a filing, in one pass."""
    tally = Tally()
    people: set[int] = set()
    years: set[int] = set()
    for row in filing.rows:
        _count(tally, row)
        if row.agency and not _is_own(row.agency, filing.office):
            tally.other_agencies[row.agency] += 1
        people.add(row.person_id)
        if row.conviction_on[:4].isdecimal():
            years.add(int(row.conviction_on[:4]))
        else:
            tally.undated += 1
    tally.people = 0 if 0 in people else len(people)
    tally.years = (min(years), max(years)) if years else None
    return tally


def _count(tally: Tally, row: ScheduleRow) -> None:
    tally.by_schedule[row.schedule] += 1
    tally.serving += row.is_serving
    tally.decided[row.schedule] += row.is_by_decision
    if row.schedule == 4:
        tally.grounds[row.ground] += 1
        tally.no_fallback += row.fallback in ("", NO_FALLBACK)
        tally.open_4 += row.statutory == Outcome.HAND_REVIEW and not row.is_by_decision
    else:
        tally.completed += not row.is_serving
        is_listed = row.route == Route.DOJ_LIST
        tally.listed += is_listed
        tally.cleared += not is_listed and not row.is_by_decision
        tally.identified += bool(row.is_doj_listed) and not is_listed


def _is_own(agency: str, office: Office) -> bool:
    """Agencies are free text in records: any district attorney is ours, unless we are a city's office."""
    if office.kind == _CITY:
        return agency.upper() == office.name.upper()
    return _DISTRICT_ATTORNEY in agency.upper()
