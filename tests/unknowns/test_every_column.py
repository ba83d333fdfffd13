"""A sample of the campaign over columns: nobody gains by a value that is missing, cut or impossible."""

import pytest
from campaigns.columns import campaign, grounds, unknown_facts

# Those that decide; of the others every eleventh, so that a new reader is noticed.
DECIDING = (
    "SUBJECT_ID", "PRI_DOB", "REQ_DOB", "CYC_DATE", "STP_EVENT_DATE", "STP_TYPE_DESCR", "STP_ORI_DESCR",
    "STP_ORI_CNTY_NAME", "CNT_ORDER", "OFN", "OFFENSE_DESCR", "OFFENSE_TOC", "CONV_OFFENSE_DESCR",
    "DISP_DESCR", "CONV_STAT_DESCR", "SENT_LOC_DESCR", "SENT_LENGTH", "SENT_TIME_CODE", "COMMENT_TEXT",
)  # fmt: skip
OTHERS = [name for name in campaign.COLUMNS if name not in DECIDING][::11]


@pytest.fixture(scope="module")
def sample() -> campaign.Campaign:
    """A few people, read once as they are."""
    return campaign.Campaign(3, seed=64)


@pytest.mark.slow
def test_no_value_of_a_column_that_decides_leads_to_more_relief_by_being_unknown(
    sample: campaign.Campaign,
) -> None:
    totals = sample.run(campaign.all_trials(DECIDING))
    assert totals.violations == []
    assert totals.faults == []
    assert {direction for *_, direction, _ in totals.moves} >= {"less relief", "same relief"}


def test_columns_that_nobody_reads_change_nothing(sample: campaign.Campaign) -> None:
    totals = sample.run(campaign.all_trials(OTHERS))
    assert (totals.violations, totals.faults, dict(totals.moves)) == ([], [], {})


def test_every_column_is_filled_for_many() -> None:
    filled = campaign.Campaign(40, seed=64).filled()
    assert min(filled.values()) >= 10, filled


def test_a_gain_without_a_ground_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself is checked: comments that alone named another section are gone."""
    people = campaign.Campaign(60, seed=64)
    trial = next(one for one in campaign.all_trials(["COMMENT_TEXT"]) if one.change.name == "empty")
    allowed = people.run([trial])
    assert allowed.better and not allowed.violations
    assert {move.ground for move in allowed.better} == {"comment"}
    monkeypatch.setattr(grounds, "GROUNDS", ())
    assert people.run([trial]).violations


@pytest.mark.slow
def test_no_fact_taken_away_leads_to_more_relief_unless_the_explanation_cites_why() -> None:
    taken = unknown_facts.run(50, seed=5)
    assert taken.violations == []
    assert {fact for fact, _ in taken.moves} >= {"born_on", "conviction_on", "level", "county", "charge"}


def test_a_gain_that_nothing_presumes_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown_facts, "PRESUMED", {})
    assert unknown_facts.run(12, seed=5).violations
