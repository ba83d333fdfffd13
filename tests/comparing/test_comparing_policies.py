"""What if: figures, movers and near-misses agree with deciding every conviction anew under both policies."""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sample_doj

from expunge_desktop.app import main as program
from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, UsageError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_changes import changed_policy, thresholds, with_years
from expunge_desktop.rules.policy_runs import STATUTE_SWITCHES, PolicyRuns
from expunge_desktop.rules.switches import CHOICES, FLAGS
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import DIMENSIONS
from expunge_desktop.services.comparison_report import CSV_HEADER, comparison_json, figure_rows
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.law_library import load_law, load_policy
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.store.findings import stored_facts
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
LA = load_policy("los-angeles-2020")
STATUTE = load_policy("statute-only")


@pytest.fixture(scope="module")
def session(import_people: Callable[[sample_doj.Recipe], Session]) -> Session:
    """A workspace with 500 invented people and many irregular rows; nothing in it is changed."""
    return import_people(sample_doj.Recipe(people=500, seed=21, irregular=0.2))


@pytest.fixture(scope="module")
def facts(session: Session) -> list[ConvictionFacts]:
    with session.read() as connection:
        return [facts_from_json(text) for _, text in stored_facts(connection)]


def _alone(facts: list[ConvictionFacts], policy: Policy, session: Session) -> list[tuple[Outcome, str]]:
    """Every conviction decided by itself, by the engine."""
    found = [evaluate(one, load_law(), policy, AS_OF, session.jurisdiction) for one in facts]
    return [(one.policy_outcome, one.policy_criterion) for one in found]


POLICIES = [
    LA,
    STATUTE,
    load_policy("sacramento"),
    load_policy("san-joaquin"),
    load_policy("san-francisco"),
    changed_policy(LA, ["age_50.years=45"]),
    changed_policy(LA, ["ten_years.years=3", "under_21.years=25"]),
    replace(LA, needs_all_criteria=True),
    *(changed_policy(LA, [f"{name}={value}"]) for name, values in CHOICES.items() for value in values[1:]),
    *(
        changed_policy(LA, [f"{name}={value}"])
        for name in sorted(FLAGS)
        for value in ("yes", "no")
        if getattr(LA.switches, name) is not (value == "yes")
    ),
]


@pytest.mark.slow
def test_shared_work_gives_what_the_engine_gives_under_every_switch(
    facts: list[ConvictionFacts], session: Session
) -> None:
    runs = PolicyRuns(facts, load_law(), AS_OF, session.jurisdiction)
    assert len(facts) > 600
    for policy in POLICIES:
        assert [tuple(one) for one in runs.rulings(policy)] == _alone(facts, policy, session), policy.title


def test_the_switches_of_the_statute_are_switches() -> None:
    assert set(STATUTE_SWITCHES) <= set(CHOICES)


@pytest.mark.parametrize(
    "second", [changed_policy(LA, ["age_50.years=45"]), STATUTE], ids=["age 45", "statute"]
)
def test_movers_and_figures_are_those_of_two_full_runs(
    second: Policy, facts: list[ConvictionFacts], session: Session
) -> None:
    found = PolicyComparer(session).compare(LA, second, AS_OF)
    before, after = _alone(facts, LA, session), _alone(facts, second, session)
    assert found.convictions == len(facts)
    moved = sum(one[0] is not two[0] for one, two in zip(before, after, strict=True))
    assert len(found.movers) == moved > 0
    for figures, rulings in ((found.first_figures, before), (found.second_figures, after)):
        assert figures.outcomes == dict(Counter(outcome.value for outcome, _ in rulings))
        assert figures.dismissed == figures.outcomes["DISMISS_SEAL"]
    for name in DIMENSIONS:
        shares = found.breakdowns[name]
        assert sum(one.convictions for one in shares) == len(facts)
        assert sum(one.moved for one in shares) == moved
        assert sum(one.dismissed_second for one in shares) == found.second_figures.dismissed


def test_people_left_with_nothing_are_counted_over_the_whole_record(session: Session) -> None:
    """Recounted from the movers' ids and the tables, person by person."""
    from sqlalchemy import text

    everything = load_policy("san-francisco")
    comparer = PolicyComparer(session)
    found = comparer.compare(LA, everything, AS_OF)
    outcome_of = _outcomes_by_id(session, LA)
    relieved = {"DISMISS_SEAL", "REDESIGNATE_MISDEMEANOR", "REDESIGNATE_INFRACTION"}
    no_felony = no_conviction = 0
    with session.read() as connection:
        people = connection.execute(text("SELECT id, convictions, felonies FROM person")).all()
        rows = connection.execute(text("SELECT id, person_id, level, disposition FROM conviction")).all()
    for person_id, convictions, felonies in people:
        mine = [row for row in rows if row.person_id == person_id and row.disposition == "CONVICTED"]
        gone = [row for row in mine if outcome_of[row.id] == "DISMISS_SEAL"]
        lesser = [row for row in mine if outcome_of[row.id] in relieved and row.level == "F"]
        no_conviction += bool(convictions) and len(gone) == convictions
        no_felony += bool(felonies) and len(lesser) == felonies
    assert (found.first_figures.left_without_felony, found.first_figures.left_without_conviction) == (
        no_felony,
        no_conviction,
    )
    assert 0 < no_conviction < len(people)


