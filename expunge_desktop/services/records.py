"""The frozen records that services hand to the window and the command line."""

from dataclasses import dataclass, field

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import Person, SourceLine
from expunge_desktop.services.supplied_list import SuppliedRecord


@dataclass(frozen=True, slots=True)
class ConvictionFilter:
    """What the list of convictions is narrowed to; empty means all.

    `text` is matched against name, case number, CII and section, each word anywhere. `outcomes` are final
    outcomes. `years` are conviction years, both ends included. `is_decided` None means either.
    """

    text: str = ""
    outcomes: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    review_codes: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    is_decided: bool | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter offers, with how many convictions of the current assessment have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Everything the filter bar offers."""

    outcomes: tuple[Choice, ...]
    criteria: tuple[Choice, ...]
    agencies: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    review_codes: tuple[Choice, ...]
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class ConvictionRow:
    """One line of the list of convictions."""

    id: int
    finding_id: int | None
    person_name: str
    born_on: str
    case_number: str
    count_number: str
    code_section: str
    offense_text: str
    level: str
    conviction_on: str
    county: str
    agency: str
    is_agency_inferred: bool
    statutory_outcome: str
    policy_outcome: str
    policy_criterion: str
    review_codes: tuple[str, ...]
    is_disputed: bool
    final_outcome: str
    decision: str  # confirm, override, hold, challenge or empty
    decided_by: str
    needs_new_look: bool  # a fact the decision rested on has changed
    is_departed: bool = False  # the present law no longer puts the count under review
    hidden: str = ""  # “Sealed by the court on …” or “Destroyed”: then nothing else is filled


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A document attached to a challenge; its bytes are found by the SHA-256."""

    name: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What an attorney said, and when, with the documents attached to a challenge."""

    action: str
    outcome: str
    reason: str
    decided_at: str
    decided_by: str
    evidence: tuple[EvidenceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """An attorney's or paralegal's note on a conviction."""

    text: str
    written_at: str
    written_by: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source row as delivered, less the SSN and licence columns: (column, value), empty ones left out."""

    file_name: str
    line: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConvictionDetail:
    """One conviction with everything a reviewer needs beside it."""

    row: ConvictionRow
    person: Person
    count_ref: str
    finding: Finding | None  # with its steps
    assessment: str  # "los-angeles-2020 (version …) as of 2020-02-11", or empty
    decisions: tuple[DecisionRecord, ...]
    notes: tuple[NoteRecord, ...]
    siblings: tuple[ConvictionRow, ...]  # other convictions under review of the same person
    files: tuple[str, ...] = field(default=())  # names of the batch's files, by ordinal
    lines: tuple[SourceLine, ...] = ()
    supplied: tuple[SuppliedRecord, ...] = ()  # but for other counts under review, oldest first
    overdue: str = ""  # flag of HS 11361.5 in a sentence: destruction overdue, unconfirmed


@dataclass(slots=True)
class Refreshed:
    """What computing the facts of one batch anew did: its convictions afterwards, and how many of which kind.

    `entered` are counts the law newly puts under review, `departed` those it no longer does; `departures`
    are their ids.
    """

    batch_id: int
    convictions: int = 0
    changed: int = 0
    entered: int = 0
    departures: list[int] = field(default_factory=list)

    @property
    def departed(self) -> int:
        """How many left review."""
        return len(self.departures)

    @property
    def figures(self) -> dict[str, int]:
        """What the workspace and its audit trail keep of it."""
        names = ("convictions", "changed", "entered", "departed")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class FactsApplied:
    """What an assessment did with supplied facts: rows and people taken up, and what that changed."""

    facts: int = 0
    people: int = 0
    changed: int = 0
    entered: int = 0
    departed: int = 0

    def add(self, done: Refreshed) -> None:
        """Count what became of the convictions of one batch."""
        self.changed += done.changed
        self.entered += done.entered
        self.departed += done.departed


@dataclass(frozen=True, slots=True)
class AssessmentInfo:
    """One run of law and policy; `policy_source` says where criteria that are not its own were read."""

    id: int
    as_of: str
    policy_name: str
    policy_version: str
    policy_title: str
    is_policy_signed: bool
    made_at: str
    made_by: str
    findings: int
    totals: dict[str, int]
    refreshed: tuple[Refreshed, ...] = ()  # batches whose facts it computed anew, because the law had changed
    applied: FactsApplied = field(default_factory=FactsApplied)  # supplied facts it took up
    is_policy_unconfirmed: bool = False
    policy_source: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of the window shows."""

    county: str
    office_name: str
    batches: int
    people: int
    counts: int
    under_review: int
    assessment: AssessmentInfo | None
    decided: int
    undecided: int
    final_outcomes: tuple[Choice, ...]
    filings: int
    is_law_changed: bool = False  # the program's law data are not those the facts or the assessment stand by
    sealed: int = 0  # convictions the court has sealed, in no other figure here
    in_doubt: int = 0  # that may be sealed ones delivered again, likewise (`services.may_be_sealed`)
    facts_waiting: int = 0  # supplied facts and withdrawals no assessment has taken up yet
    destroyed: int = 0  # convictions whose record was destroyed, in no other figure here
