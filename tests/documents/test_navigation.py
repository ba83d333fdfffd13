"""Finding the way in a finished PDF: page sizes, bookmarks, and texts also over the end of a line."""

import pytest

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.documents.navigation import find_text, layout_of
from expunge_desktop.documents.page_reading import opened, page_chars
from expunge_desktop.documents.papers.catalog import make_papers, wanted
from expunge_desktop.documents.papers.sample import sample_order


@pytest.fixture(scope="module")
def motion() -> bytes:
    """The notice of motion of the invented sample."""
    return _made("D1")


def _made(document: str) -> bytes:
    return make_papers(sample_order(), wanted(frozenset((document,)))).papers[0].data


def test_sizes_tell_pages_upright_from_pages_across(motion: bytes) -> None:
    assert {tuple(round(one) for one in size) for size in layout_of(motion).sizes} == {(612, 792)}
    assert {tuple(round(one) for one in size) for size in layout_of(_made("D5")).sizes} == {(792, 612)}


def test_bookmarks_name_their_page_and_their_level(motion: bytes) -> None:
    marks = layout_of(motion).bookmarks
    assert marks[0].level == 0
    assert marks[0].page == 1
    assert marks[0].title.startswith("NOTICE OF MOTION")
    assert [one.page for one in marks] == sorted(one.page for one in marks)
    assert {one.level for one in marks} == {0, 1}


def test_a_text_is_found_in_any_case_and_over_the_end_of_a_line(motion: bytes) -> None:
    found = find_text(motion, "persons  LISTED", 1, 3)
    assert found
    assert {one.page for one in found} <= {1, 2, 3}
    over = [one for one in find_text(motion, "the", 1, 3) if len(one.boxes) > 1]
    assert not over, "a word stands on one line"
    two = [one for one in find_text(motion, "listed in Schedule", 1, 3) if len(one.boxes) == 2]
    assert two, "a phrase over the end of a line has a box on each"
    above, below = two[0].boxes
    assert above.bottom < below.top
    assert above.left > below.left


def test_boxes_lie_on_the_page_and_over_the_letters(motion: bytes) -> None:
    (first, *_rest) = find_text(motion, "PLAINTIFF", 1, 1)
    (box,) = first.boxes
    assert 0 < box.left < box.right < 1
    assert 0 < box.top < box.bottom < 1
    with opened(motion) as document:
        chars = [
            one
            for one in page_chars(document, 0)
            if box.left * 612 - 1 <= one.x <= box.right * 612
            and box.top <= 1 - one.y / 792 <= box.bottom + 0.003
        ]
    assert "".join(one.text for one in chars).startswith("Plaintiff")


def test_only_the_pages_asked_for_are_searched_and_nothing_finds_nothing(motion: bytes) -> None:
    assert {one.page for one in find_text(motion, "the", 2, 2)} == {2}
    assert find_text(motion, "   ", 1, 3) == ()
    assert find_text(motion, "zebra crossing", 1, 99) == ()


def test_a_search_can_be_cancelled(motion: bytes) -> None:
    class Impatient(SilentProgress):
        def check(self) -> None:
            raise CancelledError("Search")

    with pytest.raises(CancelledError):
        find_text(motion, "the", 1, 3, Impatient())
