"""What becomes of one row of a released filing: filed, ruled on, entered by the court, by the Department."""

from enum import StrEnum


class FilingStatus(StrEnum):
    """The newest that is known of a row; before the first of these the filing is a draft or released."""

    FILED = "filed"
    GRANTED = "granted"
    DENIED = "denied"
    GRANTED_IN_PART = "granted in part"
    COURT_UPDATED = "court updated"
    DOJ_UPDATED = "DOJ updated"


RULINGS = frozenset((FilingStatus.GRANTED, FilingStatus.DENIED, FilingStatus.GRANTED_IN_PART))
_RELIEF = frozenset((FilingStatus.GRANTED, FilingStatus.GRANTED_IN_PART))

# What a row must be before; None = released and not yet filed. A ruling may be corrected by another one
# (nunc pro tunc); a denial ends the row's way unless it is.
BEFORE: dict[FilingStatus, frozenset[FilingStatus | None]] = {
    FilingStatus.FILED: frozenset((None,)),
    FilingStatus.GRANTED: RULINGS | {FilingStatus.FILED},
    FilingStatus.DENIED: RULINGS | {FilingStatus.FILED},
    FilingStatus.GRANTED_IN_PART: RULINGS | {FilingStatus.FILED},
    FilingStatus.COURT_UPDATED: frozenset(_RELIEF),
    FilingStatus.DOJ_UPDATED: frozenset((FilingStatus.COURT_UPDATED,)),
}


def may_follow(status: FilingStatus, before: FilingStatus | None) -> bool:
    """Whether a row that is `before` can become `status`; a ruling is not given twice."""
    return before in BEFORE[status] and status is not before


def status_named(text: str) -> FilingStatus | None:
    """The status of a word as people write it: `Granted`, `granted-in-part`, `doj_updated`; None = none."""
    words = " ".join(text.replace("-", " ").replace("_", " ").casefold().split())
    return next((status for status in FilingStatus if status.value.casefold() == words), None)
