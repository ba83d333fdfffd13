"""A sample of the campaign `flips`: one changed byte anywhere is noticed or without effect."""

import random

import pytest
from campaigns import flips


@pytest.fixture(scope="module")
def specimen(tmp_path_factory):
    return flips.Specimen(tmp_path_factory.mktemp("flips") / "here", people=12, seed=5)


def noticed(tally):
    assert tally.unnoticed == []
    return sum(count for way, count in tally.ways.items() if way.startswith(("noticed", "refused")))


def test_every_changed_byte_of_the_workspace_is_noticed(specimen):
    assert noticed(flips.flip_file(specimen, 120, random.Random(1))) == 120


def test_a_workspace_cut_short_is_noticed(specimen):
    assert noticed(flips.cut_file(specimen, 20, random.Random(2))) >= 10


def test_a_changed_byte_of_the_log_costs_changes_only_with_a_word(specimen):
    assert noticed(flips.flip_log(specimen, 12, random.Random(3))) == 12


def test_a_changed_byte_of_the_key_file_opens_nothing_else(specimen):
    size = specimen.keys.stat().st_size
    tally = flips.flip_keys(specimen, 1, random.Random(4), range(0, size, 29))
    assert noticed(tally) > 40 and tally.ways["without effect"] < 10


def test_the_judge_sees_a_change_that_nothing_noticed(specimen, monkeypatch):
    monkeypatch.setattr(flips.soundness, "damage_at_rest", lambda *_: ())
    tally = flips.flip_file(specimen, 12, random.Random(6))
    assert tally.unnoticed and tally.ways["NOT NOTICED"] == len(tally.unnoticed)
