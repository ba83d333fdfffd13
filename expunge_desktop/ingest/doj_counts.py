"""The counts of one person, from the rows that its steps were sorted into.

A count is one (SUBJECT_ID, CNT_ORDER) with a court disposition, or a registration; never an arrest
(contract, point 23). Conviction date = STP_EVENT_DATE of the conviction row; offense date = the event date
of the arrest row of the same cycle and count, CYC_DATE failing that, else unknown (formats/doj.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, SourceLine
from expunge_desktop.ingest.count_making import count_maker
from expunge_desktop.ingest.doj_cases import Case, cases_by_step
from expunge_desktop.ingest.doj_charge import ChargeReader
from expunge_desktop.ingest.doj_columns import (
    CNT_ORDER,
    COMMENT_TEXT,
    CONV_OFFENSE_DESCR,
    CYC_DATE,
    DISP_DATE,
    DISP_DESCR,
    DISP_OFFENSE_DESCR,
    OFFENSE_DESCR,
    STP_EVENT_DATE,
    STP_ORI_CNTY_NAME,
    STP_ORI_DESCR,
)
from expunge_desktop.ingest.doj_dates import contradict, read_date
from expunge_desktop.ingest.doj_later import LaterStep, Target, acted_on, apply_later_steps, modifications
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_sentence import SentenceReader
from expunge_desktop.ingest.doj_steps import CountRows, PersonProblem, PersonSteps

_NO_CASE = Case("", "")
_DATED = (Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION, Disposition.UNKNOWN)
_SAME_IN_ALL_ROWS = itemgetter(
    CONV_OFFENSE_DESCR, DISP_OFFENSE_DESCR, OFFENSE_DESCR, STP_EVENT_DATE, DISP_DESCR, STP_ORI_CNTY_NAME
)
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
    "MISSING_COUNTY": "The county is missing.",
    "UNKNOWN_COUNTY": "The county “{county}” is not known.",
    "UNKNOWN_STEP_TYPE": "The type of the step is not known; its disposition was kept.",
    "MISSING_STEP_TYPE": "The type of the step is missing; its disposition was kept.",
    "LEVEL_CONFLICT": "The columns disagree about the level.",
    "UNKNOWN_LEVEL": "The level is written in a way that is not known.",
    "UNREADABLE_SENTENCE": "The length of a sentence part cannot be read.",
    "PROBATION_OR_PRISON": "A sentence part says only P: probation or prison.",
    "SENTENCE_MODIFIED": "A later step modified the sentence.",
}


# When, where that was read (arrest, cycle, row), and whether a date was impossible.
_Offense = tuple[PartialDate | None, str, bool]


_FIELDS = (
    "ref",
    "charge",
    "disposition",
    "case_key",
    "county",
    "court",
    "case_number",
    "count_number",
    "offense_text",
    "level",
    "has_level_conflict",
    "offense_on",
    "offense_on_source",
    "conviction_on",
    "event_on",
    "disposition_text",
    "sentence_text",
    "sentence_parts",
    "was_probation_granted",
    "comment",
    "problems",
    "lines",
    "filing_agency",
    "is_agency_inferred",
)
_make_count = count_maker(_FIELDS)


class CountReader:
    """Makes counts of a person's court rows and registrations."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._charges = ChargeReader(layout)
        self._sentences = SentenceReader(layout)

    def read(self, steps: PersonSteps) -> tuple[list[Count], list[PersonProblem]]:
        """Every count, in canonical order, with its later steps applied; and their problems."""
        cases = cases_by_step(steps.court_rows)
        targets = {ref: self._target(group, cases) for ref, group in steps.counts.items()}
        problems: list[PersonProblem] = []
        if steps.later:
            later = [self._later(group, cases) for group in steps.later.values()]
            places = {group.ref: group.places[0] for group in steps.later.values()}
            for ref, kind, sentence in apply_later_steps(list(targets.values()), later):
                problems.append(PersonProblem(ref, kind, sentence, *places[ref]))
        counts = []
        for ref, group in steps.counts.items():
            count = self._count(steps, group, targets[ref])
            counts.append(count)
            if count.problems:
                problems += _problems_of(count, group)
        return counts, problems

    def _target(self, group: CountRows, cases: dict[str, Case]) -> Target:
        row = group.rows[0]
        disposition = group.ruling.disposition
        if disposition is Disposition.CONVICTED and self._is_juvenile_court(row[STP_ORI_DESCR]):
            disposition = Disposition.JUVENILE_ADJUDICATION
        is_placed = group.has_place_in_record
        case = cases.get(group.ref[:6], _NO_CASE) if is_placed else Case("", _own_numbers(group))
        if group.is_registration:
            case = _NO_CASE
        return Target(
            group.ref, group.ref[:3] if is_placed else "", case, self._charges.charge(row), disposition
        )

    def _later(self, group: CountRows, cases: dict[str, Case]) -> LaterStep:
        row = group.rows[0]
        on, _ = read_date(row[STP_EVENT_DATE])
        cycle = group.ref[:3] if group.has_place_in_record else "?"
        case = cases.get(group.ref[:6], _NO_CASE)
        return LaterStep(group.ref, cycle, case, self._charges.charge(row), group.ruling, on, row[DISP_DESCR])

    def _count(self, steps: PersonSteps, group: CountRows, target: Target) -> Count:
        row = group.rows[0]
        charge, disposition, kinds = target.charge, target.disposition, group.kinds + target.kinds
        kinds += charge.kinds
        level = self._charges.level(row)
        kinds += level.kinds
        county = row[STP_ORI_CNTY_NAME].upper()
        if county not in self._layout.places:
            kinds.append("UNKNOWN_COUNTY" if county else "MISSING_COUNTY")
        if disposition is Disposition.UNKNOWN:
            kinds.append("UNKNOWN_DISPOSITION" if row[DISP_DESCR] else "MISSING_DISPOSITION")
        if len(group.rows) > 1 and _conflict(group.rows):
            kinds.append("CONFLICTING_ROWS")
        sentence = self._sentences.read(group.rows, row[DISP_DESCR])
        kinds += sentence.kinds
        event_on = _event_date(row, kinds)
        fields: dict[str, Any] = {}
        agency = ""
        sentence_text = sentence.text
        if group.is_registration:
            offense_on, offense_source = event_on, "row" if event_on else ""
        else:
            offense_on, offense_source, is_impossible = _offense(steps, group, row)
            if is_impossible:
                kinds.append("IMPOSSIBLE_OFFENSE_DATE")
            if (
                level.level in (Level.MISDEMEANOR, Level.INFRACTION)
                and county in self._layout.city_prosecutors
            ):
                agency = self._filing_agency(steps, group, county)
        if target.steps:
            fields = acted_on(target.steps)
            if modified := modifications(target.steps):
                kinds.append("SENTENCE_MODIFIED")
                sentence_text = "; ".join(filter(None, (sentence_text, *modified)))
        values = (
            group.ref,  # ref
            charge.code_text,  # charge
            disposition,  # disposition
            target.case.key,  # case_key
            county,  # county
            row[STP_ORI_DESCR],  # court
            target.case.number,  # case_number
            group.ref[6:9] if target.cycle else "",  # count_number
            charge.literal,  # offense_text
            level.level,  # level
            level.is_conflict,  # has_level_conflict
            offense_on,  # offense_on
            offense_source,  # offense_on_source
            event_on if disposition in _DATED else None,  # conviction_on
            None if disposition in _DATED else event_on,  # event_on
            row[DISP_DESCR],  # disposition_text
            sentence_text,  # sentence_text
            sentence.parts,  # sentence_parts
            sentence.was_probation_granted if disposition in _DATED else None,  # was_probation_granted
            _comment(group.rows) if len(group.rows) > 1 else row[COMMENT_TEXT],  # comment
            tuple(dict.fromkeys(kinds)) if kinds else (),  # problems
            tuple([SourceLine(file, line) for file, line in group.places]),  # lines
            agency,  # filing_agency
            bool(agency),  # is_agency_inferred
        )
        if fields:
            return replace(_make_count(values), **fields)
        return _make_count(values)

    def _is_juvenile_court(self, words: str) -> bool:
        return self._layout.office(words).kind in self._layout.juvenile_courts

    def _filing_agency(self, steps: PersonSteps, group: CountRows, county: str) -> str:
        """The city prosecutor of the arresting police department's city; empty = the District Attorney."""
        number = group.ref[6:9]
        of_cycle = steps.arrests.get(group.ref[:3], [])
        for arrest in [one for one in of_cycle if one[CNT_ORDER][6:9] == number] or of_cycle:
            office = self._layout.office(arrest[STP_ORI_DESCR])
            if office.state == "CA" and office.kind == "PD":
                return self._layout.city_prosecutors[county].get(office.place, "")
        return ""


