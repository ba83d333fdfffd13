"""Facts supplied and withdrawn in an encrypted workspace: what waits, what counts, who may, what is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from lacking_rows import AS_OF, DOCKET, Cases, facts_of, outcome_of

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services import refresh_facts
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_json, explanation_lines
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.policies import sign_policy, stored_policy
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.review import conviction_detail, overview
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import (
    FactSubject,
    subject_in_record,
    subject_of,
    supply_fact,
    withdraw_fact,
)
from expunge_desktop.services.supplied_list import fact_names, supplied_facts


def told(session: Session, verb: str) -> list[tuple[str, dict[str, Any]]]:
    return [(row[4], json.loads(row[5])) for row in audit_rows(session) if row[3] == verb]


def test_a_supplied_fact_waits_and_the_next_assessment_decides_on_it(county: Session, of_case: Cases) -> None:
    before = facts_of(county, "GA10002")
    assert outcome_of(county, "GA10002") == Outcome.HAND_REVIEW
    fact = supply_fact(county, of_case("GA10002"), "conviction_date", " 03/04/2003 ", DOCKET)
    assert facts_of(county, "GA10002") == before
    assert overview(county).facts_waiting == 1
    [one] = supplied_facts(county)
    assert (one.id, one.fact, one.value, one.document) == (fact, "conviction_date", "2003-03-04", DOCKET)
    assert (one.recorded, one.is_contrary, one.is_waiting, one.applied_by) == ("", False, True, None)
    info = assess(county, "statute-only", AS_OF)
    assert (info.applied.facts, info.applied.people, info.applied.changed) == (1, 1, 2)
    assert str(facts_of(county, "GA10002").conviction_on) == "2003-03-04"
    assert outcome_of(county, "GA10002") == Outcome.DISMISS_SEAL
    [one] = supplied_facts(county)
    assert (one.is_waiting, one.applied_by) == (False, info.id)
    assert overview(county).facts_waiting == 0
    again = assess(county, "statute-only", AS_OF)
    assert again.applied.facts == 0 and len(told(county, "facts.supplied")) == 1


def test_other_convictions_of_the_person_see_the_fact_and_other_people_do_not(
    county: Session, of_case: Cases
) -> None:
    others = {case: facts_of(county, case) for case in ("GA10001", "GA10003")}
    sibling = facts_of(county, "GA10012")
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    assess(county, "statute-only", AS_OF)
    assert {case: facts_of(county, case) for case in others} == others
    assert sibling.last_any.has_undated and not facts_of(county, "GA10012").last_any.has_undated
    assert facts_of(county, "GA10012").last_any.possible == "2003-03-04"


def test_a_decision_opens_again_when_the_fact_counts_and_a_withdrawal_brings_the_finding_back(
    county: Session, of_case: Cases
) -> None:
    subject = of_case("GA10002")
    assert subject.conviction_id is not None
    decide(county, subject.conviction_id, DecisionAction.HOLD, None, "The docket is ordered.")
    before = facts_of(county, "GA10002")
    fact = supply_fact(county, subject, "conviction_date", "2003-03-04", DOCKET)
    assert not conviction_detail(county, subject.conviction_id).row.needs_new_look
    assess(county, "statute-only", AS_OF)
    assert conviction_detail(county, subject.conviction_id).row.needs_new_look
    withdraw_fact(county, fact, "It is the docket of another case.")
    assert outcome_of(county, "GA10002") == Outcome.DISMISS_SEAL
    assess(county, "statute-only", AS_OF)
    assert facts_of(county, "GA10002") == before
    assert outcome_of(county, "GA10002") == Outcome.HAND_REVIEW
    assert not conviction_detail(county, subject.conviction_id).row.needs_new_look
    first, second = supplied_facts(county)
    assert (first.withdrawn_by, second.withdraws) == (second.id, first.id)
    assert second.reason == "It is the docket of another case." and second.value == ""


def test_a_fact_withdrawn_while_it_waited_never_counts(county: Session, of_case: Cases) -> None:
    before = facts_of(county, "GA10002")
    fact = supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    withdraw_fact(county, fact, "A slip.")
    supply_fact(county, of_case("GA10002"), "plants", "3", DOCKET)
    assess(county, "statute-only", AS_OF)
    found = facts_of(county, "GA10002")
    assert (found.conviction_on, found.plants) == (before.conviction_on, 3)


def test_explanations_show_only_what_their_finding_stood_on_and_name_the_source(
    county: Session, of_case: Cases
) -> None:
    subject = of_case("GA10002")
    assert subject.conviction_id is not None
    supply_fact(county, subject, "conviction_date", "2003-03-04", DOCKET)
    waiting = explanation_of(county, subject.conviction_id)
    line = next(one for one in waiting.facts if one.key == "conviction_on")
    assert (line.value, line.is_known, line.note) == ("not recorded", False, "")
    assert any("Waits for an assessment" in one for one in explanation_lines(waiting))
    assess(county, "statute-only", AS_OF)
    made = explanation_of(county, subject.conviction_id)
    line = next(one for one in made.facts if one.key == "conviction_on")
    assert line.value == "March 4, 2003" and line.is_known
    assert line.note == (
        f"Supplied by Ada on November 22, 2026 from {DOCKET} (recorded: nothing)."
    )  # fmt: skip
    assert [one.text for one in line.sources] == [""]
    problems = next(one for one in made.facts if one.key == "problems")
    assert "The date of the conviction, or of the court's disposition, is missing." in problems.value
    assert problems.note.startswith("Answered by supplied facts: The date of the conviction")
    assert [one["value"] for one in explanation_json(made)["supplied_facts"]] == ["2003-03-04"]
    withdraw_fact(county, 1, "Wrong docket.")
    line = next(
        one for one in explanation_of(county, subject.conviction_id).facts if one.key == "conviction_on"
    )
    assert line.value == "March 4, 2003" and "recorded: nothing" in line.note


def test_both_values_are_shown_where_the_fact_goes_before_a_recorded_one(
    county: Session, of_case: Cases
) -> None:
    subject = of_case("GA10003")
    assert subject.conviction_id is not None
    supply_fact(
        county, subject, "offense_level", "M", "abstract of judgment", reason="It was reduced in 2001."
    )
    assess(county, "statute-only", AS_OF)
    line = next(one for one in explanation_of(county, subject.conviction_id).facts if one.key == "level")
    assert line.value == "misdemeanor"
    assert "(recorded: “F”; ground: It was reduced in 2001.)" in line.note
    assert [one.text for one in line.sources] == ["F"]


def test_a_fact_of_the_person_counts_for_every_conviction(county: Session, of_case: Cases) -> None:
    supply_fact(county, of_case("GA10003"), "date_of_birth", "1985-02-03", "booking record")
    [one] = supplied_facts(county)
    assert (one.ref, one.conviction_id, one.case_number) == ("", None, "")
    assess(county, "statute-only", AS_OF)
    assert str(facts_of(county, "GA10003").born_on) == "1985-02-03"


def test_an_entry_that_is_not_under_review_can_be_supplied_for(county: Session) -> None:
    subject = subject_in_record(county, "P1", "BA20002", "1")
    assert subject.conviction_id is None
    assert facts_of(county, "GA10001").priors[0].on is None
    supply_fact(county, subject, "conviction_date", "2005-05-05", "docket of BA20002")
    assess(county, "statute-only", AS_OF)
    assert str(facts_of(county, "GA10001").priors[0].on) == "2005-05-05"
    chosen = one_count(county, "GA10001", None).conviction_id
    said = "\n".join(explanation_lines(explanation_of(county, chosen)))
    assert "Of another entry: 187 PC, case BA20002." in said


@pytest.mark.parametrize(
    ("person", "case", "count", "code"),
    [
        ("P9", "", "", "no-such-person"), ("P1", "ZZ1", "", "no-such-entry"),
        ("P1", "BA20002", "2", "no-such-entry"),
    ],
)  # fmt: skip
def test_an_entry_that_is_not_there_is_said(
    county: Session, person: str, case: str, count: str, code: str
) -> None:
    with pytest.raises(AnswerIsNoError) as error:
        subject_in_record(county, person, case, count)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("case", "fact", "value", "document", "reason", "code"),
    [
        ("GA10002", "conviction_date", "soon", DOCKET, "", "unreadable-fact"),
        ("GA10002", "conviction_date", "  ", DOCKET, "", "unreadable-fact"),
        ("GA10002", "conviction_date", "2003-03-04", " ", "", "no-document"),
        ("GA10012", "conviction_date", "2003-03-04", DOCKET, " ", "no-ground"),
        ("GA10012", "conviction_date", "2001-02-02", DOCKET, "x", "recorded-already"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    county: Session, of_case: Cases, case: str, fact: str, value: str, document: str, reason: str, code: str
) -> None:
    subject = of_case(case)
    with pytest.raises(AnswerIsNoError) as error:
        supply_fact(county, subject, fact, value, document, reason=reason)
    assert error.value.code == code and error.value.advice
    assert supplied_facts(county) == [] and told(county, "supply-fact") == []


def test_an_unknown_fact_and_a_count_that_is_not_named_are_refused(county: Session, of_case: Cases) -> None:
    with pytest.raises(UsageError, match="“shoe_size” is no fact that can be supplied"):
        supply_fact(county, of_case("GA10002"), "shoe_size", "44", DOCKET)
    person = FactSubject(of_case("GA10002").person_id)
    with pytest.raises(AnswerIsNoError, match="plants is a fact of one count, and none is named"):
        supply_fact(county, person, "plants", "3", DOCKET)


def test_a_fact_is_supplied_once_and_withdrawn_once(county: Session, of_case: Cases) -> None:
    fact = supply_fact(county, of_case("GA10002"), "plants", "3", DOCKET)
    with pytest.raises(AnswerIsNoError, match="Fact 1 says plants “3” already"):
        supply_fact(county, of_case("GA10002"), "plants", "4", DOCKET)
    with pytest.raises(AnswerIsNoError, match="A withdrawal needs a reason"):
        withdraw_fact(county, fact, " ")
    withdrawal = withdraw_fact(county, fact, "A slip.")
    for gone in (fact, withdrawal, 99):
        with pytest.raises(AnswerIsNoError, match=f"No supplied fact {gone} stands"):
            withdraw_fact(county, gone, "Again.")
    assert supply_fact(county, of_case("GA10002"), "plants", "4", DOCKET) == 3


def test_a_clerk_fills_a_gap_and_only_who_decides_goes_before_the_record(
    county: Session, of_case: Cases, user_with: Callable[[Role], Session]
) -> None:
    clerk = user_with(Role.CLERK)
    own = supply_fact(clerk, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    with pytest.raises(AnswerIsNoError) as error:
        supply_fact(clerk, of_case("GA10012"), "offense_level", "F", DOCKET, reason="I think so.")
    assert error.value.code == "right-denied"
    refused = [payload for _, payload in told(county, "refused")]
    assert refused[-1]["rights"] == ["decide"]
    other = supply_fact(county, of_case("GA10012"), "plants", "3", DOCKET)
    contrary = supply_fact(county, of_case("GA10012"), "offense_level", "F", DOCKET, reason="The abstract.")
    for fact in (other, contrary):
        with pytest.raises(AnswerIsNoError) as error:
            withdraw_fact(clerk, fact, "No.")
        assert error.value.code == "right-denied"
    withdraw_fact(clerk, own, "Another case.")
    assert [one.id for one in supplied_facts(county) if one.withdrawn_by] == [own]


def test_the_trail_tells_what_was_supplied_in_the_same_transaction(county: Session, of_case: Cases) -> None:
    subject = of_case("GA10002")
    fact = supply_fact(county, subject, "conviction_date", "2003-03-04", DOCKET)
    withdraw_fact(county, fact, "Another case.")
    [(where, payload)] = told(county, "supply-fact")
    assert where == f"conviction {subject.conviction_id}"
    expected = {"fact": "conviction_date", "value": "2003-03-04", "document": DOCKET, "recorded": "",
                "contrary": False, "supplied_fact": fact}  # fmt: skip
    assert expected.items() <= payload.items()
    [(where, payload)] = told(county, "withdraw-fact")
    assert payload["withdraws"] == fact and payload["reason"] == "Another case."
    assert check(county).is_sound


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE supplied_fact SET value = '1999-01-01' WHERE id = 1", "value"),
        ("UPDATE supplied_fact SET document = 'nothing' WHERE id = 1", "document"),
        ("UPDATE supplied_fact SET supplied_by = 'Eve' WHERE id = 1", "supplied by"),
        ("UPDATE supplied_fact SET is_contrary = 1 WHERE id = 1", "contrary"),
        ("DELETE FROM supplied_fact WHERE id = 1", "is not there"),
        (
            "INSERT INTO supplied_fact SELECT 9, person_id, conviction_id, ref, 'plants', '1', document,"
            " reason, recorded, is_contrary, withdraws, assessment_id, supplied_at, supplied_by, purge_id"
            " FROM supplied_fact",
            "no row of the audit trail tells of it",
        ),
    ],
)
def test_a_fact_changed_behind_the_trail_shows(
    county: Session, of_case: Cases, change: str, words: str
) -> None:
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    with county.workspace._writer.begin() as connection:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER guard_supplied_fact_{verb}")
        connection.exec_driver_sql(change)
    report = check(county)
    [found] = [one for one in report.compared if one.kind == "supplied_fact"]
    assert found.differing == 1 and words in found.first


@pytest.mark.parametrize("change", ["UPDATE supplied_fact SET value = '2001'", "DELETE FROM supplied_fact"])
def test_a_supplied_fact_is_never_changed_or_removed(county: Session, of_case: Cases, change: str) -> None:
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    with county.workspace._writer.begin() as connection:  # noqa: SIM117
        with pytest.raises(Exception, match="rows of supplied_fact are never"):
            connection.exec_driver_sql(change)


def test_a_later_change_of_the_law_keeps_the_facts(county: Session, of_case: Cases) -> None:
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    assess(county, "statute-only", AS_OF)
    wanted = facts_of(county, "GA10002")
    with county.workspace._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE conviction SET facts = '{}'")
    with county.read() as connection:
        assert refresh_facts.stale_batches(connection, load_law()) == [1]
    supply_fact(county, of_case("GA10003"), "date_of_birth", "1985-02-03", "booking record")
    info = assess(county, "statute-only", AS_OF)
    assert len(info.refreshed) == 1 and (info.applied.facts, info.applied.changed) == (1, 0)
    assert facts_of(county, "GA10002") == wanted
    assert str(facts_of(county, "GA10003").born_on) == "1985-02-03"


def test_a_filing_of_people_with_waiting_facts_is_neither_made_nor_released(
    county: Session, of_case: Cases
) -> None:
    sign_policy(county, "statute-only", "Alexandra Example", AS_OF)
    make_filing(county)
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    with pytest.raises(AnswerIsNoError) as error:
        make_filing(county)
    assert error.value.code == "facts-waiting" and "Run `assess`" in error.value.advice
    assert error.value.sentence.startswith("1 supplied fact waits for an assessment, of 1 person")
    with pytest.raises(
        AnswerIsNoError, match="1 supplied fact waits for an assessment, of 1 person in F0001"
    ):
        release(county, "F0001")
    assess(county, "statute-only", AS_OF)
    [made] = make_filing(county)
    with county.read() as connection:
        rows = {row.case_number: row for row in stored_filing(connection, made.id).rows}
    assert rows["GA10002"].conviction_on == "2003-03-04"
    assert "Supplied by the office: date of the conviction." in rows["GA10002"].remarks
    assert rows["GA10012"].remarks == "Supplied by the office, of another entry: date of the conviction."
    assert "of another entry" not in rows["GA10002"].remarks


def test_exports_and_comparisons_stand_on_the_facts_in_force(
    county: Session, of_case: Cases, tmp_path: Any
) -> None:
    supply_fact(county, of_case("GA10002"), "conviction_date", "2003-03-04", DOCKET)
    export_findings(county, tmp_path / "before.csv")
    policy = stored_policy(county, "statute-only").policy
    found = PolicyComparer(county).compare(policy, policy, AS_OF)
    assert found.convictions == 4
    assess(county, "statute-only", AS_OF)
    export_findings(county, tmp_path / "after.csv")
    before, after = ((tmp_path / f"{name}.csv").read_text() for name in ("before", "after"))
    assert "2003-03-04" not in before and "GA10002,1,LOS ANGELES,11357(b) HS,2003-03-04" in after
    assert PolicyComparer(county).compare(policy, policy, AS_OF).convictions == 4


def test_a_supplied_subdivision_is_read_and_printed(county: Session, of_case: Cases) -> None:
    supply_fact(county, of_case("GA10003"), "code_section", "11358(a) HS", "plea form")
    assess(county, "statute-only", AS_OF)
    assert facts_of(county, "GA10003").charge == "HS 11358(a)"


def test_facts_that_a_review_code_asks_for_come_first() -> None:
    names = [one.name for one in fact_names(["HR-QTY"])]
    assert set(names[:3]) == {"cannabis_grams", "concentrate_grams", "plants"}
    assert len(names) == len(set(names)) == len(fact_names())


def test_a_hidden_or_missing_conviction_has_no_facts(county: Session) -> None:
    with pytest.raises(AnswerIsNoError, match="There is no such conviction"):
        subject_of(county, 99)
