"""Papers with what is no longer so: told where they are printed and listed, not recorded as filed unsaid."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import audit_trail
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.clerk_answers import import_answers
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.print_papers import print_papers
from expunge_desktop.services.release_filing import list_filings, release
from expunge_desktop.services.stale_papers import no_longer_so
from expunge_desktop.services.supplied_facts import subject_of, supply_fact, withdraw_fact

FILED_ON, RULED_ON, AS_OF = date(2021, 3, 2), date(2021, 4, 1), date(2020, 2, 11)
WAITS = "1 supplied fact waits for an assessment, of 1 person in F0001."
STALE = "F0001 is stale: since it was made, findings or decisions changed (17 rows then, 16 now)."


def hold(session: Any, case: str = "GA40000") -> None:
    """Somebody holds a count that is in the filing."""
    decide(session, one_count(session, case, None).conviction_id, DecisionAction.HOLD, None, "A question.")


def supply(session: Any, case: str = "GA40000") -> int:
    """A police report shows a quantity that the record lacks."""
    subject = subject_of(session, one_count(session, case, None).conviction_id)
    return supply_fact(session, subject, "cannabis_grams", "12", "police report of the arrest")


def filed(session: Any, **more: Any) -> Any:
    return record(session, "F0001", FilingStatus.FILED, on=FILED_ON, **more)


@pytest.mark.parametrize(("change", "sentence"), [(hold, STALE), (supply, WAITS)])
def test_papers_with_what_is_no_longer_so_are_not_recorded_as_filed(
    released: Any, change: Callable[[Any], object], sentence: str
) -> None:
    change(released.ada)
    assert no_longer_so(released.ada, "F0001") == sentence
    with pytest.raises(AnswerIsNoError) as caught:
        filed(released.ada)
    assert (caught.value.code, caught.value.sentence) == ("filing-stale", sentence)
    assert "--although-stale" in caught.value.advice
    with pytest.raises(AnswerIsNoError, match="what was filed needs a note") as caught:
        filed(released.ada, although_stale=True, note="  ")
    assert caught.value.code == "no-reason"
    assert status_of(released.ada, "F0001").events == ()


def test_that_stale_papers_were_filed_is_said_with_a_note_and_kept(released: Any) -> None:
    hold(released.ada)
    assert filed(released.ada, although_stale=True, note="Clerk's stamp of March 2.").rows == 17
    assert status_of(released.ada, "F0001").events[0].note == "Although stale: Clerk's stamp of March 2."
    (told,) = [one for one in audit_trail.rows(released.ada) if one[3] == "filing.status"]
    assert json.loads(told[5])["although_stale"] == STALE
    assert record(released.ada, "F0001", FilingStatus.GRANTED, on=RULED_ON).rows == 17, "the court's own act"
    assert audit_trail.verify(released.ada).is_intact


def test_papers_that_would_read_the_same_today_are_filed_without_a_word(released: Any) -> None:
    assess(released.ada, "los-angeles-2020", AS_OF)
    assert list_filings(released.ada)[0].moved == "the assessment"
    assert no_longer_so(released.ada, "F0001") == ""
    filed(released.ada, although_stale=True, note="In time.")
    assert status_of(released.ada, "F0001").events[0].note == "In time.", "there was nothing to say"


def test_steps_that_cannot_be_are_told_before_the_papers_are_looked_at(released: Any) -> None:
    filed(released.ada, rows={1})
    hold(released.ada)
    with pytest.raises(AnswerIsNoError, match="cannot become “filed”"):
        filed(released.ada, rows={1})
    with pytest.raises(AnswerIsNoError, match="still to come"):
        record(released.ada, "F0001", FilingStatus.FILED, rows={2}, on=date(2031, 1, 1))


def test_the_clerks_table_does_not_say_by_itself_that_stale_papers_were_filed(
    released: Any, tmp_path: Path
) -> None:
    filed(released.ada, rows={1})
    hold(released.ada)
    answer = tmp_path / "answer.csv"
    answer.write_text("row,status,date\n1,granted,2021-04-01\n2,filed,2021-03-02\n", encoding="utf-8")
    done = import_answers(released.ada, "F0001", answer)
    assert dict(done.recorded) == {"granted": 1}
    (line,) = done.unmatched
    assert line.line == 3 and line.sentence.startswith(STALE) and "by hand, with a note" in line.sentence
    only = tmp_path / "only.csv"
    only.write_text("row,status,date\n2,filed,2021-03-02\n", encoding="utf-8")
    with pytest.raises(AnswerIsNoError, match="line 2: F0001 is stale"):
        import_answers(released.ada, "F0001", only)


def test_a_fact_supplied_or_withdrawn_since_is_told_until_the_next_assessment(
    county: Any, tmp_path: Path
) -> None:
    (first,) = make_filing(county.ada)
    assert list_filings(county.ada)[0].waiting == ""
    fact = supply(county.ada)
    assert list_filings(county.ada)[0].waiting == WAITS
    assert print_papers(county.ada, first.id, tmp_path / "supplied").waiting == WAITS
    assess(county.ada, "los-angeles-2020", AS_OF)
    assert list_filings(county.ada)[0].waiting == ""
    (second,) = make_filing(county.ada)
    withdraw_fact(county.ada, fact, "It is the report of another case.")
    assert [one.waiting for one in list_filings(county.ada)] == [WAITS, WAITS.replace(first.id, second.id)]
    assert print_papers(county.ada, second.id, tmp_path / "withdrawn").waiting == WAITS.replace(
        first.id, second.id
    )
    assess(county.ada, "los-angeles-2020", AS_OF)
    assert print_papers(county.ada, second.id, tmp_path / "again").waiting == ""


def test_somebody_whose_count_is_opposed_is_in_the_filing_too(county: Any, tmp_path: Path) -> None:
    county.sign()
    conviction = one_count(county.ada, "GA40000", None).conviction_id
    decide(county.ada, conviction, DecisionAction.CHALLENGE, None, "A prior within 667(e)(2)(C)(iv).")
    court, other = make_filing(county.ada, group="court")
    supply(county.ada)
    assert [one.waiting for one in list_filings(county.ada)] == [WAITS, ""], "only in the filing of its court"
    assert print_papers(county.ada, court.id, tmp_path).waiting == WAITS
    with pytest.raises(AnswerIsNoError, match=WAITS):
        release(county.ada, court.id)
    assert release(county.ada, other.id).prepared_by == "Ada"
    with pytest.raises(AnswerIsNoError, match="1 person in the filing"):
        make_filing(county.ada, group="court")


def test_a_released_filing_is_said_to_be_released_whatever_waits(released: Any) -> None:
    supply(released.ada)
    with pytest.raises(AnswerIsNoError) as caught:
        release(released.ada, "F0001")
    assert caught.value.code == "already-released"


@pytest.mark.parametrize("note", ["", "  "])
def test_granted_in_part_needs_its_note_in_the_service_too(released: Any, tmp_path: Path, note: str) -> None:
    filed(released.ada)
    with pytest.raises(AnswerIsNoError, match="granted in part needs a note") as caught:
        record(released.ada, "F0001", FilingStatus.GRANTED_IN_PART, on=RULED_ON, note=note)
    assert caught.value.code == "no-reason"
    answer = tmp_path / "answer.csv"
    answer.write_text(
        "row,status,date,note\n1,granted in part,2021-04-01,\n2,granted in part,2021-04-01,As to the fine.\n",
        encoding="utf-8",
    )
    done = import_answers(released.ada, "F0001", answer)
    assert [(one.line, one.sentence) for one in done.unmatched] == [
        (2, "A row granted in part needs a note.")
    ]
    assert status_of(released.ada, "F0001").rows[1].status == "granted in part"


def test_the_command_line_tells_and_asks(
    released: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(one) for one in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    path, step = released.path, ("--status", "filed", "--on", "2021-03-02")
    assert run("packet", path, "--filing", "F0001", "--out", tmp_path / "a")[1].count("FACTS WAIT") == 0
    supply(released.ada)
    assert f"FACTS WAIT: {WAITS}" in run("packet", path, "--filing", "F0001", "--out", tmp_path / "b")[1]
    said = json.loads(run("packet", path, "--filing", "F0001", "--out", tmp_path / "c", "--json")[1])
    assert said["filings"][0]["facts_waiting"] == WAITS
    shown = run("filing", path, "show", "F0001")[1]
    assert f"FACTS WAIT: {WAITS}" in shown and "the same papers" not in shown
    assert f"FACTS WAIT: {WAITS}" in run("filing", path, "list")[1]
    text, out = tmp_path / "order.txt", tmp_path / "order.pdf"
    assert run("template", path, "export", "order.txt", text)[0] == 0
    said_of = run("template", path, "preview", "order.txt", text, "--pdf", out, "--filing", "F0001")
    assert said_of[0] == 0 and f"note: {WAITS}" in said_of[1]
    code, _, err = run("filing", path, "record", "F0001", *step)
    assert code == 1 and WAITS in err and "--although-stale" in err
    assert run("filing", path, "record", "F0001", *step, "--although-stale")[0] == 1
    note = ("--note", "Clerk's stamp.")
    assert run("filing", path, "record", "F0001", *step, "--although-stale", *note)[0] == 0
    assert "Although stale: Clerk's stamp." in run("filing", path, "show", "F0001")[1]
    ruling = ("--status", "granted in part", "--on", "2021-04-01")
    code, _, err = run("filing", path, "record", "F0001", *ruling)
    assert code == 1 and "needs a note" in err
    assert run("filing", path, "record", "F0001", *ruling, "--although-stale", *note)[0] == 2
    assert run("filing", path, "record", "F0001", "--answers", "x.csv", "--although-stale")[0] == 2
    assert run("filing", path, "show", "F0001", "--although-stale")[0] == 2
