"""D8, the notice to the person, in English and Spanish: one letter each (law/documents.md 6.6).

It says what the court did once it has done it: the date of the order, and what the court chose where it had
a choice, are left for a hand. Name and address alone stand where the window of an envelope can show them.
People who cannot be reached are listed for the office; people recorded as deceased get no letter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.fields import RULED
from expunge_desktop.documents.papers.notice_recipients import (
    LEADING,
    SEEN_BOTTOM,
    SEEN_TOP,
    WINDOW_BOTTOM,
    WINDOW_TOP,
    Mailing,
    Recipient,
    mailing_of,
)
from expunge_desktop.documents.papers.notice_words import ENGLISH, SPANISH, NoticeWords, notice_flags
from expunge_desktop.documents.papers.plain_pages import PlainPages, write_plain
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.record_words import CRIMINAL_RECORD_NOTE
from expunge_desktop.documents.papers.values import fields_of
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.fonts import SERIF
from expunge_desktop.documents.typeset.letter import LetterPaper, letter_set
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import SignatureLine
from expunge_desktop.documents.typeset.template import render_template
from expunge_desktop.domain.office import Office

TITLE = "NOTICE TO THE PERSON"
FOOTER = "NOTICE / AVISO"
LIST_TITLE = "NOTICES THAT CANNOT BE DELIVERED"
FOLDER = "D08-notice-to-person"
NEEDS = (
    "office.name", "attorney.address", "attorney.telephone", "public_defender.name",
    "public_defender.telephone",
)  # fmt: skip
_REPORT_EVERY = 200
_COLUMNS = (72.0, 160.0, 116.0, 120.0)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What all letters share: the office, the fields of the filing, each language with its wording."""

    office: Office
    fields: Mapping[str, str]
    wordings: tuple[tuple[NoticeWords, str], ...]


def _applies(filing: Filing) -> str:
    return "" if filing.rows else "This filing has no conviction to give notice of."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    mailing = mailing_of(order.filing)
    mark = order.mark(recipe)
    if mailing.recipients:
        made = letter_set(_letters(order, mailing, mark))
        pages = [len(one.contents) for one in made.papers]
        yield Part(made.merged(mark), pages=sum(pages))
        singles = made.singles() if order.is_split else ()
        for recipient, count, data in zip(mailing.recipients, pages, singles, strict=order.is_split):
            yield Part(data, f"row-{recipient.rows[0].row_no:05}", folder=FOLDER, pages=count)
    if mailing.unreachable or mailing.deceased:
        listed = order.mark(recipe, LIST_TITLE, f"{LIST_TITLE} – internal, not filed")
        sheets = _list(order.filing, mailing)
        data = write_plain(sheets, listed)
        yield Part(data, "not-deliverable", LIST_TITLE, PaperKind.COVER, pages=len(sheets.pages))


def _letters(
    order: PaperOrder, mailing: Mailing, mark: PaperMark
) -> Iterator[tuple[LetterPaper, PaperMark, str]]:
    total = len(mailing.recipients)
    texts = _Texts(
        order.filing.office,
        fields_of(order.filing),
        tuple((words, order.wording(words.template)) for words in (ENGLISH, SPANISH)),
    )
    for done, recipient in enumerate(mailing.recipients):
        if done % _REPORT_EVERY == 0:
            order.progress.check()
            order.progress.report(done, total, f"{many(done, 'letter')} set")
        letter = _letter(recipient, texts)
        yield letter, mark, f"{recipient.name}, row {recipient.rows[0].row_no:,}"


def _letter(recipient: Recipient, texts: _Texts) -> LetterPaper:
    """One person's letter: English on the first page, Spanish from a page of its own."""
    letter = LetterPaper(texts.office)
    _address(letter, recipient)
    for number, (words, wording) in enumerate(texts.wordings):
        if number:
            letter.new_page()
        _text(letter, recipient, words, wording, texts)
    return letter


def _address(letter: LetterPaper, recipient: Recipient) -> None:
    """Name and address within the window; text goes on below all that the window can show."""
    sheet, block = letter.sheet, recipient.block
    if sheet.top + sheet.half * letter.half > SEEN_TOP:
        raise LayoutError(
            "The letterhead of the notices reaches down to the window of the envelope, which shows name and "
            "address alone.",
            "Shorten the office's name or the attorney's address in the office file.",
        )
    leading = block.size * LEADING
    top = (WINDOW_TOP + WINDOW_BOTTOM - leading * len(block.lines)) / 2
    for number, line in enumerate(block.lines):
        y = grid.PAGE_HEIGHT - (top + leading * number + block.size * 0.9)
        letter.page.pieces.append(Placed(sheet.left, y, line, SERIF, block.size))
    letter.half = int((SEEN_BOTTOM - sheet.top) / sheet.half) + 1


def _text(letter: LetterPaper, recipient: Recipient, words: NoticeWords, wording: str, texts: _Texts) -> None:
    defender = texts.office.public_defender
    own = {
        "name": recipient.name,
        "order_date": RULED,
        "public_defender": defender.name,
        "public_defender_telephone": defender.telephone,
    }
    blocks = render_template(words.template, wording, {**texts.fields, **own}, notice_flags(recipient.rows))

    def add_changes(sheet: PleadingPaper) -> None:
        for row in recipient.rows:
            sheet.add(Block(Kind.ITEM, (Span(words.line(row)),)))

    def sign(sheet: PleadingPaper) -> None:
        *ahead, last = texts.office.name.split(", ")
        sheet.add_signature(tuple(SignatureLine(part) for part in (*(f"{one}," for one in ahead), last)))

    set_blocks(letter, blocks, {"changes": add_changes, "signature": sign})


def _list(filing: Filing, mailing: Mailing) -> PlainPages:
    """Who must be reached otherwise, for the office alone."""
    sheets = PlainPages("Notices that cannot be delivered")
    sheets.paragraph(CRIMINAL_RECORD_NOTE, bold=True, size=10)
    sheets.paragraph(
        f"{many(len(mailing.recipients), 'letter')} of filing {filing.id} can be mailed, in plain envelopes, "
        "once the court has acted, its decision is ticked where a letter leaves it open, and the date is "
        f"written in. People who cannot be reached as the record stands: {len(mailing.unreachable):,}; "
        f"publish nothing about them. Recorded as deceased and given no letter: {mailing.deceased:,}."
    )
    sheets.columns(("Row", "Person", "Case number", "Why"), _COLUMNS, bold=True)
    for one in mailing.unreachable:
        rows = ", ".join(f"{row.row_no:,}" for row in one.rows)
        cases = ", ".join(dict.fromkeys(row.case_number or "not recorded" for row in one.rows))
        sheets.columns((rows, one.name, cases, one.why), _COLUMNS)
    return sheets


RECIPE = Recipe(
    "D8", "notice-to-person", TITLE, FOOTER, PaperKind.LETTER, _make, scope=Scope.ON_REQUEST, needs=NEEDS,
    applies=_applies, templates=(ENGLISH.template, SPANISH.template),
)  # fmt: skip
