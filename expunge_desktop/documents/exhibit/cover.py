"""The cover page of a volume of Exhibit A: whose motion, which version, which rows, subtotals."""

from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.exhibit.extent import Extent
from expunge_desktop.documents.filing import SCHEDULES, Filing
from expunge_desktop.documents.typeset.content import centered
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.wording import SCHEDULE_TITLES, criteria_note, long_date

_BOTTOM = 58.0
_SCALES = (1.0, 0.92, 0.85, 0.78)
_CONFIDENTIAL = (
    "CONFIDENTIAL BY LAW. State and local summary criminal history information (Pen. Code, §§ 11105, "
    "11140–11144, 13300–13305). Lodged with the court, not open to inspection (Cal. Rules of Court, rule "
    "2.550(a)(2)). A public version is filed."
)
_PUBLIC = (
    "PUBLIC VERSION. Dates of birth, identification numbers and aliases are left out; the confidential "
    "version is lodged with the court. Row numbers are the same in both."
)
_READING = (
    "Each row is one count; other counts of the same case are not affected. Dates are written "
    "year-month-day, as far as the record gives them; “unknown” means that the record does not say. "
)
_GROUND = (
    "Ground: the rule of law, or the criterion of the office's policy, that the row rests on; DECISION means "
    "an attorney's own decision. “Agency inferred” means that the filing agency was concluded from the "
    "arresting agency. "
)
_FALLBACK = (
    "Fallback: the relief under the statute where the dismissal asked for in Schedule 4 is declined; “none” "
    "where the review found none."
)


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A paragraph of the cover: text, size, weight, centered or not, space above."""

    text: str
    size: float = 12.0
    is_bold: bool = False
    is_centered: bool = False
    space: float = 6.0


def cover_lines(filing: Filing, extent: Extent, *, is_public: bool) -> tuple[CoverLine, ...]:
    """What the cover says, top down."""
    court = filing.office.court
    parts = [
        CoverLine("EXHIBIT A", 24, is_bold=True, is_centered=True),
        CoverLine("Schedule of convictions", 16, is_centered=True, space=8),
        CoverLine(
            extent.volume_words if extent.volumes > 1 else "", 14, is_bold=True, is_centered=True, space=6
        ),
        CoverLine(", ".join(filter(None, (court.name, court.county))), is_centered=True, space=10),
        CoverLine("The People of the State of California v. Persons listed in Exhibit A", is_centered=True),
        CoverLine(f"Case No. {court.case_number or '____________________'}", is_centered=True),
        CoverLine(_PUBLIC if is_public else _CONFIDENTIAL, is_bold=True, space=12),
        CoverLine(extent.rows_words, is_bold=True, space=10),
        *(
            CoverLine(
                f"{extent.subtotal_words(number, filing.counts[number])} – {SCHEDULE_TITLES[number]}",
                space=2,
            )
            for number in SCHEDULES
        ),
        CoverLine(f"Total of all schedules: {many(len(filing.rows), 'row')}", is_bold=True, space=2),
        CoverLine(_unnumbered(filing), 11, space=2),
        CoverLine(
            f"Decided as of {long_date(filing.as_of)} under “{filing.policy.title}”, {filing.policy.name} "
            f"version {filing.policy.version}, SHA-256 {filing.policy.digest}.",
            11,
            space=10,
        ),
        CoverLine(criteria_note(filing.policy.name), 11, space=2),
        CoverLine(f"Law data, SHA-256 {filing.law_digest}.", 11, space=2),
        CoverLine(_READING + ("" if is_public else _GROUND) + _FALLBACK, 11),
    ]
    return tuple(part for part in parts if part.text)


def _unnumbered(filing: Filing) -> str:
    """How many rows a clerk must find without a case number; empty when every row has one."""
    number = sum(not row.case_number for row in filing.rows)
    return f"Without a court case number in the record: {many(number, 'row')}." if number else ""


def cover_pieces(lines: tuple[CoverLine, ...], width: float, height: float) -> tuple[Placed, ...]:
    """The cover's text in its place, smaller where long names ask for it.

    Raises LayoutError when a name or title is too long for one page in the smallest size too.
    """
    for scale in _SCALES:
        pieces = _placed(lines, width, height, scale)
        if pieces[-1].y >= _BOTTOM:
            return pieces
    raise LayoutError(
        "The cover of Exhibit A does not fit one page: a court's or policy's name is too long.",
        "Shorten the court's name in the office file or the title of the policy.",
    )


def _placed(lines: tuple[CoverLine, ...], width: float, height: float, scale: float) -> tuple[Placed, ...]:
    left, right = 90.0, width - 90.0
    y = height - 68
    pieces: list[Placed] = []
    for part in lines:
        y -= part.space * scale
        face = SERIF_BOLD if part.is_bold else SERIF
        size = part.size * scale
        for line in wrap(part.text, face, size, right - left):
            y -= size * 1.2
            if part.is_centered:
                pieces.append(centered(width / 2, y, line, face, size))
            else:
                pieces.append(Placed(left, y, line, face, size))
    return tuple(pieces)
