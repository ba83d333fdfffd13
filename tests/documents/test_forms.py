"""An office's own copy of a form is filled by a field map, flattened, and read back."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from court_forms import BOXES, CASE_NUMBER, COUNTY, DEFENDANT, TEXTS, as_xfa, court_form, locked

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.form_fields import FieldKind, read_form
from expunge_desktop.documents.form_values import (
    CONDITIONS,
    VALUES,
    form_cases,
    form_conditions,
    form_values,
)
from expunge_desktop.documents.forms import FieldMap, fill_form, mapped_fields
from expunge_desktop.domain.outcome import Route
from expunge_desktop.services.form_maps import find_map, map_from_text, shipped_maps

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]


@pytest.fixture
def cr400() -> FieldMap:
    """The map that ships."""
    return find_map("cr-400")


def filled(field_map: FieldMap, filing: Filing, data: bytes | None = None, case: int = 0) -> bytes:
    one = form_cases(filing)[case]
    return fill_form(field_map, data or court_form(), form_values(filing, one), form_conditions(filing, one))


def text_in(data: bytes, box: tuple[float, float, float, float]) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        left, bottom, right, top = box
        return str(document[0].get_textpage().get_text_bounded(left, bottom, right, top)).strip()
    finally:
        document.close()


def is_checked(data: bytes, name: str) -> bool:
    """Dark points within the box, by rendering the page."""
    x, y = BOXES[name]
    document = pypdfium2.PdfDocument(data)
    try:
        image = document[0].render(scale=4).to_pil().convert("L")
    finally:
        document.close()
    inner = image.crop(((x + 3) * 4, (792 - y - 9) * 4, (x + 9) * 4, (792 - y - 3) * 4))
    return int(inner.getextrema()[0]) < 128


def test_every_mapped_field_of_a_form_has_its_value_and_no_field_is_left(
    cr400: FieldMap, filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker([row_maker(1, schedule=1, defendant="GARCÍA,ANA LUZ Ñ")])
    data = filled(cr400, filing)
    for name, value in ((DEFENDANT, "GARCÍA, ANA LUZ Ñ"), (CASE_NUMBER, "BA100001"), (COUNTY, "LOS ANGELES")):
        x, y, wide = TEXTS[name]
        assert text_in(data, (x, y, x + wide, y + 18)) == value
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not list(pdf.pages[0].get("/Annots", ()))
        assert not pdf.check_pdf_syntax()


@pytest.mark.parametrize(("route", "checked"), [(Route.PETITION.value, (0, 2)), ("11361.8(e)-(f)", (1, 3))])
def test_boxes_are_checked_by_their_conditions(
    cr400: FieldMap, filing_maker: FilingMaker, row_maker: RowMaker, route: str, checked: tuple[int, int]
) -> None:
    data = filled(cr400, filing_maker([row_maker(1, schedule=1, route=route)]))
    assert [number for number, name in enumerate(BOXES) if is_checked(data, name)] == list(checked)


def test_a_form_without_a_mapped_field_is_refused_and_the_field_named(cr400: FieldMap) -> None:
    with pytest.raises(AnswerIsNoError, match=r"CrtCounty\[0\].*fills with county.*form WORKSPACE fields"):
        mapped_fields(cr400, court_form(without=COUNTY))
    with pytest.raises(AnswerIsNoError, match="Party2"):
        mapped_fields(cr400, court_form(renamed={DEFENDANT: "Other.Name"}))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (as_xfa(court_form()), "XFA"),
        (locked(court_form()), "encrypted"),
        (locked(court_form(), user="secret"), "password"),
        (b"not a pdf", "no PDF"),
        (b"", "no PDF"),
    ],
)
def test_forms_that_cannot_be_filled_are_refused_with_advice(data: bytes, why: str) -> None:
    with pytest.raises(AnswerIsNoError, match=why) as refused:
        read_form(data)
    assert refused.value.advice


def test_a_plain_page_is_no_form() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(AnswerIsNoError, match="no fields"):
        read_form(out.getvalue())


def test_a_value_too_long_or_without_letters_for_it_is_refused(
    cr400: FieldMap, filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    long = filing_maker([row_maker(1, schedule=1, defendant="A" * 90 + ",B")])
    with pytest.raises(AnswerIsNoError, match=r"Party2\[0\].*too long"):
        filled(cr400, long)
    other = filing_maker([row_maker(1, schedule=1, defendant="ԱՐԱՄ,Ե")])
    with pytest.raises(AnswerIsNoError, match="Fill"):
        filled(cr400, other)


def test_a_case_without_a_number_is_not_filled(
    cr400: FieldMap, filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    with pytest.raises(AnswerIsNoError, match="needs case_number"):
        filled(cr400, filing_maker([row_maker(1, schedule=1, case_number="")]))


def test_rows_of_schedule_4_are_no_part_of_a_form(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    same = {"case_number": "BA1", "defendant": "SAMPLE,ALEX"}
    filing = filing_maker(
        [row_maker(1, schedule=1, **same), row_maker(2, schedule=4, count_number="2", **same),
         row_maker(3, schedule=4, case_number="BA2")]
    )  # fmt: skip
    (case,) = form_cases(filing)
    assert form_values(filing, case)["counts"] == "count 1"
    assert form_cases(filing, frozenset({3})) == ()


def test_every_value_and_condition_is_told_by_name(filing: Filing) -> None:
    case = form_cases(filing)[0]
    assert tuple(form_values(filing, case)) == VALUES
    assert tuple(form_conditions(filing, case)) == CONDITIONS
    assert form_conditions(filing, case)["section_11357"]
    assert not form_conditions(filing, case)["section_11362_1"]


def test_fields_are_listed_with_their_kinds() -> None:
    fields = read_form(court_form())
    assert {one.name: one.kind for one in fields} == {
        **dict.fromkeys(TEXTS, FieldKind.TEXT),
        **dict.fromkeys(BOXES, FieldKind.CHECK),
    }


def test_shipped_maps_are_unconfirmed_and_say_so() -> None:
    assert [one.name for one in shipped_maps()] == ["cr-400", "cr-403"]
    for one in shipped_maps():
        assert not one.confirmed_on
        assert any("UNCONFIRMED" in note for note in one.notes)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("name: a\nform: b\ntitle: c\ntext:\n  - {field: x, value: birthday}\n", 5, "no value birthday"),
        ("name: a\nform: b\ntitle: c\ncheck:\n  - {field: x, when: often}\n", 5, "no condition often"),
        ("name: a\nform: b\ntitle: c\ntext:\n  - {field: x}\n", 5, "incomplete"),
        ("name: a\nform: b\ntitle: c\ncolor: red\n", 4, "color is no key"),
        ("name: a\nform: b\n", 1, "title is missing"),
        ("name: a\nform: b\ntitle: c\nneeds: [wings]\n", 4, "no value wings"),
        ("name: [a\n", 1, "not closed"),
        ("- a\n", 1, "no field map"),
    ],
)
def test_a_wrong_map_is_told_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(AnswerIsNoError, match=what) as refused:
        map_from_text(text, "own.yaml")
    assert f"own.yaml, line {line}:" in refused.value.sentence


def test_an_offices_own_map_is_read_from_its_file(tmp_path: Path, filing: Filing) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        f'name: own\nform: X\ntitle: X\ntext:\n  - {{field: "{DEFENDANT}", value: attorney_name}}\n',
        encoding="utf-8",
    )
    data = filled(find_map(str(own)), filing)
    x, y, wide = TEXTS[DEFENDANT]
    assert text_in(data, (x, y, x + wide, y + 18)) == "Jordan Sample"
    with pytest.raises(AnswerIsNoError, match="no field map nothing"):
        find_map("nothing")


def test_equal_values_give_equal_bytes(cr400: FieldMap, filing: Filing) -> None:
    assert filled(cr400, filing) == filled(cr400, filing)
    other = replace(filing, rows=tuple(replace(one, defendant="OTHER,NAME") for one in filing.rows))
    assert filled(cr400, other) != filled(cr400, filing)
