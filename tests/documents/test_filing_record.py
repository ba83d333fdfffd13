"""A filing is canonical JSON, reads back equal, and its substance digest knows what matters."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import files_of

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.filing import (
    Filing,
    ScheduleRow,
    from_json,
    number_rows,
    substance_digest,
    to_json,
)
from expunge_desktop.documents.raster import page_count, page_image
from expunge_desktop.documents.typeset.fonts import clean, runs, text_width, unprintable, wrap
from expunge_desktop.documents.wording import long_date


def test_a_filing_reads_back_equal_and_writes_the_same_text(filing: Filing) -> None:
    text = to_json(filing)
    assert from_json(text) == filing
    assert to_json(from_json(text)) == text


@pytest.mark.parametrize("text", ["{}", '{"rows":{"columns":[],"values":[]}}', "[]"])
def test_what_is_no_filing_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_json(text)


def test_rows_are_sorted_by_schedule_case_and_count_and_numbered(
    row_maker: Callable[..., ScheduleRow],
) -> None:
    rows = [
        row_maker(1, schedule=2, case_number="A1"),
        row_maker(2, schedule=1, case_number="B2", count_number="10"),
        row_maker(3, schedule=1, case_number="B2", count_number="2"),
        row_maker(4, schedule=1, case_number="B2", count_number=""),
        row_maker(5, schedule=1, case_number="A9"),
    ]
    random.shuffle(rows)
    assert [(row.row_no, row.conviction_id) for row in number_rows(rows)] == [
        (1, 5), (2, 3), (3, 2), (4, 4), (5, 1)
    ]  # fmt: skip


def test_the_substance_leaves_out_what_only_marks_the_moment(filing: Filing) -> None:
    signed = replace(filing.policy, attorney="Ada", adopted_on="2020-01-01")
    later = replace(filing, id="F0007", audit_head="00", undecided=0, policy=signed)
    assert substance_digest(later) == substance_digest(filing)


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": "2020-02-12"},
        {"law_digest": "other"},
        {"rows": ()},
        {"sources": ()},
        {"batches": (1, 2)},
    ],
)
def test_the_substance_covers_what_papers_say(filing: Filing, changes: dict[str, object]) -> None:
    assert substance_digest(replace(filing, **changes)) != substance_digest(filing)


def test_names_print_in_a_face_that_has_their_letters() -> None:
    assert [face for face, _ in runs("Սարգսյան", "LiberationSerif")] == ["DejaVuSerif"]
    assert [face for face, _ in runs("NGUYỄN Đặng", "LiberationSerif")] == ["LiberationSerif"]
    assert unprintable("GARCÍA 中 א") == ("א",)
    assert "".join(piece for _, piece in runs("א", "LiberationSerif")) == "[U+05D0]"


def test_a_character_that_only_turns_the_direction_of_others_is_shown() -> None:
    assert "".join(piece for _, piece in runs("A\u202eB\u200b", "LiberationSerif")) == "A[U+202E]B[U+200B]"
    assert unprintable("A\u202eB") == ("\u202e",)


@pytest.mark.parametrize(
    "text", ["plain words here", "W" * 90, "Սարգսյան " * 9, "中" * 20, "a" * 3 + " " + "b" * 70]
)
def test_wrapped_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrap(text, "LiberationSerif", 9, 80)
    assert all(text_width(line, "LiberationSerif", 9) <= 80 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=120),
    width=st.integers(12, 200),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_its_lines_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, "LiberationSerif", 9, width)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert all(len(line) == 1 or text_width(line, "LiberationSerif", 9) <= width for line in lines)


def test_decomposed_accents_are_composed_before_printing() -> None:
    assert wrap("Jose\u0301", "LiberationSerif", 12, 100) == ("José",)


def test_a_page_becomes_pixels(filing: Filing) -> None:
    papers = files_of(filing, "D1")
    data = papers[0].data
    assert page_count(data) == papers[0].entry.pages
    image = page_image(data, 0, 72)
    assert (image.width, image.height) == (612, 792)
    assert image.stride >= 3 * image.width
    assert len(image.pixels) >= image.stride * image.height
    assert min(image.pixels) < 50
    assert max(image.pixels) == 255
    with pytest.raises(IndexError):
        page_image(data, 99)


def test_dates_and_counts_read_as_people_write_them() -> None:
    assert long_date("2020-02-11") == "February 11, 2020"
    assert long_date("2020") == "2020"
    assert (many(1, "row"), many(1204, "batch")) == ("1 row", "1,204 batches")
