"""Whatever an office writes: shared work over many convictions gives what the engine gives each alone."""

from dataclasses import replace
from datetime import date

import pytest
import sample_doj
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy import (
    COMBINATIONS,
    FIRST_DISMISSALS,
    TESTS,
    TESTS_WITH_DATE,
    TESTS_WITH_YEARS,
    Criterion,
    Jurisdiction,
    Limit,
    Policy,
)
from expunge_desktop.rules.policy_runs import PolicyRuns
from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.session import create_workspace
from expunge_desktop.store.findings import stored_facts
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
COUNTY = Jurisdiction("LOS ANGELES")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> list[ConvictionFacts]:
    """The facts of every conviction under review of 130 invented people with many irregular rows."""
    folder = tmp_path_factory.mktemp("runs")
    sample_doj.write(sample_doj.Recipe(people=130, seed=5, irregular=0.5), folder / "county.dat")
    with create_workspace(
        folder / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    ) as session:
        import_batch(session, [folder / "county.dat"])
        with session.read() as connection:
            read = [facts_from_json(text) for _, text in stored_facts(connection)]
    return [_less_known(place, one) for place, one in enumerate(read)]


def _less_known(place: int, one: ConvictionFacts) -> ConvictionFacts:
    """Every few convictions without a level, with a conflict of levels, an infraction, or a day in doubt."""
    if place % 5 == 0:
        one = replace(one, level=None)
    if place % 7 == 0:
        one = replace(one, has_level_conflict=True)
    if place % 11 == 0:
        one = replace(one, level=Level.INFRACTION)
    if place % 13 == 0 and one.conviction_on is not None:
        known = PartialDate(one.conviction_on.year) if place % 2 else None
        one = replace(one, sentence=replace(one.sentence, conviction_on=known))
    return one


SECTIONS = [
    Citation("11357", (), "HS"), Citation("11357", ("b",), "HS"), Citation("11357", ("c",), "HS"),
    Citation("11358", (), "HS"), Citation("11359", (), "HS"), Citation("11360", ("a",), "HS"),
    Citation("11360", ("a", "2"), "HS"), Citation("11360", (), "HS"), Citation("11530.5", (), "HS"),
]  # fmt: skip


@st.composite
def limits(draw: st.DrawFn) -> Limit | None:
    """No limit, or some sections and levels."""
    sections = draw(st.lists(st.sampled_from(SECTIONS), max_size=3, unique=True))
    levels = draw(st.lists(st.sampled_from(list(Level)), max_size=2, unique=True))
    return Limit(tuple(sections), tuple(levels)) if sections or levels else None


@st.composite
def criteria(draw: st.DrawFn, name: str = "c", depth: int = 2) -> Criterion:
    """A test with what it needs, or parts of parts; limited or not."""
    limit = draw(limits())
    if depth and draw(st.integers(0, 3)) == 0:
        number = draw(st.integers(1, 3))
        parts = tuple(draw(criteria(f"{name}.{place}", depth - 1)) for place in range(number))
        combine = draw(st.sampled_from(sorted(COMBINATIONS)))
        return Criterion(name, name.upper(), name, parts=parts, combine=combine, applies_to=limit)
    test = draw(st.sampled_from(sorted(TESTS)))
    years = draw(st.integers(1, 60)) if test in TESTS_WITH_YEARS else 0
    day = draw(st.dates(date(1965, 1, 1), date(2016, 12, 31))) if test in TESTS_WITH_DATE else None
    return Criterion(name, name.upper(), name, test, years, day, applies_to=limit)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy the language can say."""
    setting: dict[str, object] = {
        name: draw(st.sampled_from(values)) if draw(st.booleans()) else values[0]
        for name, values in CHOICES.items()
    }
    setting |= {name: draw(st.booleans()) for name in sorted(FLAGS)}
    number = draw(st.integers(0, 3))
    return Policy(
        name="any",
        version="1",
        title="any",
        digest=str(draw(st.integers(0, 10**9))),
        switches=Switches(**setting),  # type: ignore[arg-type]
        first_dismissals=tuple(
            draw(st.lists(st.sampled_from(sorted(FIRST_DISMISSALS)), max_size=2, unique=True))
        ),
        criteria=tuple(draw(criteria(f"c{place}")) for place in range(number)),
        needs_all_criteria=draw(st.booleans()),
        is_expanding=draw(st.integers(0, 9)) > 0,
    )


def test_the_sample_has_what_limits_ask_about(facts: list[ConvictionFacts]) -> None:
    assert {one.level for one in facts} == {*Level, None}
    assert any(one.has_level_conflict for one in facts)
    assert sum(one.charge.startswith("HS 11360") for one in facts) > 10
    assert any(one.charge in ("HS 11357", "HS 11360") for one in facts), "a subdivision that is not recorded"


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=policies(), second=policies())
def test_rulings_are_those_of_the_engine(facts: list[ConvictionFacts], first: Policy, second: Policy) -> None:
    """One `PolicyRuns` over both, so that whatever it keeps from the first is used for the second."""
    law = load_law()
    runs = PolicyRuns(facts, law, AS_OF, COUNTY)
    for policy in (first, second):
        some = list(range(0, len(facts), 9))
        few = runs.rulings_at(policy, some)
        rulings = runs.rulings(policy)
        assert few == [rulings[place] for place in some] == runs.rulings_at(policy, some)
        for one, ruling in zip(facts, rulings, strict=True):
            alone = evaluate(one, law, policy, AS_OF, COUNTY)
            assert tuple(ruling) == (alone.policy_outcome, alone.policy_criterion), (one.charge, policy)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(policy=policies())
def test_hand_review_by_a_criterion_always_names_a_code_and_a_missing_fact(
    facts: list[ConvictionFacts], policy: Policy
) -> None:
    law = load_law()
    for one in facts[::7]:
        found = evaluate(one, law, policy, AS_OF, COUNTY, explain=True)
        if "policy.untested" in found.rule_path:
            assert found.review_codes, (one.charge, policy)
            assert found.missing_facts, (one.charge, policy)
        assert set(found.review_codes) <= set(law.review_codes)
        assert all(not missing.startswith(":") for missing in found.missing_facts)
