"""The way of a filed row: filed, ruled on, entered by the court, then by the Department; step by step."""

import pytest

from expunge_desktop.domain.filing_status import RULINGS, FilingStatus, may_follow, status_named

WORDS = ["filed", "granted", "denied", "granted in part", "court updated", "DOJ updated"]
# before → what may come next
NEXT: dict[str, list[str]] = {
    "": ["filed"],
    "filed": ["granted", "denied", "granted in part"],
    "granted": ["denied", "granted in part", "court updated"],
    "denied": ["granted", "granted in part"],
    "granted in part": ["granted", "denied", "court updated"],
    "court updated": ["DOJ updated"],
    "DOJ updated": [],
}


def test_the_words_of_a_row_s_way_are_these() -> None:
    assert [status.value for status in FilingStatus] == WORDS
    assert sorted(RULINGS) == ["denied", "granted", "granted in part"]


@pytest.mark.parametrize("before", NEXT)
def test_a_row_goes_its_way_step_by_step_and_a_ruling_may_be_corrected(before: str) -> None:
    was = FilingStatus(before) if before else None
    assert [status.value for status in FilingStatus if may_follow(status, was)] == NEXT[before]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Granted", "granted"),
        (" granted-in-part ", "granted in part"),
        ("GRANTED_IN  PART", "granted in part"),
        ("doj_updated", "DOJ updated"),
        ("Court-Updated", "court updated"),
        ("grantedinpart", None),
        ("", None),
    ],
)
def test_a_status_is_known_by_its_word_however_it_is_written(text: str, status: str | None) -> None:
    assert status_named(text) == status
