"""A filing: everything its papers are made from, frozen (law/documents.md 6, contract 16).

A filing is made once from the newest assessment and the attorneys' decisions, kept as canonical JSON
and never changed; the same filing printed twice gives the same bytes. `substance_digest` covers what the
papers say and leaves out what only marks the moment (id, audit head, signature, how many rows are still
undecided), so that it tells whether the data of today would still give the same papers.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from expunge_desktop.documents.records import from_plain, to_plain
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
class PolicyMark:
    """Which criteria file decided, and who signed it when the filing was made (empty = unsigned)."""

    name: str
    version: str
    title: str
    digest: str
    attorney: str = ""
    adopted_on: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the rows were read from, as delivered."""

    batch: int
    name: str
    sha256: str


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

    @property
    def is_serving(self) -> bool:
        """The sentence still runs: a petition under HS 11361.8(a)–(d), outside subdivision (g)."""
        return self.route == Route.PETITION

    @property
    def is_by_decision(self) -> bool:
        """Rests on an attorney's own decision, neither on the statute nor on the policy."""
        return self.ground == "DECISION"


@dataclass(frozen=True, slots=True)
class Filing:
    """A set of papers for one court and one set of convictions.

    group           none, court or agency, with `group_value` the court or agency of this filing
    as_of           the evaluation date of the assessment, ISO
    batches         the ids of the batches the rows come from
    audit_head      the head of the audit chain when the filing was made
    undecided       rows no attorney has decided, at that moment
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


_ROW_FIELDS = tuple(field.name for field in fields(ScheduleRow))


def to_json(filing: Filing) -> str:
    """The filing as canonical JSON: sorted keys, no blanks, rows as arrays under their column names."""
    return _canonical(_plain(filing))


def from_json(text: str) -> Filing:
    """The filing again. Raises ValueError or TypeError when the text is not one."""
    data = json.loads(text)
    columns = data["rows"]["columns"]
    rows = tuple(
        ScheduleRow(**dict(zip(columns, values, strict=True))) for values in data.pop("rows")["values"]
    )
    return replace(from_plain(Filing, {**data, "rows": []}), rows=rows)


def substance_digest(filing: Filing) -> str:
    """SHA-256 over what the papers say; see the head of this module."""
    policy = replace(filing.policy, attorney="", adopted_on="")
    plain = _plain(replace(filing, id="", audit_head="", policy=policy, undecided=0))
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
