"""D10, one pleading for each count that the People oppose, its evidence bound behind it (documents.md 6.8).
6.8).

A challenge under HS 11361.9(c), or an opposition under 11361.8(b) or (f) as form CR-402 (law/corrections.md
14); `challenge_paths` says which, and which counts cannot be opposed at all. Those, and counts without
evidence, are named and not printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Challenge, Filing, ScheduleRow
from expunge_desktop.documents.manifest import MissingPaper, PaperKind
from expunge_desktop.documents.papers.bound_evidence import Bound, Exhibit, bind_exhibits, merge
from expunge_desktop.documents.papers.challenge_paths import (
    Path,
    count_in_case,
    count_of,
    is_listed,
    obstacle,
    path_of,
)
from expunge_desktop.documents.papers.fields import RULED
from expunge_desktop.documents.papers.notice_recipients import spoken_name
from expunge_desktop.documents.papers.place_in_file import place_in_file
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.record_words import day_of, level_of
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import Caption, set_caption
from expunge_desktop.documents.typeset.fonts import NBSP
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import attorney_signature
from expunge_desktop.documents.typeset.template import render_template
from expunge_desktop.domain.office import Office

TITLE = "OPPOSITION TO RELIEF FOR A CANNABIS CONVICTION"
CHALLENGE_TITLE = "CHALLENGE TO RELIEF FOR A CANNABIS CONVICTION"
FOOTER = "OPPOSITION (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
FOLDER = "D10-opposition"
TEMPLATE = "opposition.txt"
_STATUTES = {
    Path.TIMELY: "[Health & Saf. Code, § 11361.9, subd. (c)]",
    Path.SERVING: f"[Health & Saf. Code, § 11361.8, subds. (a),{NBSP}(b)]",
    Path.COMPLETED: f"[Health & Saf. Code, § 11361.8, subds. (e),{NBSP}(f)]",
}


@dataclass(frozen=True, slots=True)
class _Finished:
    """One pleading with its exhibits; `place` is the challenge's number within the filing, from 1."""

    place: int
    title: str
    bound: Bound


def _applies(filing: Filing) -> str:
    return "" if filing.challenges else "No conviction of this filing's group is challenged."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part | MissingPaper]:
    finished: list[_Finished] = []
    for place, challenge in enumerate(order.filing.challenges, start=1):
        order.progress.check()
        if why := obstacle(challenge):
            yield MissingPaper(recipe.document, recipe.title, why)
            continue
        try:
            finished.append(_pleading(recipe, order, place, challenge))
        except LayoutError as error:
            what = f"The challenge of {count_in_case(challenge.row)} is not printed. {error}"
            yield MissingPaper(recipe.document, recipe.title, what)
    if not finished:
        return
    merged = merge([one.bound for one in finished], order.mark(recipe))
    yield Part(merged, kind=PaperKind.MERGED_PLEADINGS, pages=sum(one.bound.pages for one in finished))
    for one in finished if order.is_split else ():
        suffix = f"challenge-{one.place:05}"
        yield Part(one.bound.data, suffix, one.title, folder=FOLDER, pages=one.bound.pages)


def _pleading(recipe: Recipe, order: PaperOrder, place: int, challenge: Challenge) -> _Finished:
    filing, row, path = order.filing, challenge.row, path_of(challenge)
    title = CHALLENGE_TITLE if path is Path.TIMELY else TITLE
    exhibits = _exhibits(order, challenge)
    caption = _caption(filing, row, title, path)
    blocks = render_template(
        TEMPLATE, order.wording(TEMPLATE), _fields(filing, challenge), _flags(filing, challenge, path)
    )
    paper = _set(caption, blocks, exhibits, filing.office, 1)
    if len(paper.pages) > 1:  # the index names the pages on which the exhibits begin
        paper = _set(caption, blocks, exhibits, filing.office, len(paper.pages))
    mark = order.mark(recipe, title)
    whole = place_in_file(mark, 0, len(paper.pages) + sum(one.pages + 1 for one in exhibits))
    bookmark = f"{count_in_case(row)}: {spoken_name(row.defendant)}"
    return _Finished(place, title, bind_exhibits(bookmark, write_pleading(paper, whole), exhibits, whole))


