"""What a filing freezes besides its rows, and which changes of it make a filing stale."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.documents.filing import Filing
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services import filing_contents
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.court_profiles import add_profile, profile_text
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.release_filing import list_filings, why_stale
from expunge_desktop.services.session import Session
from expunge_desktop.services.templates import revert_template, save_template, template_text


def frozen(session: Session, filing_id: str = "F0001") -> Filing:
    with session.read() as connection:
        return stored_filing(connection, filing_id)


def decide_on(session: Session, case: str, action: DecisionAction, outcome: Outcome | None = None) -> None:
    decide(session, one_count(session, case, None).conviction_id, action, outcome, "Read the file.")


def changed(session: Session, filing_id: str = "F0001") -> tuple[str, str]:
    """(what the list says at once, what making it again says)."""
    listed = next(one for one in list_filings(session) if one.id == filing_id)
    return listed.moved, why_stale(session, filing_id)


def test_sources_tell_size_lines_and_the_day_they_were_received(county: Any, tmp_path: Path) -> None:
    later = tmp_path / "later.dat"
    later.write_bytes(as_bytes([make_row(SUBJECT_ID="70000001", OFN="CA1", PRI_NAME="LATER,LEE")]))
    import_batch(county.ada, [later], received_on=date(2026, 1, 6))
    assess(county.ada, "los-angeles-2020", date(2020, 2, 11))
    make_filing(county.ada)
    first, second = frozen(county.ada).sources
    assert (first.lines, first.imported, first.set_aside, first.received_on) == (20, 19, 0, "")
    assert (second.size, second.lines, second.received_on) == (later.stat().st_size, 1, "2026-01-06")


def test_the_tallies_of_the_screening_count_every_finding(county: Any) -> None:
    decide_on(county.ada, "GA40000", DecisionAction.CONFIRM)
    decide_on(county.ada, "GA40001", DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE)
    decide_on(county.ada, "GA40002", DecisionAction.HOLD)
    make_filing(county.ada)
    screening = frozen(county.ada).screening
    assert (screening.people, screening.convictions) == (19, 19)
    assert sum(dict(screening.outcomes).values()) == sum(dict(screening.statutory).values()) == 19
    assert dict(screening.outcomes)["DISMISS_SEAL"] == 17
    assert dict(screening.decisions) == {"confirm": 1, "hold": 1, "override": 1}
    assert screening.departures == 2
    assert screening.tested_cases > 100
    assert screening.program.startswith("Expunge Desktop ")


def test_every_wording_and_the_court_profile_are_frozen(county: Any) -> None:
    saved = save_template(
        county.ada, "order.txt", template_text(county.ada, "order.txt") + "\nOne more sentence.\n"
    )
    make_filing(county.ada)
    filing = frozen(county.ada)
    order = filing.wording("order.txt")
    assert order is not None
    assert (order.version, order.digest) == (saved.version, saved.digest) == (1, order.digest)
    assert order.text.rstrip().endswith("One more sentence.")
    motion = filing.wording("notice_of_motion.txt")
    assert motion is not None
    assert (motion.version, motion.text) == (0, template_text(county.ada, "notice_of_motion.txt"))
    assert (filing.profile.name, filing.profile.county) == ("los-angeles", "LOS ANGELES")


def test_rows_carry_what_notices_and_the_departments_form_ask_for(county: Any, tmp_path: Path) -> None:
    base = {"SUBJECT_ID": "70000002", "OFN": "CA2", "PRI_NAME": "FORM,FRAN", "FBI_NUMBER": "123456AB7"}
    arrest = make_row(
        **base, CNT_ORDER="101001001000", STP_TYPE_DESCR="ARREST/DETAINED/CITED",
        STP_ORI_DESCR="CAPD TORRANCE", STP_ORI_CODE="CA0197200", STP_EVENT_DATE="19950601",
        DISP_DESCR="", FE_NUM_BOOKING="B77",
    )  # fmt: skip
    court = make_row(**base, CNT_ORDER="101002001000", STP_ORI_CODE="CA019055J")
    delivery = tmp_path / "form.dat"
    delivery.write_bytes(as_bytes([arrest, court]))
    import_batch(county.ada, [delivery])
    listed = tmp_path / "list.csv"
    listed.write_text(
        "person_id,last_name,first_name,county,court_case_number,count_number,code_section,conviction_date,"
        "date_of_birth,offense_level,deceased,address_1,city,state,zip\n"
        "P1,ADDRESSED,ADA,LOS ANGELES,CL1,1,11357(b) HS,1999-01-02,1970-01-01,M,N,1 Elm St,Torrance,"
        "CA,90501\n",
        encoding="utf-8",
    )
    import_batch(county.ada, [listed])
    assess(county.ada, "los-angeles-2020", date(2020, 2, 11))
    make_filing(county.ada)
    rows = {row.case_number: row for row in frozen(county.ada).rows}
    form = rows["CA2"]
    assert (form.fbi_number, form.arrested_on, form.booking_number) == ("123456AB7", "1995-06-01", "B77")
    assert (form.arresting_agency, form.court_code) == ("CAPD TORRANCE (CA0197200)", "CA019055J")
    silent = rows["GA40000"]
    assert (silent.fbi_number, silent.booking_number, silent.address) == ("", "", "")
    assert rows["CL1"].address.splitlines() == ["1 Elm St", "Torrance, CA 90501"]
    assert rows["CL1"].is_deceased is False
    assert len({row.person_id for row in rows.values()}) == len(rows)


def test_a_challenge_stands_in_the_filing_of_its_court_and_says_whether_it_was_recorded(
    county: Any, tmp_path: Path
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "person_id,last_name,county,court,court_case_number,count_number,code_section,conviction_date,"
        "date_of_birth,doj_listed,challenged\n"
        "P1,ONE,LOS ANGELES,CASC PASADENA,CL1,1,11359 HS,1999-01-02,1970-01-01,Y,Y\n"
        "P2,TWO,LOS ANGELES,CASC PASADENA,CL2,1,11359 HS,1999-01-02,1970-01-01,Y,\n"
        "P3,THREE,LOS ANGELES,CASC PASADENA,CL3,1,11359 HS,1999-01-02,1970-01-01,N,Y\n",
        encoding="utf-8",
    )
    import_batch(county.ada, [listed])
    assess(county.ada, "los-angeles-2020", date(2020, 2, 11))
    for case in ("CL1", "CL2", "CL3", "GA40000"):
        decide_on(county.ada, case, DecisionAction.CHALLENGE)
    made = make_filing(county.ada, group="court")
    found = {one.id: frozen(county.ada, one.id) for one in made}
    by_court = {
        filing.group_value: {one.row.case_number: one for one in filing.challenges}
        for filing in found.values()
    }
    assert set(by_court["CASC LOS ANGELES"]) == {"GA40000"}
    opposed = by_court["CASC PASADENA"]
    assert {case: one.was_recorded_by_doj_date for case, one in opposed.items()} == {
        "CL1": True, "CL2": None, "CL3": None,
    }  # fmt: skip
    assert opposed["CL1"].row.schedule == 0
    assert opposed["CL1"].ground == "Read the file."
    assert opposed["CL1"].decided_on == "2026-11-22"


@pytest.mark.parametrize(
    ("change", "told", "why"),
    [
        (
            lambda s: decide_on(s, "GA40000", DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE),
            "1 decision", "findings or decisions changed",
        ),
        (lambda s: decide_on(s, "GA40000", DecisionAction.CHALLENGE), "1 decision", "findings or decisions"),
        (
            lambda s: set_office(s, office_toml(s).replace("Jordan Sample", "Other Attorney")),
            "the office file", "the office file changed",
        ),
        (
            lambda s: save_template(s, "order.txt", template_text(s, "order.txt") + "\nMore.\n"),
            "the wording of papers", "the wording order.txt changed",
        ),
        (
            lambda s: add_profile(s, profile_text(s).replace("name: los-angeles", "name: la-office")),
            "the court profile", "the court profile changed",
        ),
        (
            lambda s: assess(s, "los-angeles-2020", date(2020, 3, 1)),
            "the assessment", "the evaluation date changed",
        ),
    ],
    ids=["override", "challenge", "office", "wording", "profile", "date"],
)  # fmt: skip
def test_a_change_of_any_input_is_listed_at_once_and_makes_the_filing_stale(
    county: Any, change: Any, told: str, why: str
) -> None:
    make_filing(county.ada)
    assert changed(county.ada) == ("", "")
    change(county.ada)
    listed, exact = changed(county.ada)
    assert listed == told
    assert why in exact


def test_evidence_added_to_a_challenge_makes_the_filing_stale(county: Any, tmp_path: Path) -> None:
    from expunge_desktop.documents.papers.sample import sample_evidence
    from expunge_desktop.services.evidence import read_attachment

    decide_on(county.ada, "GA40000", DecisionAction.CHALLENGE)
    make_filing(county.ada)
    path = tmp_path / "record.pdf"
    path.write_bytes(sample_evidence())
    conviction = one_count(county.ada, "GA40000", None).conviction_id
    decide(
        county.ada, conviction, DecisionAction.CHALLENGE, None, "Read the file.",
        evidence=[read_attachment(path)],
    )  # fmt: skip
    listed, exact = changed(county.ada)
    assert listed == "1 decision"
    assert "challenges or their evidence changed" in exact


def test_what_changes_nothing_on_paper_is_not_listed(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_filing(county.ada, group="court")
    pasadena = next(one for one in made if "PASADENA" in one.title).id
    decide_on(county.ada, "GA40000", DecisionAction.CONFIRM)
    set_office(county.ada, office_toml(county.ada) + "\n# a remark\n")
    assert changed(county.ada) == ("", "")
    decide_on(county.ada, "GA40000", DecisionAction.HOLD)
    assert changed(county.ada)[0] == "1 decision"
    assert changed(county.ada, pasadena) == ("", "")
    monkeypatch.setattr(filing_contents, "PROGRAM", "Expunge Desktop 99.0")
    assert changed(county.ada, pasadena) == ("", "")


def test_a_wording_taken_back_leaves_the_filing_as_it_was(county: Any) -> None:
    make_filing(county.ada)
    save_template(county.ada, "order.txt", template_text(county.ada, "order.txt") + "\nMore.\n")
    assert changed(county.ada)[0] == "the wording of papers"
    revert_template(county.ada, "order.txt")
    assert changed(county.ada) == ("", "")


def test_a_filing_under_a_named_profile_is_compared_with_that_profile(county: Any) -> None:
    make_filing(county.ada, profile="california")
    assert frozen(county.ada).profile.name == "california"
    add_profile(county.ada, profile_text(county.ada).replace("name: los-angeles", "name: la-office"))
    assert changed(county.ada) == ("", "")
