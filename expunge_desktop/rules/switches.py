"""The points on which reasonable lawyers differ, as switches of a policy that counsel signs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switches:
    """Every switch with the values it may take; the defaults are those of the Los Angeles criteria.

    The numbers name the entry of the dispute register behind each (resources/law/disputes.yaml).
    """

    ten_years_counts: str = "any"  # any | felony (14)
    probation_mode: str = "granted_and_completed"  # | only_cannabis_and_sentence_over (15)
    probation_by_inference: bool = (
        True  # a 1203.4 set-aside or lapse of time satisfies PROBATION, flagged (15)
    )
    under21_at: str = "conviction"  # | offense
    include_deceased: bool = True  # (16)
    include_predecessor_sections: bool = True  # (6)
    only_cannabis: bool = False
    same_day_priors: str = "hand_review"  # | count | ignore (5)
    two_priors_before_act: str = "not_eligible"  # | hand_review (4)
    feb29: str = "march_1"  # | february_28 (19)
    missing_offense_date: str = "limitation_period"  # | unbounded
    convictions_after_act: str = "not_eligible"  # | hand_review, of the policy only (8)


CHOICES: dict[str, tuple[str, ...]] = {
    "ten_years_counts": ("any", "felony"),
    "probation_mode": ("granted_and_completed", "only_cannabis_and_sentence_over"),
    "under21_at": ("conviction", "offense"),
    "same_day_priors": ("hand_review", "count", "ignore"),
    "two_priors_before_act": ("not_eligible", "hand_review"),
    "feb29": ("march_1", "february_28"),
    "missing_offense_date": ("limitation_period", "unbounded"),
    "convictions_after_act": ("not_eligible", "hand_review"),
}
FLAGS = frozenset(
    ("probation_by_inference", "include_deceased", "include_predecessor_sections", "only_cannabis")
)
