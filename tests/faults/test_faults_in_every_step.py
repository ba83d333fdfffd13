"""A sample of the campaign `faults`: the real command line, disturbed in the middle, on real files."""

import sys

import pytest
from campaigns.faults.kinds import KINDS
from campaigns.faults.trial import BrokenPromiseError, Trials

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs SIGKILL, tmpfs and LD_PRELOAD"),
]

STEP_OF = {
    "kill -9 at a random moment": "import",
    "kill -9 within a write": "assess",
    "power cut": "import",
    "one I/O error": "decide",
    "lasting I/O errors": "review",
    "short write, then full": "export",
    "full disk": "assess",
    "limit on file size": "import",
    "read-only disk": "decide",
    "log lost, cut or garbled": "review",
}


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    return Trials(tmp_path_factory.mktemp("faults"), people=12, seed=3)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_half_or_without_a_sentence(trials, kind):
    if not trials.can(kind, STEP_OF[kind]):
        pytest.skip("no C compiler here to make a failing disk with")
    assert trials.fault(kind, STEP_OF[kind]).kind == kind


def test_what_is_searched_for_in_the_remains_are_the_names_of_the_delivery(trials):
    words = trials.county.words_in_clear()
    assert len(words) > 20 and any(b"," in word for word in words)


def test_the_judge_sees_a_decision_that_was_acknowledged_and_is_lost(trials, monkeypatch):
    trials.measure("review")
    monkeypatch.setattr(
        "campaigns.faults.kinds._spoil", lambda place, _: _put_the_first_state_back(trials, place)
    )
    with pytest.raises(BrokenPromiseError, match=r"does not open|acknowledged"):
        trials.fault("log lost, cut or garbled", "review")


def _put_the_first_state_back(trials, place):
    trials.county.put("assessed", place)
    return "everything since the beginning lost"
