"""Tables set up the same way everywhere: fixed row height, whole rows selected, elided text, a name."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width

_LEAST_ROWS = 3  # below that a page is scrolled


def table(
    model: QAbstractItemModel, name: str, widths: Sequence[int], *, stretches: int | None = None
) -> QTableView:
    """A read-only table; `widths` in characters, `stretches` the column that takes the rest."""
    made = QTableView()
    made.setModel(model)
    named(made, name)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setAlternatingRowColors(True)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setTabKeyNavigation(False)
    made.setCornerButtonEnabled(False)
    rows = made.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(made.fontMetrics().height() + theme.M)
    header = made.horizontalHeader()
    made.setMinimumHeight(header.sizeHint().height() + _LEAST_ROWS * rows.defaultSectionSize())
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setMinimumSectionSize(text_width(made, 3))
    header.setStretchLastSection(stretches is None)
    for column, width in enumerate(widths):
        header.resizeSection(column, text_width(made, width) + theme.L)
    if stretches is not None:
        header.setSectionResizeMode(stretches, QHeaderView.ResizeMode.Stretch)
    return made
