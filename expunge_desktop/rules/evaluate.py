"""Law and policy over the facts of one count, as of a date: the finding."""

from datetime import date

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.facts import ConvictionFacts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy


def evaluate(
    facts: ConvictionFacts,
    law: LawBook,
    policy: Policy,
    as_of: date,
    jurisdiction: Jurisdiction,
    *,
    explain: bool = False,
) -> Finding:
    """The finding for one count under review; with its steps when `explain`."""
    raise NotImplementedError


def evaluate_other(count: Count, law: LawBook, policy: Policy, jurisdiction: Jurisdiction) -> Finding:
    """The finding for a count that is not under review (contract, points 4, 7 and 23)."""
    raise NotImplementedError