def _offense(steps: PersonSteps, group: CountRows, row: Sequence[str]) -> _Offense:
    is_impossible = False
    if group.has_place_in_record:
        number = group.ref[6:9]
        for arrest in steps.arrests.get(group.ref[:3], ()):
            if arrest[CNT_ORDER][6:9] == number:
                on, is_impossible = read_date(arrest[STP_EVENT_DATE])
                if on is not None:
                    return on, "arrest", False
    on, is_bad_cycle = read_date(row[CYC_DATE])
    return on, "cycle" if on else "", is_impossible or is_bad_cycle


def _event_date(row: Sequence[str], kinds: list[str]) -> PartialDate | None:
    event_on, is_impossible = read_date(row[STP_EVENT_DATE])
    if event_on is None:
        kinds.append("IMPOSSIBLE_EVENT_DATE" if is_impossible else "MISSING_EVENT_DATE")
    elif row[DISP_DATE] != row[STP_EVENT_DATE]:
        disposed_on, is_impossible = read_date(row[DISP_DATE])
        if is_impossible or (disposed_on is not None and contradict(event_on, disposed_on)):
            kinds.append("CONFLICTING_DISPOSITION_DATE")
    if event_on is not None and not event_on.is_exact:
        kinds.append("PARTIAL_EVENT_DATE")
    return event_on


