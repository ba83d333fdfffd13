"""Files of one paper or many: shared faces, one bookmark each, the same bytes, text that reads back."""

import gc
import io
import shutil
import subprocess
import weakref
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from set_pages import MARK, outline_of, paragraph, texts_of

from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.canvas import pleading_set, write_pleading, write_pleadings
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.pleading import PleadingPaper

SCRIPTS = (
    "Nguyễn Thị Ánh", "Սարգսյան", "შევარდნაძე", "Ольга Ёлкина", "Αλέξανδρος", "王小明", "田中さくら",
    "アキラ", "김철수", "O’Brien (Null) \\ d'Angelo", "½ § — “quoted” • €",
)  # fmt: skip


def order(number: int, pages: int = 2) -> PleadingPaper:
    paper = PleadingPaper()
    for page in range(pages):
        if page:
            paper.new_page()
        paper.add(Block(Kind.HEADING, (Span(f"ORDER {number}"),)))
        paper.add(paragraph(f"Only of case {number:05d}, defendant SAMPLE{number}."))
    return paper


def orders(count: int, pages: int = 2) -> list[tuple[PleadingPaper, PaperMark, str]]:
    return [(order(number, pages), MARK, f"Case {number:05d}") for number in range(count)]


def assert_fonts_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font.FontDescriptor
        assert "/ToUnicode" in font
        assert len(font.Widths) == font.LastChar - font.FirstChar + 1


def test_merged_pleadings_are_numbered_each_from_one_and_have_one_bookmark_each() -> None:
    data = write_pleadings(orders(70), MARK)
    texts = texts_of(data)
    assert len(texts) == 140
    for index, text in enumerate(texts):
        assert f"Page {index % 2 + 1} of 2" in text
        assert f"case {index // 2:05d}" in text
    assert outline_of(data) == [(f"Case {number:05d}", 2 * number + 1) for number in range(70)]


def test_each_single_file_holds_its_own_paper_only() -> None:
    made = pleading_set(orders(5))
    singles = list(made.singles())
    assert len(singles) == 5
    for number, data in enumerate(singles):
        text = " ".join(texts_of(data))
        assert text.count("defendant SAMPLE") == 2
        assert text.count(f"SAMPLE{number}.") == 2
        assert outline_of(data)[0] == (f"Case {number:05d}", 1)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert_fonts_embedded(pdf)


@pytest.mark.parametrize("pages", [1, 63, 64, 65, 128, 4097])
def test_page_trees_of_any_size_hold_every_page_once(pages: int) -> None:
    data = write_pleadings(((order(n, 1), MARK, f"Case {n}") for n in range(pages)), MARK)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) == pages
        assert pdf.Root.Pages.Count == pages
    if pages < 1000:
        found = [text.split("case ")[1][:5] for text in texts_of(data)]
        assert found == [f"{n:05d}" for n in range(pages)]


def test_the_same_papers_give_the_same_bytes_and_others_do_not() -> None:
    assert write_pleadings(orders(3), MARK) == write_pleadings(orders(3), MARK)
    assert list(pleading_set(orders(3)).singles()) == list(pleading_set(orders(3)).singles())
    assert write_pleadings(orders(3), MARK) != write_pleadings(orders(4), MARK)


def test_papers_are_taken_one_after_another() -> None:
    """Thousands of papers need not be held at a time."""
    held: list[weakref.ref[PleadingPaper]] = []

    def made() -> Iterator[tuple[PleadingPaper, PaperMark, str]]:
        for number in range(4):
            paper = order(number)
            held.append(weakref.ref(paper))
            yield paper, MARK, "Case"
            del paper

    assert len(pleading_set(made()).papers) == 4
    gc.collect()
    assert [one() for one in held] == [None] * 4


@pytest.mark.parametrize("name", SCRIPTS)
def test_names_of_every_script_read_back_with_both_readers(name: str) -> None:
    paper = PleadingPaper()
    paper.add(paragraph(f"begin {name} end"))
    data = write_pleading(paper, MARK)
    assert name in " ".join(texts_of(data)[0].split())
    assert name in " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


