"""What became of a released filing, row by row: only in the order in which it can happen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.filing_status import FilingStatus, status_named
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.clerk_answers import import_answers
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.release_filing import list_filings
from expunge_desktop.services.status_export import export_statuses

FILED_ON, RULED_ON, ENTERED_ON = date(2021, 3, 2), date(2021, 4, 1), date(2021, 5, 4)


def said(county: Any, status: FilingStatus, on: date, **chosen: Any) -> Any:
    return record(county.ada, "F0001", status, on=on, **chosen)


def test_a_way_through_the_court_leaves_its_events_and_audit_rows(released: Any) -> None:
    assert dict(status_of(released.ada, "F0001").tallies) == {"released": 17}
    assert said(released, FilingStatus.FILED, FILED_ON).rows == 17
    assert dict(said(released, FilingStatus.GRANTED, RULED_ON, schedule=1).tallies) == {
        "granted": 13, "filed": 4,
    }  # fmt: skip
    said(released, FilingStatus.DENIED, RULED_ON, schedule=4, note="Chavez.")
    said(released, FilingStatus.COURT_UPDATED, ENTERED_ON, rows={1, 2, 3})
    said(released, FilingStatus.DOJ_UPDATED, ENTERED_ON, rows={2})
    standing = status_of(released.ada, "F0001")
    assert dict(standing.tallies) == {"granted": 10, "court updated": 2, "DOJ updated": 1, "denied": 4}
    assert [row.status for row in standing.rows[:4]] == [
        "court updated",
        "DOJ updated",
        "court updated",
        "granted",
    ]
    assert [event.status for event in standing.events] == [
        "filed", "granted", "denied", "court updated", "DOJ updated",
    ]  # fmt: skip
    assert (standing.rows[16].status, standing.rows[16].on, standing.rows[16].note) == (
        "denied", "2021-04-01", "Chavez.",
    )  # fmt: skip
    assert dict(list_filings(released.ada)[0].tallies) == dict(standing.tallies)
    assert verify(released.ada).is_intact


def test_nothing_of_a_draft_can_have_been_filed(county: Any) -> None:
    make_filing(county.ada)
    with pytest.raises(AnswerIsNoError, match="F0001 is not released"):
        said(county, FilingStatus.FILED, FILED_ON)
    assert dict(status_of(county.ada, "F0001").tallies) == {"draft": 17}


def test_a_step_that_skips_one_is_refused_whole(released: Any) -> None:
    with pytest.raises(AnswerIsNoError, match=r"17 rows cannot become “granted” now .*first is “released”"):
        said(released, FilingStatus.GRANTED, RULED_ON)
    said(released, FilingStatus.FILED, FILED_ON, rows={1, 2})
    with pytest.raises(AnswerIsNoError, match=r"\(row 3\).*A row must be .*filed"):
        said(released, FilingStatus.GRANTED, RULED_ON, rows={1, 3})
    assert dict(status_of(released.ada, "F0001").tallies) == {"filed": 2, "released": 15}
    with pytest.raises(AnswerIsNoError, match="cannot become “filed”"):
        said(released, FilingStatus.FILED, FILED_ON)
    with pytest.raises(AnswerIsNoError, match="cannot become “DOJ updated”"):
        said(released, FilingStatus.DOJ_UPDATED, RULED_ON, rows={1})


def test_a_denied_row_is_not_entered_and_a_ruling_is_corrected_only_with_a_note(released: Any) -> None:
    said(released, FilingStatus.FILED, FILED_ON)
    said(released, FilingStatus.DENIED, RULED_ON, rows={1})
    with pytest.raises(AnswerIsNoError, match="cannot become “court updated”"):
        said(released, FilingStatus.COURT_UPDATED, ENTERED_ON, rows={1})
    with pytest.raises(AnswerIsNoError, match="correcting it needs a note"):
        said(released, FilingStatus.GRANTED, RULED_ON, rows={1})
    said(released, FilingStatus.GRANTED, ENTERED_ON, rows={1}, note="Nunc pro tunc, order of May 4.")
    assert status_of(released.ada, "F0001").rows[0].status == "granted"


def test_days_to_come_or_before_an_earlier_event_are_refused(released: Any) -> None:
    with pytest.raises(AnswerIsNoError, match="still to come"):
        said(released, FilingStatus.FILED, date(2026, 12, 1))
    with pytest.raises(AnswerIsNoError, match="On 2021-02-27 F0001 was not released yet"):
        said(released, FilingStatus.FILED, date(2021, 2, 27))
    said(released, FilingStatus.FILED, RULED_ON)
    with pytest.raises(AnswerIsNoError, match="was “filed” on 2021-04-01, after 2021-03-02"):
        said(released, FilingStatus.GRANTED, FILED_ON)


def test_rows_are_chosen_by_number_schedule_or_case_and_never_by_two(released: Any) -> None:
    assert said(released, FilingStatus.FILED, FILED_ON, case="GA40000").rows == 1
    with pytest.raises(AnswerIsNoError, match="no row of case XX1"):
        said(released, FilingStatus.FILED, FILED_ON, case="XX1")
    with pytest.raises(AnswerIsNoError, match="no row 18"):
        said(released, FilingStatus.FILED, FILED_ON, rows={18})
    with pytest.raises(UsageError, match="at once"):
        said(released, FilingStatus.FILED, FILED_ON, rows={1}, schedule=1)


def test_the_clerks_table_is_recorded_and_its_other_lines_are_named(released: Any, tmp_path: Path) -> None:
    said(released, FilingStatus.FILED, FILED_ON)
    answer = tmp_path / "answer.csv"
    answer.write_text(
        "Case Number,Count,Status,Date,Note\n"
        "GA40000,1,Granted,2021-04-01,\n"
        "GA40001,001,denied,2021-04-01,No.\n"
        "ZZ99999,1,granted,2021-04-01,\n"
        "GA40002,1,sealed,2021-04-01,\n"
        "GA40003,1,granted,April,\n"
        "GA40004,1,doj updated,2021-04-01,\n"
        "GA40000,1,granted,2021-04-01,\n"
        "\n"
        "GA40005,1,granted,,\n"
        "GA40000,1,court updated,2021-05-04,\n"
        "GA40006,1,granted,2021-02-01,\n"
        "GA40006,1,granted,2031-02-01,\n",
        encoding="utf-8",
    )
    done = import_answers(released.ada, "F0001", answer)
    assert dict(done.recorded) == {"granted": 1, "denied": 1, "court updated": 1}
    assert {one.line: one.sentence.split(";")[0].split(" and ")[0] for one in done.unmatched} == {
        4: "The filing has no row of case ZZ99999, count 1.",
        5: "“sealed” is no status",
        6: "“April” is no date",
        7: "The row is “filed”",
        8: "The row is named twice.",
        10: "“” is no date",
        12: "On 2021-02-01 the filing was not released yet.",
        13: "2031-02-01 is still to come.",
    }
    rows = {row.case_number: row for row in status_of(released.ada, "F0001").rows}
    assert (rows[""].status, rows[""].defendant) == ("court updated", "Sealed by the court on 2021-05-04")
    assert rows["GA40001"].status == "denied"
    assert status_of(released.ada, "F0001").events[-1].source.startswith("answer.csv ")
    later = import_answers(released.ada, "F0001", written(tmp_path, "row,status\n7,granted\n"), RULED_ON)
    assert dict(later.recorded) == {"granted": 1}


def written(folder: Path, text: str) -> Path:
    path = folder / "short.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,what\nA,b\n", "does not name the columns"),
        ("", "does not name the columns"),
        ("row,status,date\n99,granted,2021-04-01\n", "Nothing of short.csv could be recorded; line 2"),
        ("row,status,date\n", "Nothing of short.csv could be recorded"),
    ],
)
def test_a_table_of_which_nothing_can_be_recorded_changes_nothing(
    released: Any, tmp_path: Path, text: str, sentence: str
) -> None:
    said(released, FilingStatus.FILED, FILED_ON)
    with pytest.raises(AnswerIsNoError, match=sentence):
        import_answers(released.ada, "F0001", written(tmp_path, text))
    assert dict(status_of(released.ada, "F0001").tallies) == {"filed": 17}


def test_words_for_a_status_are_understood_as_people_write_them() -> None:
    assert status_named(" Granted-in_part ") is FilingStatus.GRANTED_IN_PART
    assert status_named("doj UPDATED") is FilingStatus.DOJ_UPDATED
    assert status_named("sealed") is None


def test_the_command_line_records_shows_and_lists(
    released: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    workspace = str(released.path)
    filing = ["filing", workspace]
    assert (
        main([*filing, "record", "F0001", "--status", "filed", "--on", "2021-03-02", "--rows", "1,3-5"]) == 0
    )
    assert "4 rows of F0001 recorded as filed on 2021-03-02." in capsys.readouterr().out
    assert main([*filing, "list"]) == 0
    assert "4 filed" in capsys.readouterr().out
    assert main([*filing, "show", "F0001"]) == 0
    assert "The data of today would give the same papers." in capsys.readouterr().out
    out = tmp_path / "rows.csv"
    assert main([*filing, "status", "F0001", "--csv", str(out)]) == 0
    assert "4 filed, 13 released" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").splitlines()[0].startswith("row,schedule,relief,case_number")
    assert main([*filing, "record", "F0001", "--status", "granted", "--on", "2021-03-02"]) == 1
    assert main([*filing, "record", "F0001", "--status", "sealed", "--on", "2021-03-02"]) == 2
    assert main([*filing, "record", "F0001", "--status", "filed"]) == 2
    assert main([*filing, "record", "F0001", "--status", "filed", "--on", "2021-03-02", "--rows", "9-2"]) == 2
    assert main([*filing, "status", "F0009"]) == 1


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_an_answer_may_be_parted_by_commas_semicolons_or_tabs(
    released: Any, tmp_path: Path, mark: str
) -> None:
    said(released, FilingStatus.FILED, FILED_ON)
    text = "case number,count,status,date,note\nGA40001,1,granted,2021-04-01,\n".replace(",", mark)
    done = import_answers(released.ada, "F0001", written(tmp_path, text))
    assert (dict(done.recorded), done.unmatched) == ({"granted": 1}, ())


def test_a_table_of_this_program_s_own_comes_back_with_a_case_number_that_looks_like_a_formula(
    released: Any, tmp_path: Path
) -> None:
    said(released, FilingStatus.FILED, FILED_ON)
    export_statuses(released.ada, "F0001", tmp_path / "sent.csv")
    sent = (tmp_path / "sent.csv").read_text("utf-8")
    (line,) = [one for one in sent.splitlines() if "GA90000" in one]
    assert "'-GA90000" in line, "no spreadsheet runs it"
    back = tmp_path / "back.csv"
    back.write_text("case_number,status,date\n'-GA90000,granted,2021-04-01\n", encoding="utf-8")
    assert dict(import_answers(released.ada, "F0001", back).recorded) == {"granted": 1}


def test_a_note_of_endless_length_is_refused_and_a_clerk_s_line_with_one_is_told_alone(
    released: Any, tmp_path: Path
) -> None:
    endless, day = "n" * 20_001, date(2021, 3, 2)
    with pytest.raises(AnswerIsNoError, match="20,001 letters, at most 20,000 are kept") as caught:
        record(released.ada, "F0001", FilingStatus.FILED, on=day, note=endless)
    assert caught.value.code == "too-long"
    assert status_of(released.ada, "F0001").events == ()

    answer = tmp_path / "answer.csv"
    words = f"row,status,date,note\n1,filed,{day},{endless}\n2,filed,{day},Stamped.\n"
    answer.write_text(words, encoding="utf-8")
    done = import_answers(released.ada, "F0001", answer)
    told = [(one.line, one.sentence) for one in done.unmatched]
    assert told == [(2, "Its note has 20,001 letters, at most 20,000 are kept.")]
    assert [event.note for event in status_of(released.ada, "F0001").events] == ["Stamped."]
