"""The counts of one person, from the rows that its steps were sorted into.

A count is one (SUBJECT_ID, CNT_ORDER) with a court disposition, or a registration; never an arrest
(contract, point 23). Conviction date = STP_EVENT_DATE of the conviction row; offense date = the event date
of the arrest row of the same cycle and count, CYC_DATE failing that, else unknown (formats/doj.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import cast

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, SourceLine
from expunge_desktop.ingest.brief_count import BriefCount
from expunge_desktop.ingest.count_making import count_maker
from expunge_desktop.ingest.doj_arrest import FIELDS as ARREST_FIELDS
from expunge_desktop.ingest.doj_arrest import arrest_of
from expunge_desktop.ingest.doj_cases import Case, cases_by_step
from expunge_desktop.ingest.doj_charge import Charge
from expunge_desktop.ingest.doj_columns import (
    CNT_ORDER,
    COMMENT_TEXT,
    CONV_OFFENSE_DESCR,
    CONV_OFFENSE_TOC,
    CONV_STAT_DESCR,
    CYC_DATE,
    DISP_DATE,
    DISP_DESCR,
    DISP_OFFENSE_DESCR,
    OFFENSE_DESCR,
    OFFENSE_TOC,
    STP_EVENT_DATE,
    STP_ORI_CNTY_NAME,
    STP_ORI_DESCR,
)
from expunge_desktop.ingest.doj_count_problems import problems_of
from expunge_desktop.ingest.doj_dates import is_impossible, read_date, read_event_date
from expunge_desktop.ingest.doj_entries import Entered, EntryReader, Said
from expunge_desktop.ingest.doj_later import (
    LaterStep,
    Target,
    acted_on,
    apply_later_steps,
    mark_unclear,
    modifications,
)
from expunge_desktop.ingest.doj_layout import MODIFY, Layout
from expunge_desktop.ingest.doj_sentence import Sentence, SentenceReader
from expunge_desktop.ingest.doj_steps import CountRows, PersonProblem, PersonSteps
from expunge_desktop.rules.facts import is_under_review
from expunge_desktop.rules.law import LawBook

_NO_CASE = Case("", "")
_DATED = (Disposition.CONVICTED, Disposition.JUVENILE_ADJUDICATION, Disposition.UNKNOWN)
_MUST_AGREE = (
    CONV_OFFENSE_DESCR, DISP_OFFENSE_DESCR, OFFENSE_DESCR, STP_EVENT_DATE, DISP_DESCR, STP_ORI_CNTY_NAME
)  # fmt: skip
_SAME_IN_ALL_ROWS = itemgetter(*_MUST_AGREE)
_ALIKE = itemgetter(*_MUST_AGREE, COMMENT_TEXT, CONV_STAT_DESCR, CONV_OFFENSE_TOC, OFFENSE_TOC)
_NO_SENTENCE = Sentence((), "", None, ())
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
    *ARREST_FIELDS,
)
_make_count = count_maker(_FIELDS)


class CountReader:
    """Makes counts of a person's court rows and registrations.

    With a law, only counts under review are read in full. Of the others only that is set which the rules
    ask for as a possible earlier or later conviction, and only problems with their sentences are left out:
    of 1.3 million counts in a county some 150,000 are under review. Without a law every count is read in
    full.
    """

    def __init__(self, layout: Layout, law: LawBook | None = None) -> None:
        self._layout = layout
        self._law = law
        self._sentences = SentenceReader(layout)
        self._entries = EntryReader(layout)

    def read(self, steps: PersonSteps) -> tuple[list[Count], list[PersonProblem]]:
        """Every count, in canonical order, with its later steps applied; and their problems."""
        cases = cases_by_step(steps.court_rows)
        problems: list[PersonProblem] = []
        unclear = [one for one in steps.counts.values() if one.ruling.disposition is Disposition.UNKNOWN]
        targets = self._act_on_counts(steps, cases, problems, unclear) if steps.later or unclear else {}
        arrests = [arrest for of_cycle in steps.arrests.values() for arrest in of_cycle]
        has_bad_arrest = any(map(is_impossible, {arrest[STP_EVENT_DATE] for arrest in arrests}))
        counts = []
        for group in steps.counts.values():
            count, kinds = self._count(steps, group, cases, targets.get(group.ref), has_bad_arrest)
            counts.append(count)
            if kinds:
                problems += problems_of(count, kinds, group)
        return counts, problems

    def _act_on_counts(
        self,
        steps: PersonSteps,
        cases: dict[str, Case],
        problems: list[PersonProblem],
        unclear: Sequence[CountRows],
    ) -> dict[str, Target]:
        """Hand the later steps to the counts of their cycles; gives those counts by ref.

        `unclear` are counts of unknown disposition, which may be later steps themselves.
        """
        later = [self._later(group, cases) for group in steps.later.values()]
        cycles = {step.cycle for step in later} | {_cycle(group) for group in unclear}
        targets = {
            ref: self._target(group, cases)
            for ref, group in steps.counts.items()
            if not group.is_registration and ("" in cycles or _cycle(group) in cycles)
        }
        places = {group.ref: group.places[0] for group in steps.later.values()}
        for ref, kind, sentence in apply_later_steps(list(targets.values()), later):
            problems.append(PersonProblem(ref, kind, sentence, *places[ref]))
        mark_unclear(list(targets.values()), [targets[group.ref] for group in unclear])
        return targets

    def _target(self, group: CountRows, cases: dict[str, Case]) -> Target:
        row = group.rows[0]
        disposition = self._entries.what_was_entered(group).disposition
        return Target(
            group.ref, _cycle(group), _case(group, cases), self._entries.what_is_said(row).charge, disposition
        )

    def _later(self, group: CountRows, cases: dict[str, Case]) -> LaterStep:
        row = group.rows[0]
        on, _ = read_date(row[STP_EVENT_DATE])
        case = cases.get(group.ref[:6], _NO_CASE)
        return LaterStep(
            group.ref,
            _cycle(group),
            case,
            self._entries.what_is_said(row).charge,
            group.ruling,
            on,
            row[DISP_DESCR],
        )

    def _count(
        self,
        steps: PersonSteps,
        group: CountRows,
        cases: dict[str, Case],
        target: Target | None,
        has_bad_arrest: bool,
    ) -> tuple[Count, Sequence[str]]:
        """The count and its kinds of problem, which a count not read in full does not carry itself."""
        row, rows = group.rows[0], group.rows
        said = self._entries.what_is_said(row)
        entered = self._entries.what_was_entered(group)
        disposition = entered.disposition
        event_on, event_kinds = read_event_date(row[STP_EVENT_DATE], row[DISP_DATE])
        if len(rows) == 1 or _are_alike(rows):
            is_conflict, comment = False, row[COMMENT_TEXT]
            is_full = said.is_wanted.get(disposition)
            if is_full is None:
                is_full = said.is_wanted[disposition] = self._is_wanted(said.charge, comment, disposition)
        else:
            is_conflict, comment = _conflict(rows), _comment(rows)
            said = self._entries.said_together(rows)
            is_full = self._is_wanted(said.charge, comment, disposition)
        sentence = self._sentences.read(rows, row[DISP_DESCR]) if is_full else _NO_SENTENCE
        kinds: list[str] = []
        if target or is_conflict or group.kinds or said.kinds or entered.kinds:
            kinds += group.kinds
            kinds += target.kinds if target else ()
            kinds += said.kinds
            kinds += entered.kinds
            kinds += ("CONFLICTING_ROWS",) if is_conflict else ()
        kinds += sentence.kinds
        kinds += event_kinds
        offense: _Offense = None, "", False
        if group.is_registration:
            offense = event_on, "row" if event_on else "", False
        elif is_full or event_on is None or has_bad_arrest or is_impossible(row[CYC_DATE]):
            offense = _offense(steps, group, row)
            if offense[2]:
                kinds.append("IMPOSSIBLE_OFFENSE_DATE")
        if target and any(step.ruling.acts == MODIFY for step in target.steps):
            kinds.append("SENTENCE_MODIFIED")
        if kinds:
            kinds = list(dict.fromkeys(kinds))
        if is_full:
            return self._in_full(
                steps, group, cases, target, said, entered, comment, sentence, event_on, offense, kinds
            ), kinds
        brief = BriefCount(
            group.ref,
            said.charge.code_text,
            disposition,
            _case(group, cases).key,
            entered.county,
            said.level.level,
            said.level.is_conflict,
            offense[0],
            event_on if disposition in _DATED else None,
            row[DISP_DESCR],
            comment,
            acted_on(target.steps).get("other_relief", ()) if target else (),
        )
        return cast(Count, brief), kinds

    def _in_full(
        self,
        steps: PersonSteps,
        group: CountRows,
        cases: dict[str, Case],
        target: Target | None,
        said: Said,
        entered: Entered,
        comment: str,
        sentence: Sentence,
        event_on: PartialDate | None,
        offense: _Offense,
        kinds: Sequence[str],
    ) -> Count:
        """Everything the record says of the count."""
        row, is_placed = group.rows[0], group.has_place_in_record
        charge, level, county = said.charge, said.level, entered.county
        case = _case(group, cases)
        if not is_placed and not group.is_registration:
            case = Case("", _own_numbers(group))
        agency = ""
        if (
            level.level in (Level.MISDEMEANOR, Level.INFRACTION)
            and county in self._layout.city_prosecutors
            and not group.is_registration
        ):
            agency = self._filing_agency(steps, group, county)
        acting = target.steps if target else []
        is_dated = entered.disposition in _DATED
        values = (
            group.ref,  # ref
            charge.code_text,  # charge
            entered.disposition,  # disposition
            case.key,  # case_key
            county,  # county
            row[STP_ORI_DESCR],  # court
            case.number,  # case_number
            group.ref[6:9] if is_placed else "",  # count_number
            charge.literal,  # offense_text
            level.level,  # level
            level.is_conflict,  # has_level_conflict
            offense[0],  # offense_on
            offense[1],  # offense_on_source
            event_on if is_dated else None,  # conviction_on
            None if is_dated else event_on,  # event_on
            row[DISP_DESCR],  # disposition_text
            "; ".join(filter(None, (sentence.text, *modifications(acting)))),  # sentence_text
            sentence.parts,  # sentence_parts
            sentence.was_probation_granted if is_dated else None,  # was_probation_granted
            comment,  # comment
            tuple(kinds),  # problems
            tuple([SourceLine(file, line) for file, line in group.places]),  # lines
            agency,  # filing_agency
            bool(agency),  # is_agency_inferred
            *arrest_of(steps, group),
        )
        fields = acted_on(acting) if acting else {}
        return replace(_make_count(values), **fields) if fields else _make_count(values)

    def _is_wanted(self, charge: Charge, comment: str, disposition: Disposition) -> bool:
        """Whether everything the record says of the count is to be read."""
        if self._law is None:
            return True
        return is_under_review(Count("", charge.code_text, disposition, comment=comment), self._law)

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
    is_bad_arrest = False
    if group.has_place_in_record:
        number = group.ref[6:9]
        for arrest in steps.arrests.get(group.ref[:3], ()):
            if arrest[CNT_ORDER][6:9] == number:
                on, is_bad_arrest = read_date(arrest[STP_EVENT_DATE])
                if on is not None:
                    return on, "arrest", False
    on, is_bad_cycle = read_date(row[CYC_DATE])
    return on, "cycle" if on else "", is_bad_arrest or is_bad_cycle


def _case(group: CountRows, cases: dict[str, Case]) -> Case:
    if group.is_registration or not group.has_place_in_record:
        return _NO_CASE
    return cases.get(group.ref[:6], _NO_CASE)


def _cycle(group: CountRows) -> str:
    """The cycle, empty where CNT_ORDER does not tell it."""
    return group.ref[:3] if group.has_place_in_record else ""


def _are_alike(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a count say the same but for the parts of its sentence, as nearly all do."""
    first = _ALIKE(rows[0])
    return all(_ALIKE(row) == first for row in rows)


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
