"""The printed worksheet read back: all is there, nothing is clipped, the same inputs give the same bytes."""

import dataclasses
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from explained_people import DISMISSED, HAN, HAND_REVIEW, TWELVE, VIETNAMESE
from pypdf import PdfReader

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, EnvironmentProblemError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.documents.page_reading import opened, page_chars, page_text
from expunge_desktop.documents.preflight.fonts import font_faults
from expunge_desktop.documents.worksheet.memo import Grid, Memo, Section, Term, Text
from expunge_desktop.documents.worksheet.worksheet import LEFT, RIGHT, Subject, write_worksheets
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_memo import memo_of
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids
from expunge_desktop.services.session import Session
from expunge_desktop.services.worksheets import (
    convictions_of_person,
    convictions_with_outcome,
    save_worksheet,
    worksheet_bytes,
)
from expunge_desktop.store.schema import release_log


def the_id(session: Session, case: str) -> int:
    """The conviction of a case."""
    return one_count(session, case, None).conviction_id


def read_back(data: bytes) -> list[str]:
    """The text of each page, white space as one blank."""
    with opened(data) as document:
        return [" ".join(page_text(document, one).text.split()) for one in range(len(document))]


def squeezed(text: str) -> str:
    """Without blanks, and the hyphens and marks a reader of PDFs may take for those of a broken line."""
    return re.sub(r"[\s\-\ufffe\x02]", "", text)


def texts_of(memo: Memo) -> list[str]:
    """Every text of a memo."""
    found: list[str] = [memo.title]
    for section in memo.sections:
        found.append(section.title)
        for item in section.items:
            if isinstance(item, Grid):
                found += [cell for row in item.rows for cell in row]
            else:
                found += [value for value in dataclasses.astuple(item) if isinstance(value, str)]
    return [text for text in found if text]


def assert_whole(data: bytes, memo: Memo) -> None:
    """Each text of the memo stands in the PDF word by word, inside the margins of its pages."""
    words = squeezed("".join(read_back(data)))
    for text in texts_of(memo):
        for word in text.split():
            assert squeezed(word) in words, word
    with opened(data) as document:
        for number in range(len(document)):
            for char in page_chars(document, number):
                assert char.x >= LEFT - 1, (number, char)
                assert char.right <= RIGHT + 1, (number, char)
                assert 24 <= char.y <= 760, (number, char)


@pytest.mark.parametrize("case", [DISMISSED, HAND_REVIEW, TWELVE, VIETNAMESE])
def test_every_word_of_the_explanation_is_printed_within_the_margins(workspace: Session, case: str) -> None:
    one = the_id(workspace, case)
    data, pages = worksheet_bytes(workspace, [one])
    assert_whole(data, memo_of(explanation_of(workspace, one)))
    assert len(read_back(data)) == pages


def test_head_and_foot_of_every_page_say_whose_it_is_and_by_which_law(workspace: Session) -> None:
    one = the_id(workspace, HAND_REVIEW)
    authority = explanation_of(workspace, one).authority
    data, pages = worksheet_bytes(workspace, [one])
    assert authority is not None
    for number, text in enumerate(read_back(data), 1):
        assert "DRAKE,OPAL" in text
        assert f"case {HAND_REVIEW}, count 001" in text
        assert "Work product; not for filing" in text
        assert f"Page {number} of {pages}" in text
        assert authority.law_digest[:12] in text
        assert authority.audit_head[:12] in text


def test_fonts_are_embedded_and_their_text_can_be_searched(workspace: Session) -> None:
    data, _ = worksheet_bytes(workspace, [the_id(workspace, VIETNAMESE), the_id(workspace, HAN)])
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not list(font_faults(pdf))


def test_names_keep_their_letters_and_what_no_face_has_is_named(workspace: Session) -> None:
    vietnamese, _ = worksheet_bytes(workspace, [the_id(workspace, VIETNAMESE)])
    assert "NGUYỄN,ĐỨC THỊNH" in read_back(vietnamese)[0]
    han, _ = worksheet_bytes(workspace, [the_id(workspace, HAN)])
    assert "李,小明" in read_back(han)[0]
    memo = Memo("Title", "head", "foot", (Section("Part", (Text("Name \U00010300"),)),))  # Old Italic
    unknown, _ = write_worksheets([Subject(memo, "mark")], author="Office", title="Title")
    assert "[U+10300]" in squeezed(read_back(unknown)[0])


def test_the_same_convictions_give_the_same_bytes(workspace: Session) -> None:
    ids = conviction_ids(workspace, ConvictionFilter())[:3]
    assert worksheet_bytes(workspace, ids) == worksheet_bytes(workspace, ids)


