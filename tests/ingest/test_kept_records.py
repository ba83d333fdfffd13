"""What is kept of a person, the source rows, comes back exactly."""

from doj_rows import make_row
from hypothesis import given
from hypothesis import strategies as st

from expunge_desktop.ingest.doj_columns import COLUMNS, WIDTH
from expunge_desktop.ingest.source_rows import read_rows, rows_to_bytes

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_cell = st.one_of(st.just(""), _text, st.sampled_from(["\x1f", "\n", "a\x1fb", ",", '"', " padded "]))
_row = st.lists(_cell, min_size=WIDTH, max_size=WIDTH)


@given(st.lists(_row, min_size=1, max_size=4), st.integers(1, 99), st.integers(1, 10**7))
def test_any_rows_come_back_equal_with_file_and_line(rows: list[list[str]], file: int, first: int) -> None:
    lines = [first + 3 * index for index in range(len(rows))]
    block = rows_to_bytes(file, lines, rows)
    back = read_rows(block)
    assert [list(row.values) for row in back] == rows
    assert [(row.file, row.line) for row in back] == [(file, line) for line in lines]


def test_a_row_names_its_values_and_leaves_blank_ones_out() -> None:
    row = make_row(OFN=" BA 1 ", COMMENT_TEXT="   ")
    (back,) = read_rows(rows_to_bytes(1, [4], [row]))
    named = dict(back.named_values())
    assert named["OFN"] == " BA 1 "
    assert "COMMENT_TEXT" not in named
    assert set(named) <= set(COLUMNS)
