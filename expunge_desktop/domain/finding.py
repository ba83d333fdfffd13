"""What law and policy say about one conviction, with every reason; made by the program, never edited."""

from dataclasses import dataclass

from expunge_desktop.domain.outcome import Outcome, Route


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the explanation, in words a lawyer can follow.

    `because` names the facts of this record that answered; `citation` the authority of the rule;
    `is_unconfirmed` marks law that counsel has not yet confirmed against an official text.
    """

    rule: str
    question: str
    answer: str
    because: str
    citation: str
    confidence: str
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The result for one count: what the statute gives, what the office's policy adds, and why.

    statutory_reason  prose with its citation
    is_sealed         whether the statutory relief seals; None where the question does not arise
    policy_criterion  MISD_POSSESSION, AGE_50 … or STATUTORY, DISQUALIFIED, NONE (contract, point 2)
    criteria_held     every criterion of the policy that holds, in the order of reporting
    review_codes      HR-… codes, the statute's first
    missing_facts     what is not known, each with the document that would answer it
    disputes          numbers of the dispute register
    alternative       the outcome on the other reading: "REDESIGNATE_MISDEMEANOR: if …", or empty
    confidence        high, medium or low: the lowest of the rules relied on
    rule_path         ids of the rules that decided, in order
    steps             the explanation, only when asked for
    """

    statutory_outcome: Outcome
    statutory_reason: str
    policy_outcome: Outcome
    policy_criterion: str
    route: Route = Route.NONE
    is_sealed: bool | None = None
    criteria_held: tuple[str, ...] = ()
    review_codes: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    disputes: tuple[int, ...] = ()
    alternative: str = ""
    confidence: str = "high"
    rule_path: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether reasonable lawyers differ on a point this finding rests on."""
        return bool(self.disputes)
