"""Work that other processes do for a comparison is the work this one would have done."""

import pickle
from collections.abc import Callable
from datetime import date

import pytest
import sample_doj

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy_changes import changed_policy
from expunge_desktop.rules.policy_runs import PolicyRuns
from expunge_desktop.services import comparison_reading
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_reading import ShareMaker
from expunge_desktop.services.law_library import load_law, load_policy, shipped_policies
from expunge_desktop.services.session import Session
from expunge_desktop.store.findings import stored_facts

AS_OF = date(2020, 2, 11)
LA = load_policy("los-angeles-2020")


@pytest.fixture(scope="module")
def session(import_people: Callable[[sample_doj.Recipe], Session]) -> Session:
    """300 invented people; nothing in it is changed."""
    return import_people(sample_doj.Recipe(people=300, seed=5, irregular=0.2))


@pytest.mark.parametrize("name", sorted(shipped_policies()))
def test_shares_of_some_give_the_rulings_of_all(name: str, session: Session) -> None:
    with session.read() as connection:
        texts = [facts for _, facts in stored_facts(connection)]
    facts = [facts_from_json(text) for text in texts]
    policy, law, whose = load_policy(name), load_law(), session.jurisdiction
    maker = ShareMaker(law, policy, AS_OF, whose)
    size = len(texts) // 4 + 1
    shares = [
        pickle.loads(pickle.dumps(maker.share(texts[start : start + size])))
        for start in range(0, len(texts), size)
    ]
    together = PolicyRuns(facts, law, AS_OF, whose)
    together.adopt(policy, shares)
    alone = PolicyRuns(facts, law, AS_OF, whose)
    assert together.rulings(policy) == alone.rulings(policy)
    changed = changed_policy(LA, ["age_50.years=40", "ten_years_counts=felony"])
    assert together.rulings(changed) == alone.rulings(changed)


def test_several_processes_give_the_comparison_one_gives(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = changed_policy(LA, ["age_50.years=40"])
    alone = PolicyComparer(session).compare(LA, second, AS_OF, margin=3)
    monkeypatch.setattr(comparison_reading, "_LARGE", 1)
    monkeypatch.setattr(comparison_reading, "_AT_A_TIME", 60)
    assert PolicyComparer(session).compare(LA, second, AS_OF, margin=3) == alone
    assert alone.movers


def test_the_work_of_several_processes_can_be_stopped(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(SilentProgress):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 200:
                raise CancelledError("Compare")

    monkeypatch.setattr(comparison_reading, "_LARGE", 1)
    monkeypatch.setattr(comparison_reading, "_AT_A_TIME", 60)
    comparer = PolicyComparer(session)
    with pytest.raises(CancelledError):
        comparer.compare(LA, LA, AS_OF, progress=Stopped())
    assert comparer.compare(LA, LA, AS_OF).movers == ()


def test_rulings_stay_right_after_more_policies_than_are_remembered(session: Session) -> None:
    with session.read() as connection:
        facts = [facts_from_json(text) for _, text in list(stored_facts(connection))[:120]]
    runs = PolicyRuns(facts, load_law(), AS_OF, session.jurisdiction)
    first = list(runs.rulings(LA))
    others = [changed_policy(LA, [f"age_50.years={years}"]) for years in range(20, 90)]
    for policy in others:
        runs.rulings(policy)
    assert runs.rulings(LA) == first
    fresh = PolicyRuns(facts, load_law(), AS_OF, session.jurisdiction)
    assert runs.rulings(others[3]) == fresh.rulings(others[3]) != first
