"""Whatever is put on a paper: nothing overlaps, nothing is lost, what belongs together stays together."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from set_pages import assert_nothing_overlaps, blocks_of, text_of

from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.signatures import attorney_signature, judge_signature
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.domain.office import Attorney, Office

OFFICE = Office(
    "LOS ANGELES", head="Head", head_title="District Attorney", attorney=Attorney("Name", "Title", "1")
)
COLUMNS = (Column("COLUMN A", 80), Column("COLUMN B", 150), Column("COLUMN C", 90, "right"))

HEADINGS = ("# ", "## ")

kinds = st.sampled_from(["# ", "## ", "", "", "> ", "- ", "#. ", "table", "blank"])
pieces = st.lists(
    st.tuples(kinds, st.integers(1, 160), st.integers(0, 2), st.integers(1, 260)), min_size=1, max_size=22
)


def sensible(drawn: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    """Not more than two headings in a row, with short notes: five with theirs fill a page of their own."""
    made: list[tuple[str, int, int, int]] = []
    for kind, words, notes, length in drawn:
        is_heading = kind in HEADINGS
        if is_heading and len(made) > 1 and made[-1][0] in HEADINGS and made[-2][0] in HEADINGS:
            kind, is_heading = "", False
        made.append(
            (kind, min(words, 30), min(notes, 1), min(length, 20))
            if is_heading
            else (kind, words, notes, length)
        )
    return made


def fill(paper: PleadingPaper, drawn: list[tuple[str, int, int, int]]) -> Counter[str]:
    """Put the pieces on the paper; every word it must print, with how often."""
    expected: Counter[str] = Counter()
    for index, (kind, words, notes, length) in enumerate(drawn):
        if kind == "blank":
            paper.add_blank(words % 4)
            continue
        if kind == "table":
            rows = tuple(
                (f"t{index}r{n}", f"cell{index} " * (length % 40), "9") for n in range(1, words % 30 + 1)
            )
            paper.add_table(Table(COLUMNS, rows))
            expected.update(word for row in rows for word in row[0].split())
            expected[f"cell{index}"] += length % 40 * len(rows)
            continue
        text = " ".join(f"b{index}w{n}" for n in range(words))
        noted = "".join(
            f"^[{' '.join(f'b{index}n{note}w{n}' for n in range(length))}]" for note in range(notes)
        )
        (block,) = blocks_of(f"{kind}{text}{noted}")
        paper.add(block)
        expected.update(text.split())
        expected.update(f"b{index}n{note}w{n}" for note in range(notes) for n in range(length))
    return expected


def page_of(paper: PleadingPaper, word: str) -> int:
    return next(
        number
        for number, page in enumerate(paper.pages)
        if re.search(rf"(?<![a-z0-9]){word}(?![0-9])", text_of(page))
    )


@settings(max_examples=120, deadline=None)
@given(drawn=pieces, is_long=st.booleans())
def test_any_paper_prints_all_of_it_and_keeps_together_what_belongs_together(
    drawn: list[tuple[str, int, int, int]], is_long: bool
) -> None:
    drawn = sensible(drawn)
    paper = PleadingPaper()
    expected = fill(paper, drawn)
    before = len(paper.pages)
    paper.add_signature(attorney_signature(OFFICE) if is_long else judge_signature())
    paper.finish()
    assert_nothing_overlaps(paper)

    whole = " ".join(map(text_of, paper.pages))
    printed = Counter(
        re.findall(r"(?<![a-z0-9])(?:b[0-9]+(?:n[0-9])?w[0-9]+|t[0-9]+r[0-9]+|cell[0-9]+)", whole)
    )
    assert printed == +expected

    signed = "Attorneys for Plaintiff" if is_long else "Judge of the Superior Court"
    (page,) = [page for page in paper.pages if signed in text_of(page)]
    if expected and drawn[-1][0] != "blank":
        words = r"b[0-9]+w[0-9]+|t[0-9]+r[0-9]+|COLUMN"
        assert re.search(words, text_of(page)), "a signature alone on its page"
    assert len(paper.pages) <= before + 8

    for (index, one), (after, other) in zip(enumerate(drawn), list(enumerate(drawn))[1:], strict=False):
        if one[0] in HEADINGS and other[0] not in ("table", "blank"):
            assert page_of(paper, f"b{index}w{one[1] - 1}") == page_of(paper, f"b{after}w0"), (
                "a heading left behind"
            )
