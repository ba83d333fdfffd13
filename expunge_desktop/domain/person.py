"""People and their counts as a batch delivers them, whatever its layout.

These frozen records are what `ingest` produces, `rules` reads and `store` keeps. A *count* is one
charge with a court disposition (a conviction when `disposition` is CONVICTED), a juvenile
adjudication, or a registration entry. Facts of a case never stand in for facts of a count.
"""

from dataclasses import dataclass
from datetime import date

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a value came from: the ordinal of the file in its batch (from 1) and the line in it (from 1)."""

    file: int
    line: int


@dataclass(frozen=True, slots=True)
class SentencePart:
    """One part of a sentence: `kind` PROBATION, JAIL, PRISON, FINE or as recorded; `length` in D, M or Y.

    `length` is None when none is recorded or it cannot be read.
    """

    kind: str
    length: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Count:
    """One count of one person.

    ref                 the source's key for it, unique within the person (DOJ: CNT_ORDER)
    case_key            what makes two counts "the same case"; empty = cannot be told
    county              county of the court in capitals; FEDERAL, a state's name, or empty = unknown
    court               court or agency as recorded
    filing_agency       the prosecuting office; empty = the county's District Attorney
    case_number         as the court writes it, several joined by "; "; never trimmed
    count_number        as recorded; empty = unknown
    charge              the section as recorded: "11357(B) HS"
    offense_text        the literal: "POSSESS MARIJUANA"
    level               None = unknown; `has_level_conflict` when the source disagrees with itself
    offense_on          None = unknown; `offense_on_source` says where it came from (arrest, cycle, row)
    commenced_on        filing or arraignment, when the record has it (PC 804)
    conviction_on       conviction, juvenile adjudication, or a disposition that may be one
    event_on            date of an entry that is none of these: dismissal, registration …
    disposition         with the source's own words in `disposition_text`
    sentence_parts      DOJ's; `sentence_text` is for the reviewer
    is_sentence_completed / is_serving / was_probation_granted   None = unknown
    probation_status    COMPLETED, TERMINATED EARLY, REVOKED, ACTIVE or empty = unknown
    revoked_on          latest PROBATION REVOKED step acting on this count; `is_revoked` even when undated
    set_aside_on        1203.4 family step acting on this count; `is_set_aside` even when undated
    cannabis_grams, concentrate_grams, plants   proved by the file; None = unknown
    fact_codes          codes of formats/case-list.md ("SALE_TO_MINOR" …), proved facts
    other_relief        "1203.4", "17(b)", "11361.8" …
    is_doj_listed, is_challenged   None = unknown
    comment             free text of the row, SSN patterns masked
    problems            kinds of problem this count carries (docs/problems.md)
    lines               the source rows it was read from
    cii_number          the person's state number on the row itself; empty: the row says none
    arrested_on, arresting_agency, booking_number   of its arrest; unknown where the record is silent
    court_code          the Department's code of the court (ORI); empty = unknown
    """

    ref: str
    charge: str
    disposition: Disposition
    case_key: str = ""
    county: str = ""
    court: str = ""
    filing_agency: str = ""
    is_agency_inferred: bool = False
    case_number: str = ""
    count_number: str = ""
    offense_text: str = ""
    level: Level | None = None
    has_level_conflict: bool = False
    offense_on: PartialDate | None = None
    offense_on_source: str = ""
    commenced_on: PartialDate | None = None
    conviction_on: PartialDate | None = None
    event_on: PartialDate | None = None
    disposition_text: str = ""
    sentence_text: str = ""
    sentence_parts: tuple[SentencePart, ...] = ()
    is_sentence_completed: bool | None = None
    sentence_completed_on: PartialDate | None = None
    is_serving: bool | None = None
    was_probation_granted: bool | None = None
    probation_status: str = ""
    probation_ended_on: PartialDate | None = None
    is_revoked: bool = False
    revoked_on: PartialDate | None = None
    is_set_aside: bool = False
    set_aside_on: PartialDate | None = None
    cannabis_grams: float | None = None
    concentrate_grams: float | None = None
    plants: int | None = None
    fact_codes: frozenset[str] = frozenset()
    other_relief: tuple[str, ...] = ()
    is_doj_listed: bool | None = None
    is_challenged: bool | None = None
    comment: str = ""
    problems: tuple[str, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    cii_number: str = ""
    arrested_on: PartialDate | None = None
    arresting_agency: str = ""
    booking_number: str = ""
    court_code: str = ""

    @property
    def is_county_ambiguous(self) -> bool:
        """Whether the county's name is that of a state as well ("Nevada" by itself)."""
        return "AMBIGUOUS_COUNTY" in self.problems

    @property
    def has_unread_fact(self) -> bool:
        """Whether a code among the proved facts is none of those known: it may stand for any of them."""
        return "UNKNOWN_FACT" in self.problems


# No known record has as many counts: a longer one is a mixture or a hoax, left to a person (HR-IDENTITY).
MOST_COUNTS = 1000
RECORD_TOO_LONG = "RECORD_TOO_LONG"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a batch with every count, in the canonical order of the source.

    `is_deceased` None = unknown. `born_on` None = unknown. `fbi_number` is empty where the rows disagree;
    `address` is in lines as on an envelope.
    """

    key: str
    name: str
    last_name: str = ""
    first_name: str = ""
    aliases: tuple[str, ...] = ()
    born_on: PartialDate | None = None
    is_deceased: bool | None = None
    deceased_on: PartialDate | None = None
    sex: str = ""
    race: str = ""
    cii_number: str = ""
    address: tuple[str, ...] = ()
    fbi_number: str = ""
    counts: tuple[Count, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One source file's proof that every line is in exactly one place: lines = header + imported + set aside.

    `duplicates` are exact repeats: they count as imported and add nothing (contract, point 21).
    """

    file: str
    sha256: str
    size: int
    lines: int
    header: int
    imported: int
    set_aside: int
    duplicates: int

    @property
    def is_balanced(self) -> bool:
        """Every line is in exactly one place."""
        return self.lines == self.header + self.imported + self.set_aside


@dataclass(frozen=True, slots=True)
class Batch:
    """One import as delivered, for lists and the ledger."""

    id: int
    layout: str
    county: str
    imported_at: str
    imported_by: str
    received_on: date | None
    files: tuple[LedgerLine, ...]
    people: int
    counts: int
    under_review: int
    problems: int
