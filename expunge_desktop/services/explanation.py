"""The records of one explanation: everything a lawyer needs to follow, and check, one finding."""

from dataclasses import dataclass

from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.services.records import ConvictionDetail


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a value stands: file, line, column as the file heads it; the text as recorded may be blank."""

    file_name: str
    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact that was used.

    key     a stable name for programs
    group   the heading it stands under
    value   in words; "not recorded" when unknown
    is_known   False: unknown, and never taken for something else silently
    note    how it was computed or inferred; empty when it is as recorded
    """

    key: str
    group: str
    what: str
    value: str
    is_known: bool = True
    note: str = ""
    sources: tuple[FactSource, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """Another entry of the person's record that mattered, and why."""

    charge: str
    as_recorded: str
    on: str
    case_number: str
    county: str
    disposition: str
    level: str
    timing: str
    why: tuple[str, ...]
    sources: tuple[FactSource, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of the policy with its answer."""

    report: str
    title: str
    answer: str
    because: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What a person must settle: what is missing, and which document would supply it."""

    code: str
    title: str
    missing: str
    document: str
    citation: str = ""
    unanswered: str = ""


@dataclass(frozen=True, slots=True)
class DisputedPoint:
    """A point on which lawyers differ, or a switch of the policy that would change the result.

    number      of the dispute register; 0 for a switch without an entry
    chosen      what this policy's switch says; empty where the point has none
    default     what the program does, as the register says
    otherwise   the result on the other choice, in words
    reading     what those say who read the point otherwise
    """

    number: int
    question: str
    chosen: str = ""
    default: str = ""
    switch: str = ""
    otherwise: tuple[str, ...] = ()
    reading: str = ""
    is_same_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    """What the finding rests on as law and policy.

    law_state      one sentence: verified by counsel or not, and since when
    stale          a sentence when the assessment was made under other law data; else empty
    unconfirmed    questions whose authority counsel has marked, or left, unconfirmed
    """

    as_of: str
    policy_name: str
    policy_title: str
    policy_version: str
    policy_digest: str
    policy_state: str
    policy_source: str
    law_digest: str
    law_state: str
    stale: str
    unconfirmed: tuple[str, ...]
    assessment_id: int
    made_at: str
    made_by: str
    audit_head: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One conviction explained. `authority` is None and the lists are short while nothing was assessed."""

    detail: ConvictionDetail
    facts: tuple[FactLine, ...]
    others: tuple[OtherEntry, ...] = ()
    steps: tuple[Step, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    criteria_question: str = ""
    open_points: tuple[OpenPoint, ...] = ()
    inferences: tuple[str, ...] = ()
    disputed: tuple[DisputedPoint, ...] = ()
    authority: Authority | None = None
    confidence_because: tuple[str, ...] = ()
    statutory_reason: str = ""
    alternative: str = ""

    @property
    def finding(self) -> Finding | None:
        """The finding, with its steps."""
        return self.detail.finding
