"""Forms filled for the cases of a real filing, through the service and the command line."""

import json
import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest
from empty_workspaces import WORD

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.fill_forms import check_map, fill_forms, form_fields
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.supplied_facts import subject_of, supply_fact


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """An invented form with the field names of CR-400."""
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "blank.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792), invariant=1)
    page = "CR-400[0].Page1[0]"
    texts = (
        "P1Caption[0].Party[0].Party2[0]",
        "HeaderSub[0].CaseNumber[0].CaseNumber[0]",
        "CourtInfo[0].CrtCounty[0]",
    )
    for place, name in enumerate(texts):
        canvas.acroForm.textfield(
            name=f"{page}.{name}", x=72, y=700 - 40 * place, width=300, height=18, fontSize=10
        )
    boxes = ("FormTitle[0].#area[0].Checkbox[0]", "FormTitle[0].#area[1].Checkbox[1]")
    boxes += ("LI2[0].li2a[0].Checkbox[0]", "LI2[0].li2b[0].Checkbox[0]")
    for place, name in enumerate(boxes):
        canvas.acroForm.checkbox(name=f"{page}.{name}", x=72, y=500 - 40 * place, size=12)
    canvas.showPage()
    canvas.save()
    return path


def fill(county: Any, filing: str, blank: Path, out: Path, **more: Any) -> Any:
    return fill_forms(county.ada, filing, map_name="cr-400", form=blank, out_dir=out, **more)


def test_a_form_for_each_case_shows_that_case_alone(county: Any, tmp_path: Path, blank: Path) -> None:
    (made,) = make_filing(county.ada)
    done = fill(county, made.id, blank, tmp_path / "out")
    assert len(done.forms) > 5
    texts = [pypdf.PdfReader(one.path).pages[0].extract_text() for one in done.forms]
    assert len(set(texts)) == len(texts)
    assert all("LOS ANGELES" in text for text in texts)
    names = [line for text in texts for line in text.splitlines() if "POSSESSOR" in line or "SELLER" in line]
    assert len(names) == len(set(names)) >= len(texts) - 1
    assert stat.S_IMODE(done.forms[0].path.stat().st_mode) == 0o600
    assert done.forms[0].path.name == f"cr-400-row-{done.forms[0].rows[0]:05}.pdf"


def test_only_the_rows_asked_for_are_filled_and_the_filling_is_logged(
    county: Any, tmp_path: Path, blank: Path
) -> None:
    from sqlalchemy import select

    from expunge_desktop.store.schema import release_log

    (made,) = make_filing(county.ada)
    done = fill(
        county, made.id, blank, tmp_path, rows=frozenset({1, 3}), recipient="the clerk", purpose="filing"
    )
    assert [one.rows for one in done.forms] == [(1,), (3,)]
    with county.ada.read() as connection:
        (logged,) = connection.execute(select(release_log)).all()
    assert (logged.recipient, logged.purpose, logged.rows) == ("the clerk", "filing", 2)
    assert "CR-400" in logged.what


def test_a_second_filling_does_not_overwrite_and_no_row_is_no_folder(
    county: Any, tmp_path: Path, blank: Path
) -> None:
    (made,) = make_filing(county.ada)
    fill(county, made.id, blank, tmp_path, rows=frozenset({1}))
    with pytest.raises(AnswerIsNoError, match="exists already"):
        fill(county, made.id, blank, tmp_path, rows=frozenset({1}))
    with pytest.raises(AnswerIsNoError, match="No form"):
        fill(county, made.id, blank, tmp_path / "other", rows=frozenset({9999}))
    assert not list((tmp_path / "other").glob("*"))


def test_fields_and_map_of_a_form_are_told(blank: Path) -> None:
    assert len(form_fields(blank)) == 7
    assert dict(check_map("cr-400", blank)).keys() == {one.name for one in form_fields(blank)}
    with pytest.raises(AnswerIsNoError, match="cannot be filled"):
        form_fields(Path(__file__))


def test_the_verb_lists_checks_and_fills(
    county: Any,
    tmp_path: Path,
    blank: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (made,) = make_filing(county.ada)
    county.ada.close()
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    workspace = str(county.path)
    assert main(["form", workspace, "list"]) == 0
    assert "UNCONFIRMED" in capsys.readouterr().out
    assert main(["form", workspace, "fields", str(blank), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["fields"]) == 7
    assert main(["form", workspace, "check", "cr-400", str(blank)]) == 0
    assert "defendant" in capsys.readouterr().out
    assert main(["form", workspace, "check", "cr-400", __file__]) == 1
    capsys.readouterr()
    call = ["form", workspace, "fill", "--map", "cr-400", "--form", str(blank), "--filing", made.id]
    assert main([*call, "--out", str(tmp_path / "out"), "--rows", "1-2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["rows"] for one in found["forms"]] == [[1], [2]]
    assert main([*call, "--rows", "x", "--out", str(tmp_path)]) == 2


def test_rows_that_have_no_form_are_told_and_are_no_failure(
    county: Any,
    tmp_path: Path,
    blank: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (made,) = make_filing(county.ada)
    with county.ada.read() as connection:
        beyond = [row.row_no for row in stored_filing(connection, made.id).rows if row.schedule == 4]
    assert beyond, "the policy asks for more than the statute gives"
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    call = ["form", str(county.path), "fill", "--map", "cr-400", "--form", str(blank), "--filing", made.id]
    assert main([*call, "--out", str(tmp_path / "one"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["beyond_statute"] == beyond
    assert main([*call, "--out", str(tmp_path / "two"), "--rows", f"1,{beyond[0]}"]) == 0
    told = capsys.readouterr().out
    assert "1 row of Schedule 4 left out" in told
    assert f"no form is made for that: row {beyond[0]}\n" in told
    assert "waits for an assessment" not in told
    subject = subject_of(county.ada, one_count(county.ada, "GA40000", None).conviction_id)
    supply_fact(county.ada, subject, "cannabis_grams", "12", "police report")
    assert main([*call, "--out", str(tmp_path / "three"), "--rows", "1"]) == 0
    told = capsys.readouterr().out
    assert f"note: 1 supplied fact waits for an assessment, of 1 person in {made.id}." in told


def test_the_defense_is_given_the_forms_of_one_person_only(county: Any, tmp_path: Path, blank: Path) -> None:
    (made,) = make_filing(county.ada)
    defense = {"kind": RecipientKind.DEFENSE, "recipient": "Public Defender", "purpose": "service"}
    with pytest.raises(AnswerIsNoError, match="forms of one person only"):
        fill(county, made.id, blank, tmp_path / "all", **defense)
    assert not (tmp_path / "all").exists()
    assert len(fill(county, made.id, blank, tmp_path / "one", rows=frozenset({1}), **defense).forms) == 1
    with pytest.raises(AnswerIsNoError, match="does not go out to the public"):
        fill(county, made.id, blank, tmp_path / "public", kind=RecipientKind.PUBLIC)
