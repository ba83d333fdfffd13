"""An office's own criteria on top of the law, as data, and whose office it is."""

from dataclasses import dataclass, field
from datetime import date

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Level
from expunge_desktop.rules.switches import Switches

# Dismissed before any screen (contract, point 1), in the order of reporting: what each means.
FIRST_DISMISSALS = {
    "MISD_POSSESSION": "possession (11357) or supply of not more than one ounce (11360(b)) below a felony",
    "FELONY_11357_A_B": "a felony under 11357(a) or (b)",
    "FELONY_11357_B": "a felony recorded under 11357(b)",
    "ALL_11357": "every conviction under 11357, of any subdivision and level",
}
# What a criterion may test, in words; `{years}` and `{date}` are the number and the day it is given.
TESTS = {
    "age_at_evaluation": "the person is {years} years old or older on the evaluation date; the birthday "
    "counts",
    "age_below": "the person was under {years} years old on the day of the conviction (of the offense, where "
    "the switch under21_at says so)",
    "years_without_conviction": "no conviction in the {years} years before the evaluation date; infractions, "
    "and one exactly so old, do not count (which others do, says the switch ten_years_counts)",
    "years_without_felony": "no felony conviction in the {years} years before the evaluation date; one "
    "exactly so old does not count",
    "years_since_conviction": "this conviction was entered {years} years or more before the evaluation date",
    "convicted_before": "this conviction was entered before {date}",
    "convicted_on_or_after": "this conviction was entered on {date} or later",
    "probation_completed": "probation was granted and completed",
    "deceased": "a death is recorded",
    "only_cannabis": "every conviction of the record is for cannabis and every sentence is over",
    "single_conviction": "this count is the only conviction on the record, of any kind and level",
    "sentence_over": "the sentence for this count is over",
    "every_conviction": "holds for every conviction that reaches the criteria",
}
TESTS_WITH_YEARS = frozenset(
    (
        "age_at_evaluation",
        "age_below",
        "years_without_conviction",
        "years_without_felony",
        "years_since_conviction",
    )
)
TESTS_WITH_DATE = frozenset(("convicted_before", "convicted_on_or_after"))
# How the parts of a criterion are put together.
COMBINATIONS = {
    "any": "one of the parts is enough",
    "all": "every part must hold",
    "none": "no part may hold",
}
LEVEL_WORDS = {"felony": Level.FELONY, "misdemeanor": Level.MISDEMEANOR, "infraction": Level.INFRACTION}


@dataclass(frozen=True, slots=True)
class Limit:
    """What a criterion applies to; outside of it the criterion does not hold.

    `sections` are of the Health and Safety Code, each with everything below it: 11360(a) is 11360(a) and
    11360(a)(2), 11357 is every subdivision. `levels` are those of the conviction. Empty: not limited so.
    """

    sections: tuple[Citation, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ground on which the office dismisses.

    `test` is a word of `TESTS` with its `years` or its `day`, or empty for a criterion made of `parts`, put
    together by `combine`, a word of `COMBINATIONS`. `report` is the word written into findings (AGE_50).
    """

    id: str
    report: str
    title: str
    test: str = ""
    years: int = 0
    day: date | None = None
    parts: tuple["Criterion", ...] = ()
    combine: str = "any"
    applies_to: Limit | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The criteria a named attorney signs: switches, first dismissals, criteria; `digest` over the text.

    `source` says where criteria that are not the office's own were read; `is_unconfirmed` that nobody has
    compared them with the office they are named after.
    """

    name: str
    version: str
    title: str
    digest: str
    switches: Switches = field(default_factory=Switches)
    first_dismissals: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    needs_all_criteria: bool = False
    is_expanding: bool = True
    source: str = ""
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose convictions this installation may decide: the county, and the prosecuting agencies that agreed.

    `authorised_agencies` None = all agencies of the county; otherwise exact names (contract, point 8).
    """

    county: str
    authorised_agencies: frozenset[str] | None = None
