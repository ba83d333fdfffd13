"""Tables of contents and authorities come when a memorandum passes ten pages, and tell its true pages."""

import re

import pytest
from set_pages import (
    CAPTION,
    MARK,
    assert_nothing_overlaps,
    blocks_of,
    outline_of,
    text_of,
    texts_of,
    words_of,
)

from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.typeset.authorities import group_of, grouped, order_of, page_list
from expunge_desktop.documents.typeset.blocks import Span
from expunge_desktop.documents.typeset.contents import MOST_PAGES_WITHOUT, compose, write_with_contents
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import judge_signature

BANDA = "[[*People v. Banda* (2018) 26 Cal.App.5th 349]]"
STATUTE = "[[section 11361.9, subdivision (c)|Health & Saf. Code, § 11361.9]]"
RULE = "[[rule 2.550|Cal. Rules of Court, rule 2.550]]"
FILLER = "\n\n".join(["words of the argument " * 40] * 4)


def memorandum(parts: int) -> str:
    text = f"# INTRODUCTION\n\nThe introduction cites {BANDA} once.\n\n{FILLER}\n\n"
    for number in range(1, parts + 1):
        text += (
            f"# {number}. PART WITH A TITLE SO LONG THAT IT NEEDS A SECOND LINE IN THE TABLE OF CONTENTS\n\n"
            f"## {number}.a The reason of part {number}\n\n{FILLER}\n\n"
            f"Part {number} rests on {STATUTE} and {RULE}.^[See {BANDA}, at page {number}.]\n\n"
        )
    return text + "# CONCLUSION\n\nThe end.\n\n[insert signature]\n"


def body(source: str):  # type: ignore[no-untyped-def]
    blocks = blocks_of(source)

    def put(paper: PleadingPaper) -> None:
        set_blocks(paper, blocks, {"signature": lambda one: one.add_signature(judge_signature())})

    return put


@pytest.fixture(scope="module")
def long_one() -> bytes:
    return write_with_contents(CAPTION, body(memorandum(12)), MARK)


def test_every_page_number_of_the_contents_is_the_page_the_heading_stands_on(long_one: bytes) -> None:
    pages = [" ".join(text.split()) for text in texts_of(long_one)]
    first = next(number for number, text in enumerate(pages) if "introduction cites" in text)
    contents = " ".join(pages[1:first])
    listed = re.findall(r"(\d+\.a The reason of part \d+|CONCLUSION|INTRODUCTION)[ .]+(\d+)(?= )", contents)
    assert len(listed) == 14
    for title, number in listed:
        assert title in pages[int(number) - 1]
        assert int(number) > first
    outline = dict(outline_of(long_one))
    assert outline["CONCLUSION"] == int(dict(listed)["CONCLUSION"])
    assert outline["TABLE OF CONTENTS"] == 2


def test_every_page_of_the_authorities_cites_them_and_no_other_does(long_one: bytes) -> None:
    pages = [" ".join(text.split()) for text in texts_of(long_one)]
    (table,) = [text for text in pages if "TABLE OF AUTHORITIES" in text]
    first = next(number for number, text in enumerate(pages, start=1) if "introduction cites" in text)
    for listed, printed in (
        ("Health & Saf. Code, § 11361.9", "section 11361.9"),
        ("Cal. Rules of Court, rule 2.550", "rule 2.550"),
        ("People v. Banda (2018) 26 Cal.App.5th 349", "People v. Banda"),
    ):
        found = re.search(re.escape(listed) + r"[ .]*([\d, –]+)", table)
        assert found
        told = set()
        for part in found.group(1).split(","):
            low, _, high = part.strip().rpartition("–")
            told |= set(range(int(low or high), int(high) + 1))
        real = {number for number, text in enumerate(pages, start=1) if number >= first and printed in text}
        assert told == real
    assert table.index("Cases") < table.index("Statutes") < table.index("Rules ")


