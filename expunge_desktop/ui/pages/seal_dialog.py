"""An order of the court that seals rows of a filing: held against its rows, looked at, then recorded."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.services.order_rows import OrderLine, OrderRows, match
from expunge_desktop.services.sealing import seal_by_order
from expunge_desktop.services.session import Session
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.dialogs import ask, reason_field
from expunge_desktop.ui.form import FormGrid, date_edit, label, line_edit, text_width
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day, number, plural
from expunge_desktop.ui.working_dialog import WorkingDialog

_TYPING_MS = 250
_SHOWN_ROWS, _SHOWN_CHARACTERS = 6, 92
_NAMED = 8
FIELDS: tuple[Field[OrderLine], ...] = (
    Field("Row", 6, lambda one: number(one.row.row_no) if one.row else "–", is_number=True),
    Field("What becomes of it", 36, lambda one: one.obstacle or "Will be sealed"),
    Field("Case", 14, lambda one: one.row.case_number if one.row else one.words),
    Field("Count", 6, lambda one: one.row.count_number if one.row else ""),
    Field("Name", 22, lambda one: one.row.defendant if one.row else ""),
    Field("Relief", 26, lambda one: one.row.relief if one.row else ""),
)


class SealDialog(WorkingDialog):
    """Day, order and rows, with what becomes of each; `sealed` says how many convictions were sealed."""

    def __init__(
        self, session: Session, order: OrderRows, selected: str, jobs: JobBridge, parent: QWidget | None
    ) -> None:
        super().__init__(
            f"Seal rows of {order.filing_id} by an order",
            "For rows granted in part, or dismissed by agreement, where only the order tells that it seals. "
            "Rows granted as “dismiss and seal” are sealed by themselves when the court’s entry is recorded.",
            "Seal…",
            jobs,
            parent,
        )
        self._session, self._order = session, order
        self.sealed = 0
        self.on, self.note = date_edit("Day of the court’s entry"), line_edit(characters=40)
        today = session.clock.today()
        self.on.setDate(QDate(today.year, today.month, today.day))
        self.on.setMaximumDate(self.on.date())
        self.words = reason_field("Rows it seals")
        self.words.setPlainText(selected)
        self.form.add("Day of the court’s entry", self.on)
        self.form.add(
            "Which order",
            self.note,
            help_text="Such as “Minute order of October 1, Department 30”. No names: the audit keeps it.",
        )
        self.form.add(
            "Rows it seals",
            self.words,
            help_text="One a line: row numbers (7 or 4-9), or a case and its count (BA123456 count 2).",
        )
        self.told = label("", "strong", wraps=True)
        self.model: RecordsModel[OrderLine] = RecordsModel(FIELDS, self)
        self.view = table(self.model, "Rows the order names", self.model.widths)
        self.view.setMinimumSize(
            text_width(self.view, _SHOWN_CHARACTERS),
            self.view.verticalHeader().defaultSectionSize() * _SHOWN_ROWS,
        )
        below = FormGrid()
        below.add("What becomes of each row", self.view)
        self.body.insertWidget(2, self.told)
        self.body.insertWidget(3, below)
        self._typing = delayed(self, "order-rows", _TYPING_MS, self._match)
        self.words.textChanged.connect(self._on_typed)
        self.note.textChanged.connect(lambda _text: self._enable())
        self._match()
        self.note.setFocus()

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        """What the words name, as shown."""
        return tuple(self.model.records)

    @property
    def rows(self) -> tuple[int, ...]:
        """Numbers of the rows that will be sealed."""
        return tuple(sorted(one.row.row_no for one in self.lines if one.row and not one.obstacle))

    def accept(self) -> None:
        """Ask once more, then seal; it cannot be taken back."""
        self._match()
        rows, note = self.rows, self.note.text().strip()
        chosen = self.on.date()
        on = date(chosen.year(), chosen.month(), chosen.day())
        if not self._is_complete or not ask(
            self,
            f"Seal {plural(len(rows), 'row')} of {self._order.filing_id}?",
            f"{_listed(rows)}, by “{note}”, entered on {day(on.isoformat())}. Nothing of these convictions "
            f"is shown, searched, exported or printed from then on, and {self._order.filing_id} is not "
            "printed again. This cannot be taken back.",
            "Seal them",
        ):
            return
        session, filing_id = self._session, self._order.filing_id

        def do(progress: Progress) -> int:
            return len(seal_by_order(session, filing_id, rows, on=on, note=note, progress=progress))

        self.work(do, self._keep)

    def _keep(self, sealed: int) -> None:
        self.sealed = sealed

    @property
    def _is_complete(self) -> bool:
        return bool(self.rows and self.note.text().strip())

    def _on_typed(self) -> None:
        self.accept_button.setEnabled(False)  # until what was typed is held against the filing
        self._typing.start()

    def _match(self) -> None:
        self._typing.stop()
        self.model.set_records(match(self._order, self.words.toPlainText()))
        self.told.setText(_told(self.lines, len(self.rows)))
        self._enable()

    def _enable(self) -> None:
        if not self._typing.isActive():
            self.accept_button.setEnabled(self._is_complete and not self.is_working)


def _told(lines: tuple[OrderLine, ...], sealed: int) -> str:
    if not lines:
        return "No row is named yet."
    refused = sum(one.row is not None and bool(one.obstacle) for one in lines)
    unmatched = sum(one.row is None for one in lines)
    said = [f"{plural(sealed, 'row')} will be sealed"]
    said += [f"{plural(refused, 'row')} cannot be"] if refused else []
    said += [f"{plural(unmatched, 'line')} not matched"] if unmatched else []
    return "; ".join(said) + "."


def _listed(rows: tuple[int, ...]) -> str:
    named = ", ".join(number(one) for one in rows[:_NAMED])
    more = f" and {number(len(rows) - _NAMED)} more" if len(rows) > _NAMED else ""
    return f"{'Row' if len(rows) == 1 else 'Rows'} {named}{more}"


def as_words(rows: tuple[int, ...]) -> str:
    """Row numbers as they may be typed: each unbroken run as its first and last."""
    runs: list[list[int]] = []
    for one in rows:
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return "\n".join(f"{first}-{last}" if last > first else f"{first}" for first, last in runs)
