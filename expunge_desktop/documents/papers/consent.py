"""Which prosecuting agencies of a filing the office says have consented, and of which it says nothing.

Only agencies whose rows are in the filing are named: what another agency has authorized is not this motion's.
"""

from expunge_desktop.documents.papers.tally import Tally
from expunge_desktop.domain.office import Office


def agencies_consenting(tally: Tally, office: Office) -> tuple[str, ...]:
    """The agencies of the filing's rows that the office file names as consenting, in alphabetical order."""
    return tuple(one for one in sorted(tally.other_agencies) if _folded(one) in _named(office))


def agencies_silent(tally: Tally, office: Office) -> tuple[str, ...]:
    """The agencies of the filing's rows of whose consent nobody has said anything, in alphabetical order."""
    return tuple(one for one in sorted(tally.other_agencies) if _folded(one) not in _named(office))


def _named(office: Office) -> frozenset[str]:
    return frozenset(_folded(one) for one in office.notice.consenting_agencies)


def _folded(agency: str) -> str:
    return " ".join(agency.split()).casefold()
