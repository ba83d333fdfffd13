"""What is kept of a person comes back exactly: the source rows, and the interpreted history."""

from dataclasses import fields

from doj_rows import Read, make_arrest, make_row
from hypothesis import given
from hypothesis import strategies as st

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person, SentencePart, SourceLine
from expunge_desktop.ingest.doj_columns import COLUMNS, WIDTH
from expunge_desktop.ingest.history import person_from_bytes, person_to_bytes
from expunge_desktop.ingest.source_rows import joined, read_rows, rows_to_bytes

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_cell = st.one_of(st.just(""), _text, st.sampled_from(["\x1f", "\n", "a\x1fb", ",", '"', " padded "]))
_row = st.lists(_cell, min_size=WIDTH, max_size=WIDTH)
_date = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1800, 2199)),
    st.builds(PartialDate, st.integers(1800, 2199), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1800, 2199), st.integers(1, 12), st.integers(1, 28)),
)
_maybe = st.none() | st.booleans()
_texts = st.lists(_text, max_size=3).map(tuple)
_STRATEGIES = {
    "level": st.none() | st.sampled_from(Level),
    "disposition": st.sampled_from(Disposition),
    "sentence_parts": st.lists(
        st.builds(SentencePart, _text, st.none() | st.integers(0, 99), _text), max_size=2
    ).map(tuple),
    "lines": st.lists(st.builds(SourceLine, st.integers(1, 9), st.integers(1, 10**7)), max_size=3).map(tuple),
    "fact_codes": st.frozensets(_text, max_size=2),
    "counts": st.just(()),
}


def _strategy(name: str, kind: str) -> st.SearchStrategy[object]:
    if name in _STRATEGIES:
        return _STRATEGIES[name]
    for word, strategy in (
        ("PartialDate", _date),
        ("tuple", _texts),
        ("bool | None", _maybe),
        ("bool", st.booleans()),
        ("float", st.none() | st.floats(0, 1e6)),
        ("int", st.none() | st.integers(0, 99)),
        ("str", _text),
    ):
        if word in kind:
            return strategy
    raise AssertionError(name)


def _records(record: type) -> st.SearchStrategy[object]:
    return st.fixed_dictionaries({}, optional={
        one.name: _strategy(one.name, str(one.type)) for one in fields(record)
    })  # fmt: skip


_NEEDED = {"ref": "1", "charge": "", "disposition": Disposition.CONVICTED}
_counts = st.lists(_records(Count).map(lambda given: Count(**{**_NEEDED, **given})), max_size=4)


@given(_records(Person), _counts)
def test_any_person_comes_back_equal(given_fields: dict[str, object], counts: list[Count]) -> None:
    person = Person(**{"key": "1", "name": "", **given_fields, "counts": tuple(counts)})
    assert person_from_bytes(person_to_bytes(person)) == person


def test_the_same_person_gives_the_same_bytes(read_person: Read) -> None:
    person = read_person([make_arrest(), make_row()]).person
    assert person_to_bytes(person) == person_to_bytes(person_from_bytes(person_to_bytes(person)))


@given(st.lists(_row, min_size=1, max_size=4), st.integers(1, 99), st.integers(1, 10**7))
def test_any_rows_come_back_equal_with_file_and_line(rows: list[list[str]], file: int, first: int) -> None:
    lines = [first + 3 * index for index in range(len(rows))]
    block = rows_to_bytes(file, lines, rows, [joined(row) for row in rows])
    back = read_rows(block)
    assert [list(row.values) for row in back] == rows
    assert [(row.file, row.line) for row in back] == [(file, line) for line in lines]


def test_a_row_names_its_values_and_leaves_blank_ones_out() -> None:
    row = make_row(OFN=" BA 1 ", COMMENT_TEXT="   ")
    (back,) = read_rows(rows_to_bytes(1, [4], [row], [joined(row)]))
    named = dict(back.named_values())
    assert named["OFN"] == " BA 1 "
    assert "COMMENT_TEXT" not in named
    assert set(named) <= set(COLUMNS)
