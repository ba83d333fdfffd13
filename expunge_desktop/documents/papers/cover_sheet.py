"""D0, the office's own cover sheet of a filing: never filed, it ties the papers to the audit chain.

The only paper that bears the head of the audit chain (design, "The way of data" 8): all others are the
same for two workspaces with the same inputs (contract 26).
"""

from io import BytesIO

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.exhibit.cover import CoverLine
from expunge_desktop.documents.filing import SCHEDULES, Filing, substance_digest
from expunge_desktop.documents.manifest import MissingPaper, PaperEntry, ReleaseStep
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.wording import SCHEDULE_TITLES, criteria_note, long_date

TITLE = "Cover sheet"
_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 540.0, 708.0, 72.0


def cover_sheet(
    filing: Filing,
    mark: PaperMark,
    papers: tuple[PaperEntry, ...],
    not_printed: tuple[MissingPaper, ...],
    releases: tuple[ReleaseStep, ...],
    signature: str,
) -> bytes:
    """The PDF. `signature` says who signed the policy off, or that nobody has."""
    lines = [*_head(filing, signature), *_papers(papers, not_printed), *_sources(filing), *_steps(releases)]
    pages = _paginate(lines)
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    ink = Ink(canvas)
    middle = grid.PAGE_WIDTH / 2
    for number, page in enumerate(pages, start=1):
        for y, text, size, face in page:
            ink.put(_LEFT, y, text, face, size)
        ink.rule(_LEFT, 56, _RIGHT, 56, 0.5)
        ink.put_centered(middle, 42, mark.footer, SERIF, 10)
        ink.put_centered(middle, 29, mark.place(number, len(pages)), SERIF, 10)
        if not mark.is_released:
            draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)
        ink.flush()
        if number == 1:
            canvas.bookmarkHorizontalAbsolute("cover", grid.PAGE_HEIGHT)
            canvas.addOutlineEntry(f"{TITLE}, {filing.id}", "cover", level=0)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(filing: Filing, signature: str) -> list[CoverLine]:
    group = f", {filing.group} {filing.group_value}" if filing.group != "none" else ""
    return [
        CoverLine(f"Filing {filing.id}{group}", 18, is_bold=True),
        CoverLine("Internal: not filed with the court."),
        CoverLine(f"Decided as of {long_date(filing.as_of)} under “{filing.policy.title}”", space=12),
        CoverLine(criteria_note(filing.policy.name), 10, space=2),
        CoverLine(f"Criteria: {filing.policy.name}, version {filing.policy.version}, {signature}"),
        CoverLine(f"Criteria SHA-256 {filing.policy.digest}", 10),
        CoverLine(f"Law data SHA-256 {filing.law_digest}", 10),
        CoverLine(f"Content SHA-256 {substance_digest(filing)}", 10),
        CoverLine(f"Audit chain head {filing.audit_head}", 10),
        CoverLine(f"{many(len(filing.rows), 'conviction')}, {filing.undecided:,} undecided", space=12),
        *(
            CoverLine(
                f"Schedule {number}: {many(filing.counts[number], 'row')} – {SCHEDULE_TITLES[number]}",
                space=2,
            )
            for number in SCHEDULES
        ),
    ]


def _papers(papers: tuple[PaperEntry, ...], not_printed: tuple[MissingPaper, ...]) -> list[CoverLine]:
    lines = [CoverLine("Papers", is_bold=True, space=12)]
    for paper in papers:
        extent = many(paper.pages, "page") if paper.pages else many(paper.rows, "row")
        lines.append(CoverLine(f"{paper.document}  {paper.file}  ({extent})", space=4))
        lines.append(CoverLine(f"SHA-256 {paper.sha256}", 10, space=0))
    lines.extend(
        CoverLine(f"{missing.document}  not printed: {missing.sentence}", space=4) for missing in not_printed
    )
    return lines


def _sources(filing: Filing) -> list[CoverLine]:
    lines = [CoverLine("Source files", is_bold=True, space=12)]
    for source in filing.sources:
        lines.append(CoverLine(f"Batch {source.batch}: {source.name}", space=4))
        lines.append(CoverLine(f"SHA-256 {source.sha256}", 10, space=0))
    return lines


def _steps(releases: tuple[ReleaseStep, ...]) -> list[CoverLine]:
    if not releases:
        return [CoverLine("Not released.", is_bold=True, space=12)]
    return [
        CoverLine("Release", is_bold=True, space=12),
        *(CoverLine(f"{one.step}: {one.by}, {one.at}", space=4) for one in releases),
    ]


def _paginate(lines: list[CoverLine]) -> list[list[tuple[float, str, float, str]]]:
    pages: list[list[tuple[float, str, float, str]]] = [[]]
    y = _TOP
    for part in lines:
        face = SERIF_BOLD if part.is_bold else SERIF
        y -= part.space
        for line in wrap(part.text, face, part.size, _RIGHT - _LEFT):
            y -= part.size * 1.2
            if y < _BOTTOM:
                pages.append([])
                y = _TOP - part.size * 1.2
            pages[-1].append((y, line, part.size, face))
    return pages
