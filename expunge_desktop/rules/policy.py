"""An office's own criteria on top of the law, as data, and whose office it is."""

from dataclasses import dataclass, field

from expunge_desktop.rules.switches import Switches

# Dismissed before any screen (contract, point 1), in the order of reporting.
FIRST_DISMISSALS = ("MISD_POSSESSION", "FELONY_11357_A_B")
# What a criterion may test; those of the second set compare with `years`.
TESTS = frozenset(
    (
        "age_at_evaluation",
        "age_below",
        "years_without_conviction",
        "probation_completed",
        "deceased",
        "only_cannabis",
    )
)
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
    """The criteria a named attorney signs: switches, first dismissals, criteria; `digest` over the source."""

    name: str
    version: str
    title: str
    digest: str
    switches: Switches = field(default_factory=Switches)
    first_dismissals: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    needs_all_criteria: bool = False
    is_expanding: bool = True


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose convictions this installation may decide: the county, and the prosecuting agencies that agreed.

    `authorised_agencies` None = all agencies of the county; otherwise exact names (contract, point 8).
    """

    county: str
    authorised_agencies: frozenset[str] | None = None
