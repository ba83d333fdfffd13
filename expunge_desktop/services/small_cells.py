"""Small counts withheld from figures, with what would give them back by subtraction (Penal Code 11144).

Law asks for statistics without identity; a smallest cell is recommended (law/privacy.md 7).
"""

from collections.abc import Sequence

WITHHELD = "*"


def suppressed(counts: Sequence[int], smallest: int) -> tuple[list[str], bool]:
    """The counts of one total as they go out, and whether the total itself may.

    Counts from 1 to below `smallest` become `*`. When subtracting the others from the total would narrow
    them down (a single one, or a sum hardly above their number), the next smallest is withheld too, under
    the same mark, so that nobody can tell which of them is small; when none is left, the total is. Zero says
    nothing of anybody and stays. `smallest` 0 keeps everything.
    """
    hidden = [place for place, count in enumerate(counts) if 0 < count < smallest]
    others = sorted((count, place) for place, count in enumerate(counts) if count >= smallest)
    while hidden and others and not _is_safe([counts[place] for place in hidden], smallest):
        hidden.append(others.pop(0)[1])
    is_total_given = not hidden or _is_safe([counts[place] for place in hidden], smallest)
    shown = [WITHHELD if place in hidden else str(count) for place, count in enumerate(counts)]
    return shown, is_total_given


def _is_safe(counts: Sequence[int], smallest: int) -> bool:
    """Their sum may be known: several, and at least `smallest` more than their number."""
    return len(counts) > 1 and sum(counts) - len(counts) >= smallest