def test_pages_are_numbered_in_arabic_from_the_first_and_pass_preflight(long_one: bytes) -> None:
    report = preflight(long_one)
    assert not report.errors
    assert not report.warnings
    total = report.pages
    for number, text in enumerate(texts_of(long_one), start=1):
        assert f"Page {number} of {total}" in text


def test_tables_come_with_the_eleventh_page_and_not_before() -> None:
    for lines in range(1, 400):
        source = "# ONE\n\n" + "\n\n".join(["A line."] * lines) + "\n\n[insert signature]"
        plain = PleadingPaper()
        body(source)(plain)
        if len(plain.pages) >= MOST_PAGES_WITHOUT - 1:
            paper = compose(CAPTION, body(source))
            has_tables = any("TABLE OF CONTENTS" in text_of(page) for page in paper.pages)
            if has_tables:
                break
            assert len(paper.pages) <= MOST_PAGES_WITHOUT
            last = len(paper.pages)
    assert has_tables
    assert last == MOST_PAGES_WITHOUT
    assert_nothing_overlaps(paper)


def test_a_memorandum_without_citations_has_contents_alone() -> None:
    source = "# ONE\n\n" + FILLER * 8
    text = " ".join(text_of(page) for page in compose(CAPTION, body(source)).pages)
    assert "TABLE OF CONTENTS" in text
    assert "TABLE OF AUTHORITIES" not in text


def test_entries_stay_in_their_columns_whatever_their_length() -> None:
    cited = "".join(
        f"[[*{'Long Name ' * n}v. {'W' * 60}* ({1950 + n}) {n} Cal.4th {n}]] " for n in range(1, 40)
    )
    source = f"# {'LONG HEADING ' * 30}\n\n## {'W' * 90}\n\n{cited}\n\n" + FILLER * 8
    paper = compose(CAPTION, body(source))
    assert_nothing_overlaps(paper)
    assert sum("TABLE OF" in text_of(page) for page in paper.pages) == 2


def test_the_same_memorandum_gives_the_same_bytes(long_one: bytes) -> None:
    assert write_with_contents(CAPTION, body(memorandum(12)), MARK) == long_one


@pytest.mark.parametrize(
    ("citation", "group"),
    [
        ("People v. Chavez (2018) 4 Cal.5th 771", "Cases"),
        ("In re Estrada (1965) 63 Cal.2d 740", "Cases"),
        ("Health & Saf. Code, § 11361.8", "Statutes"),
        ("Cal. Const., art. VI, § 10", "Statutes"),
        ("Stats. 2018, ch. 993", "Statutes"),
        ("Cal. Rules of Court, rule 2.550", "Rules"),
        ("Couzens, Sentencing Memorandum (2016)", "Other Authorities"),
    ],
)
def test_authorities_are_told_apart(citation: str, group: str) -> None:
    assert group_of(citation) == group


def test_authorities_are_listed_once_by_letters_and_sections_by_value() -> None:
    cited = [((Span(text),), page) for text, page in (
        ("Pen. Code, § 1385", 9), ("Pen. Code, § 290", 5), ("Pen. Code, § 1385", 4), ("Pen. Code, § 1385", 9),
        ("Health & Saf. Code, § 11361.8", 5),
    )]  # fmt: skip
    listed = grouped(cited)["Statutes"]
    assert [(spans[0].text, pages) for spans, pages in listed] == [
        ("Health & Saf. Code, § 11361.8", (5,)),
        ("Pen. Code, § 290", (5,)),
        ("Pen. Code, § 1385", (4, 9)),
    ]
    assert order_of("rule 2.550") < order_of("rule 10.1")


def test_runs_of_pages_are_joined() -> None:
    assert page_list((3, 5, 6, 7, 11)) == "3, 5–7, 11"


def test_the_words_read_back_are_those_of_the_wording(long_one: bytes) -> None:
    text = words_of(" ".join(texts_of(long_one)))
    assert "Part 7 rests on section 11361.9, subdivision (c) and rule 2.550." in text
    assert "|" not in text
