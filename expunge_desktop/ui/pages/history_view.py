"""Every count of a person in the order of time, the one under review marked."""

from dataclasses import dataclass

from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day, disposition_label, level_label

HERE = "▸ This one"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One count, and whether it is the one that is open."""

    count: Count
    is_here: bool
    is_same_case: bool
    places: str


FIELDS: tuple[Field[HistoryLine], ...] = (
    Field("", 9, lambda one: HERE if one.is_here else "same case" if one.is_same_case else ""),
    Field("Convicted", 10, lambda one: _date(one.count.conviction_on)),
    Field("Section", 13, lambda one: one.count.charge or "unreadable"),
    Field("Offense", 24, lambda one: one.count.offense_text),
    Field("Level", 11, lambda one: level_label(one.count.level or "")),
    Field("Disposition", 13, lambda one: disposition_label(one.count.disposition)),
    Field("Case", 12, lambda one: one.count.case_number or "unknown"),
    Field("Court", 22, lambda one: one.count.court or one.count.county),
    Field("Committed", 10, lambda one: _date(one.count.offense_on)),
    Field("Sentence", 40, lambda one: one.count.sentence_text),
    Field("Problems", 30, lambda one: ", ".join(one.count.problems)),
    Field("Read from", 26, lambda one: one.places),
)


class HistoryView(QWidget):
    """A table of all counts, cannabis or not."""

    def __init__(self) -> None:
        super().__init__()
        self.model: RecordsModel[HistoryLine] = RecordsModel(FIELDS, self, is_strong=lambda one: one.is_here)
        self.view: QTableView = table(self.model, "History of the person", self.model.widths)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def clear(self) -> None:
        """Show nobody."""
        self.model.set_records(())

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Show the history of the conviction's person and bring the count into view."""
        here = next((one for one in detail.person.counts if one.ref == detail.count_ref), None)
        lines = [
            HistoryLine(
                count,
                count.ref == detail.count_ref,
                here is not None and bool(here.case_key) and count.case_key == here.case_key,
                _places(count, detail),
            )
            for count in sorted(detail.person.counts, key=_when)
        ]
        self.model.set_records(lines)
        place = next((place for place, line in enumerate(lines) if line.is_here), None)
        if place is not None:
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))


def _places(count: Count, detail: ConvictionDetail) -> str:
    """The rows of the delivered files the count was read from."""
    return "; ".join(f"{detail.files[one.file - 1]}, line {one.line:,}" for one in count.lines)


def _when(count: Count) -> tuple[bool, str, str]:
    known = count.conviction_on or count.offense_on
    return known is None, str(known or ""), count.ref


def _date(known: PartialDate | None) -> str:
    return day(str(known)) if known else "unknown"
