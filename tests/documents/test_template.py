"""Wording with a hole in it is refused with its line."""

import pytest

from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.typeset.template import Kind, Style, load_template, render_template


def render(source: str, **fields: str) -> list[str]:
    blocks = render_template("sample.txt", source, fields, {"yes": True, "no": False})
    return [f"{block.label} {block.text}".strip() for block in blocks]


def test_lines_are_joined_into_paragraphs_and_notes_are_left_out() -> None:
    assert render("; note\none\ntwo\n\n; note\nthree {name}", name="O'Neil") == ["one two", "three O'Neil"]


def test_numbers_count_by_themselves_and_begin_again_after_a_heading() -> None:
    source = "#. a\n#. b\n(#) c\n# HEAD\n#. d\n"
    assert render(source) == ["1. a", "2. b", "(1) c", "HEAD", "1. d"]


def test_flags_choose_text_also_nested_and_negated() -> None:
    source = "[if yes]\na\n[if no]\nb\n[else]\nc\n[end]\n[end]\n\n[if not no]\nd\n[end]"
    assert render(source) == ["a c", "d"]


def test_italic_and_bold_are_spans() -> None:
    (block,) = render_template("x", "see *People v. Chavez* and **this**", {}, {})
    assert [(span.text, span.style) for span in block.spans] == [
        ("see ", Style.REGULAR),
        ("People v. Chavez", Style.ITALIC),
        (" and ", Style.REGULAR),
        ("this", Style.BOLD),
    ]


def test_a_quotation_is_a_block_of_its_own() -> None:
    (block,) = render_template("x", "> quoted", {}, {})
    assert block.kind is Kind.QUOTATION


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a\nb {nmae}", 2, "nmae"),
        ("a\n\nb {name", 3, "brace"),
        ("a }", 1, "brace"),
        ("a {Name}", 1, "brace"),
        ("a\n{empty}", 2, "no value"),
        ("[if maybe]\na\n[end]", 1, "maybe"),
        ("a\n[if yes]\nb", 2, r"no \[end\]"),
        ("a\n[end]", 2, r"without \[if\]"),
        ("a\n\na *b", 3, "asterisk"),
    ],
)
def test_a_mistake_is_an_error_that_names_its_line(source: str, line: int, what: str) -> None:
    with pytest.raises(TemplateError, match=what) as caught:
        render(source, name="N", empty=" ")
    assert caught.value.line == line
    assert "sample.txt" in str(caught.value)


@pytest.mark.parametrize("name", ["notice_of_motion.txt", "order.txt"])
def test_no_line_of_the_shipped_wording_is_too_long_to_edit(name: str) -> None:
    assert max(map(len, load_template(name).splitlines())) <= 125
