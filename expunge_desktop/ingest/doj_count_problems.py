"""The sentences that tell a problem of one count, with the row it was met on."""

from collections.abc import Sequence

from expunge_desktop.domain.person import Count
from expunge_desktop.ingest.doj_columns import (
    CONV_OFFENSE_DESCR,
    CYC_DATE,
    DISP_DATE,
    DISP_DESCR,
    DISP_OFFENSE_DESCR,
    OFFENSE_DESCR,
    STP_EVENT_DATE,
    STP_ORI_CNTY_NAME,
    STP_ORI_DESCR,
    STP_TYPE_DESCR,
)
from expunge_desktop.ingest.doj_steps import CountRows, PersonProblem

_SENTENCES = {
    "BAD_COUNT_ORDER": "CNT_ORDER “{ref}” has not twelve digits.",
    "CONFLICTING_ROWS": "The rows of the count differ in charge, date, disposition or county.",
    "MISSING_CHARGE": "The charge is missing.",
    "SEVERAL_CHARGES_IN_COMMENT": "The comment names several charges: “{comment}”.",
    "COMMENT_NAMES_OTHER_CHARGE": "The comment names another charge: “{comment}”.",
    "UNREADABLE_CHARGE": "The charge “{charge}” cannot be read.",
    "MISSING_EVENT_DATE": "The date of the disposition is missing.",
    "PARTIAL_EVENT_DATE": "Of the date of the disposition only “{event}” is known.",
    "IMPOSSIBLE_EVENT_DATE": "The date of the disposition “{event}” is not a date.",
    "CONFLICTING_DISPOSITION_DATE": "The step is dated “{event}”, its disposition “{disposed}”.",
    "IMPOSSIBLE_OFFENSE_DATE": "The cycle's date “{cycle}” is not a date.",
    "MISSING_DISPOSITION": "The court's step has no disposition.",
    "UNKNOWN_DISPOSITION": "The disposition “{words}” is not known.",
    "MISSING_COURT": "The court is missing.",
    "UNKNOWN_COURT": "“{court}” does not name a court.",
    "MISSING_COUNTY": "The county is missing.",
    "UNKNOWN_COUNTY": "The county “{county}” is not known.",
    "UNKNOWN_STEP_TYPE": "The type of the step “{step}” is not known; the row was kept as a count.",
    "MISSING_STEP_TYPE": "The type of the step is missing; the row was kept as a count.",
    "LATER_STEP_UNKNOWN": "A later court step without a known disposition may be a revocation or relief.",
    "LEVEL_CONFLICT": "The columns disagree about the level.",
    "UNKNOWN_LEVEL": "The level is written in a way that is not known.",
    "UNREADABLE_SENTENCE": "The length of a sentence part cannot be read.",
    "PROBATION_OR_PRISON": "A sentence part says only P: probation or prison.",
    "SENTENCE_MODIFIED": "A later step modified the sentence.",
}


def problems_of(count: Count, kinds: Sequence[str], group: CountRows) -> list[PersonProblem]:
    """A problem of the count for each kind, told with the words of its first row."""
    row, (file, line) = group.rows[0], group.places[0]
    words = {
        "ref": count.ref,
        "comment": count.comment,
        "charge": row[CONV_OFFENSE_DESCR] or row[DISP_OFFENSE_DESCR] or row[OFFENSE_DESCR],
        "event": row[STP_EVENT_DATE],
        "disposed": row[DISP_DATE],
        "cycle": row[CYC_DATE],
        "words": row[DISP_DESCR],
        "county": row[STP_ORI_CNTY_NAME],
        "court": row[STP_ORI_DESCR],
        "step": row[STP_TYPE_DESCR],
    }
    return [
        PersonProblem(count.ref, kind, _SENTENCES[kind].format_map(words), file, line)
        for kind in kinds
        if kind in _SENTENCES  # a later step's problem is told once, where the step stands
    ]
