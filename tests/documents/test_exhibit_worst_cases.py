"""The worst names and numbers in Exhibit A: nothing clipped, nothing over something else, nothing boxed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.exhibit.layouts import layout_of
from expunge_desktop.documents.exhibit.schedule_grid import Sheet
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.page_reading import Char, by_baseline, opened, page_chars, page_text
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.typeset.fonts import SERIF, text_width

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]

NAMES = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH,A",
    "W" * 60,
    "W" * 61,
    "GARCÍA-NÚÑEZ Y FERNÁNDEZ DE LA TORRE,JOSÉ ÁNGEL MARÍA",
    "NGUYỄN,THỊ HƯỜNG QUỲNH",
    "ՍԱՐԳՍՅԱՆ,ԱՆԻ ՎԱՐԴԱՆՈՒՀԻ",
    "王,小明",
    "O'NEIL-D'ARCY,SEÁN",
    "Null,Null",
    '=HYPERLINK("http://x","y"),A',
    "(BRACKET) \\BACKSLASH,X",
)
NUMBERS = ("X" * 40, "X" * 41, "W" * 40, "NA103745-02")
TOLERANCE = 0.6  # of a point: letters whose arms reach over the next, such as f


@pytest.fixture
def hard_filing(filing_maker: FilingMaker, row_maker: RowMaker) -> Filing:
    rows = [row_maker(n, defendant=name, aliases=name) for n, name in enumerate(NAMES, start=1)]
    rows += [
        row_maker(50 + n, case_number=number, other_case_numbers="; ".join([number] * 3))
        for n, number in enumerate(NUMBERS)
    ]
    rows += [row_maker(100 + n, case_number="TWELVE", count_number=str(n)) for n in range(1, 13)]
    rows.append(row_maker(200, offense_text="POSSESS " * 30, remarks="Remark " * 60, agency="W" * 70))
    return filing_maker(rows)


def pages(
    filing: Filing, *, is_public: bool, names: bool = False
) -> Iterator[tuple[Sheet, tuple[Char, ...], str]]:
    if names:
        filing = replace(filing, office=replace(filing.office, public_names="names"))
    mark = paper_mark(filing, "D5", "Exhibit A", "Exhibit A", is_released=False)
    (volume,) = Exhibit(filing, mark, is_public=is_public).volumes()
    sheet, _ = layout_of(filing.office, is_public=is_public)
    with opened(volume.data) as document:
        for index in range(len(document)):
            yield sheet, page_chars(document, index), page_text(document, index).text


VERSIONS = [(False, False), (True, False), (True, True)]


@pytest.mark.parametrize(("is_public", "names"), VERSIONS)
def test_no_letter_stands_on_another_one(hard_filing: Filing, is_public: bool, names: bool) -> None:
    for _, chars, _ in pages(hard_filing, is_public=is_public, names=names):
        lines: dict[float, list[Char]] = {}
        for char in chars:
            lines.setdefault(round(char.y, 1), []).append(char)
        for line in lines.values():
            line.sort(key=lambda one: one.x)
            for left, right in pairwise(line):
                assert left.right <= right.x + TOLERANCE, (left, right)
        heights = sorted(lines, reverse=True)
        for above, below in pairwise(heights):
            size = max(char.size for char in lines[below])
            assert above - below > size * 0.6 or _apart(lines[above], lines[below]), (above, below)


def _apart(above: list[Char], below: list[Char]) -> bool:
    """Two lines of different height beside each other, such as the draft mark and the head."""
    return max(one.right for one in above) < min(one.x for one in below) or max(
        one.right for one in below
    ) < min(one.x for one in above)


@pytest.mark.parametrize(("is_public", "names"), VERSIONS)
def test_no_cell_leaves_its_column(hard_filing: Filing, is_public: bool, names: bool) -> None:
    office = replace(hard_filing.office, public_names="names") if names else hard_filing.office
    sheet, columns = layout_of(office, is_public=is_public)
    edges = [sheet.left]
    for column in columns:
        edges.append(edges[-1] + column.width)
    assert edges[-1] <= sheet.right + 0.5
    for page, (_, chars, _) in enumerate(pages(hard_filing, is_public=is_public, names=names)):
        body = [char for char in chars if sheet.bottom - 1 <= char.y <= sheet.top] if page else []
        titles = {
            y
            for y, text in by_baseline(tuple(body)).items()
            if text.startswith(("Schedule", "Subtotal", "Endofschedule"))
        }
        for char in body:
            if round(char.y, 1) not in titles:
                column = max(number for number, edge in enumerate(edges) if edge <= char.x + 0.5)
                assert char.right <= edges[column + 1], (char, edges[column + 1])


@pytest.mark.parametrize(("is_public", "names"), VERSIONS)
def test_every_name_and_number_is_whole_and_none_is_boxed(
    hard_filing: Filing, is_public: bool, names: bool
) -> None:
    made = list(pages(hard_filing, is_public=is_public, names=names))
    text = "".join("".join(text.split()) for _, _, text in made)
    for number in NUMBERS:
        assert number in text
    assert text.count("TWELVE") == 12
    assert "[U+" not in text and "\ufffd" not in text and "\u25a1" not in text
    if names or not is_public:
        for name in NAMES:
            assert "".join(name.split()) in text, name


@pytest.mark.parametrize("letters", [8, 9, 20])
def test_a_word_breaks_only_where_it_is_wider_than_its_column(
    filing_maker: FilingMaker, row_maker: RowMaker, letters: int
) -> None:
    """At the limit of the line and one letter more."""
    sheet, columns = layout_of(filing_maker(1).office, is_public=False)
    left = sheet.left + columns[0].width + columns[1].width
    room = columns[2].width - 6
    number = "M" * letters
    fits = text_width(number, SERIF, sheet.size) <= room
    assert fits is (letters <= int(room // text_width("M", SERIF, sheet.size)))
    filing = filing_maker([row_maker(1, defendant=number, schedule=1)])
    lines = [
        line
        for _, chars, _ in pages(filing, is_public=False)
        for line in by_baseline(
            tuple(c for c in chars if left <= c.x < left + room and c.text == "M")
        ).values()
    ]
    whole = "".join(lines)
    assert whole.count("M") >= letters
    assert (number in lines) is fits


@pytest.mark.parametrize("is_public", [False, True])
def test_a_court_s_name_of_six_lines_makes_the_cover_smaller_and_a_longer_one_is_named(
    filing: Filing, is_public: bool
) -> None:
    office = filing.office
    words = "Superior Court of the State of California, Invented District "
    long = replace(filing, office=replace(office, court=replace(office.court, name=(words * 9).strip())))
    _, chars, text = next(iter(pages(long, is_public=is_public)))
    assert "".join(text.split()).count("InventedDistrict") == 9
    lowest = min(char.y for char in chars if char.y > 50)  # below it the page numbers
    assert lowest >= 58
    endless = replace(filing, office=replace(office, court=replace(office.court, name=words * 150)))
    with pytest.raises(LayoutError, match="does not fit one page"):
        next(iter(pages(endless, is_public=is_public)))
