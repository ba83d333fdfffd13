"""Another law: facts are computed anew from the kept source rows with the assessment; nothing is lost."""

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sample_doj
from doj_rows import as_bytes, make_arrest, make_row

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services import assess_batch, audit_trail, compare_policies, refresh_facts, review
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_lines
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.law_library import load_law, load_policy
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.records import ConvictionFilter, ConvictionRow
from expunge_desktop.services.review import conviction_detail, conviction_ids, conviction_rows, overview
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.store.schema import conviction
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
POLICY = "statute-only"


def _court(person: str, cycle: int, charge: str, day: str, **values: str) -> list[str]:
    given = {
        "SUBJECT_ID": person,
        "CII_NUMBER": f"A{person}",
        "PRI_NAME": f"SAMPLE,ROBIN {person[-1]}",
        "CNT_ORDER": f"{cycle}002001000",
        "OFN": f"C{person[-1]}{cycle}",
        "CYC_DATE": day,
        "STP_EVENT_DATE": day,
        "DISP_DATE": day,
        "OFFENSE_DESCR": charge,
        "OFFENSE_TOC": "F",
        "CONV_STAT_DESCR": "FELONY",
    }
    return make_row(**{**given, **values})


def _arrest(person: str, cycle: int, day: str) -> list[str]:
    name = f"SAMPLE,ROBIN {person[-1]}"
    return make_arrest(
        SUBJECT_ID=person,
        CII_NUMBER=f"A{person}",
        PRI_NAME=name,
        CNT_ORDER=f"{cycle}001001000",
        CYC_DATE=day,
        STP_EVENT_DATE=day,
    )


