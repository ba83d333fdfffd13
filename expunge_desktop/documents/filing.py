"""A filing: everything its papers are made from, frozen (law/documents.md 6, contract 16).

A filing is made once from the newest assessment and the attorneys' decisions, kept as canonical JSON
and never changed; the same filing printed twice gives the same bytes. `substance_digest` covers what the
papers say and leaves out what only marks the moment (id, audit head, signature, the program's version, how
many rows are decided), so that it tells whether the data of today would still give the same papers.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from expunge_desktop.documents.records import from_plain, to_plain
from expunge_desktop.domain.court_profile import CourtProfile
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Outcome, Route

SCHEDULES = (1, 2, 3, 4)
RELIEF_WORDS = {
    Outcome.DISMISS_SEAL: "Dismiss and seal",
    Outcome.REDESIGNATE_MISDEMEANOR: "Redesignate as misdemeanor",
    Outcome.REDESIGNATE_INFRACTION: "Redesignate as infraction",
}
DISCRETIONARY_RELIEF = "Dismiss"
NO_FALLBACK = "none"


@dataclass(frozen=True, slots=True)
class SwitchMark:
    """A point on which reasonable lawyers differ, as the policy settles it: "Which day counts" – "the …"."""

    name: str  # ten_years_counts
    value: str  # any | felony, yes | no …
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PolicyMark:
    """Which criteria file decided, and who signed it when the filing was made (empty = unsigned).

    first_dismissals    dismissed before any screen: (code of the ground, what it means)
    criteria            the office's own, in the order of reporting: (code, what is asked); none that a
                        switch puts out of use
    needs_all_criteria  they hold only together
    is_expanding        the policy goes beyond the statute at all
    is_unconfirmed      nobody has compared it with the criteria of the office it is named after
    switches            every switch of the policy
    positions           what the program does on the disputed points that no switch decides: (point, position)
    """

    name: str
    version: str
    title: str
    digest: str
    attorney: str = ""
    adopted_on: str = ""
    first_dismissals: tuple[tuple[str, str], ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    needs_all_criteria: bool = False
    is_expanding: bool = True
    is_unconfirmed: bool = False
    switches: tuple[SwitchMark, ...] = ()
    positions: tuple[tuple[str, str], ...] = ()

    def switch(self, name: str) -> str:
        """The value of a switch; empty where the filing does not record it."""
        return next((one.value for one in self.switches if one.name == name), "")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the rows were read from, as delivered: lines = header + imported + set aside."""

    batch: int
    name: str
    sha256: str
    size: int = 0  # bytes
    lines: int = 0
    imported: int = 0
    set_aside: int = 0
    received_on: str = ""  # ISO; empty = nobody has said


@dataclass(frozen=True, slots=True)
class TemplateText:
    """The wording of one paper as it was when the filing was made; version 0 is the one that ships."""

    name: str  # notice_of_motion.txt
    version: int
    digest: str
    text: str


Tally = tuple[tuple[str, int], ...]  # (code, how many), in the order of the codes


