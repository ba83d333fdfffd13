"""What is kept of a person, the source rows, comes back exactly."""

from doj_rows import make_row
from hypothesis import given, settings
from hypothesis import strategies as st

from expunge_desktop.ingest.doj_columns import COLUMNS, SECRET, SUBJECT_ID, WIDTH
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_worker import DojWorker
from expunge_desktop.ingest.source_rows import read_rows, rows_to_bytes
from expunge_desktop.rules.law import LawBook

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_cell = st.one_of(st.just(""), _text, st.sampled_from(["\x1f", "\n", "a\x1fb", ",", '"', " padded "]))
_row = st.lists(_cell, min_size=WIDTH, max_size=WIDTH)


@settings(deadline=None)
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


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if '"' in value or "," in value else value


_cells = st.text('aZ ,"\x1f.é', max_size=3)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(_cells, min_size=34, max_size=34),
    st.lists(st.tuples(_cells, st.dictionaries(st.integers(0, WIDTH - 1), _cells, max_size=3)), max_size=5),
)
def test_rows_of_a_person_are_kept_as_delivered_whether_they_repeat_the_persons_columns_or_not(
    law: LawBook, layout: Layout, person: list[str], changes: list[tuple[str, dict[int, str]]]
) -> None:
    rows = []
    for record_id, changed in changes:
        row = [record_id, *person, *make_row()[35:]]
        for column, value in changed.items():
            row[column] = value
        row[SUBJECT_ID] = "7"
        rows.append(row)
    lines = [",".join(map(_quoted, row)) + "\n" for row in rows]
    result = DojWorker(layout, law).read_stretch("".join(lines).encode(), 5, 1, frozenset(), interpret=False)
    kept = [row for fragment in result.fragments for row in read_rows(fragment.block)]
    assert [row.line for row in kept] == list(range(5, 5 + len(rows)))
    for row in rows:
        for column in SECRET:
            row[column] = ""
    assert [list(row.values) for row in kept] == rows
