"""Who gets a notice, and who cannot be reached: one letter per person (contract 25; law/documents.md 6.6).

Privacy: a notice goes to an address that the person's own record gives, in a plain envelope, or nowhere.
Nothing is sent to a person recorded as deceased.
"""

from dataclasses import dataclass

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.fonts import SERIF, clean, wrap

# What a #10 window envelope shows wherever the folded sheet slides, in points from the sheet's top left. The
# window is 1⅛ by 4½ inches, ⅞ inch from the left and ½ inch from the bottom of an envelope of 4⅛ by 9½; the
# sheet is folded in three.
WINDOW_TOP, WINDOW_BOTTOM = 180.0, 228.0
WINDOW_LEFT, WINDOW_RIGHT = grid.LETTER.left, 315.0
SEEN_TOP, SEEN_BOTTOM, SEEN_RIGHT = 147.0, 261.0, 387.0  # nothing but the address: the window may show it
SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)
LEADING = 1.05
_PLAY = 2.0  # points: the seams keep the sheet from sliding all the way

NO_ADDRESS = "no address in the record"
ADDRESSES_DIFFER = "the records give different addresses"
DOES_NOT_FIT = "name and address do not fit the window: address the envelope by hand"


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Name and address as they stand behind the window: lines no wider than it, in one size."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person with all convictions of this filing, in the order of Exhibit A."""

    name: str
    rows: tuple[ScheduleRow, ...]
    block: AddressBlock


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person whose notice cannot be delivered, and why; for the office alone."""

    name: str
    rows: tuple[ScheduleRow, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Mailing:
    """The letters of a filing, the people it cannot reach, and how many are recorded as deceased."""

    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]
    deceased: int


def mailing_of(filing: Filing) -> Mailing:
    """Every person of the filing, once, in the order of their first rows."""
    recipients: list[Recipient] = []
    unreachable: list[Unreachable] = []
    deceased = 0
    for rows in _people(filing):
        name = spoken_name(rows[0].defendant)
        addresses = {row.address.strip() for row in rows} - {""}
        if any(row.is_deceased for row in rows):
            deceased += 1
        elif len(addresses) != 1:
            unreachable.append(Unreachable(name, rows, ADDRESSES_DIFFER if addresses else NO_ADDRESS))
        elif block := window_block(name, addresses.pop()):
            recipients.append(Recipient(name, rows, block))
        else:
            unreachable.append(Unreachable(name, rows, DOES_NOT_FIT))
    return Mailing(tuple(recipients), tuple(unreachable), deceased)


def spoken_name(name: str) -> str:
    """`SAMPLE,ALEX Q` as `ALEX Q SAMPLE`; a name of another form as it is."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not first.strip() or not last.strip():
        return clean(name)
    return clean(f"{first} {last}")


def window_block(name: str, address: str) -> AddressBlock | None:
    """Name and address in the largest size that fits the window; None when the smallest does not."""
    texts = [name, *(line for line in address.splitlines() if line.strip())]
    for size in SIZES:
        lines = [line for text in texts for line in wrap(text, SERIF, size, WINDOW_RIGHT - WINDOW_LEFT)]
        if (len(lines) - 1) * size * LEADING + size <= WINDOW_BOTTOM - WINDOW_TOP + _PLAY:
            return AddressBlock(tuple(lines), size)
    return None


def _people(filing: Filing) -> list[tuple[ScheduleRow, ...]]:
    """Rows by person; a row whose person nobody knows is a person of its own, never joined by a name."""
    found: dict[tuple[int, int], list[ScheduleRow]] = {}
    for row in filing.rows:
        key = (row.person_id, 0) if row.person_id else (0, row.row_no)
        found.setdefault(key, []).append(row)
    return [tuple(rows) for rows in found.values()]
