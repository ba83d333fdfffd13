"""Every hand-review code arises from the record that needs it, and says what would answer it."""

from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition

# code, the count's values, and the policy's outcome for a person of 60: D where the code does not stop it.
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("HR-LEVEL", "11359 HS", {"level": "M"}, "H"),
    ("HR-SUBDIV", "11359(C) HS", {}, "H"),
    ("HR-SUBDIV", "11357(F) HS", {"level": "M"}, "D"),
    ("HR-QTY", "11357(C) HS", {"level": "M", "cannabis_grams": 3}, "D"),
    ("HR-QTY", "11360(A) HS", {"fact_codes": ["IMPORT_EXPORT"]}, "H"),
    ("HR-CODE", "11358 PC", {}, "H"),
    ("HR-CODE", "gibberish", {}, "H"),
    ("HR-CODE", "11359 HS", {"problems": ("CONFLICTING_ROWS",)}, "H"),
    ("HR-CODE", "11359 HS", {"disposition": Disposition.UNKNOWN}, "H"),
    ("HR-CODE", "11357(B) HS", {"level": "M", "disposition": Disposition.UNKNOWN}, "H"),
    ("HR-CODE", "11357(A) HS", {"disposition": Disposition.UNKNOWN}, "H"),
    ("HR-CODE", "459 PC", {"comment": "COM: CHRG 11357(B) HS"}, "H"),
    ("HR-PREDECESSOR", "11530.5 HS", {"offense_on": "1970-01-01", "conviction_on": "1970-03-01"}, "D"),
    ("HR-INCHOATE", "664/11359 HS", {}, "H"),
    ("HR-INCHOATE", "664/11357(B) HS", {"level": "M"}, "H"),
    ("HR-SERVING", "11359 HS", {"is_serving": True, "is_sentence_completed": False}, "D"),
    ("HR-SERVING", "32 PC", {"is_serving": True, "is_sentence_completed": False}, "H"),
    ("HR-JUVENILE", "11357(B) HS", {"level": "M", "disposition": Disposition.JUVENILE_ADJUDICATION}, "H"),
    ("HR-VENUE", "11357(B) HS", {"level": "M", "fact_codes": ["TRANSFERRED_1203_9"]}, "H"),
    ("HR-VENUE", "11357(B) HS", {"level": "M", "county": ""}, "H"),
    ("HR-IDENTITY", "11357(B) HS", {"level": "M", "fact_codes": ["IDENTITY_DOUBT"]}, "H"),
    ("HR-CHALLENGE", "11357(B) HS", {"level": "M", "is_challenged": True}, "H"),
    ("HR-ACTDATE", "11357(B) HS", {"level": "M", "conviction_on": None}, "H"),
    ("HR-DATE", "11357(B) HS", {"level": "M", "offense_on": "2005-06-06"}, "H"),
    ("HR-ALREADY", "11357(B) HS", {"level": "M", "other_relief": ("851.91",)}, "H"),
    ("HR-ALREADY", "11359 HS", {"problems": ("LATER_STEP_AMBIGUOUS",)}, "H"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_code_arises_and_stops_what_it_stops(case: Any, bench: Bench) -> None:
    code, charge, values, policy = case
    found = bench.finding(bench.count(charge, **values), born="1945-01-01", explain=True)
    assert found.statutory_outcome == "HAND_REVIEW"
    assert code in found.review_codes
    assert {"H": "HAND_REVIEW", "D": "DISMISS_SEAL"}[policy] == found.policy_outcome
    assert any(fact.startswith(f"{code}: ") and "(" in fact for fact in found.missing_facts)
    assert found.statutory_reason


def test_an_age_that_matters_is_reviewed_and_possession_still_dismissed(bench: Bench) -> None:
    found = bench.finding(bench.count("11357(B) HS", level="M", offense_on="2005"), born="1984-02-01")
    assert found.review_codes == ("HR-AGE",)
    assert "DISMISS_SEAL" in found.alternative
    assert "REDESIGNATE_INFRACTION" in found.alternative
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", "MISD_POSSESSION")


def test_every_code_of_the_law_has_its_document_and_authority(bench: Bench) -> None:
    for code in bench.law.review_codes.values():
        assert code.missing
        assert code.document
        assert code.citation
        assert code.if_unanswered.startswith("stays ")
        assert ";" not in code.sentence  # the store joins them with it


@pytest.mark.parametrize(
    "relief",
    ["1203.4", "1203.4a", "1203.41", "1203.42", "1203.425", "17(b)", "PC 1203.4", "1203.4 PC", "17(b) PC"],
)
def test_relief_that_is_cumulative_is_no_bar(relief: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count(other_relief=(relief,)))[0] == "M"


@pytest.mark.parametrize("relief", ["11361.8", "HS 11361.8", "11361.8(f)", "1203.4 PC;11361.9 HS"])
def test_relief_under_11361_8_leaves_nothing_to_do(relief: str, bench: Bench) -> None:
    count = bench.count("11359 HS", level="M", other_relief=tuple(relief.split(";")))
    found = bench.outcomes(count, born="1950-01-01")
    assert found == ("O", "O")


def test_unknown_level_is_harmless_where_every_level_ends_alike(bench: Bench) -> None:
    found = bench.finding(bench.count("11357 HS", level=""))
    assert found.statutory_outcome == "DISMISS_SEAL"
    assert any("level" in fact for fact in found.missing_facts)
    assert bench.finding(bench.count("11357(A) HS", level="", concentrate_grams=9)).review_codes == (
        "HR-LEVEL",
    )
    assert "HR-LEVEL" in bench.finding(bench.count("11360 HS", level="")).review_codes


def test_a_level_in_conflict_counts_as_unknown(bench: Bench) -> None:
    over = bench.count("11357(A) HS", concentrate_grams=9, has_level_conflict=True)
    assert bench.finding(over).review_codes == ("HR-LEVEL",)
    assert bench.outcomes(bench.count("11357(A) HS", has_level_conflict=True))[0] == "D"


def test_a_second_charge_in_the_comment_is_told(bench: Bench) -> None:
    found = bench.finding(bench.count("11359 HS", comment="CHRG 11358 HS TOO"))
    assert found.statutory_outcome == "REDESIGNATE_MISDEMEANOR"
    assert any("HS 11358" in fact for fact in found.missing_facts)


def test_a_charge_only_in_the_comment_is_the_charge(bench: Bench) -> None:
    assert bench.outcomes(bench.count("", comment=":CHRG 11358 HS"))[0] == "D"
    assert bench.outcomes(bench.count("", comment="CHRG 11358 HS, CHRG 11359 HS"))[0] == "H"
