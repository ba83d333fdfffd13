"""What the rules may ask of another count than the one they decide, and no more.

A county has 1.3 million counts, of which some 150,000 are under review. The others matter only as possible
earlier or later convictions (rules.facts, rules.prior_facts, rules.last_convictions). Whoever asks a brief
count for anything else gets an AttributeError, never a default that the record does not say.
"""

from typing import ClassVar

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate


class BriefCount:
    """A count that is not under review; its fields are those of `domain.person.Count` with these names."""

    __slots__ = (
        "case_key",
        "charge",
        "comment",
        "conviction_on",
        "county",
        "disposition",
        "disposition_text",
        "has_level_conflict",
        "level",
        "offense_on",
        "other_relief",
        "ref",
    )
    fact_codes: ClassVar[frozenset[str]] = frozenset()  # this layout proves none
    has_unread_fact: ClassVar[bool] = False  # so none is unread
    cii_number: ClassVar[str] = ""  # its subjects are told apart by SUBJECT_ID
    is_county_ambiguous: ClassVar[bool] = False  # its column names counties
    is_doj_listed: ClassVar[None] = None  # nor says which counts were on the list

    def __init__(
        self,
        ref: str,
        charge: str,
        disposition: Disposition,
        case_key: str,
        county: str,
        level: Level | None,
        has_level_conflict: bool,
        offense_on: PartialDate | None,
        conviction_on: PartialDate | None,
        disposition_text: str,
        comment: str,
        other_relief: tuple[str, ...] = (),
    ) -> None:
        self.ref = ref
        self.charge = charge
        self.disposition = disposition
        self.case_key = case_key
        self.county = county
        self.level = level
        self.has_level_conflict = has_level_conflict
        self.offense_on = offense_on
        self.conviction_on = conviction_on
        self.disposition_text = disposition_text
        self.comment = comment
        self.other_relief = other_relief