def _outcomes_by_id(session: Session, policy: Policy) -> dict[int, str]:
    with session.read() as connection:
        stored = list(stored_facts(connection))
    law = load_law()
    return {
        id_: evaluate(facts_from_json(text), law, policy, AS_OF, session.jurisdiction).policy_outcome.value
        for id_, text in stored
    }


def test_a_near_miss_is_dismissed_at_the_year_named_and_not_one_sooner(
    facts: list[ConvictionFacts], session: Session
) -> None:
    found = PolicyComparer(session).compare(LA, STATUTE, AS_OF, margin=0)
    assert found.near_misses == ()
    near = PolicyComparer(session).compare(STATUTE, LA, AS_OF, margin=3).near_misses
    assert {one.criterion for one in near} <= {"AGE_50", "UNDER_21", "TEN_YEARS"}
    assert near
    by_report = {one.report: one for one in thresholds(LA)}
    as_it_is = _outcomes_by_id(session, LA)
    for criterion_word in {one.criterion for one in near}:
        criterion = by_report[criterion_word]
        sign = 1 if criterion.test == "age_below" else -1
        expected = {}
        for step in (1, 2, 3):
            years = criterion.years + sign * step
            softer = _outcomes_by_id(session, with_years(LA, criterion.id, years))
            for id_, outcome in softer.items():
                if outcome == "DISMISS_SEAL" != as_it_is[id_]:
                    expected.setdefault(id_, years)
        assert {one.conviction_id: one.years for one in near if one.criterion == criterion_word} == expected


def test_a_further_batch_is_noticed(tmp_path: Path) -> None:
    for number, seed in ((1, 31), (2, 32)):
        sample_doj.write(sample_doj.Recipe(people=20, seed=seed), tmp_path / f"{number}.dat")
    with create_workspace(
        tmp_path / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    ) as opened:
        comparer = PolicyComparer(opened)
        with pytest.raises(AnswerIsNoError, match="Nothing has been imported"):
            comparer.compare(LA, STATUTE, AS_OF)
        import_batch(opened, [tmp_path / "1.dat"])
        first = comparer.compare(LA, STATUTE, AS_OF)
        import_batch(opened, [tmp_path / "2.dat"])
        assert comparer.compare(LA, STATUTE, AS_OF).convictions > first.convictions
        later = comparer.compare(LA, STATUTE, date(2010, 1, 1))
        assert later.first_figures != first.first_figures


def test_it_can_be_stopped(session: Session) -> None:
    class Stopped(SilentProgress):
        def check(self) -> None:
            raise CancelledError("Compare")

    with pytest.raises(CancelledError):
        PolicyComparer(session).compare(LA, STATUTE, AS_OF, progress=Stopped())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("age_50.years", "sets nothing"),
        ("age_50.years=old", "cannot be old"),
        ("age_50.years=0", "cannot be 0"),
        ("age_60.years=45", "age_50.years"),
        ("probation.years=4", "cannot be set"),
        ("age_50.title=x", "cannot be set"),
        ("feb29=never", "february_28"),
        ("include_deceased=perhaps", "include_deceased=yes"),
        ("moon=full", "no switch"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_with_what_may_be_set(change: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed_policy(LA, [change])
    assert words in str(caught.value)


def test_a_changed_policy_says_so_and_leaves_the_first_alone() -> None:
    changed = changed_policy(LA, ["age_50.years=45", "switches.feb29=february_28", "only_cannabis=yes"])
    assert changed.title.endswith("with age_50.years=45, switches.feb29=february_28, only_cannabis=yes")
    assert (changed.criteria[0].years, LA.criteria[0].years) == (45, 50)
    assert changed.switches.feb29 == "february_28"
    assert changed.switches.only_cannabis


def test_the_command_prints_figures_and_writes_the_movers_once(
    session: Session,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "ada invented passphrase")
    out = tmp_path / "movers.csv"
    words = ["compare", str(session.path), "--policy", "los-angeles-2020", "--as-of", "2020-02-11"]
    more = ["--set", "age_50.years=45", "--margin", "2", "--csv", str(out)]
    assert program.main([*words, *more]) == 0
    said = capsys.readouterr().out
    changed = changed_policy(LA, ["age_50.years=45"])
    found = PolicyComparer(session).compare(LA, changed, AS_OF, margin=2)
    for what, one, two, _ in figure_rows(found):
        line = next(line for line in said.splitlines() if line.startswith(what))
        assert line.split()[-2 if one == two else -3].replace(",", "") == str(one)
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == CSV_HEADER
    assert Counter(row[0] for row in rows[1:]) == {
        "moved": len(found.movers),
        "near miss": len(found.near_misses),
    }
    assert all(row[1] for row in rows)
    assert program.main([*words, *more]) == 1  # it exists
    assert program.main(words) == 2  # nothing to compare with
    assert program.main([*words, "--with", "statute-only", "--margin", "-1"]) == 2
    assert comparison_json(found)["moved"] == len(found.movers)
