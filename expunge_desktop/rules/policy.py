"""An office's own criteria on top of the law, as data, and whose office it is."""

from dataclasses import dataclass, field

from expunge_desktop.rules.switches import Switches

# Dismissed before any screen (contract, point 1), in the order of reporting: what each means.
FIRST_DISMISSALS = {
    "MISD_POSSESSION": "possession (11357) or supply of not more than one ounce (11360(b)) below a felony",
    "FELONY_11357_A_B": "a felony under 11357(a) or (b)",
    "FELONY_11357_B": "a felony recorded under 11357(b)",
    "ALL_11357": "every conviction under 11357, of any subdivision and level",
}
# What a criterion may test, in words; those of `TESTS_WITH_YEARS` compare with `years`.
TESTS = {
    "age_at_evaluation": "the person has reached this age on the evaluation date; the birthday counts",
    "age_below": "the person was younger than this on the day of the conviction (or offense: under21_at)",
    "years_without_conviction": "every conviction lies at least so many years before the evaluation date",
    "probation_completed": "probation was granted and completed",
    "deceased": "a death is recorded",
    "only_cannabis": "every conviction of the record is for cannabis and every sentence is over",
    "single_conviction": "this count is the only conviction on the record, of any kind and level",
    "sentence_over": "the sentence for this count is over",
    "every_conviction": "holds for every conviction that reaches the criteria",
}
TESTS_WITH_YEARS = frozenset(("age_at_evaluation", "age_below", "years_without_conviction"))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ground on which the office dismisses.

    `test` is a word of `TESTS` with its `years`, or empty for a criterion made of `parts`: any of them, or
    all when `needs_all`. `report` is the word written into findings (AGE_50).
    """

    id: str
    report: str
    title: str
    test: str = ""
    years: int = 0
    parts: tuple["Criterion", ...] = ()
    needs_all: bool = False


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
