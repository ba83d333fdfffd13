"""A count delivered under two people stands twice in the schedule and says so."""

from collections.abc import Callable
from dataclasses import replace

from expunge_desktop.documents.filing import ScheduleRow, number_rows

RowMaker = Callable[..., ScheduleRow]


def test_the_later_row_of_a_repeated_count_names_the_earlier_one(row_maker: RowMaker) -> None:
    row = row_maker()
    numbered = number_rows(
        [row, replace(row, conviction_id=2), replace(row, conviction_id=3, count_number="2")]
    )
    assert [one.remarks for one in numbered] == ["", "Same case and count as row 1.", ""]


def test_rows_whose_case_or_count_is_unknown_are_never_called_the_same(row_maker: RowMaker) -> None:
    row = row_maker(count_number="")
    assert not any(one.remarks for one in number_rows([row, replace(row, conviction_id=2)]))


def test_an_earlier_remark_is_kept(row_maker: RowMaker) -> None:
    row = row_maker(remarks="Agency inferred.")
    later = number_rows([row, replace(row, conviction_id=2)])[1]
    assert later.remarks == "Agency inferred. Same case and count as row 1."
