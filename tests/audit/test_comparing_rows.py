"""Rows held beside the audit rows that tell of them: in any order, without holding them all."""

import random
import tracemalloc

import pytest

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.services.told_rows import Comparison, KindCompared, Stored, Told
from expunge_desktop.store.trail_rows import Salvaged

ROWS = 20_000


def stored(number, reason="read"):
    return Stored(number, f"Decision {number}", {"reason": reason}, loose=number % 7)


def told(number, reason="read"):
    return Told(number, number, f"Decision {number}", {"reason": reason})


def compared(rows, tellings, look=lambda rows: None, **how):
    found = Comparison("decision", None, Salvaged(), look)
    found.rows(iter(rows), iter(tellings), **how)
    return found.result


def test_of_many_rows_only_those_are_held_whose_counterpart_has_not_come():
    def reasons():
        return ((number, f"{number} " + "word " * 200) for number in range(ROWS))

    tracemalloc.start()
    try:
        result = compared((stored(*one) for one in reasons()), (told(*one) for one in reasons()))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result == KindCompared("decision", ROWS, 0, 0, "")
    assert most < 1_000_000  # all of them are some 25 MB


def _with_faults():
    rows = {number: stored(number) for number in range(1, 200)}
    tellings = {number: told(number) for number in range(1, 200)}
    rows[90] = stored(90, "rewritten")
    rows[150] = stored(150, "rewritten too")
    del rows[20], tellings[70]
    tellings[120] = Told(120, None, "", loose=120 % 7)  # its payload was dropped
    return rows, tellings


def test_the_order_in_which_they_come_changes_nothing_of_what_is_found():
    rows, tellings = _with_faults()
    first = "Decision 70 stands there, and no row of the audit trail tells of it."
    # Row 120, which lost what it said, stands for the first of its kind that nothing else tells of.
    expected = KindCompared("decision", 198, 1, 4, first)
    for seed in range(20):
        mixed = list(tellings.values())
        random.Random(seed).shuffle(mixed)
        assert compared(rows.values(), mixed) == expected, seed


def test_the_first_fault_is_that_of_the_first_row_whenever_it_shows():
    rows, tellings = _with_faults()
    late = [*(one for one in tellings.values() if one.seq != 90), tellings[90]]
    del rows[70]
    assert compared(rows.values(), late).first.startswith("Decision 90 is not as row 90")
    del rows[90], rows[150], tellings[90], tellings[150]
    assert compared(rows.values(), tellings.values()).first.startswith("Decision 20 is told by row 20")


def test_rows_of_one_key_are_taken_in_their_order():
    twice = [Stored("a", "first", {"at": 1}), Stored("a", "second", {"at": 2})]
    said = [Told(1, "a", "", {"at": 1}), Told(2, "a", "", {"at": 2})]
    assert compared(twice, said).differing == 0
    assert compared(twice, said[::-1]).differing == 2
    assert compared(twice[:1], said) == KindCompared(
        "decision", 1, 0, 1, " is told by row 2 of the audit trail, and is not there."
    )


def test_a_comparison_can_be_stopped_on_the_way():
    seen = []

    def look(rows):
        seen.append(rows)
        if rows > 1_000:
            raise CancelledError("The check")

    with pytest.raises(CancelledError):
        compared((stored(one) for one in range(ROWS)), (told(one) for one in range(ROWS)), look)
    assert 1_000 < seen[-1] < 3_000