def test_many_convictions_have_a_bookmark_per_person_and_count_their_own_pages(workspace: Session) -> None:
    ids = convictions_of_person(workspace, the_id(workspace, TWELVE))
    assert len(ids) == 13
    data, pages = worksheet_bytes(workspace, ids)
    outline = PdfReader(BytesIO(data)).outline
    assert len(outline) == 2  # the person, and the list of its convictions
    assert "FEATHERSTONEHAUGH" in str(outline[0].title)
    assert len(outline[1]) == len(ids)
    assert sum("Page 1 of" in text for text in read_back(data)) == len(ids)
    assert pages == len(read_back(data))


def test_a_row_taller_than_a_page_and_a_very_long_head_are_not_clipped() -> None:
    words = " ".join(f"word{number}" for number in range(1_500))
    rows = (("tall", words), ("unbroken", "X" * 400))
    part = Section("Part", (Term("Name", words, words), Grid(("A", "B"), (0.3, 0.7), rows), Text(words)))
    memo = Memo("Title", f"{'A VERY LONG NAME ' * 30}· case 1", "foot", (part,))
    data, pages = write_worksheets([Subject(memo, "mark")], author="Office", title="Title")
    assert pages > 4
    assert_whole(data, dataclasses.replace(memo, head=""))


def test_a_title_of_a_part_never_stands_alone_at_the_foot() -> None:
    for lines in range(40, 60):
        first = Section("First", tuple(Text(f"line {number}") for number in range(lines)))
        second = Section("Second part", (Grid(("Head", "Value"), (0.5, 0.5), (("a", "b"),)),))
        data, _ = write_worksheets(
            [Subject(Memo("Title", "head", "foot", (first, second)), "mark")], author="Office", title="Title"
        )
        (page,) = [text for text in read_back(data) if "Second part" in text]
        assert "Value" in page


def test_a_table_that_goes_on_repeats_its_headings_on_the_next_page() -> None:
    for lines in range(12):  # wherever on the page the table begins
        rows = tuple((f"row {number}", "value") for number in range(120))
        before = tuple(Text("line") for _ in range(lines))
        part = Section("Part", (*before, Grid(("Left head", "Right head"), (0.5, 0.5), rows)))
        memo = Memo("Title", "head", "foot", (part,))
        data, pages = write_worksheets([Subject(memo, "mark")], author="Office", title="Title")
        texts = read_back(data)
        assert pages > 2
        assert all("Left head" in text for text in texts if "row " in text)
        assert "For the reviewer" in texts[-1]


def test_saving_writes_a_new_private_file_and_logs_the_release(workspace: Session, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    ids = convictions_with_outcome(workspace, Outcome.HAND_REVIEW)
    saved = save_worksheet(workspace, ids, path, recipient="Public Defender", purpose="joint review")
    assert path.stat().st_mode & 0o777 == 0o600
    assert saved.convictions == len(ids) > 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sheet.pdf"]
    with workspace.read() as connection:
        logged = connection.execute(release_log.select().order_by(release_log.c.id.desc())).first()
    assert logged.what == "explanation worksheet"
    assert (logged.recipient, logged.purpose) == ("Public Defender", "joint review")
    assert (logged.rows, logged.sha256) == (len(ids), saved.sha256)


def test_an_existing_file_is_never_written_over(workspace: Session, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"kept")
    with pytest.raises(AnswerIsNoError, match="exists already"):
        save_worksheet(workspace, [the_id(workspace, DISMISSED)], path)
    assert path.read_bytes() == b"kept"


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_logged(
    workspace: Session, tmp_path: Path
) -> None:
    with workspace.read() as connection:
        before = len(connection.execute(release_log.select()).all())
    with pytest.raises(EnvironmentProblemError, match="cannot be written"):
        save_worksheet(workspace, [the_id(workspace, DISMISSED)], tmp_path / "none" / "sheet.pdf")
    with workspace.read() as connection:
        assert len(connection.execute(release_log.select()).all()) == before


def test_no_conviction_with_an_outcome_is_said_in_a_sentence(workspace: Session, tmp_path: Path) -> None:
    ids = convictions_with_outcome(workspace, Outcome.OUT_OF_SCOPE)
    with pytest.raises(AnswerIsNoError, match="No conviction has that outcome"):
        save_worksheet(workspace, ids, tmp_path / "sheet.pdf")
    assert not list(tmp_path.iterdir())


def test_a_cancelled_worksheet_leaves_no_file(workspace: Session, tmp_path: Path) -> None:
    class Cancelled(SilentProgress):
        def check(self) -> None:
            raise CancelledError("Worksheet")

    one = the_id(workspace, DISMISSED)
    with pytest.raises(CancelledError):
        save_worksheet(workspace, [one], tmp_path / "sheet.pdf", progress=Cancelled())
    assert not list(tmp_path.iterdir())
