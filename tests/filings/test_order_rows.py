"""The words of a court's order name rows of a filing, or say why they name none."""

import pytest

from expunge_desktop.services.filing_status import RowStatus
from expunge_desktop.services.order_rows import OrderRows, match


def row(number: int, case: str, count: str = "1", status: str = "court updated") -> RowStatus:
    """One row of an invented filing."""
    return RowStatus(number, 4, "Dismissal", case, count, "11358 HS", f"SAMPLE,PERSON {number}", status)


ORDER = OrderRows(
    "F0001",
    (
        row(1, "BA100001", "001"),
        row(2, "BA100001", "002"),
        row(3, "BA200002; 5TO01234"),
        row(4, "12", "1"),
        row(5, "BA300003", status="granted"),
        row(6, "BA400004", status="released"),
        RowStatus(7, 4, "Dismissal", "", "", "", "Sealed by the court on 2026-10-01", "court updated"),
        row(8, "SC 4411"),
        *(row(number, f"GA{number}") for number in range(9, 13)),
    ),
    frozenset({7}),
)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("1", [1]),
        ("row 2", [2]),
        ("Rows 9-11", [9, 10, 11]),
        ("1, 9 – 10", [1, 9, 10]),
        ("9 10", [9, 10]),
        ("ba100001 count 2", [2]),
        ("BA100001, 02", [2]),
        ("BA100001\tct. 1", [1]),
        ("case BA200002", [3]),
        ("5to01234", [3]),
        ("SC 4411", [8]),
        ("case SC 4411 count 1", [8]),
        ("case 12", [4]),
        ("row 12", [12]),
        ("\n 3 \n\n3\n", [3]),
        ("", []),
    ],
)
def test_a_line_names_rows_by_number_or_one_by_case_and_count(words: str, named: list[int]) -> None:
    assert [one.row.row_no if one.row else 0 for one in match(ORDER, words)] == named


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("BA100001", "Rows 1, 2 are meant: add the count, or name the row."),
        ("BA100001 count 3", "Case BA100001 has no row with count 3."),
        ("BA999999", "No row shown is of case BA999999."),
        ("BA100001 counts 1, 2", "No row shown is of case BA100001 counts 1."),
        ("12", "12 is a row and a case: write “row 12” or “case 12”."),
        ("0", "The filing has no row “0”; it has rows 1 to 12."),
        ("11-40", "The filing has no row “11-40”; it has rows 1 to 12."),
        ("9-1", "“9-1” runs backwards."),
        ("7" * 5000, "The filing has no row"),
        ("the whole filing", "No row shown is of case the whole filing."),
    ],
)
def test_a_line_that_names_no_row_or_several_says_so_and_names_none(words: str, why: str) -> None:
    (found,) = match(ORDER, words)
    assert found.row is None
    assert found.obstacle.startswith(why)


def test_a_row_that_cannot_be_sealed_says_why() -> None:
    assert [one.obstacle for one in match(ORDER, "1\n5\n6\n7")] == [
        "",
        "No entry of the court yet: “granted”.",
        "No entry of the court yet: not filed.",
        "Sealed by the court on 2026-10-01.",
    ]
    assert [one.line for one in match(ORDER, "\n1\n\nnone")] == [2, 4]
