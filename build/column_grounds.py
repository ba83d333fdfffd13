"""Why a missing value may lead to more relief: what the statute presumes, shown by the explanation's citation."""

from expunge_desktop.domain.finding import Finding


def ground_of(column: str, facts: str, finding: Finding) -> str:
    """The ground on which this finding may give more than the one before; empty when there is none."""
    return ""
