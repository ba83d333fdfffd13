"""Exhibit A in volumes: the court's limits kept exactly, pages and rows running through all of them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.exhibit.binding import MEGABYTE, BoundVolume
from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.filing import SCHEDULES, Filing, ScheduleRow
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.domain.court_profile import CourtProfile

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]
UNLIMITED = CourtProfile(max_pages=0, max_megabytes=0)


def volumes_of(
    filing: Filing, profile: CourtProfile, *, is_public: bool = False, is_released: bool = True
) -> list[BoundVolume]:
    mark = paper_mark(filing, "D5", "Exhibit A", "Exhibit A", is_released=is_released)
    return Exhibit(replace(filing, profile=profile), mark, is_public=is_public).volumes()


def texts_of(volume: BoundVolume) -> list[str]:
    with opened(volume.data) as document:
        return [page_text(document, index).text for index in range(len(document))]


@pytest.fixture
def long_filing(filing_maker: FilingMaker) -> Filing:
    return filing_maker(230)


@pytest.mark.parametrize("is_public", [False, True])
def test_the_limit_of_pages_holds_and_a_page_more_makes_another_volume(
    long_filing: Filing, is_public: bool
) -> None:
    (whole,) = volumes_of(long_filing, UNLIMITED, is_public=is_public)
    at_limit = CourtProfile(max_pages=whole.pages, max_megabytes=0)
    assert [one.pages for one in volumes_of(long_filing, at_limit, is_public=is_public)] == [whole.pages]
    below = CourtProfile(max_pages=whole.pages - 1, max_megabytes=0)
    assert [one.pages for one in volumes_of(long_filing, below, is_public=is_public)] == [whole.pages - 1, 2]


def test_the_limit_of_bytes_holds_of_the_finished_file_and_a_byte_less_makes_another_volume(
    long_filing: Filing,
) -> None:
    (whole,) = volumes_of(long_filing, UNLIMITED)
    size = len(whole.data)
    at_limit = CourtProfile(max_pages=0, max_megabytes=size / MEGABYTE)
    assert [one.data for one in volumes_of(long_filing, at_limit)] == [whole.data]
    limit = size - 1
    split = volumes_of(long_filing, CourtProfile(max_pages=0, max_megabytes=limit / MEGABYTE))
    assert len(split) == 2
    assert all(len(one.data) <= limit for one in split)


def test_both_limits_hold_together(long_filing: Filing) -> None:
    (whole,) = volumes_of(long_filing, UNLIMITED)
    limit = len(whole.data) * 3 // 4
    bound = volumes_of(long_filing, CourtProfile(max_pages=12, max_megabytes=limit / MEGABYTE))
    assert all(one.pages <= 12 and len(one.data) <= limit for one in bound)
    assert [one.volume.number for one in bound] == list(range(1, len(bound) + 1))


@pytest.mark.parametrize("is_public", [False, True])
def test_pages_run_through_all_volumes_and_each_page_names_its_own(
    long_filing: Filing, is_public: bool
) -> None:
    bound = volumes_of(long_filing, CourtProfile(max_pages=5), is_public=is_public)
    assert len(bound) > 1
    expected = 0
    for one in bound:
        texts = texts_of(one)
        labels = PdfReader(io.BytesIO(one.data)).page_labels
        assert labels == [str(expected + number) for number in range(1, len(texts) + 1)]
        for number, text in enumerate(texts, start=1):
            expected += 1
            assert re.search(rf"Exhibit A – {expected}\s", text)
            assert f"Page {number} of {len(texts)}" in text
            assert f"VOLUME {one.volume.number} OF {len(bound)}" in text
        assert f"Volume {one.volume.number} of {len(bound)}" in texts[0]


@pytest.mark.parametrize("is_public", [False, True])
def test_every_row_is_in_one_volume_and_covers_and_subtotals_say_which(
    long_filing: Filing, is_public: bool
) -> None:
    bound = volumes_of(long_filing, CourtProfile(max_pages=5), is_public=is_public)
    following, in_all = 1, dict.fromkeys(SCHEDULES, 0)
    for one in bound:
        assert one.first_row == following
        assert one.rows == one.last_row - one.first_row + 1
        following = one.last_row + 1
        cover = " ".join(texts_of(one)[0].split())
        assert f"rows {one.first_row:,} to {one.last_row:,} ({one.rows} rows)" in cover
        held = re.findall(r"Schedule (\d): (\d+) rows?, of which (\d+) in this volume", cover)
        assert sum(int(count) for _, _, count in held) == one.rows
        for schedule, whole, count in held:
            assert int(whole) == long_filing.counts[int(schedule)]
            in_all[int(schedule)] += int(count)
    assert following == len(long_filing.rows) + 1
    assert in_all == long_filing.counts


def test_the_schedule_ends_in_the_last_volume_alone_and_the_others_say_that_it_goes_on(
    long_filing: Filing,
) -> None:
    bound = volumes_of(long_filing, CourtProfile(max_pages=5))
    for one in bound[:-1]:
        *others, last = texts_of(one)
        assert f"The schedule goes on in Volume {one.volume.number + 1}." in last
        assert not any("goes on in" in text for text in others)
        assert "End of schedule" not in last
        subtotals = re.findall(r"Schedule \d: (\d+) rows?", last.partition("Volume subtotal")[2])
        assert sum(map(int, subtotals)) == one.rows
    assert "End of schedule, 230 rows" in texts_of(bound[-1])[-1]
    assert "goes on in" not in texts_of(bound[-1])[-1]


def test_a_volume_that_begins_within_a_schedule_bookmarks_where_it_goes_on(long_filing: Filing) -> None:
    second = volumes_of(long_filing, CourtProfile(max_pages=5))[1]
    titles = [str(one["/Title"]) for one in PdfReader(io.BytesIO(second.data)).outline]
    assert titles[0].startswith("Exhibit A, Volume 2 of")
    assert titles[1].startswith("Schedule ") and titles[1].endswith("(continued)")
    assert "(continued)" in texts_of(second)[1]


def test_a_row_taller_than_a_page_is_not_parted_between_volumes(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    tall = "; ".join(f"ALIAS{n},LONG NAME" for n in range(80))
    rows = [row_maker(n, schedule=1, aliases=tall if n == 12 else "") for n in range(1, 40)]
    filing = filing_maker(rows)
    (whole,) = volumes_of(filing, UNLIMITED)
    page = next(number for number, text in enumerate(texts_of(whole)) if "(cont.)" in text)
    bound = volumes_of(filing, CourtProfile(max_pages=page))  # the row's rest would begin the second volume
    assert bound[0].pages < page
    assert not any("(cont.)" in text for text in texts_of(bound[0]))
    assert "".join(texts_of(bound[1])).count("(cont.)") >= 1


@pytest.mark.parametrize("profile", [CourtProfile(max_pages=1), CourtProfile(max_megabytes=0.001)])
def test_limits_without_room_for_one_page_are_named(filing: Filing, profile: CourtProfile) -> None:
    with pytest.raises(LayoutError, match="no room for a page"):
        volumes_of(filing, profile)


def test_a_filing_without_rows_of_relief_still_ends_its_schedule(filing_maker: FilingMaker) -> None:
    (only,) = volumes_of(filing_maker([]), CourtProfile())
    assert (only.rows, only.first_row, only.last_row) == (0, 0, 0)
    assert "End of schedule, 0 rows" in texts_of(only)[-1]
