"""What the rows of a count say: the charge and its level, what was entered, and in which county's court.

What the same words say is found out once: a county's file has few distinct ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.ingest.doj_charge import Charge, ChargeReader, RecordedLevel
from expunge_desktop.ingest.doj_columns import (
    COMMENT_TEXT,
    CONV_OFFENSE_CODE,
    CONV_OFFENSE_DESCR,
    CONV_OFFENSE_TOC,
    CONV_STAT_DESCR,
    DISP_DESCR,
    DISP_OFFENSE_CODE,
    DISP_OFFENSE_DESCR,
    OFFENSE_CODE,
    OFFENSE_DESCR,
    OFFENSE_TOC,
    STP_ORI_CNTY_NAME,
    STP_ORI_DESCR,
)
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_steps import CountRows

_SAYS = itemgetter(
    CONV_OFFENSE_DESCR, DISP_OFFENSE_DESCR, OFFENSE_DESCR, COMMENT_TEXT,
    CONV_OFFENSE_CODE, DISP_OFFENSE_CODE, OFFENSE_CODE,
    CONV_STAT_DESCR, CONV_OFFENSE_TOC, OFFENSE_TOC,
)  # fmt: skip
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A charge, its level, their kinds of problem; `is_wanted` in full, by disposition."""

    charge: Charge
    level: RecordedLevel
    kinds: tuple[str, ...]
    is_wanted: dict[Disposition, bool]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered and in which county, with kinds of problem."""

    disposition: Disposition
    county: str
    kinds: tuple[str, ...]


class EntryReader:
    """Reads what rows say; one per reader of counts."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._charges = ChargeReader(layout)
        self._said: dict[tuple[str, ...], Said] = {}
        self._entered: dict[tuple[object, ...], Entered] = {}

    def what_is_said(self, row: Sequence[str]) -> Said:
        """The charge and its level, by one row."""
        words = _SAYS(row)
        found = self._said.get(words)
        if found is None:
            if len(self._said) > _REMEMBERED:
                self._said.clear()
            charge, level = self._charges.charge(row), self._charges.level(row)
            found = self._said[words] = Said(charge, level, charge.kinds + level.kinds, {})
        return found

    def said_together(self, rows: Sequence[Sequence[str]]) -> Said:
        """The charge and level by rows of one count that do not say the same: nobody chooses between them."""
        all_said = list(dict.fromkeys(map(self.what_is_said, rows)))
        first = all_said[0]
        charges = {str(said.charge.citation): said.charge for said in all_said if said.charge.code_text}
        levels = [said.level.level for said in all_said if said.level.level is not None]
        charge, level = first.charge, first.level
        if len(charges) > 1:
            texts = " or ".join(one.code_text for one in charges.values())
            charge = Charge(texts, charge.literal, None, (*charge.kinds, "UNREADABLE_CHARGE"))
        if len(set(levels)) > 1 and not level.is_conflict:
            level = RecordedLevel(levels[0], True, (*level.kinds, "LEVEL_CONFLICT"))
        kinds = (kind for said in all_said for kind in said.kinds)
        return Said(charge, level, tuple(dict.fromkeys((*charge.kinds, *level.kinds, *kinds))), {})

    def what_was_entered(self, group: CountRows) -> Entered:
        """The disposition, and the county it was entered in."""
        row, ruling = group.rows[0], group.ruling
        words = (ruling, group.is_registration, row[STP_ORI_DESCR], row[STP_ORI_CNTY_NAME], row[DISP_DESCR])
        found = self._entered.get(words)
        if found is None:
            if len(self._entered) > _REMEMBERED:
                self._entered.clear()
            found = self._entered[words] = self._read_entry(group, row)
        return found

    def _read_entry(self, group: CountRows, row: Sequence[str]) -> Entered:
        disposition, county = group.ruling.disposition, row[STP_ORI_CNTY_NAME].upper()
        court, kinds = self._layout.office(row[STP_ORI_DESCR]), []
        if disposition is Disposition.CONVICTED and court.kind in self._layout.juvenile_courts:
            disposition = Disposition.JUVENILE_ADJUDICATION
        if county not in self._layout.places:
            kinds.append("UNKNOWN_COUNTY" if county else "MISSING_COUNTY")
        if not group.is_registration and not court.kind:
            # It may have been a juvenile court.
            kinds.append("UNKNOWN_COURT" if row[STP_ORI_DESCR] else "MISSING_COURT")
        if not group.ruling.is_known:
            kinds.append("UNKNOWN_DISPOSITION")
        elif disposition is Disposition.UNKNOWN and not row[DISP_DESCR]:
            kinds.append("MISSING_DISPOSITION")
        return Entered(disposition, county, tuple(kinds))
