"""Invented filings of any size for the tests of papers."""

from collections.abc import Callable

import pytest
from invented_filings import make_filing, make_row

from expunge_desktop.documents.filing import Filing, ScheduleRow


@pytest.fixture
def filing() -> Filing:
    """Forty rows over four schedules."""
    return make_filing()


@pytest.fixture
def row_maker() -> Callable[..., ScheduleRow]:
    """`make_row`, for single rows."""
    return make_row


@pytest.fixture
def filing_maker() -> Callable[..., Filing]:
    """`make_filing`, for whole filings."""
    return make_filing
