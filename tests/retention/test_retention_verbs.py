"""seal and retention on the command line, as two people use them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sealed_county import GONE, STAYS, WORD

from expunge_desktop.app.main import main

Run = Callable[..., int]


@pytest.fixture
def run(sealed: Any, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a verb on the workspace as Ada or Ben; the sessions of the fixture are closed first."""
    sealed.ada.close()
    sealed.ben.close()

    def verb(name: str, *words: str, user: str = "Ada") -> int:
        monkeypatch.setenv("EXPUNGE_USER", user)
        monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD if user == "Ada" else WORD + user)
        return main([name, str(sealed.path), *words])

    return verb


def test_from_status_to_certificate(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("retention") == 0
    said = capsys.readouterr().out
    assert "Sealed by the court and still kept: 2" in said
    assert "due for destruction today: 2 (term: 30 days)" in said
    assert run("retention", "sealed") == 0
    assert "2026-10-01" in capsys.readouterr().out
    assert run("retention", "purge", user="Ben") == 1
    assert "Nothing is planned" in capsys.readouterr().err
    assert run("retention", "plan") == 0
    assert "2 sealed rows and 0 overdue convictions" in capsys.readouterr().out
    assert run("retention", "purge") == 1
    assert "may not carry it out" in capsys.readouterr().err
    assert run("retention", "purge", "--json", user="Ben") == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["convictions"], done["people"], done["is_cleared"]) == (2, 1, True)
    out = tmp_path / "certificate.pdf"
    assert run("retention", "certificate", "1", "--pdf", str(out)) == 0
    assert len(PdfReader(out).pages) == 1
    assert run("retention", "certificate") == 0
    assert "Ben" in capsys.readouterr().out
    assert run("audit") == 0
    assert run("status", "--name", GONE["name"]) in (0, 1)
    assert GONE["case number"] not in capsys.readouterr().out


def test_what_waits_to_be_destroyed_is_told_at_the_end_of_every_command_to_who_may_do_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ledger") == 0
    past = "2 sealed convictions are past the office's term of 30 days and wait for a plan of destruction"
    assert past in capsys.readouterr().err
    assert run("retention", "plan") == 0
    capsys.readouterr()
    assert run("ledger") == 0
    assert "destruction" not in capsys.readouterr().err
    assert run("ledger", user="Ben") == 0
    told = capsys.readouterr().err
    assert "A destruction of 2 convictions, planned by Ada on " in told
    assert "waits for you. See `retention WORKSPACE`." in told
    assert run("retention", "purge", user="Ben") == 0
    capsys.readouterr()
    assert run("ledger", user="Ben") == 0
    assert "destruction" not in capsys.readouterr().err


def test_overdue_convictions_are_named_and_destroyed_only_on_a_ground(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("retention", "overdue", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unconfirmed"] is True
    assert run("retention", "overdue") == 0
    said = capsys.readouterr().out
    assert "4 convictions overdue" in said
    assert "GA40001" in said
    assert STAYS["case number"] not in said
    assert run("retention", "plan", "--overdue") == 1
    assert "only on a ground" in capsys.readouterr().err
    assert run("retention", "plan", "--overdue", "--ground", "Counsel's opinion of October 5, 2026.") == 0
    assert "2 sealed rows and 4 overdue convictions" in capsys.readouterr().out
    assert run("retention", "purge", user="Ben") == 0
    assert "6 convictions destroyed; people of whom nothing is left: 5." in capsys.readouterr().out
    assert run("ledger") == 0


def test_rows_are_sealed_by_an_order_only_once_the_court_has_entered_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("F0001", "--rows", "1", "--on", "2026-10-02", "--note", "Minute order.")
    assert run("seal", *words) == 1
    assert "has not entered an order on row 1" in capsys.readouterr().err
    for status in ("granted in part", "court updated"):
        step = ("--status", status, "--on", "2026-10-02", "--rows", "1", "--note", "As to the fine.")
        assert run("filing", "record", "F0001", *step) == 0
    assert run("seal", *words) == 0
    assert "1 conviction sealed; nothing of them is shown any more." in capsys.readouterr().out
    assert run("seal", *words) == 0
    assert "sealed already" in capsys.readouterr().out


def test_options_that_do_not_go_together_are_refused(run: Run) -> None:
    assert run("retention", "purge", "--overdue", user="Ben") == 2
    assert run("retention", "certificate", "--pdf", "x.pdf") == 2
    assert run("retention", "status", "3") == 2


def test_the_help_says_that_nothing_is_destroyed_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["retention", "--help"])
    assert "Nothing is destroyed by itself" in " ".join(capsys.readouterr().out.split())


def test_a_row_in_doubt_is_listed_by_number_and_said_to_be_another_one(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    late = tmp_path / "late.csv"
    late.write_text(
        "last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section\n"
        f"VANISHWELL,QUILLON,1961-04-17,LOS ANGELES,{GONE['case number']},2,11357(b) HS\n",
        encoding="utf-8",
    )
    assert run("retention", "sealed", "--doubtful") == 0
    assert "Nothing is in doubt." in capsys.readouterr().out
    assert run("import", str(late)) == 0
    assert "the court may have sealed it: 1 conviction that came again" in capsys.readouterr().out
    assert run("retention") == 0
    assert "May be sealed, hidden until a supervisor has looked: 1" in capsys.readouterr().out
    assert run("ledger") == 0
    assert "May be sealed ones delivered again 1; hidden and in no outcome above" in capsys.readouterr().out
    assert run("problems") == 0
    assert "MAY_BE_SEALED" in capsys.readouterr().out
    assert run("retention", "sealed", "--doubtful") == 0
    said = capsys.readouterr().out
    assert "late.csv line 2" in said
    assert "count number" in said
    assert "VANISH" not in said.upper()
    assert run("retention", "sealed", "--doubtful", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)["in_doubt"]
    number = str(row["conviction_id"])
    assert run("retention", "other", number) == 2
    assert run("retention", "other", number, "--note", "The order names count 1 alone.") == 0
    assert "is shown again. Assess again." in capsys.readouterr().out
    assert run("retention", "same", number, "--note", "Again.") == 1
    assert "is not one that may be sealed" in capsys.readouterr().err
    assert run("ledger") == 0
    assert "not assessed yet" in capsys.readouterr().out
