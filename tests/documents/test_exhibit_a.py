"""Exhibit A: every row once, nothing cut off, nothing private in the public version."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL, initials, printed_name, public_columns
from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.page_reading import opened, page_chars, page_text
from expunge_desktop.documents.papers.values import paper_mark

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]

HARD_NAMES = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH,A",
    "GARCÍA-NÚÑEZ,JOSÉ ÁNGEL",
    "NGUYỄN,THỊ HƯỜNG QUỲNH",
    "ՍԱՐԳՍՅԱՆ,ԱՆԻ",
    "O'NEIL-D'ARCY,SEÁN",
    "NULL,NONE",
    "(BRACKET) \\BACKSLASH,X",
    "ŁUKASZEWICZ,ŽELJKO ĐORĐE",
)


def exhibit(
    filing: Filing, *, is_public: bool = False, is_released: bool = True, with_names: bool = False
) -> bytes:
    mark = paper_mark(filing, "D5", "Exhibit A", "Exhibit A", is_released=is_released)
    if with_names:
        filing = replace(filing, office=replace(filing.office, public_names="names"))
    (volume,) = Exhibit(filing, mark, is_public=is_public).volumes()
    return volume.data


def pages_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [page_text(document, index).text for index in range(len(document))]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def hard_rows(row_maker: RowMaker) -> list[ScheduleRow]:
    rows = [row_maker(n, defendant=name) for n, name in enumerate(HARD_NAMES, start=1)]
    rows.append(row_maker(50, case_number="X" * 40, other_case_numbers="; ".join(["Y" * 30] * 9)))
    rows.append(row_maker(51, case_number="NA103745-02", aliases="; ".join(["ALIAS,LONG NAME"] * 40)))
    rows.append(row_maker(52, offense_text="POSSESS " * 30, remarks="Remark " * 60))
    rows.append(row_maker(53, agency="W" * 70, disposition="CONVICTED;" * 12))
    return rows


def test_every_cell_of_every_row_stands_in_the_confidential_version_in_order(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker(hard_rows(row_maker) + [row_maker(n) for n in range(100, 160)])
    text = squeezed(" ".join(pages_of(exhibit(filing))))
    position = 0
    for row in filing.rows:
        found = text.find(squeezed(f"{row.row_no}Sch. {row.schedule}{row.case_number}"), position)
        assert found >= 0, row
        position = found
        for value in (printed_name(row.defendant), row.born_on, row.cii_number, row.section, row.offense_text,
                      row.conviction_on, row.agency, row.relief, row.ground, row.remarks):  # fmt: skip
            assert squeezed(value) in text[position : position + 4000], (row.row_no, value)


def test_a_row_taller_than_a_page_goes_on_at_the_top_of_the_next(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    row = row_maker(51, schedule=1, aliases="; ".join(f"ALIAS{n},LONG NAME" for n in range(80)))
    text = squeezed(" ".join(pages_of(exhibit(filing_maker([row])))))
    assert all(f"ALIAS{n},LONG" in text for n in range(80))
    assert "1(cont.)" in text
    assert text.count(squeezed(row.cii_number)) == 1


def test_the_public_version_has_every_row_with_six_cells(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker(hard_rows(row_maker) + [row_maker(n) for n in range(100, 200)])
    text = squeezed(" ".join(pages_of(exhibit(filing, is_public=True))))
    position = 0
    for row in filing.rows:
        cells = squeezed("".join(column.text(row) for column in public_columns(with_names=False)))
        found = text.find(cells, position)
        assert found >= 0, row.row_no
        position = found + len(cells)


def test_nothing_runs_over_the_edge_or_into_the_next_column(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    data = exhibit(filing_maker(hard_rows(row_maker)))
    with opened(data) as document:
        for index in range(1, len(document)):
            for char in page_chars(document, index):
                assert 39 <= char.x < 753
                assert char.right <= 753
                assert 20 <= char.y <= 580
            table = [char for char in page_chars(document, index) if 62 < char.y < 530]
            starts = [40, 74, 178, 282, 334, 400, 504, 558, 654, 752]
            for char in table:
                column = max(start for start in starts if start <= char.x + 0.5)
                if column > 40:  # the first column also holds titles and subtotals
                    after = starts[starts.index(column) + 1]
                    if not _is_title(table, char.y):
                        assert char.right <= after, char


def _is_title(table: list, y: float) -> bool:
    line = "".join(char.text for char in sorted(table, key=lambda one: one.x) if abs(char.y - y) < 0.1)
    return line.startswith(("Schedule", "Subtotal", "Endofschedule"))


@pytest.mark.parametrize("is_public", [False, True])
def test_the_public_version_leaks_nothing(
    filing_maker: FilingMaker, row_maker: RowMaker, is_public: bool
) -> None:
    rows = [row_maker(n, aliases=f"HIDDENALIAS{n}", born_on="1961-07-09") for n in range(1, 30)]
    text = squeezed(" ".join(pages_of(exhibit(filing_maker(rows), is_public=is_public))))
    for private in ("HIDDENALIAS7", "1961-07-09", "A10000007", "SAMPLE7, ALEX"):
        assert (squeezed(private) in text) is not is_public


def test_names_stand_in_the_public_version_only_by_the_offices_choice(filing: Filing) -> None:
    assert "SAMPLE7" not in " ".join(pages_of(exhibit(filing, is_public=True)))
    assert "SAMPLE7" in " ".join(pages_of(exhibit(filing, is_public=True, with_names=True)))


def test_subtotals_add_up_and_the_last_line_ends_the_schedule(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(n, schedule=1 + n % 2) for n in range(41)])
    for is_public in (False, True):
        pages = pages_of(exhibit(filing, is_public=is_public))
        text = " ".join(pages)
        assert "Subtotal, Schedule 1: 21 rows" in text
        assert "Subtotal, Schedule 2: 20 rows" in text
        assert "Subtotal, Schedule 3: 0 rows" in text
        assert "End of schedule, 41 rows" in pages[-1]


@pytest.mark.parametrize("is_public", [False, True])
def test_each_page_has_exhibit_letter_number_and_place(filing: Filing, is_public: bool) -> None:
    pages = pages_of(exhibit(filing, is_public=is_public))
    for number, text in enumerate(pages, start=1):
        assert f"Exhibit A – {number}" in text
        assert f"Page {number} of {len(pages)}" in text
        assert text.strip()
    titles = [one["/Title"] for one in PdfReader(io.BytesIO(exhibit(filing, is_public=is_public))).outline]
    assert [title[:10] for title in titles] == ["Exhibit A,", *(f"Schedule {n}" for n in (1, 2, 3, 4))]


def test_a_schedule_that_goes_on_says_so_and_no_title_stands_alone(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(n, schedule=1 + n % 4) for n in range(200)])
    pages = pages_of(exhibit(filing))
    assert any("(continued)" in page for page in pages)
    for page in pages[1:]:
        lines = [line for line in page.splitlines() if line.strip()]
        last = max((n for n, line in enumerate(lines) if re.match(r"Schedule \d –", line)), default=None)
        if last is not None:
            assert re.search(r"Sch\. \d|Subtotal", " ".join(lines[last + 1 :]))


def test_schedule_4_names_its_fallback_and_says_none_where_there_is_none(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(1, schedule=4), row_maker(2, schedule=4, fallback="none")]
    text = " ".join(" ".join(pages_of(exhibit(filing_maker(rows)))).split())
    assert "Fallback: Redesignate as misdemeanor" in text
    assert "Fallback: none" in text
    relief = CONFIDENTIAL[17].text
    assert relief(rows[1]) == "Dismiss; fallback: none"


def test_a_character_no_face_can_print_is_named_not_boxed(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = " ".join(pages_of(exhibit(filing_maker([row_maker(1, defendant="א,X")]))))
    assert "[U+05D0], X" in text


def test_the_same_filing_gives_the_same_bytes(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    filing = filing_maker(hard_rows(row_maker))
    assert exhibit(filing) == exhibit(filing)
    assert exhibit(filing, is_public=True) == exhibit(filing, is_public=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GARCÍA, ANA LUZ", "A. L. G."),
        ("SAMPLE,ALEX Q", "A. Q. S."),
        ("O'NEIL,SEÁN", "S. O."),
        ("MADONNA", "M."),
        ("NGUYỄN-TRẦN,ÁNH", "Á. N. T."),
        ("", "–"),
    ],
)
def test_initials_put_given_names_first(name: str, expected: str) -> None:
    assert initials(name) == expected