ROWS = [
    # A murder before a possession for sale; in the other law below it disqualifies nobody.
    _court("50000001", 101, "187(A) PC-MURDER", "19900301"),
    _arrest("50000001", 102, "20000101"),
    _court("50000001", 102, "11359 HS-POSS MARIJUANA FOR SALE", "20000301"),
    # Narcotics of 1957: marijuana among them, or not.
    _court("50000002", 101, "11500 HS-POSS NARCOTICS", "19570301", PRI_DOB="19300131"),
    # Nothing that any of the laws here treats differently.
    _arrest("50000003", 101, "20050101"),
    _court("50000003", 101, "11359 HS-POSS MARIJUANA FOR SALE", "20050301"),
]


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Session]:
    """A workspace with three invented people, assessed under the law of this program."""
    path = tmp_path / "county.dat"
    path.write_bytes(as_bytes(ROWS))
    session = create_workspace(
        tmp_path / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    import_batch(session, [path])
    assess(session, POLICY, AS_OF)
    yield session
    session.close()


@pytest.fixture
def other_law() -> LawBook:
    """Law data in which murder is on no list and HS 11500 never was a cannabis section."""
    law = load_law()
    strikes = {key: entry for key, entry in law.super_strikes.items() if key != ("187", "PC")}
    digest = hashlib.sha256(b"another law").hexdigest()
    return dataclasses.replace(law, digest=digest, super_strikes=strikes, doubtful_before_1959={})


def _in_force(law: LawBook, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (assess_batch, compare_policies, review):
        monkeypatch.setattr(module, "load_law", lambda: law)


def _rows(session: Session) -> dict[str, ConvictionRow]:
    rows = conviction_rows(session, conviction_ids(session, ConvictionFilter())).values()
    return {row.case_number: row for row in rows}


def _stored(session: Session) -> list[Any]:
    with session.read() as connection:
        return list(connection.execute(conviction.select().order_by(conviction.c.id)))


def test_another_law_decides_by_facts_computed_anew(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _rows(imported)["C1102"].statutory_outcome == Outcome.NOT_ELIGIBLE
    _in_force(other_law, monkeypatch)
    info = assess(imported, POLICY, AS_OF)
    assert [(one.changed, one.entered, one.departed) for one in info.refreshed] == [(1, 0, 1)]
    assert _rows(imported)["C1102"].statutory_outcome == Outcome.REDESIGNATE_MISDEMEANOR
    assert assess(imported, POLICY, AS_OF).refreshed == ()


def test_decisions_stay_and_those_whose_facts_changed_open_again(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "Looked at by hand, see the file."
    for row in _rows(imported).values():
        decide(imported, row.id, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, reason)
    _in_force(other_law, monkeypatch)
    assess(imported, POLICY, AS_OF)
    rows = _rows(imported)
    assert {row.final_outcome for row in rows.values()} == {Outcome.HAND_REVIEW}
    assert {case: row.needs_new_look for case, row in rows.items()} == {
        "C1102": True,  # the prior no longer disqualifies
        "C2101": True,  # no longer under review
        "C3101": False,
    }
    assert conviction_detail(imported, rows["C2101"].id).decisions[0].reason == reason


def test_a_count_that_leaves_the_review_stays_a_row_and_may_come_back(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _rows(imported)
    assert before["C2101"].statutory_outcome == Outcome.HAND_REVIEW
    _in_force(other_law, monkeypatch)
    assess(imported, POLICY, AS_OF)
    gone = _rows(imported)["C2101"]
    assert gone.is_departed and gone.id == before["C2101"].id
    assert gone.statutory_outcome == Outcome.NOT_ELIGIBLE
    assert ledger(imported).is_balanced
    told = "\n".join(explanation_lines(explanation_of(imported, gone.id)))
    assert "this count is no longer under review" in " ".join(told.split())
    _in_force(load_law(), monkeypatch)
    info = assess(imported, POLICY, AS_OF)
    assert [(one.changed, one.entered, one.departed) for one in info.refreshed] == [(1, 1, 0)]
    assert _rows(imported) == {
        case: dataclasses.replace(row, finding_id=_rows(imported)[case].finding_id)
        for case, row in before.items()
    }


def test_a_count_that_the_law_newly_puts_under_review_gets_a_row(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = [_court("50000009", 101, "11500 HS-POSS NARCOTICS", "19580301", PRI_DOB="19300131")]
    monkeypatch.setattr("expunge_desktop.services.import_batch.load_law", lambda: other_law)
    path = tmp_path / "second.dat"
    path.write_bytes(as_bytes(rows))
    import_batch(imported, [path])
    assert "C9101" not in _rows(imported)
    info = assess(imported, POLICY, AS_OF)
    assert [(one.batch_id, one.entered) for one in info.refreshed] == [(2, 1)]
    assert _rows(imported)["C9101"].statutory_outcome == Outcome.HAND_REVIEW


def test_a_case_list_is_read_again_by_its_headings(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(
        "person_id,last_name,first_name,county,court_case_number,code_section,offense_level,conviction_date\n"
        "P1,Doe,Ana,LOS ANGELES,L1,11359 HS,F,2005-03-01\n"
        "P1,Doe,Ana,LOS ANGELES,L0,PC 187,F,1990-03-01\n",
        encoding="utf-8",
    )
    import_batch(imported, [path])
    assess(imported, POLICY, AS_OF)
    assert _rows(imported)["L1"].statutory_outcome == Outcome.NOT_ELIGIBLE
    _in_force(other_law, monkeypatch)
    info = assess(imported, POLICY, AS_OF)
    assert [(one.batch_id, one.changed) for one in info.refreshed] == [(1, 1), (2, 1)]
    assert _rows(imported)["L1"].statutory_outcome == Outcome.REDESIGNATE_MISDEMEANOR


def test_what_another_law_does_not_touch_is_read_the_same_again(
    imported: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Odd rows, lines set aside, records in two parts: the same facts as on the day of the import."""
    path = tmp_path / "odd.dat"
    sample_doj.write(sample_doj.Recipe(people=120, seed=11, irregular=0.5, broken=5), path)
    import_batch(imported, [path])
    before = _stored(imported)
    assert any("HR-IDENTITY" in row.facts for row in before)
    _in_force(dataclasses.replace(load_law(), digest="0" * 64), monkeypatch)
    info = assess(imported, POLICY, AS_OF)
    assert [(one.changed, one.entered, one.departed) for one in info.refreshed] == [(0, 0, 0), (0, 0, 0)]
    assert _stored(imported) == before


def test_facts_kept_by_another_version_of_the_program_are_computed_anew(imported: Session) -> None:
    before = _rows(imported)
    with imported.write() as tx:
        tx.connection.execute(conviction.update().values(facts="[0]"))
        tx.audit("test", "workspace", {})
    some = next(iter(before.values())).id
    with pytest.raises(AnswerIsNoError, match="another version of the program") as refused:
        explanation_of(imported, some)
    assert "Run `assess` once" in refused.value.advice
    assert [one.changed for one in assess(imported, POLICY, AS_OF).refreshed] == [len(before)]
    assert {case: row.statutory_outcome for case, row in _rows(imported).items()} == {
        case: row.statutory_outcome for case, row in before.items()
    }
    assert explanation_of(imported, some).steps


def test_a_cancelled_refresh_keeps_nothing(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cancelled(SilentProgress):
        def check(self) -> None:
            raise CancelledError("Assess")

    before, rows = _stored(imported), _rows(imported)
    _in_force(other_law, monkeypatch)
    with pytest.raises(CancelledError):
        assess(imported, POLICY, AS_OF, Cancelled())
    assert (_stored(imported), _rows(imported)) == (before, rows)


def test_a_comparison_says_that_an_assessment_is_needed(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_force(other_law, monkeypatch)
    policy = load_policy(POLICY)
    with pytest.raises(AnswerIsNoError, match="facts of batch 1 were computed by another version") as refused:
        PolicyComparer(imported).prepare(policy, AS_OF)
    assert "Run `assess` once" in str(refused.value.advice)
    assess(imported, POLICY, AS_OF)
    PolicyComparer(imported).prepare(policy, AS_OF)


def test_the_overview_says_that_the_law_has_changed_until_it_is_assessed_again(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not overview(imported).is_law_changed
    _in_force(other_law, monkeypatch)
    assert overview(imported).is_law_changed
    assess(imported, POLICY, AS_OF)
    assert not overview(imported).is_law_changed


def test_the_audit_trail_says_what_was_computed_anew(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_force(other_law, monkeypatch)
    assess(imported, POLICY, AS_OF)
    verbs = [row[audit_trail.COLUMNS.index("verb")] for row in list(audit_trail.rows(imported))[:-1]]
    assert verbs[-2:] == ["facts.refresh", "assess"]


@pytest.mark.slow
def test_processes_and_one_process_compute_the_same_facts(
    imported: Session, other_law: LawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_force(other_law, monkeypatch)
    assess(imported, POLICY, AS_OF)
    alone = _stored(imported)
    monkeypatch.setattr(refresh_facts, "_MANY_PEOPLE", 1)
    monkeypatch.setattr(refresh_facts, "_PEOPLE_AT_A_TIME", 1)
    for law in (load_law(), other_law):
        _in_force(law, monkeypatch)
        assess(imported, POLICY, AS_OF)
    assert _stored(imported) == alone
