"""D9, the notice to the public defender: what is challenged and what is not (law/documents.md 6.7).

HS 11361.9(c)(3) gives the public defender notice of challenges made by July 1, 2020 and of nothing
else; the rest is a plain notice (law/corrections.md 14). List 1 names rows, cases and counts and no person:
Exhibit A has the names for those who may see them. List 2 names the persons, whom the public defender is to
tell (c)(4).
"""

from collections.abc import Iterable, Iterator

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.filing import Challenge, Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.challenge_paths import Path, opposed
from expunge_desktop.documents.papers.notice_recipients import spoken_name
from expunge_desktop.documents.papers.number_words import so_many, the_many
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.record_words import CRIMINAL_RECORD_NOTE
from expunge_desktop.documents.papers.values import fields_of, flags_of
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.letter import LetterPaper, letter_signature, write_letter
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.typeset.template import render_template

TITLE = "NOTICE TO THE PUBLIC DEFENDER"
FOOTER = "NOTICE TO THE PUBLIC DEFENDER (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "public_defender_notice.txt"
NEEDS = (
    "office.name", "attorney.name", "attorney.title", "attorney.address", "attorney.telephone",
    "public_defender.name",
)  # fmt: skip
_SIDE_BY_SIDE = 3
_UNCHALLENGED = Column("Row: case, count", 144)
_CHALLENGED = (
    Column("Person", 126), Column("Case number", 108), Column("Count", 45), Column("Ground", 153),
)  # fmt: skip
_OPPOSITIONS = (Path.SERVING, Path.COMPLETED)


def _applies(filing: Filing) -> str:
    if filing.rows or opposed(filing):
        return ""
    return "This filing has no conviction to tell the public defender of."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    letter = LetterPaper(filing.office)
    letter.add_date()
    letter.add_address((filing.office.public_defender.name, *filing.office.public_defender.address))
    timely, plain = opposed(filing, Path.TIMELY), opposed(filing, *_OPPOSITIONS)
    blocks = render_template(
        TEMPLATE, order.wording(TEMPLATE), _fields(filing, timely, plain), _flags(filing, timely, plain)
    )
    set_blocks(
        letter,
        blocks,
        {
            "lists": lambda sheet: _add_lists(sheet, filing, timely, plain),
            "signature": lambda sheet: sheet.add_signature(letter_signature(filing.office)),
        },
    )
    yield Part(write_letter(letter, order.mark(recipe)), rows=len(filing.rows))


def copied_to(filing: Filing) -> tuple[str, ...]:
    """Other defenders of the court's service list, such as an alternate public defender."""
    own = filing.office.public_defender.name.strip().casefold()
    names = (party.name.strip() for party in filing.profile.service_list)
    return tuple(name for name in names if "defender" in name.casefold() and name.casefold() != own)


def _fields(filing: Filing, timely: tuple[Challenge, ...], plain: tuple[Challenge, ...]) -> dict[str, str]:
    attorney = filing.office.attorney
    return fields_of(filing) | {
        "timely_convictions": the_many(len(timely), "conviction"),
        "opposed_convictions": the_many(len(plain), "conviction"),
        "unchallenged_convictions": the_many(len(filing.rows), "conviction"),
        "unchallenged_4": so_many(filing.counts[4], "conviction"),
        "attorney_name": attorney.name,
        "attorney_title": attorney.title,
        "attorney_telephone": attorney.telephone,
        "copies": "; ".join(copied_to(filing)),
    }


def _flags(filing: Filing, timely: tuple[Challenge, ...], plain: tuple[Challenge, ...]) -> dict[str, bool]:
    return flags_of(filing) | {
        "timely": bool(timely),
        "opposed": bool(plain),
        "unchallenged": bool(filing.rows),
        "schedule_4": filing.counts[4] > 0,
        "copies": bool(copied_to(filing)),
    }


def _add_lists(
    sheet: PleadingPaper, filing: Filing, timely: tuple[Challenge, ...], plain: tuple[Challenge, ...]
) -> None:
    """The lists on pages of their own, each under the word that they are criminal record information."""
    if filing.rows:
        _head(sheet, f"LIST 1: {many(len(filing.rows), 'conviction').upper()} NOT CHALLENGED")
        sheet.add_table(Table((_UNCHALLENGED,) * _SIDE_BY_SIDE, tuple(_side_by_side(filing))))
        sheet.add(Block(Kind.PARAGRAPH, (Span(f"End of List 1, {many(len(filing.rows), 'row')}."),)))
    if timely or plain:
        _head(sheet, f"LIST 2: {many(len(timely) + len(plain), 'conviction').upper()} CHALLENGED")
    for title, challenges in (
        ("Part A: challenged by July 1, 2020 (Health & Saf. Code, § 11361.9, subd. (c))", timely),
        ("Part B: opposed under Health and Safety Code section 11361.8", plain),
    ):
        if challenges:
            sheet.add(Block(Kind.SUBHEADING, (Span(title),)))
            sheet.add_table(Table(_CHALLENGED, tuple(_cells(one) for one in challenges)))


def _head(sheet: PleadingPaper, title: str) -> None:
    sheet.add(Block(Kind.PAGE, ()))
    sheet.add(Block(Kind.HEADING, (Span(title),)))
    sheet.add(Block(Kind.PARAGRAPH, (Span(CRIMINAL_RECORD_NOTE, Style.BOLD),)))


def _side_by_side(filing: Filing) -> Iterator[tuple[str, ...]]:
    """Rows of Exhibit A, three to a line, read from left to right."""
    cells = [
        f"{row.row_no:,}: {row.case_number or 'no case number'}"
        + (row.count_number and f", {row.count_number}")
        for row in filing.rows
    ]
    cells += [""] * (-len(cells) % _SIDE_BY_SIDE)
    for start in range(0, len(cells), _SIDE_BY_SIDE):
        yield tuple(cells[start : start + _SIDE_BY_SIDE])


def _cells(challenge: Challenge) -> tuple[str, ...]:
    row = challenge.row
    return (
        spoken_name(row.defendant), row.case_number or "not recorded", row.count_number or "–",
        challenge.ground,
    )  # fmt: skip


RECIPE = Recipe(
    "D9", "notice-to-public-defender", TITLE, FOOTER, PaperKind.LETTER, _make, needs=NEEDS, applies=_applies,
    templates=(TEMPLATE,),
)  # fmt: skip
