"""The records of the law book: one dated, cited entry each, as an attorney wrote them into resources/law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

UNDER_18, FROM_18_TO_20, FROM_21 = "under 18", "18-20", "21+"
BANDS = (UNDER_18, FROM_18_TO_20, FROM_21)
WITHIN, UNKNOWN, OVER = "within", "unknown", "over"
QUANTITIES = (WITHIN, UNKNOWN, OVER)
LEVELS = ("F", "M", "I")


@dataclass(frozen=True, slots=True)
class Source:
    """Authority, confidence, and the day an attorney last verified the entry (None: nobody yet)."""

    citation: str
    confidence: str = "high"
    verified_on: date | None = None
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Aggravator:
    """A fact that keeps the felony of an amended section: `kind` is prior, two_priors or fact."""

    id: str
    kind: str
    fact: str
    ages: frozenset[str]
    needs_over: bool
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Alternative:
    """The outcome on the other reading, with its condition; `when` is a quantity or an outcome letter.

    Either `outcome` is that outcome, or `quantity` says at which quantity the table gives it: what another
    amount leads to depends on the age at the offense.
    """

    when: str
    outcome: str
    quantity: str
    because: str
    levels: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class SectionRow:
    """One row of the before → after table: a section and subdivision within its dates in force.

    `outcomes` answers (age band, quantity, level); `like` names, by level, the row whose outcomes apply.
    """

    id: str
    section: str
    subdivision: str
    title: str
    in_force_from: date
    in_force_to: date
    levels: tuple[tuple[date, date, frozenset[str]], ...]
    measure: str
    proves: str
    outcomes: Mapping[tuple[str, str, str], str]
    reasons: Mapping[str, str]
    disputes: Mapping[str, tuple[int, ...]]
    alternative: Alternative | None
    like: Mapping[str, str]
    is_predecessor: bool
    also_cultivation_until: date | None
    aggravators: tuple[Aggravator, ...]
    source: Source

    def possible_levels(self, earliest: date, latest: date) -> frozenset[str]:
        """The levels this offense could be recorded at, for an offense and conviction between two days."""
        found: frozenset[str] = frozenset()
        for start, end, possible in self.levels:
            if start <= latest and end >= earliest:
                found |= possible
        return found


@dataclass(frozen=True, slots=True)
class Disqualifier:
    """One section of a disqualifying list; `subdivisions` and `levels` refine `certainty`."""

    section: str
    code: str
    name: str
    clause: str
    certainty: str
    subdivisions: Mapping[tuple[str, ...], str]
    levels: Mapping[str, str]
    attempt: str
    conspiracy: str
    excusable: frozenset[str]
    life_term: str
    source: Source


@dataclass(frozen=True, slots=True)
class Never:
    """A section outside HS 11361.8 whatever the facts."""

    section: str
    code: str
    rule: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReviewCode:
    """Why a person must look: what is missing, which document answers it."""

    code: str
    title: str
    missing: str
    document: str
    citation: str
    stops_first_dismissals: bool
    if_unanswered: str

    @property
    def sentence(self) -> str:
        """`HR-AGE: the birth date or the offense date (booking record …)`."""
        return f"{self.code}: {self.missing} ({self.document})"


@dataclass(frozen=True, slots=True)
class Dispute:
    """An entry of the dispute register."""

    number: int
    title: str
    default: str
    switch: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule asks, in words for a lawyer."""

    id: str
    question: str
    source: Source
