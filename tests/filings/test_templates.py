"""Wordings an attorney edits: checked with lines, kept as versions, printed, taken back."""

from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.schema import vocabularies, vocabulary
from expunge_desktop.documents.typeset.template import load_template
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import templates
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.services.print_papers import print_papers
from expunge_desktop.services.template_preview import preview_template

ORDER = "order.txt"


def text_of(data: bytes) -> str:
    with opened(data) as document:
        pages = [page_text(document, index).text for index in range(len(document))]
    return " ".join(" ".join(pages).split())


def edited(session: Any, sentence: str = "The clerk is thanked.") -> str:
    return templates.template_text(session, ORDER) + f"\n{sentence}\n"


def test_a_file_too_large_for_a_wording_says_so_of_a_wording(tmp_path: Path) -> None:
    (tmp_path / "order.txt").write_text("A sentence.\n" * 100_000)
    with pytest.raises(AnswerIsNoError, match="too large to be the wording of a paper"):
        templates.read_template_file(tmp_path / "order.txt")


@pytest.mark.parametrize("name", templates.template_names())
def test_every_wording_that_ships_can_be_saved_as_it_is(name: str) -> None:
    assert templates.check_template_text(name, load_template(name)) == ()


def test_what_a_wording_may_say_is_what_its_paper_hands_it() -> None:
    printed = {name for recipe in RECIPES for name in recipe.templates}
    assert printed <= set(vocabularies())
    assert {"convictions_1", "policy_title"} <= vocabulary(ORDER).fields | vocabulary(
        "notice_of_motion.txt"
    ).fields
    assert "schedule_4" in vocabulary(ORDER).flags


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("The {judge_of_all} rules.", "judge_of_all"),
        ("A leftover { brace.", "brace"),
        ("[if no_such_flag]", "no_such_flag"),
        ("*never closed", "asterisk"),
        ("[insert nothing_of_the_kind]", "nothing_of_the_kind"),
    ],
)
def test_a_broken_wording_is_refused_with_its_line(county: Any, line: str, what: str) -> None:
    text = edited(county.ada, line)
    number = text.rstrip().count("\n") + 1
    with pytest.raises(TemplateError) as caught:
        templates.save_template(county.ada, ORDER, text)
    assert caught.value.line == number
    assert what in caught.value.sentence
    assert f"Line {number} of template {ORDER}" in caught.value.sentence
    assert templates.template_versions(county.ada, ORDER) == []


def test_a_fault_in_a_branch_this_filing_would_not_print_is_found() -> None:
    text = load_template(ORDER) + "\n[if schedule_4]\n[if not schedule_1]\n{unheard_of}\n[end]\n[end]\n"
    (fault,) = templates.check_template_text(ORDER, text)
    assert "unheard_of" in fault.sentence


def test_an_edit_is_saved_as_a_version_and_printed_by_new_filings_only(county: Any, tmp_path: Path) -> None:
    (before,) = make_filing(county.ada)
    info = templates.save_template(county.ada, ORDER, edited(county.ada), "As counsel asked.")
    assert (info.version, info.is_edited, info.note, info.written_by) == (1, True, "As counsel asked.", "Ada")
    (after,) = make_filing(county.ada)
    only = PacketChoice(frozenset({"D6"}))
    printed = {
        made.id: text_of(
            (
                print_papers(county.ada, made.id, tmp_path, choice=only).folder / "D06-proposed-order.pdf"
            ).read_bytes()
        )
        for made in (before, after)
    }
    assert "The clerk is thanked." not in printed[before.id]
    assert "The clerk is thanked." in printed[after.id]
    assert verify(county.ada).is_intact


