"""Counts that leave the review by what was supplied; and words that are too long to be supplied."""

import pytest
from lacking_rows import AS_OF, DOCKET, Cases, facts_of, outcome_of

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.decide_conviction import add_note, decide
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_lines
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import (
    supply_fact,
    withdraw_fact,
)


def test_a_count_that_leaves_the_review_by_a_supplied_section_is_not_told_as_the_laws_doing(
    county: Session, of_case: Cases
) -> None:
    subject = of_case("GA10003")
    assert subject.conviction_id is not None
    supply_fact(county, subject, "code_section", "187 PC", "abstract", reason="The list has another case's.")
    assert assess(county, "statute-only", AS_OF).applied.departed == 1
    told = " ".join(" ".join(explanation_lines(explanation_of(county, subject.conviction_id))).split())
    assert "or by a section supplied, this count is no longer under review" in told
    assert outcome_of(county, "GA10003") == Outcome.NOT_ELIGIBLE
    assert "By the statute: NOT ELIGIBLE PC 187 is not among the sections of HS 11361.8(e)." in told
    assert "Section as read: 187 PC." in told


def test_a_count_that_left_the_review_goes_by_what_is_supplied_afterwards(
    county: Session, of_case: Cases
) -> None:
    subject, before = of_case("GA10003"), facts_of(county, "GA10003")
    supply_fact(county, subject, "code_section", "187 PC", "abstract", reason="The list has another case's.")
    assess(county, "statute-only", AS_OF)
    supply_fact(county, subject, "county", "KERN", "docket", reason="It was heard in Kern.")
    assert assess(county, "statute-only", AS_OF).applied.changed == 1
    assert outcome_of(county, "GA10003") == Outcome.OUT_OF_SCOPE
    for fact in (1, 2):
        withdraw_fact(county, fact, "The list was right.")
    assess(county, "statute-only", AS_OF)
    assert facts_of(county, "GA10003") == before
    assert outcome_of(county, "GA10003") == Outcome.HAND_REVIEW


def test_a_slip_of_the_clipboard_is_no_document_and_a_blank_is_not_told_as_a_word(
    county: Session, of_case: Cases
) -> None:
    subject = of_case("GA10002")
    assert subject.conviction_id is not None
    before = len(list(audit_rows(county)))
    endless = "x" * 100_000
    for name, refused in {
        "document": lambda: supply_fact(county, subject, "plants", "3", endless),
        "value": lambda: supply_fact(county, subject, "plants", endless, DOCKET),
        "ground": lambda: supply_fact(county, subject, "plants", "3", DOCKET, reason=endless),
        "reason": lambda: decide(
            county, subject.conviction_id, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, endless
        ),
        "note": lambda: add_note(county, subject.conviction_id, endless),
        "recipient": lambda: export_findings(
            county, county.path.with_name("f.csv"), recipient=endless, purpose="review"
        ),
    }.items():
        with pytest.raises(AnswerIsNoError, match=f"The {name} has 100,000 letters"):
            refused()
    assert not county.path.with_name("f.csv").exists()
    since = {one[3] for one in list(audit_rows(county))[before:]}
    assert since == {"read-audit-trail", "export.begun", "export.dropped"}
    with pytest.raises(AnswerIsNoError, match="“NONE” is how the record is read anyway"):
        supply_fact(county, subject, "facts", "NONE", DOCKET)
