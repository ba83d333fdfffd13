"""The sections [safety] and [retention] of the office file."""

import pytest

from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.custody import Custody, Retention, Safety
from expunge_desktop.services.office import parse_custody, parse_office

OFFICE = '[office]\ncounty = "LOS ANGELES"\n'


def test_an_office_that_says_nothing_locks_after_fifteen_minutes_and_destroys_nothing():
    assert parse_custody(OFFICE) == Custody(Safety(15, 7), Retention(None, None))


def test_what_the_office_says_counts_and_no_paper_knows_of_it():
    toml = OFFICE + "[safety]\nlock_after_minutes = 30\n[retention]\npurge_after_days = 90\naudit_years = 3\n"
    assert parse_custody(toml) == Custody(Safety(30, 7), Retention(90, 3))
    assert parse_office(toml) == parse_office(OFFICE)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "[safety]\nlock_after_minutes = 31\n",
            "line 4: lock_after_minutes must be a whole number from 1 to 30",
        ),
        (
            "[safety]\nlock_after_minutes = 0\n",
            "line 4: lock_after_minutes must be a whole number from 1 to 30",
        ),
        ("[safety]\nlock_after_minutes = true\n", "line 4: lock_after_minutes must be a whole number"),
        ("[retention]\naudit_years = 0\n", "line 4: audit_years must be a whole number from 1 to 100"),
        ("[retention]\nyears = 1\n", "line 4: years is not a key of [retention]; known are purge_after_days"),
    ],
)
def test_a_rule_beyond_its_bounds_is_refused_with_its_line(lines, told):
    with pytest.raises(UsageError) as caught:
        parse_office(OFFICE + lines)
    assert told in str(caught.value)
