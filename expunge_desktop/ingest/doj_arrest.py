"""What the Department's update form asks of a count besides the court's words (law/court-paper.md 4.8).

Arrest date, arresting agency and booking number stand on the arrest rows of the count's cycle; the court's
code on the count's own row. Where the arrest rows of a cycle disagree and none is of the count, nothing is
taken: a form must not show another arrest.
"""

from collections.abc import Sequence

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.ingest.doj_columns import (
    CNT_ORDER,
    FE_NUM_BOOKING,
    STP_EVENT_DATE,
    STP_ORI_CODE,
    STP_ORI_DESCR,
)
from expunge_desktop.ingest.doj_dates import read_date
from expunge_desktop.ingest.doj_steps import CountRows, PersonSteps, Row

Arrest = tuple[PartialDate | None, str, str, str]
FIELDS = ("arrested_on", "arresting_agency", "booking_number", "court_code")
NO_ARREST: Arrest = None, "", "", ""


def arrest_of(steps: PersonSteps, group: CountRows) -> Arrest:
    """The values of `FIELDS` for a count in full; each is empty where the record is silent."""
    if group.is_registration:
        return NO_ARREST
    court_code = group.rows[0][STP_ORI_CODE]
    arrests = steps.arrests.get(group.ref[:3], ()) if group.has_place_in_record else ()
    if not arrests:
        return None, "", _agreed(group.rows, FE_NUM_BOOKING), court_code
    number = group.ref[6:9]
    own: Sequence[Row] = [row for row in arrests if row[CNT_ORDER][6:9] == number] or arrests
    on, _ = read_date(_agreed(own, STP_EVENT_DATE))
    booking = _agreed(own, FE_NUM_BOOKING) or _agreed(group.rows, FE_NUM_BOOKING)
    return on, _agency(own), booking, court_code


def _agency(arrests: Sequence[Row]) -> str:
    """The arresting agency with its code, as the form wants both: `CAPD TORRANCE (CA0197200)`."""
    name, code = _agreed(arrests, STP_ORI_DESCR), _agreed(arrests, STP_ORI_CODE)
    return f"{name} ({code})" if name and code else name or code


def _agreed(rows: Sequence[Row], column: int) -> str:
    """The one value that the rows give in a column, empty where they give none or several."""
    if len(rows) == 1:
        return rows[0][column]
    values = {row[column] for row in rows} - {""}
    return values.pop() if len(values) == 1 else ""
