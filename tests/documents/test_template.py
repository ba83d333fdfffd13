"""Wording with a hole in it is refused with its line."""

import time

import pytest

from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.typeset.template import (
    Block,
    Kind,
    Style,
    check_template,
    load_template,
    render_template,
)


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


def blocks(source: str, **fields: str) -> tuple[Block, ...]:
    return render_template("sample.txt", source, fields, {})


def test_every_kind_of_block_has_its_mark() -> None:
    source = "# H\n## S\ntext\n> q\n- i\n- j\nof two lines\n[insert list]\n[page]\nlast"
    found = [(block.kind, block.text or block.name) for block in blocks(source)]
    assert found == [
        (Kind.HEADING, "H"),
        (Kind.SUBHEADING, "S"),
        (Kind.PARAGRAPH, "text"),
        (Kind.QUOTATION, "q"),
        (Kind.ITEM, "i"),
        (Kind.ITEM, "j of two lines"),
        (Kind.INSERT, "list"),
        (Kind.PAGE, ""),
        (Kind.PARAGRAPH, "last"),
    ]


def test_a_footnote_is_taken_out_of_the_text_and_keeps_its_place() -> None:
    (block,) = blocks("One.^[A *note* with [brackets] and {name}.] Two.^[Second.]", name="[N]")
    assert block.text == "One. Two."
    assert ["".join(span.text for span in note) for note in block.notes] == [
        "A note with [brackets] and [N].",
        "Second.",
    ]
    assert [(span.text, span.note) for span in block.spans] == [("One.", 0), ("", 1), (" Two.", 0), ("", 2)]


def test_a_citation_prints_its_text_and_is_listed_whole() -> None:
    (block,) = blocks(
        "See [[*People v. Chavez* (2018) 4 Cal.5th 771]] and [[*id.*, p. 780|*People v. X* (1)]]."
    )
    assert block.text == "See People v. Chavez (2018) 4 Cal.5th 771 and id., p. 780."
    listed = {"".join(one.text for one in span.cites) for span in block.spans}
    assert listed == {"", "People v. Chavez (2018) 4 Cal.5th 771", "People v. X (1)"}


def test_a_value_is_never_read_as_a_mark() -> None:
    (block,) = blocks("For {name}.", name="*A* ^[b] [[c]] [page]")
    assert block.text == "For *A* ^[b] [[c]] [page]."
    assert not block.notes
    assert render("# {name}", name="> x") == ["> x"]


def test_boxes_to_tick_are_no_instructions() -> None:
    assert render("[ ] a hearing was held; [ ] none [PROPOSED]") == [
        "[ ] a hearing was held; [ ] none [PROPOSED]"
    ]


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a\n\nb ^[c", 3, "footnote that is never closed"),
        ("a ^[b ^[c] d]", 1, "footnote within"),
        ("a [[b", 1, "citation that is never closed"),
        ("a b]] c", 1, "without"),
        ("a\n[insert]", 2, "whole and alone"),
        ("a [insert list] b", 1, "whole and alone"),
        ("a\n[pagebreak]", 2, "no instruction"),
        ("a [if yes]", 1, "whole and alone"),
        ("[if]\na\n[end]", 1, "without the name"),
        ("[if yes]\na\n[else]\nb\n[else]\nc\n[end]", 5, "second"),
        ("[if yes]\na\n[end yes]", 3, "takes no name"),
        ("**a", 1, "asterisk"),
        ("a\nb *c\nd\n\ne", 2, "asterisk"),
        ("#. a\nb ^[c\nd", 2, "never closed"),
    ],
)
def test_a_mistake_in_the_finer_marks_names_its_line_too(source: str, line: int, what: str) -> None:
    with pytest.raises(TemplateError, match=what) as caught:
        render(source)
    assert caught.value.line == line
    assert line in {one.line for one in check_template("x", source, set(), {"yes"})}


BRANCHES = """\
[if yes]
shown {known}
[if not no]
{unknown_1}
[else]
*open
[end]
[else]
{unknown_2}
[if other]
[insert nothing]
[else]
[[open
[end]
[end]
"""


def test_every_fault_of_every_branch_is_found_at_once() -> None:
    found = check_template("x", BRANCHES, {"known"}, {"yes", "no"}, {"list"})
    assert [(one.line, str(one).split(": ")[1].split(".")[0]) for one in found] == [
        (4, "no paper knows the field {unknown_1}"),
        (6, "an asterisk that is never closed"),
        (9, "no paper knows the field {unknown_2}"),
        (10, "no paper knows the flag “other”"),
        (11, "this paper has nothing to insert by the name “nothing”"),
        (13, "a citation that is never closed"),
    ]


def test_a_wording_that_prints_nothing_is_a_fault() -> None:
    for source in ("", "; a note to the reader", "[if yes]\n[end]\n"):
        (fault,) = check_template("sample.txt", source, set(), {"yes"})
        assert "has no text" in str(fault)
    assert check_template("sample.txt", "[if yes]\n[else]\nText.\n[end]", set(), {"yes"}) == ()


@pytest.mark.parametrize("nested", [True, False])
def test_thousands_of_conditions_are_refused_at_once_not_read_one_by_one(nested: bool) -> None:
    one = "[if yes]\ntext\n"
    source = one * 6_000 + "[end]\n" * 6_000 if nested else (one + "[end]\n") * 6_000
    began = time.process_time()
    (fault,) = check_template("sample.txt", source, set(), {"yes"})
    assert "more than 250 [if]" in str(fault)
    assert time.process_time() - began < 5  # a hundredth of it on a machine of today


def test_a_wording_without_fault_has_none() -> None:
    source = "[if yes]\n{known}^[note {known}]\n[else]\n[insert list]\n[end]"
    assert check_template("x", source, {"known"}, {"yes"}, {"list"}) == ()


def test_the_same_wording_with_other_values_and_flags_is_filled_anew() -> None:
    source = "[if yes]\nIn {name}.\n[else]\nOut {name}.\n[end]"
    for name in ("A", "B"):
        for flag in (True, False):
            (block,) = render_template("x", source, {"name": name}, {"yes": flag})
            assert block.text == f"{'In' if flag else 'Out'} {name}."


@pytest.mark.parametrize("name", ["notice_of_motion.txt", "order.txt"])
def test_no_line_of_the_shipped_wording_is_too_long_to_edit(name: str) -> None:
    assert max(map(len, load_template(name).splitlines())) <= 125


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85\x86", "\u202e", "\ud800", "\u2066"])
def test_a_character_nobody_can_see_is_a_fault_of_its_line(character):
    (fault,) = check_template("sample.txt", f"A line.\n\nAnother{character} line.", set(), set())
    assert fault.line == 3 and "U+" in fault.what


def test_a_signature_that_stands_twice_is_a_fault_and_one_in_each_branch_is_none():
    twice = "Text.\n\n[insert signature]\n\nMore.\n\n[insert signature]"
    (fault,) = check_template("sample.txt", twice, set(), set(), {"signature"})
    assert (fault.line, fault.what) == (7, "the signature stands here a second time")
    either = "Text.\n\n[if yes]\n[insert signature]\n[else]\n[insert signature]\n[end]"
    assert check_template("sample.txt", either, set(), {"yes"}, {"signature"}) == ()


def test_a_wording_longer_than_any_paper_is_refused_at_once():
    (fault,) = check_template("sample.txt", "word " * 40_000, set(), set())
    assert "150,000 characters" in fault.what
