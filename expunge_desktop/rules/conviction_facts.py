"""The facts of one count under review: raw values of the record, known or None, and its possible priors."""

from dataclasses import dataclass, replace

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the record says of a sentence; `parts` are (kind, length, unit D, M or Y)."""

    conviction_on: PartialDate | None = None
    parts: tuple[tuple[str, int | None, str], ...] = ()
    is_completed: bool | None = None
    completed_on: PartialDate | None = None
    is_serving: bool | None = None
    was_probation_granted: bool | None = None
    probation_status: str = ""
    probation_ended_on: PartialDate | None = None
    is_revoked: bool = False
    revoked_on: PartialDate | None = None
    is_set_aside: bool = False
    set_aside_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """Another entry of the person's record that may disqualify, seen from one count.

    strike, registrable  "definite", "conditional" or empty: on the lists of PC 667(e)(2)(C)(iv), PC 290(c)
    nature               conviction, juvenile, registration, or unclear (disposition unknown)
    on                   the day of the conviction or entry
    is_same_case         None = cannot be told
    same_offense         yes, maybe or empty: counts for the two-prior rule
    """

    ref: str
    charge: str
    nature: str
    on: PartialDate | None = None
    county: str = ""
    is_same_case: bool | None = False
    strike: str = ""
    registrable: str = ""
    same_offense: str = ""
    is_foreign: bool = False
    is_doubtful: bool = False
    is_unreadable: bool = False
    is_registration: bool = False
    is_life_term: bool = False


@dataclass(frozen=True, slots=True)
class LastConvictions:
    """When the person was last convicted, infractions left out: for the ten-year criterion.

    `certain` = the latest first possible day among convictions that surely count; `possible` = the latest
    last possible day among those that may count; `has_undated` = one that may count has no date.
    """

    certain: str = ""
    possible: str = ""
    has_undated: bool = False


@dataclass(frozen=True, slots=True)
class ConvictionFacts:
    """Everything `evaluate` needs to know about one count under review, whatever the date and the policy.

    charge            canonical citation, or the text as recorded when it cannot be read
    comment_charges   cannabis charges that the comment names and the charge does not
    problem_codes     review codes that problems of the import lead to
    only_cannabis     whether all convictions are cannabis convictions; None = cannot be told
    other_sentences   sentences of the other convictions, when all are cannabis convictions
    """

    ref: str
    charge: str
    disposition: Disposition
    county: str = ""
    agency: str = ""
    is_agency_inferred: bool = False
    level: Level | None = None
    has_level_conflict: bool = False
    offense_on: PartialDate | None = None
    offense_on_source: str = ""
    commenced_on: PartialDate | None = None
    born_on: PartialDate | None = None
    is_deceased: bool | None = None
    sentence: Sentence = Sentence()
    cannabis_grams: float | None = None
    concentrate_grams: float | None = None
    plants: int | None = None
    fact_codes: tuple[str, ...] = ()
    other_relief: tuple[str, ...] = ()
    is_doj_listed: bool | None = None
    is_challenged: bool | None = None
    comment_charges: tuple[str, ...] = ()
    problem_codes: tuple[str, ...] = ()
    priors: tuple[Prior, ...] = ()
    last_any: LastConvictions = LastConvictions()
    last_felony: LastConvictions = LastConvictions()
    only_cannabis: bool | None = None
    other_sentences: tuple[Sentence, ...] = ()

    @property
    def conviction_on(self) -> PartialDate | None:
        """The day of the conviction."""
        return self.sentence.conviction_on

    def as_left(self, count: Count) -> "ConvictionFacts":
        """The facts of a count that is no longer under review: what it now is, and no other entry's facts.

        `count` is the count as record and supplied facts say it today; nothing of the person's other entries
        decides about it any more.
        """
        return replace(
            self,
            ref=count.ref,
            charge=count.charge,
            disposition=count.disposition,
            county=count.county,
            agency=count.filing_agency,
            is_agency_inferred=count.is_agency_inferred,
            priors=(),
            last_any=LastConvictions(),
            last_felony=LastConvictions(),
            only_cannabis=None,
            other_sentences=(),
        )