def test_versions_stay_and_the_wording_that_ships_can_count_again(county: Any) -> None:
    templates.save_template(county.ada, ORDER, edited(county.ada, "First."))
    templates.save_template(county.ada, ORDER, edited(county.ada, "Second."))
    info = templates.revert_template(county.ada, ORDER, "Counsel thought again.")
    assert (info.version, info.is_edited) == (3, False)
    assert templates.template_text(county.ada, ORDER) == load_template(ORDER)
    assert templates.template_text(county.ada, ORDER, 1).rstrip().endswith("First.")
    assert templates.template_text(county.ada, ORDER, 2).rstrip().endswith("First.\n\nSecond.")
    assert [one.is_shipped for one in templates.template_versions(county.ada, ORDER)] == [False, False, True]
    with pytest.raises(AnswerIsNoError, match="is the wording that ships"):
        templates.revert_template(county.ada, ORDER)
    with pytest.raises(AnswerIsNoError, match="no version 9"):
        templates.template_text(county.ada, ORDER, 9)
    with pytest.raises(AnswerIsNoError, match="reads exactly so"):
        templates.save_template(county.ada, ORDER, load_template(ORDER).replace("\n", "\r\n"))


def test_a_version_is_never_changed_in_place(county: Any) -> None:
    templates.save_template(county.ada, ORDER, edited(county.ada))
    with pytest.raises(Exception, match="never changed"), county.ada.write() as tx:
        tx.connection.exec_driver_sql("UPDATE template_version SET text = 'other'")


def test_only_a_supervisor_saves(county: Any) -> None:
    rita = county.open_as("Rita", Role.REVIEWER)
    with pytest.raises(AnswerIsNoError, match="needs the role supervisor"):
        templates.save_template(rita, ORDER, edited(rita))
    with pytest.raises(AnswerIsNoError, match="There is no template letter"):
        templates.save_template(county.ada, "letter.txt", "Text.")


def test_a_preview_shows_the_text_with_a_filings_values_or_the_samples(county: Any) -> None:
    text = edited(county.ada)
    sample = preview_template(county.ada, ORDER, text)
    assert sample.filing_id == "F0000"
    assert "The clerk is thanked." in text_of(sample.content)
    (made,) = make_filing(county.ada)
    real = preview_template(county.ada, ORDER, text, made.id)
    assert real.filing_id == made.id
    assert "13 convictions" in text_of(real.content)
    assert "13 convictions" not in text_of(sample.content)
    with pytest.raises(TemplateError, match="unheard_of"):
        preview_template(county.ada, ORDER, edited(county.ada, "{unheard_of}"))


@pytest.mark.parametrize("name", sorted({name for recipe in RECIPES for name in recipe.templates}))
def test_every_wording_of_a_paper_can_be_previewed(county: Any, name: str) -> None:
    made = preview_template(county.ada, name, load_template(name))
    assert len(text_of(made.content)) > 200


def test_the_command_line_lists_checks_saves_previews_and_takes_back(
    county: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    template = ["template", str(county.path)]
    file = tmp_path / ORDER
    assert main([*template, "export", ORDER, str(file)]) == 0
    file.write_text(file.read_text(encoding="utf-8") + "\n{unheard_of}\n", encoding="utf-8")
    lines = file.read_text(encoding="utf-8").count("\n")
    capsys.readouterr()
    assert main([*template, "check", str(file)]) == 1
    assert f"order.txt, line {lines}: no paper knows the field {{unheard_of}}." in capsys.readouterr().out
    assert main([*template, "save", ORDER, str(file)]) == 1
    assert f"Line {lines} of template order.txt" in capsys.readouterr().err
    file.write_text(file.read_text(encoding="utf-8").replace("{unheard_of}", "Heard."), encoding="utf-8")
    assert main([*template, "check", str(file)]) == 0
    assert main([*template, "save", ORDER, str(file), "--note", "Heard."]) == 0
    assert "saved as version 1" in capsys.readouterr().out
    assert main([*template, "list"]) == 0
    listed = capsys.readouterr().out
    assert "order.txt" in listed
    assert "version 1" in listed
    pdf = tmp_path / "order.pdf"
    assert main([*template, "preview", ORDER, "--pdf", str(pdf)]) == 0
    assert "Heard." in text_of(pdf.read_bytes())
    assert main([*template, "shipped", ORDER]) == 0
    assert main([*template, "show", ORDER]) == 0
    assert "Heard." not in capsys.readouterr().out
    assert main([*template, "show", "letter.txt"]) == 1
    assert main([*template, "show"]) == 2
    assert main([*template, "save", ORDER]) == 2
