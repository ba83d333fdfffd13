"""The kinds of problem an import can meet, each with its plain-words explanation (docs/problems.md).

A problem never makes a row or a person vanish. The kinds that concern a count stand on it
(`Count.problems`), so that the rules can ask for a person to look.
"""

EXPLANATIONS = {
    "BLANK_LINE": "The line is blank.",
    "STRAY_QUOTE": "A stray quotation mark makes the line unreadable; ask the sender for the line again.",
    "TOO_FEW_FIELDS": "The line has fewer than 95 fields; it was cut off or a separator is missing.",
    "TOO_MANY_FIELDS": "The line has more than 95 fields; a value with a comma was not quoted.",
    "NUL_BYTE": "The line holds a NUL byte, the mark of a damaged file.",
    "STRAY_CARRIAGE_RETURN": "A carriage return stands in the middle of the line.",
    "LINE_TOO_LONG": "The line is far longer than any record; a line end is missing.",
    "NO_SUBJECT_ID": "The row names no person (SUBJECT_ID is empty).",
    "NOT_UTF8": "The text is not UTF-8; it was read as Latin-1. Look at accented letters in names.",
    "DUPLICATE_ROW": "The row repeats another row exactly; it was counted and adds nothing.",
    "SSN_MASKED": "Free text held nine digits that could be a Social Security number; they were masked.",
    "POSSIBLE_SAME_PERSON": "Two SUBJECT_IDs share CII number, or name and birth date; nothing was merged.",
    "MISSING_NAME": "The person has no name.",
    "MISSING_BIRTH_DATE": "The person's birth date is missing.",
    "PARTIAL_BIRTH_DATE": "Of the birth date only the year, or the year and month, is known.",
    "IMPOSSIBLE_BIRTH_DATE": "The birth date is not a calendar date; it counts as unknown.",
    "CONFLICTING_BIRTH_DATE": "The person's rows give different birth dates; the date counts as unknown.",
    "CONFLICTING_NAME": "The person's rows give different names; the others are kept as aliases.",
    "CONFLICTING_CII": "The person's rows give different CII numbers; the first is kept.",
    "BAD_COUNT_ORDER": "CNT_ORDER has not twelve digits, so cycle, case and count cannot be told.",
    "CONFLICTING_ROWS": "Rows of a count differ in charge, date, disposition or county; a person must look.",
    "MISSING_CHARGE": "The charge is missing, in the columns and in the comment.",
    "SEVERAL_CHARGES_IN_COMMENT": "The comment names several charges for one count; the first was taken.",
    "COMMENT_NAMES_OTHER_CHARGE": "The comment names a cannabis section that the charge does not.",
    "UNREADABLE_CHARGE": "The charge could not be read as a section of a code.",
    "MISSING_EVENT_DATE": "The date of the court's disposition is missing.",
    "PARTIAL_EVENT_DATE": "Of the disposition's date only the year, or year and month, is known.",
    "IMPOSSIBLE_EVENT_DATE": "The date of the disposition is not a calendar date; it counts as unknown.",
    "CONFLICTING_DISPOSITION_DATE": "DISP_DATE differs from the date of the court's step, which was taken.",
    "IMPOSSIBLE_OFFENSE_DATE": "The arrest or cycle date is not a calendar date; it counts as unknown.",
    "MISSING_DISPOSITION": "The court's step has no disposition.",
    "UNKNOWN_DISPOSITION": "The disposition's words are not known to the layout.",
    "UNKNOWN_STEP_TYPE": "The type of the step is not known to the layout; the row was kept as a count.",
    "MISSING_STEP_TYPE": "The type of the step is missing; the row was kept as a count.",
    "DISPOSITION_OUTSIDE_COURT": "A step outside court carries a conviction; it is not a count.",
    "MISSING_COURT": "The court of a disposition is missing; it may have been a juvenile court.",
    "UNKNOWN_COURT": "The court of a disposition is not written as courts are; it may be a juvenile court.",
    "MISSING_COUNTY": "The county of the court is missing.",
    "UNKNOWN_COUNTY": "The county is not one of California's 58, FEDERAL, OUT OF STATE or a state.",
    "UNKNOWN_LEVEL": "The word for the level is not known; it counts as unknown.",
    "LEVEL_CONFLICT": "The columns disagree whether the count is a felony, misdemeanor or infraction.",
    "UNREADABLE_SENTENCE": "The length of a part of the sentence of a count under review cannot be read.",
    "PROBATION_OR_PRISON": "A count under review has a sentence that says only P: probation or prison.",
    "LATER_STEP_UNMATCHED": "A later court step (set-aside, revocation …) names no count of its cycle.",
    "LATER_STEP_AMBIGUOUS": "A later court step (set-aside, revocation …) fits several counts of its cycle.",
    "LATER_STEP_UNKNOWN": "A later court step's disposition is not known; it may be a revocation or relief.",
    "SENTENCE_MODIFIED": "A later court step modified the sentence; how is not recorded.",
}


def explain(kind: str) -> str:
    """What this kind of problem means, in plain words."""
    return EXPLANATIONS[kind]