@dataclass(frozen=True, slots=True)
class Screening:
    """What law, policy and attorneys came to over the whole workspace, for D4 and D18.

    outcomes, statutory   convictions by outcome of the policy, of the statute alone
    review_codes          hand reviews by reason code (a conviction may have several)
    decisions             newest decisions by action (confirm, override, hold, challenge)
    departures            decisions whose outcome is not the program's
    tested_cases          worked and synthetic cases the rules were tried on; 0 = not known
    program               name and version of the program that made the filing
    """

    people: int = 0
    convictions: int = 0
    outcomes: Tally = ()
    statutory: Tally = ()
    review_codes: Tally = ()
    decisions: Tally = ()
    departures: int = 0
    undecided_reviews: int = 0
    tested_cases: int = 0
    program: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One count of Exhibit A (law/documents.md 6.3, the confidential version).

    schedule        1 dismiss and seal by the statute, 2 misdemeanor, 3 infraction, 4 dismissal by the
                    office's policy or decision only (contract 16)
    relief          what the People ask for
    fallback        Schedule 4: the statutory relief in the alternative, or "none"; else empty
    ground          the rule of law, the policy criterion, or DECISION when an attorney departed from both
    route           the path of HS 11361.8 / 11361.9 the finding names
    statutory       the outcome under the statute alone
    is_doj_listed   None = unknown
    person_id       the person in this workspace; 0 = not known
    address         lines for a notice, joined by line feeds; empty = not deliverable (contract 25)
    fbi_number … court_code   what the Department's update form asks for (court-paper.md 4.8); empty = unknown
    Dates are ISO as far as known; an empty date, level or count number is unknown.
    """

    row_no: int
    schedule: int
    case_number: str
    other_case_numbers: str
    courthouse: str
    defendant: str
    aliases: str
    born_on: str
    cii_number: str
    count_number: str
    section: str
    offense_text: str
    level: str
    offense_on: str
    conviction_on: str
    disposition: str
    agency: str
    relief: str
    fallback: str
    ground: str
    route: str
    statutory: str
    is_doj_listed: bool | None
    remarks: str
    conviction_id: int
    person_id: int = 0
    address: str = ""
    is_deceased: bool | None = None
    fbi_number: str = ""
    arrested_on: str = ""
    arresting_agency: str = ""
    booking_number: str = ""
    court_code: str = ""

    @property
    def is_serving(self) -> bool:
        """The sentence still runs: a petition under HS 11361.8(a)–(d), outside subdivision (g)."""
        return self.route == Route.PETITION

    @property
    def is_by_decision(self) -> bool:
        """Rests on an attorney's own decision, neither on the statute nor on the policy."""
        return self.ground == "DECISION"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document attached to a challenge; its bytes stay in the workspace, found by their SHA-256."""

    name: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """A count the People oppose, never a row of a schedule (law/documents.md 6.8; law/corrections.md 14).

    row             the count as Exhibit A would show it; `schedule` 0
    ground          the attorney's own words
    was_recorded_by_doj_date   the record itself tells of a challenge under HS 11361.9(c) before 1 July 2020;
                    None = unknown
    """

    row: ScheduleRow
    ground: str
    decided_on: str
    decided_by: str
    was_recorded_by_doj_date: bool | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A set of papers for one court and one set of convictions.

    group           none, court or agency, with `group_value` the court or agency of this filing
    as_of           the evaluation date of the assessment, ISO
    batches         the ids of the batches the rows come from
    audit_head      the head of the audit chain when the filing was made
    undecided       rows no attorney has decided, at that moment
    profile         what the court asks of its papers
    templates       the wording of every paper at that moment; what is not here is the wording that ships
    challenges      counts the People oppose (of the same group)
    """

    id: str
    office: Office
    policy: PolicyMark
    law_digest: str
    as_of: str
    group: str
    group_value: str
    batches: tuple[int, ...]
    audit_head: str
    sources: tuple[SourceFile, ...]
    rows: tuple[ScheduleRow, ...]
    undecided: int
    profile: CourtProfile = field(default_factory=CourtProfile)
    templates: tuple[TemplateText, ...] = ()
    screening: Screening = Screening()
    challenges: tuple[Challenge, ...] = ()

    def wording(self, template: str) -> TemplateText | None:
        """The frozen wording of a paper, None where the one that ships is meant."""
        return next((one for one in self.templates if one.name == template), None)

    def of_schedule(self, schedule: int) -> tuple[ScheduleRow, ...]:
        """The rows of one schedule, in order."""
        return tuple(row for row in self.rows if row.schedule == schedule)

    @property
    def counts(self) -> dict[int, int]:
        """Rows per schedule, schedules without rows included."""
        counts = dict.fromkeys(SCHEDULES, 0)
        for row in self.rows:
            counts[row.schedule] += 1
        return counts

    @property
    def matter(self) -> str:
        """How the papers name this filing: its id and its batches."""
        batches = ", ".join(str(batch) for batch in self.batches)
        return f"{self.id}, batch {batches}" if len(batches) <= 12 else self.id

    @property
    def policy_mark(self) -> str:
        """Criteria file, version, short digest and evaluation date, as printed on every paper."""
        name, version = _shortened(self.policy.name, 24), _shortened(self.policy.version, 12)
        return f"{name} {version} ({self.policy.digest[:12]}) as of {self.as_of}"


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def number_rows(rows: Iterable[ScheduleRow]) -> tuple[ScheduleRow, ...]:
    """Rows in the order of Exhibit A, numbered from 1: schedule, case number, count.

    A count that the source delivered under two people (one human with two SUBJECT_IDs, never merged
    silently) stands twice; the later row says so, for the clerk must enter it once.
    """
    first: dict[tuple[str, ...], int] = {}
    numbered = []
    for number, row in enumerate(sorted(rows, key=_order), start=1):
        earlier = first.setdefault(_same_count(row), number) if _same_count(row) else number
        remark = "" if earlier == number else f"Same case and count as row {earlier:,}."
        remarks = " ".join(filter(None, (row.remarks, remark)))
        numbered.append(replace(row, row_no=number, remarks=remarks))
    return tuple(numbered)


def _same_count(row: ScheduleRow) -> tuple[str, ...]:
    """What makes two rows one count to the court; empty where the record cannot tell."""
    if not row.case_number or not row.count_number:
        return ()
    return (row.courthouse, row.case_number, row.count_number, row.section, row.conviction_on, row.defendant)


def _order(row: ScheduleRow) -> tuple[Any, ...]:
    count = int(row.count_number) if row.count_number.isdecimal() else 10**9
    return (
        row.schedule,
        row.case_number,
        row.courthouse,
        count,
        row.count_number,
        row.defendant,
        row.section,
        row.conviction_id,
    )


_ROW_FIELDS = tuple(one.name for one in fields(ScheduleRow))


def to_json(filing: Filing) -> str:
    """The filing as canonical JSON: sorted keys, no blanks, rows as arrays under their column names."""
    return _canonical(_plain(filing))


def from_json(text: str) -> Filing:
    """The filing again. Raises ValueError or TypeError when the text is not one."""
    try:
        data = json.loads(text)
        columns = data["rows"]["columns"]
        rows = tuple(
            ScheduleRow(**dict(zip(columns, values, strict=True))) for values in data.pop("rows")["values"]
        )
        return replace(from_plain(Filing, {**data, "rows": []}), rows=rows)
    except (LookupError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a filing: {error}") from None


def substance_digest(filing: Filing) -> str:
    """SHA-256 over what the papers say; see the head of this module."""
    policy = replace(filing.policy, attorney="", adopted_on="")
    moment = {"program": "", "tested_cases": 0, "decisions": (), "departures": 0, "undecided_reviews": 0}
    plain = _plain(
        replace(
            filing,
            id="",
            audit_head="",
            policy=policy,
            undecided=0,
            screening=replace(filing.screening, **moment),  # type: ignore[arg-type]
            templates=tuple(replace(one, version=0, text="") for one in filing.templates),
        )
    )
    return hashlib.sha256(_canonical(plain).encode()).hexdigest()


def _plain(filing: Filing) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(replace(filing, rows=()))
    plain["rows"] = {
        "columns": list(_ROW_FIELDS),
        "values": [[getattr(row, name) for name in _ROW_FIELDS] for row in filing.rows],
    }
    return plain


def _canonical(plain: dict[str, Any]) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
