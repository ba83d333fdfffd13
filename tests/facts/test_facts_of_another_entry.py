"""Relief that rests on a fact supplied for another entry of the record: rows, packets and releases say so."""

import json
from collections.abc import Callable
from pathlib import Path

from invented_office import OFFICE
from lacking_rows import AS_OF

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.office import set_office
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.release_filing import list_filings, release
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import subject_in_record, supply_fact
from expunge_desktop.ui.pages.papers_words import made_sentence, release_sentence

Command = Callable[..., tuple[int, str, str]]
SAID = "1 row rests on facts supplied by the office (by Ada): look at its explanation."


def test_relief_that_rests_on_a_fact_of_another_entry_says_so(county: Session) -> None:
    ready_to_release(county)
    assert one_count(county, "GA10001", None).policy_outcome == Outcome.HAND_REVIEW
    dismiss_the_prior(county)
    assert one_count(county, "GA10001", None).policy_outcome == Outcome.REDESIGNATE_MISDEMEANOR
    [made] = make_filing(county)
    with county.read() as connection:
        remarks = {row.case_number: row.remarks for row in stored_filing(connection, made.id).rows}
    assert remarks["GA10001"] == "Supplied by the office, of another entry: how the count ended."
    assert not any(said for case, said in remarks.items() if case != "GA10001")
    assert made.supplied == SAID and SAID in made_sentence([made])
    [listed] = list_filings(county)
    assert listed.supplied == SAID and SAID in release_sentence(listed, "Ada")
    assert release(county, made.id).supplied == SAID


def test_the_command_line_says_so_too(county: Session, command: Command, tmp_path: Path) -> None:
    ready_to_release(county)
    dismiss_the_prior(county)
    path = county.path
    county.close()
    code, out, err = command("packet", path, "--out", tmp_path / "papers", "--only", "D5")
    assert (code, f"  note: {SAID}\n" in out) == (0, True), out + err
    code, out, _ = command(
        "packet", path, "--filing", "F0001", "--out", tmp_path / "again", "--only", "D5", "--json"
    )
    assert code == 0 and json.loads(out)["filings"][0]["supplied"] == SAID
    code, out, _ = command("release", path, "F0001")
    assert (code, out.endswith(f"\n{SAID}\n")) == (0, True), out + err


def ready_to_release(county: Session) -> None:
    set_office(county, OFFICE)
    sign_policy(county, "statute-only", "Alexandra Example", AS_OF)


def dismiss_the_prior(county: Session) -> None:
    prior = subject_in_record(county, "P1", "BA20002", "1")
    supply_fact(county, prior, "disposition", "DISMISSED", "minute order", reason="The minute order says it.")
    assess(county, "statute-only", AS_OF)