def _conflict(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of one count differ where they must agree; an empty value contradicts nothing."""
    columns = zip(*map(_SAME_IN_ALL_ROWS, rows), strict=True)
    return any(len(set(values) - {""}) > 1 for values in columns)


def _comment(rows: Sequence[Sequence[str]]) -> str:
    """Every distinct comment of the rows, and every charge recorded besides the first row's."""
    texts = dict.fromkeys(row[COMMENT_TEXT] for row in rows if row[COMMENT_TEXT])
    columns = (CONV_OFFENSE_DESCR, DISP_OFFENSE_DESCR, OFFENSE_DESCR)
    first = {rows[0][column] for column in columns}
    for row in rows[1:]:
        for column in columns:
            if row[column] and row[column] not in first:
                texts[f"ALSO RECORDED: {row[column]}"] = None
    return "; ".join(texts)


def _own_numbers(group: CountRows) -> str:
    """The numbers on the rows of a count whose place in the record cannot be told."""
    return "; ".join(dict.fromkeys(case.number for case in cases_by_step(group.rows).values() if case.number))


def _problems_of(count: Count, group: CountRows) -> list[PersonProblem]:
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
    }
    return [
        PersonProblem(count.ref, kind, _SENTENCES[kind].format_map(words), file, line)
        for kind in count.problems
        if kind in _SENTENCES  # a later step's problem is told once, where the step stands
    ]
