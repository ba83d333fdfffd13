"""An explanation names every fact with its row, every authority, and what another choice would change."""

from datetime import date
from pathlib import Path

import pytest
from doj_rows import as_bytes
from explained_people import (
    DISMISSED,
    DISQUALIFIED,
    HAND_REVIEW,
    POLICY_ONLY,
    REDESIGNATED,
    ROWS,
    TWELVE,
)

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation import Explanation, FactLine
from expunge_desktop.services.explanation_text import WIDTH, explanation_json, explanation_lines
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids, source_rows
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

FIVE = (DISMISSED, REDESIGNATED, DISQUALIFIED, HAND_REVIEW, POLICY_ONLY)


def explained(session: Session, case: str) -> Explanation:
    """The explanation of the case's count."""
    return explanation_of(session, one_count(session, case, None).conviction_id)


def fact(explanation: Explanation, key: str) -> FactLine:
    """One fact by its key."""
    return next(line for line in explanation.facts if line.key == key)


def told(session: Session, case: str) -> str:
    """The whole text, its lines joined."""
    return " ".join(" ".join(explanation_lines(explained(session, case))).split())


@pytest.mark.parametrize(
    ("case", "statute", "policy"),
    [
        (DISMISSED, Outcome.DISMISS_SEAL, Outcome.DISMISS_SEAL),
        (REDESIGNATED, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.REDESIGNATE_MISDEMEANOR),
        (DISQUALIFIED, Outcome.NOT_ELIGIBLE, Outcome.NOT_ELIGIBLE),
        (HAND_REVIEW, Outcome.HAND_REVIEW, Outcome.HAND_REVIEW),
        (POLICY_ONLY, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.DISMISS_SEAL),
    ],
)
def test_the_five_convictions_end_in_five_ways(
    workspace: Session, case: str, statute: Outcome, policy: Outcome
) -> None:
    finding = explained(workspace, case).finding
    assert finding is not None
    assert (finding.statutory_outcome, finding.policy_outcome) == (statute, policy)


def test_every_place_named_holds_that_text_in_the_source_rows(workspace: Session) -> None:
    for one in conviction_ids(workspace, ConvictionFilter()):
        rows = {(row.file_name, row.line): dict(row.values) for row in source_rows(workspace, one)}
        explanation = explanation_of(workspace, one)
        named = [source for line in explanation.facts for source in line.sources]
        named += [source for entry in explanation.others for source in entry.sources]
        assert len(named) > 5
        for source in named:
            row = rows[source.file_name, source.line]
            if source.column.startswith("SENT_LOC"):
                parts = [row.get(column, "").strip() for column in source.column.split(", ")]
                assert source.text == " ".join(filter(None, parts))
            else:
                assert row.get(source.column, "") == source.text


def test_values_come_from_the_columns_that_hold_them(workspace: Session) -> None:
    explanation = explained(workspace, POLICY_ONLY)
    assert [one.column for one in fact(explanation, "born_on").sources] == ["PRI_DOB"]
    offense = fact(explanation, "offense_on")
    assert [(one.column, one.text) for one in offense.sources] == [("STP_EVENT_DATE", "19860120")]
    assert "arrest" in offense.note
    level = fact(explanation, "level")
    assert {one.column for one in level.sources} == {"CONV_STAT_DESCR", "OFFENSE_TOC"}
    assert fact(explanation, "sentence").sources[0].text == "PROBATION 036 M"


def test_unknown_is_said_as_unknown(workspace: Session) -> None:
    explanation = explained(workspace, DISMISSED)
    plants = fact(explanation, "plants")
    assert not plants.is_known
    assert "no column" in plants.note
    assert "Plants: UNKNOWN – not recorded." in told(workspace, DISMISSED)


def test_an_offense_date_that_is_not_recorded_is_said_to_be_inferred(workspace: Session) -> None:
    offense = fact(explained(workspace, HAND_REVIEW), "offense_on")
    assert not offense.is_known
    assert "between June 15, 2008 and June 15, 2011" in offense.note
    assert "limitation period" in offense.note
    assert [(one.column, one.text) for one in offense.sources] == [("CYC_DATE", "")]
    assert "CYC_DATE blank" in told(workspace, HAND_REVIEW)


