"""Every switch is explained once, with its choices, its default and the disputed point behind it."""

from dataclasses import fields

from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches
from expunge_desktop.services.law_library import load_law, load_policy
from expunge_desktop.services.show_policy import switch_lines
from expunge_desktop.services.switch_guide import switch_guide, switch_word

# The points that the legal pages call switches (policy 3.2, register 9.4, second reading 1 and 8).
DISPUTE_OF = {
    "ten_years_counts": 14,
    "probation_mode": 15,
    "probation_by_inference": 15,
    "only_cannabis": 15,
    "include_deceased": 16,
    "include_predecessor_sections": 6,
    "same_day_priors": 5,
    "two_priors_before_act": 4,
    "convictions_after_act": 8,
    "feb29": 19,
    "under21_at": 0,
    "missing_offense_date": 0,
}


def test_every_switch_has_its_entry_with_a_meaning_for_each_choice() -> None:
    guide = switch_guide()
    assert list(guide) == [field.name for field in fields(Switches)]
    for name, entry in guide.items():
        assert tuple(word for word, _ in entry.choices) == CHOICES.get(name, ("yes", "no"))
        assert all(meaning.strip() for _, meaning in entry.choices)
        assert entry.title
        assert entry.citation
        assert entry.otherwise.endswith((".", "”"))
        assert entry.default == switch_word(getattr(Switches(), name))
    assert set(CHOICES) | FLAGS == set(guide)


def test_the_points_the_legal_pages_call_switches_are_switches_and_name_their_dispute() -> None:
    assert {name: entry.dispute for name, entry in switch_guide().items()} == DISPUTE_OF
    for dispute in load_law().disputes.values():
        if dispute.switch:
            assert switch_guide()[dispute.switch].dispute == dispute.number
    named = {dispute.switch for dispute in load_law().disputes.values() if dispute.switch}
    assert {number for number in DISPUTE_OF.values() if number} == {DISPUTE_OF[name] for name in named}


def test_the_shipped_los_angeles_policy_has_the_values_of_the_page() -> None:
    values = {
        line.name: line.value for line in switch_lines(load_policy("los-angeles-2020").switches, load_law())
    }
    assert values == {
        "ten_years_counts": "any",
        "probation_mode": "granted_and_completed",
        "probation_by_inference": "yes",
        "under21_at": "conviction",
        "include_deceased": "yes",
        "include_predecessor_sections": "yes",
        "only_cannabis": "no",
        "same_day_priors": "hand_review",
        "two_priors_before_act": "not_eligible",
        "feb29": "march_1",
        "missing_offense_date": "limitation_period",
        "convictions_after_act": "not_eligible",
    }