@pytest.mark.parametrize("tool", [["pdftotext", "-layout", "FILE", "-"], ["qpdf", "--check", "FILE"]])
def test_other_libraries_read_the_names_and_find_no_fault(tool: list[str], tmp_path: Path) -> None:
    paper = PleadingPaper()
    for name in SCRIPTS:
        paper.add(paragraph(name))
    file = tmp_path / "names.pdf"
    file.write_bytes(write_pleading(paper, MARK))
    if not shutil.which(tool[0]):
        pytest.skip(f"{tool[0]} is not installed")
    done = subprocess.run(
        [str(file) if word == "FILE" else word for word in tool], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if tool[0] == "pdftotext":
        text = done.stdout.decode("utf-8")
        assert all(name in text for name in SCRIPTS)


def test_more_than_one_subset_of_a_face_is_embedded_and_read_back() -> None:
    """Two thousand different characters: subsets of 256 codes at the most."""
    name = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2000))
    paper = PleadingPaper()
    paper.add(paragraph(name))
    data = write_pleading(paper, MARK)
    text = "".join("".join(text.split()) for text in texts_of(data))
    assert all(char in text for char in name)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
        assert sum("Droid" in one for one in names) == 10
        assert len(set(names)) == len(names)
        assert_fonts_embedded(pdf)


def test_east_asian_letters_are_embedded_only_when_used() -> None:
    paper = PleadingPaper()
    paper.add(paragraph("Plain."))
    data = write_pleading(paper, MARK)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not any("Droid" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())
    assert len(data) < 40_000


def test_what_no_face_has_or_runs_from_right_to_left_is_named() -> None:
    paper = PleadingPaper()
    paper.add(paragraph("Levi לוי, Ali علي, Ram राम."))
    text = texts_of(write_pleading(paper, MARK))[0]
    assert "[U+05DC][U+05D5][U+05D9]" in text
    assert "[U+0639]" in text
    assert "[U+0930]" in text


def test_a_file_with_every_script_passes_as_an_archive_file(tmp_path: Path) -> None:
    """PDF/A-2b: the validating writer of another library refuses what does not conform."""
    pdfa = pytest.importorskip("pikepdf.pdfa")
    papers = [(order(1), MARK, "One"), (PleadingPaper(), MARK, "Names")]
    for name in SCRIPTS:
        papers[1][0].add(paragraph(name))
    with pikepdf.open(io.BytesIO(write_pleadings(papers, MARK))) as pdf:
        assert not pdfa.save(pdf, tmp_path / "archive.pdf", pdfa.Flavour.PDFA_2B).findings


def test_titles_with_brackets_and_accents_reach_outline_and_metadata() -> None:
    mark = PaperMark("D7", "[PROPOSED] ORDER (§ 1)", "F", "Œuvre", "F0001", "p 1", is_released=False)
    paper = order(1)
    data = pleading_set([(paper, mark, "Case (1\\2) NGUYỄN 王")]).merged(mark)
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "[PROPOSED] ORDER (§ 1)"
    assert reader.metadata.author == "Œuvre"
    assert outline_of(data) == [("Case (1\\2) NGUYỄN 王", 1)]
    assert reader.page_labels == ["1", "2"]
    assert reader.root_object["/Lang"] == "en-US"
    assert all("DRAFT – NOT FILED" in text for text in texts_of(data))


def test_headings_are_bookmarks_below_the_paper_and_a_lone_subheading_is_one_too() -> None:
    paper = PleadingPaper()
    paper.add(Block(Kind.SUBHEADING, (Span("Alone"),)))
    paper.add(paragraph("x"))
    paper.add(Block(Kind.HEADING, (Span("HEADING"),)))
    paper.add(Block(Kind.SUBHEADING, (Span("Below"),)))
    paper.add(paragraph("x"))
    reader = PdfReader(io.BytesIO(write_pleading(paper, MARK)))
    top, (alone, heading, (below,)) = reader.outline
    assert [top.title, alone.title, heading.title, below.title] == ["A TITLE", "Alone", "HEADING", "Below"]


def test_a_file_without_papers_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="page"):
        write_pleadings([], MARK)
