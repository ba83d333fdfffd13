"""The rows of one person sorted by what kind of step they belong to: arrest, court, registration, death.

Court rows with the same CNT_ORDER are the sentence parts of one count. CNT_ORDER has twelve digits: cycle,
step, count, `000`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest.doj_columns import CNT_ORDER, DISP_DESCR, STP_EVENT_DATE, STP_TYPE_DESCR
from expunge_desktop.ingest.doj_dates import read_date
from expunge_desktop.ingest.doj_layout import ARREST, COURT, CUSTODY, DECEASED, REGISTRATION, Layout, Ruling

Place = tuple[int, int]
Row = Sequence[str]

_DIGITS = 12
_IGNORED_OUTSIDE_COURT = (ARREST, CUSTODY, DECEASED)


@dataclass(frozen=True, slots=True)
class PersonProblem:
    """A problem of a person, or of the count `ref`, with the row it was met on."""

    ref: str
    kind: str
    sentence: str
    file: int
    line: int


@dataclass(slots=True)
class CountRows:
    """The rows of one count in order, their places, what the court ruled, and kinds of problem so far."""

    ref: str
    ruling: Ruling
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    is_registration: bool = False
    has_place_in_record: bool = field(init=False)  # CNT_ORDER tells cycle, step and count

    def __post_init__(self) -> None:
        self.has_place_in_record = len(self.ref) == _DIGITS and self.ref.isdigit()


class PersonSteps:
    """Takes the rows of one person in canonical order and keeps what each kind of step says."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.counts: dict[str, CountRows] = {}
        self.later: dict[tuple[str, str, str], CountRows] = {}
        self.arrests: dict[str, list[Row]] = {}  # by cycle
        self.court_rows: list[Row] = []
        self.problems: list[PersonProblem] = []
        self.is_deceased = False
        self.deceased_on: PartialDate | None = None

    def add(self, row: Row, place: Place) -> None:
        """Sort one row in."""
        words = row[STP_TYPE_DESCR]
        step = self._layout.steps.get(words)
        if step is None:
            step = self._layout.steps.get(words.upper(), "")
        if step == ARREST:
            self.arrests.setdefault(row[CNT_ORDER][:3], []).append(row)
            if row[DISP_DESCR]:
                self._outside_court(row, place, step)
        elif step == COURT:
            group = self.counts.get(row[CNT_ORDER])
            if (
                group is not None
                and row[DISP_DESCR] == group.rows[0][DISP_DESCR]
                and group.rows[0][CNT_ORDER]
            ):
                self.court_rows.append(row)  # a further sentence part of the same count
                group.rows.append(row)
                group.places.append(place)
            else:
                self._court(row, place, ())
        elif step == REGISTRATION:
            self._count(row, place, Ruling(Disposition.REGISTRATION), ()).is_registration = True
        else:
            self._outside_court(row, place, step)

    def _court(self, row: Row, place: Place, kinds: Sequence[str]) -> None:
        ruling = self._layout.ruling(row[DISP_DESCR])
        self.court_rows.append(row)
        if ruling.acts:
            key = (row[CNT_ORDER], row[DISP_DESCR], row[STP_EVENT_DATE])
            group = self.later.setdefault(key, CountRows(row[CNT_ORDER], ruling))
            group.rows.append(row)
            group.places.append(place)
        else:
            self._count(row, place, ruling, kinds)

    def _count(self, row: Row, place: Place, ruling: Ruling, kinds: Sequence[str]) -> CountRows:
        ref = row[CNT_ORDER] or f"no-order-{len(self.counts) + 1}"
        group = self.counts.get(ref)
        if group is None:
            group = self.counts[ref] = CountRows(ref, ruling)
            if not group.has_place_in_record:
                group.kinds.append("BAD_COUNT_ORDER")
        group.rows.append(row)
        group.places.append(place)
        group.kinds += kinds
        return group

    def _outside_court(self, row: Row, place: Place, step: str) -> None:
        """Custody, applicant and unknown steps: later acts still act, a conviction is never lost."""
        if step == DECEASED:
            self._died(row)
        ruling = self._layout.ruling(row[DISP_DESCR])
        if step in _IGNORED_OUTSIDE_COURT:
            if ruling.acts and step == CUSTODY:
                self._court(row, place, ())
            elif ruling.disposition is Disposition.CONVICTED:
                sentence = f"A step “{row[STP_TYPE_DESCR]}” says “{row[DISP_DESCR]}”; it is not a court's."
                self.problems.append(
                    PersonProblem(row[CNT_ORDER], "DISPOSITION_OUTSIDE_COURT", sentence, *place)
                )
            return
        words = row[STP_TYPE_DESCR]
        kind = "UNKNOWN_STEP_TYPE" if words else "MISSING_STEP_TYPE"
        if ruling.disposition is not Disposition.UNKNOWN or ruling.acts:
            self._court(row, place, (kind,))
        else:
            sentence = f"The step type “{words}” is not known." if words else "The step's type is missing."
            self.problems.append(PersonProblem(row[CNT_ORDER], kind, sentence, *place))

    def _died(self, row: Row) -> None:
        self.is_deceased = True
        date, _ = read_date(row[STP_EVENT_DATE])
        if date is not None and (self.deceased_on is None or date.earliest < self.deceased_on.earliest):
            self.deceased_on = date
