"""The rows of one person sorted by what kind of step they belong to: arrest, court, registration, death.

Court rows with the same CNT_ORDER are the sentence parts of one count. CNT_ORDER has twelve digits: cycle,
step, count, `000`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest.doj_columns import CNT_ORDER, DISP_DESCR, STP_EVENT_DATE, STP_TYPE_DESCR
from expunge_desktop.ingest.doj_dates import read_date
from expunge_desktop.ingest.doj_layout import ARREST, COURT, CUSTODY, DECEASED, REGISTRATION, Layout, Ruling

Place = tuple[int, int]
Row = Sequence[str]

_DIGITS = 12
_REGISTERED = Ruling(Disposition.REGISTRATION)
_CONTRADICTORY = Ruling(Disposition.UNKNOWN)
_IGNORED_OUTSIDE_COURT = (ARREST, CUSTODY, DECEASED)


@dataclass(frozen=True, slots=True)
class PersonProblem:
    """A problem of a person, or of the count `ref`, with the row it was met on."""

    ref: str
    kind: str
    sentence: str
    file: int
    line: int


class CountRows:
    """The rows of one count in order, their places, what the court ruled, and kinds of problem so far.

    `has_place_in_record`: CNT_ORDER tells cycle, step and count.
    """

    __slots__ = ("has_place_in_record", "is_registration", "kinds", "places", "ref", "rows", "ruling")

    def __init__(self, ref: str, ruling: Ruling, row: Row, place: Place) -> None:
        self.ref = ref
        self.ruling = ruling
        self.rows = [row]
        self.places = [place]
        self.is_registration = False
        self.has_place_in_record = (
            len(ref) == _DIGITS and ref.isdigit() and "000" not in (ref[:3], ref[3:6], ref[6:9])
        )
        self.kinds = [] if self.has_place_in_record else ["BAD_COUNT_ORDER"]


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

    def take(self, rows: Sequence[Row], places: Sequence[Place]) -> None:
        """Sort rows in, in their canonical order."""
        known, ruling_of = self._layout.steps, self._layout.ruling
        counts, arrests, court_rows = self.counts, self.arrests, self.court_rows
        for row, place in zip(rows, places, strict=True):
            words = row[STP_TYPE_DESCR]
            step = known.get(words)
            if step is None:
                step = known.get(words.upper(), "")
            if step == COURT:
                order, words = row[CNT_ORDER], row[DISP_DESCR]
                group = counts.get(order)
                if group is None:
                    ruling = ruling_of(words)
                    if ruling.acts or not order:
                        self._court(row, place, ())
                    else:  # the first row of a count, as most are
                        court_rows.append(row)
                        counts[order] = CountRows(order, ruling, row, place)
                elif words == group.rows[0][DISP_DESCR] and group.rows[0][CNT_ORDER]:
                    court_rows.append(row)  # a further sentence part of the same count
                    group.rows.append(row)
                    group.places.append(place)
                else:
                    self._court(row, place, ())
            elif step == ARREST:
                cycle = row[CNT_ORDER][:3]
                if cycle in arrests:
                    arrests[cycle].append(row)
                else:
                    arrests[cycle] = [row]
                if row[DISP_DESCR]:
                    self._outside_court(row, place, step)
            elif step == REGISTRATION:
                group = self._count(row, place, _REGISTERED, ())
                group.is_registration = group.ruling is _REGISTERED
            else:
                self._outside_court(row, place, step)

    def _court(self, row: Row, place: Place, kinds: Sequence[str]) -> None:
        ruling = self._layout.ruling(row[DISP_DESCR])
        self.court_rows.append(row)
        if ruling.acts:
            key = (row[CNT_ORDER], row[DISP_DESCR], row[STP_EVENT_DATE])
            if key in self.later:
                self.later[key].rows.append(row)
                self.later[key].places.append(place)
            else:
                self.later[key] = CountRows(row[CNT_ORDER], ruling, row, place)
        else:
            self._count(row, place, ruling, kinds)

    def _count(self, row: Row, place: Place, ruling: Ruling, kinds: Sequence[str]) -> CountRows:
        ref = row[CNT_ORDER] or f"no-order-{len(self.counts) + 1}"
        group = self.counts.get(ref)
        if group is None:
            group = self.counts[ref] = CountRows(ref, ruling, row, place)
        else:
            group.rows.append(row)
            group.places.append(place)
            says_something = ruling is _REGISTERED or row[DISP_DESCR]
            if says_something and ruling.disposition is not group.ruling.disposition:
                # Two things under one CNT_ORDER: which of them was entered is not known.
                group.ruling = _CONTRADICTORY
                group.is_registration = False
                group.kinds.append("CONFLICTING_ROWS")
        if kinds:
            group.kinds += kinds
        return group

    def _outside_court(self, row: Row, place: Place, step: str) -> None:
        """Custody, applicant and unknown steps: later acts still act, a conviction is never lost.

        A row whose type is missing or not known may be a court's or a registration: it stays a count, of
        which an unknown disposition lets nobody profit.
        """
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
        self._court(row, place, ("UNKNOWN_STEP_TYPE" if row[STP_TYPE_DESCR] else "MISSING_STEP_TYPE",))

    def _died(self, row: Row) -> None:
        self.is_deceased = True
        date, _ = read_date(row[STP_EVENT_DATE])
        if date is not None and (self.deceased_on is None or date.earliest < self.deceased_on.earliest):
            self.deceased_on = date
