"""Figures for someone outside: counts by outcome, never a row of a person (Penal Code 11144, 13305)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Unpack

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services.leaving import Receiver
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.small_cells import WITHHELD, suppressed
from expunge_desktop.services.table_export import Exported, TableOut, export_table
from expunge_desktop.store import findings
from expunge_desktop.store.outcome_figures import DIMENSIONS, outcome_counts

COLUMNS = ("by", "value", "outcome", "convictions")
_UNKNOWN = "unknown"
Counted = Mapping[str, list[tuple[str, str, int]]]


def export_figures(
    session: Session,
    path: Path,
    **receiver: Unpack[Receiver],
) -> Exported:
    """Write the convictions under the current assessment as counts by final outcome, and log the release.

    For research and public small counts are withheld (`small_cells`). Convictions sealed by the court are not
    counted. Raises AnswerIsNoError when nothing was assessed or the file exists; EnvironmentProblemError when
    it cannot be written.
    """
    session.require(Right.EXPORT)
    out = TableOut("figures", "export.figures", "workspace", Export.FIGURES, COLUMNS, receiver)
    with session.read() as connection:
        latest = findings.latest_assessment(connection)
        if latest is None:
            raise AnswerIsNoError("not-assessed", "Nothing has been assessed yet.", "Run `assess` first.")
        counted = {name: outcome_counts(connection, latest.id, name) for name in DIMENSIONS}
    return export_table(session, path, out, figure_rows(counted, out.masking.small_cell))


def figure_rows(counted: Counted, smallest: int) -> Iterator[tuple[str, str, str, str]]:
    """The rows of `COLUMNS`; each outcome's counts of a dimension add up to its row of `all`."""
    rows: list[tuple[str, str, str, str]] = []
    closed: set[str] = set()
    for name, found in counted.items():
        if name == "all":
            continue
        for outcome in dict.fromkeys(one for _, one, _ in found):
            cells = [(value, count) for value, which, count in found if which == outcome]
            shown, is_open = suppressed([count for _, count in cells], smallest)
            closed |= set() if is_open else {outcome}
            rows += [
                (name, value or _UNKNOWN, outcome, text)
                for (value, _), text in zip(cells, shown, strict=True)
            ]
    for _, outcome, count in counted["all"]:
        is_withheld = outcome in closed or 0 < count < smallest
        yield "all", "", outcome, WITHHELD if is_withheld else str(count)
    yield from rows
