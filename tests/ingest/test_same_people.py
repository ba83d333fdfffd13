"""Who may be one human under two keys: told with the evidence, never merged."""

from expunge_desktop.ingest.same_people import MOST_PARTS, possible_same_people


def test_who_shares_a_number_or_name_and_birth_date_is_proposed_with_what_is_shared() -> None:
    people = {
        "1": ("A100", "SAMPLE, PAT", "1980-01-02"),
        "2": ("A100", "SAMPLE,  pat", "1980-01-02"),
        "3": ("", "SAMPLE, PAT", "1980-01-02"),
        "4": ("", "SAMPLE, PAT", ""),
    }
    assert possible_same_people(people) == [
        ("1", [("2", "the CII number and name and birth date"), ("3", "name and birth date")]),
        ("2", [("1", "the CII number and name and birth date"), ("3", "name and birth date")]),
        ("3", [("1", "name and birth date"), ("2", "name and birth date")]),
    ]


def test_what_very_many_people_share_is_a_placeholder_and_proposes_nobody() -> None:
    few = {str(n): ("00000000", f"SAMPLE, {n}", "") for n in range(MOST_PARTS)}
    assert len(possible_same_people(few)) == MOST_PARTS
    assert possible_same_people(few | {"one more": ("00000000", "SAMPLE, LAST", "")}) == []
