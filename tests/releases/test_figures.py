"""Figures for outside: right counts, and no small one that can be read or worked out."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from released_county import CASES_AND_NAMES, log_of
from sqlalchemy import select

from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.figures_export import COLUMNS, export_figures, figure_rows
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.session import Session
from expunge_desktop.services.small_cells import suppressed
from expunge_desktop.store.schema import finding

TO = {"recipient": "Daily Example", "purpose": "public records request"}


def test_the_own_office_sees_every_count_and_they_add_up(ada: Session, out: Path) -> None:
    export_figures(ada, out / "f.csv")
    with (out / "f.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    totals = {row["outcome"]: int(row["convictions"]) for row in rows if row["by"] == "all"}
    assert sum(totals.values()) == 5
    for by in ("section", "level", "agency", "year of conviction"):
        for outcome, total in totals.items():
            found = [int(r["convictions"]) for r in rows if (r["by"], r["outcome"]) == (by, outcome)]
            assert sum(found) == total, by


def test_decided_and_undecided_convictions_of_one_outcome_are_one_count(ada: Session, out: Path) -> None:
    with ada.read() as connection:
        first, second = connection.scalars(select(finding.c.conviction_id).order_by(finding.c.id).limit(2))
    decide(ada, first, DecisionAction.CONFIRM, None, "")
    decide(ada, second, DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE, "Read by counsel.")
    export_figures(ada, out / "f.csv")
    with (out / "f.csv").open(encoding="utf-8", newline="") as file:
        found = [(r["outcome"], int(r["convictions"])) for r in csv.DictReader(file) if r["by"] == "all"]
    assert found == sorted((one.value, one.count) for one in ledger(ada).final_outcomes)


@pytest.mark.parametrize("kind", [RecipientKind.PUBLIC, RecipientKind.RESEARCH])
def test_small_counts_and_records_stay_inside(ada: Session, out: Path, kind: RecipientKind) -> None:
    export_figures(ada, out / "f.csv", kind=kind, **TO)
    text = (out / "f.csv").read_text("utf-8")
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert {line.rpartition(",")[2] for line in text.splitlines()[1:]} <= {"*", "5"}
    assert not [value for value in CASES_AND_NAMES if value in text]
    assert log_of(ada) == [("figures", kind.value, "counts below 5")]


@pytest.mark.parametrize(
    ("counts", "shown", "is_total_given"),
    [
        ([10, 20, 30], ["10", "20", "30"], True),
        ([3, 20, 30], ["*", "*", "30"], True),
        ([3, 4, 30], ["*", "*", "30"], True),
        ([1, 1, 30], ["*", "*", "*"], True),
        ([3], ["*"], False),
        ([1, 1], ["*", "*"], False),
        ([0, 7], ["0", "7"], True),
        ([0, 3, 9], ["0", "*", "*"], True),
    ],
)
def test_what_would_give_a_small_count_back_is_withheld_too(
    counts: list[int], shown: list[str], is_total_given: bool
) -> None:
    assert suppressed(counts, 5) == (shown, is_total_given)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_small_count_can_be_worked_out_from_the_total(counts: list[int]) -> None:
    shown, is_total_given = suppressed(counts, 5)
    assert not [text for text in shown if text.isdigit() and 0 < int(text) < 5]
    if not is_total_given:
        return
    hidden = [count for count, text in zip(counts, shown, strict=True) if text == "*"]
    if hidden:
        largest = sum(hidden) - (len(hidden) - 1)  # of one of them, when each of the others is 1
        assert len(hidden) > 1
        assert largest > 5, "each may as well be no small count"


def test_a_total_is_withheld_when_a_group_of_it_would_give_a_small_count_back() -> None:
    counted = {"all": [("", "D", 8)], "section": [("11357", "D", 4), ("11358", "D", 4)]}
    assert next(figure_rows(counted, 5)) == ("all", "", "D", "8")
    counted = {"all": [("", "D", 6)], "section": [("11357", "D", 3), ("11358", "D", 3)]}
    assert next(figure_rows(counted, 5)) == ("all", "", "D", "*")
    assert next(figure_rows(counted, 0)) == ("all", "", "D", "6")
