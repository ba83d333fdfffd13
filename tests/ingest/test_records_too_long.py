"""A record with more counts than one person's can have: read in bounds, and left to a person."""

from datetime import date

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.domain.person import MOST_COUNTS, RECORD_TOO_LONG
from expunge_desktop.ingest.batch_records import CONVICTION_COLUMNS
from expunge_desktop.ingest.doj_batch import DojBatch
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.services.law_library import load_law, load_policy


def _record(counts, tmp_path):
    path = tmp_path / "delivery.dat"
    rows = [
        make_row(CNT_ORDER=f"{100 + at // 900:03}002{at % 900 + 1:03}000", OFN=f"BA{at:06}")
        for at in range(counts)
    ]
    path.write_bytes(as_bytes(rows, header=True))
    with DojBatch([path], load_law(), SilentProgress(), processes=0) as batch:
        (fragment,) = [one for result in batch.stretches() for one in result.fragments]
    return fragment.record


@pytest.mark.parametrize("beyond", [False, True])
def test_a_record_beyond_the_limit_is_left_to_a_person_and_one_at_the_limit_is_decided(tmp_path, beyond):
    record = _record(MOST_COUNTS + beyond, tmp_path)
    assert (RECORD_TOO_LONG in {kind for _, _, kind, *_ in record.problems}) == beyond
    assert len(record.convictions) == MOST_COUNTS + beyond
    facts = facts_from_json(record.convictions[0][CONVICTION_COLUMNS.index("facts")])
    finding = evaluate(
        facts,
        load_law(),
        load_policy("los-angeles-2020"),
        date(2020, 2, 11),
        Jurisdiction("LOS ANGELES", None),
    )
    assert finding.policy_outcome is (Outcome.HAND_REVIEW if beyond else Outcome.DISMISS_SEAL)
    assert ("HR-IDENTITY" in finding.review_codes) == beyond
