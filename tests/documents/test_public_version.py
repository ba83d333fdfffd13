"""The public version of Exhibit A is searched for everything the confidential one tells of a person."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from expunge_desktop.documents.exhibit.columns import printed_name
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.exhibit import RECIPE
from expunge_desktop.documents.papers.recipe import PaperOrder, Part
from expunge_desktop.domain.court_profile import CourtProfile

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]


@pytest.fixture
def private_filing(filing_maker: FilingMaker, row_maker: RowMaker) -> Filing:
    """Every private value of every row is one of its own, in the forms that records have."""
    return filing_maker(
        [
            row_maker(
                n,
                defendant=f"FAMILY{n:03},GIVEN{n:03}",
                aliases=f"ALIAS{n:03},OTHER; NICK{n:03}",
                born_on=("" if n % 10 == 0 else f"19{30 + n % 60}-{1 + n % 12:02}-{1 + n % 28:02}"),
                cii_number=f"A{30_000_000 + 7 * n}",
                fbi_number=f"{500_000 + n}FB{n % 10}",
                booking_number=f"BK-{n:05}",
                address=f"{n} Hidden Street\nNowhere, CA 9{n:04}",
                remarks=f"Remark{n:03}.",
                offense_on=f"1994-05-{1 + n % 28:02}",
            )
            for n in range(1, 121)
        ],
        profile=CourtProfile(max_pages=7),
    )


def parts_of(filing: Filing) -> list[Part]:
    made = RECIPE.make(RECIPE, PaperOrder(filing, is_released=True))
    return [part for part in made if isinstance(part, Part)]


def text_of(part: Part) -> str:
    with opened(part.data) as document:
        return "".join("".join(page_text(document, index).text.split()) for index in range(len(document)))


def secrets_of(row: ScheduleRow) -> set[str]:
    aliases = [printed_name(name) for name in row.aliases.split("; ")]
    values = {row.born_on, row.cii_number, row.fbi_number, row.booking_number, row.address, row.offense_on,
              row.conviction_on, row.remarks, *aliases}  # fmt: skip
    return {"".join(value.split()) for value in values if value}


@pytest.mark.parametrize("names", ["initials", "names"])
def test_nothing_private_of_any_row_stands_in_the_public_version(private_filing: Filing, names: str) -> None:
    filing = replace(private_filing, office=replace(private_filing.office, public_names=names))
    parts = parts_of(filing)
    confidential = "".join(text_of(one) for one in parts if one.kind is PaperKind.EXHIBIT)
    public = "".join(text_of(one) for one in parts if one.kind is PaperKind.PUBLIC_EXHIBIT)
    for row in filing.rows:
        for secret in secrets_of(row):
            assert secret not in public, (row.row_no, secret)
        for shown in (row.born_on, row.cii_number, printed_name(row.aliases.split("; ")[0])):
            assert "".join(shown.split()) in confidential, (row.row_no, shown)
        assert (row.defendant.split(",")[0] in public) is (names == "names")


def test_nothing_private_stands_in_the_metadata_and_bookmarks_of_the_public_version(
    private_filing: Filing,
) -> None:
    for part in parts_of(private_filing):
        if part.kind is PaperKind.PUBLIC_EXHIBIT:
            for row in private_filing.rows:
                for secret in (row.cii_number, *row.aliases.split("; "), row.defendant):
                    assert secret.encode() not in part.data
                    assert secret.encode("utf-16-be").hex().upper().encode() not in part.data


def test_both_versions_number_the_same_rows_alike(private_filing: Filing) -> None:
    parts = parts_of(private_filing)
    for kind in (PaperKind.EXHIBIT, PaperKind.PUBLIC_EXHIBIT):
        volumes = [one for one in parts if one.kind is kind]
        assert sum(one.rows for one in volumes) == len(private_filing.rows)
        assert (volumes[0].first_row, volumes[-1].last_row) == (1, len(private_filing.rows))
        assert {one.volumes for one in volumes} == {len(volumes)}