def test_a_prior_is_named_with_its_case_day_county_and_row(workspace: Session) -> None:
    (entry,) = explained(workspace, DISQUALIFIED).others
    assert (entry.charge, entry.case_number, entry.on) == ("PC 187(a)", "BA003101", "March 3, 1985")
    assert entry.timing == "before this offense"
    assert entry.why == ("a so-called super strike: murder (PC 667(e)(2)(C)(iv)(IV))",)
    assert {one.text for one in entry.sources} >= {"187(A) PC-MURDER:FIRST DEGREE", "19850303"}


def test_a_conviction_that_defeats_the_ten_years_is_named(workspace: Session) -> None:
    (entry,) = explained(workspace, REDESIGNATED).others
    assert entry.charge.startswith("484(A)")
    assert entry.timing == "after this conviction"
    assert entry.why == ("a conviction within the last 10 years, as the policy's criterion counts them",)


def test_what_is_missing_names_the_document_that_would_supply_it(workspace: Session) -> None:
    text = told(workspace, HAND_REVIEW)
    assert "Kind of a prior conviction (HR-PRIOR-COND)" in text
    assert "Supplied by: complaint and plea of the prior case." in text


def test_every_criterion_is_answered_with_its_reason(workspace: Session) -> None:
    criteria = {one.report: one for one in explained(workspace, POLICY_ONLY).criteria}
    assert list(criteria) == ["AGE_50", "UNDER_21", "TEN_YEARS", "PROBATION", "DECEASED"]
    assert criteria["AGE_50"].answer == "yes"
    assert criteria["AGE_50"].because == "born September 9, 1964 and evaluated on February 11, 2020"
    assert "not later than February 11, 2010" in criteria["TEN_YEARS"].because


def test_a_switch_tells_the_outcome_of_its_other_choice_by_deciding_again(workspace: Session) -> None:
    twelve = {one.switch: one for one in explained(workspace, TWELVE).disputed if one.switch}
    assert twelve["two_priors_before_act"].number == 4
    assert any("hand review" in one for one in twelve["two_priors_before_act"].otherwise)


def test_law_policy_and_evaluation_date_are_named_with_their_state(workspace: Session) -> None:
    explanation = explained(workspace, DISMISSED)
    authority = explanation.authority
    assert authority is not None
    assert authority.as_of == date(2020, 2, 11).isoformat()
    assert authority.policy_state == "Signed off by Alexandra Example, adopted 2020-01-15."
    assert not authority.stale
    text = told(workspace, DISMISSED)
    assert authority.law_digest in text
    assert "counsel must confirm" in text
    assert authority.audit_head[:12] in text


def test_no_code_of_the_program_is_left_unexplained(workspace: Session) -> None:
    """Outcomes, rules, switches and criteria are told in words; reason codes with their titles."""
    for case in FIVE:
        text = told(workspace, case)
        text = text.replace("None recorded", "").replace("None: no entry", "")
        for word in (*Outcome.__members__, "AGE_50", "TEN_YEARS", "hs.113", "policy.", "_on ", "None"):
            assert word not in text, (case, word)


def test_lines_fit_a_terminal(workspace: Session) -> None:
    for case in FIVE:
        assert max(map(len, explanation_lines(explained(workspace, case)))) <= WIDTH


def test_the_data_for_programs_holds_what_the_text_says(workspace: Session) -> None:
    explanation = explained(workspace, HAND_REVIEW)
    data = explanation_json(explanation)
    assert data["review_codes"] == ["HR-PRIOR-COND"]
    assert [one["code"] for one in data["open_points"]] == ["HR-PRIOR-COND"]
    assert {line["key"] for line in data["facts"]} >= {"born_on", "offense_on", "charge", "plants"}
    assert data["other_entries"][0]["charge"] == "PC 207(a)"
    assert data["authority"]["as_of"] == "2020-02-11"
    assert len(data["steps"]) == len(explanation.detail.finding.steps)


def test_a_workspace_that_was_not_assessed_tells_the_record_alone(tmp_path: Path) -> None:
    path = tmp_path / "county.dat"
    path.write_bytes(as_bytes(ROWS[:2]))
    with create_workspace(
        tmp_path / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    ) as session:
        import_batch(session, [path])
        (one,) = conviction_ids(session, ConvictionFilter())
        text = "\n".join(explanation_lines(explanation_of(session, one)))
    assert "Not assessed yet" in text
    assert "PRI_DOB" in text