def _set(
    caption: Caption, blocks: Sequence[Block], exhibits: list[Exhibit], office: Office, own_pages: int
) -> PleadingPaper:
    """The pleading, as if it had `own_pages` pages."""
    paper = PleadingPaper()
    set_caption(paper, caption)
    set_blocks(
        paper,
        blocks,
        {
            "exhibits": lambda sheet: _add_index(sheet, exhibits, own_pages),
            "signature": lambda sheet: sheet.add_signature(attorney_signature(office)),
        },
    )
    paper.finish()
    return paper


def _exhibits(order: PaperOrder, challenge: Challenge) -> list[Exhibit]:
    exhibits = []
    for number, evidence in enumerate(challenge.evidence, start=1):
        try:
            data = order.read_evidence(evidence.sha256)
        except KeyError:
            raise LayoutError(
                f"The document “{evidence.name}” is not in the workspace.", "Attach it again."
            ) from None
        exhibits.append(Exhibit.of(number, evidence, data))
    return exhibits


def _caption(filing: Filing, row: ScheduleRow, title: str, path: Path) -> Caption:
    """The caption of the person's own case: its number and name, not those of the motion."""
    bulk = caption_of(filing, title, _STATUTES[path])
    parties = tuple(
        (f"{spoken_name(row.defendant).upper()},", is_indented)
        if text.startswith("PERSONS LISTED")
        else (text.replace("Defendants.", "Defendant."), is_indented)
        for text, is_indented in bulk.parties
    )
    return replace(
        bulk,
        court=bulk.court[:2],
        parties=parties,
        case_number=row.case_number or RULED,
        details=("Hearing: to be set by the court",),
    )


def _fields(filing: Filing, challenge: Challenge) -> dict[str, str]:
    row = challenge.row
    return fields_of(filing) | {
        "defendant": spoken_name(row.defendant).upper() or RULED,
        "case_number": row.case_number or RULED,
        "count": count_of(row),
        "conviction": _conviction(row),
        "ground": challenge.ground,
    }


def _conviction(row: ScheduleRow) -> str:
    """What the record says of the count, and no more."""
    offense = f"{row.section} ({row.offense_text})" if row.offense_text else row.section
    level = level_of(row)
    on = day_of(row.conviction_on)
    return ", ".join(
        (
            f"a charge of section {offense}" if offense else "a charge that the record does not name",
            f"recorded as {'an' if level == 'infraction' else 'a'} {level}"
            if level
            else "its level not recorded",
            f"with a conviction dated {on}" if on else "the date of conviction not recorded",
        )
    )


def _flags(filing: Filing, challenge: Challenge, path: Path) -> dict[str, bool]:
    return flags_of(filing) | {
        "timely": path is Path.TIMELY,
        "serving": challenge.row.is_serving,
        "listing_unknown": challenge.row.is_doj_listed is None and not is_listed(challenge.row),
    }


def _add_index(sheet: PleadingPaper, exhibits: list[Exhibit], own_pages: int) -> None:
    """The index of exhibits: what each is, and the page of its cover sheet (CRC 3.1110(f))."""
    page = own_pages + 1
    for one in exhibits:
        what = f"Exhibit {one.number}: {one.evidence.name}, {many(one.pages, 'page')}"
        sheet.add(Block(Kind.ITEM, (Span(f"{what}, beginning on page {page:,}"),)))
        page += one.pages + 1


RECIPE = Recipe(
    "D10", "opposition", TITLE, FOOTER, PaperKind.PLEADING, _make, applies=_applies, templates=(TEMPLATE,)
)
