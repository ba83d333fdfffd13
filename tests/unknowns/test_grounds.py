"""Why a missing value may lead to more relief: each ground is met, and holds for nothing it does not name."""

from dataclasses import replace

import pytest
from campaigns.columns import campaign, grounds

from expunge_desktop.domain.finding import Finding

# Of the thousand: whose record contradicts itself by one value, in each of the ways that the table knows.
PEOPLE = (110, 113, 124, 170, 292, 406, 411)
MET = {
    "COMMENT_TEXT": {"comment"},
    "OFFENSE_TOC": {"level"},
    "PRI_DOB": {"birth date"},
    "STP_EVENT_DATE": {"offense date", "term"},
}


@pytest.fixture(scope="module")
def sample() -> campaign.Campaign:
    """These people, read once as they are."""
    return campaign.Campaign(1000, 64, PEOPLE)


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> list[grounds.Case]:
    """Every gain that a run asks a ground for."""
    asked: list[grounds.Case] = []
    given = campaign.ground_of

    def ground_of(case: grounds.Case) -> str:
        asked.append(case)
        return given(case)

    monkeypatch.setattr(campaign, "ground_of", ground_of)
    return asked


@pytest.mark.parametrize("column", MET)
def test_each_ground_is_met_and_the_explanation_says_what_is_presumed(
    column: str, sample: campaign.Campaign
) -> None:
    trials = [trial for trial in campaign.all_trials([column]) if trial.where == campaign.ALL_ROWS]
    totals = sample.run(trials)
    assert totals.violations == []
    assert {move.ground for move in totals.better} == MET[column]


def test_every_ground_of_the_table_is_met_by_somebody() -> None:
    assert {ground.name for ground in grounds.GROUNDS} == set().union(*MET.values())


@pytest.mark.parametrize(
    ("column", "change"),
    [("COMMENT_TEXT", "empty"), ("OFFENSE_TOC", "empty"), ("PRI_DOB", "empty"), ("STP_EVENT_DATE", "year")],
)
def test_no_ground_holds_for_another_column_or_untold_or_where_more_than_its_fact_is_needed(
    column: str, change: str, sample: campaign.Campaign, cases: list[grounds.Case]
) -> None:
    trials = [one for one in campaign.all_trials([column]) if one.change.name == change]
    sample.run([one for one in trials if one.where == campaign.ALL_ROWS])
    assert cases
    for case in cases:
        assert grounds.ground_of(case) in MET[column]
        for other in (
            case._replace(column="DISP_DESCR"),
            case._replace(now=replace(case.now, steps=())),
            case._replace(now=_with_steps(case.now, citation="")),
            # As if nothing that the ground names would have been enough in the record as it was.
            case._replace(relief_of=lambda facts, after=case.after: int(facts is after)),
        ):
            assert grounds.ground_of(other) == ""
        if column != "COMMENT_TEXT":  # that there was a comment, nobody can tell
            assert grounds.ground_of(case._replace(now=_with_steps(case.now, because=""))) == ""


def _with_steps(finding: Finding, **values: str) -> Finding:
    return replace(finding, steps=tuple(replace(step, **values) for step in finding.steps))


def test_a_birth_date_gone_is_told_too_where_the_statute_finds_nothing_to_weigh() -> None:
    sample = campaign.Campaign(120, 505, (113,))  # convicted at nine, of an infraction that was never one
    trials = [trial for trial in campaign.all_trials(["PRI_DOB"]) if trial.where == campaign.ALL_ROWS]
    totals = sample.run(trials)
    assert totals.violations == []
    assert {move.ground for move in totals.better} == {"birth date"}
