"""The long part of a policy's rulings, made in a process of its own."""

from collections.abc import Sequence
from datetime import date

from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.rules.policy_runs import PolicyRuns, Share


class ShareMaker:
    """What one worker does: the long part of a policy's rulings, for some of the convictions."""

    def __init__(self, law: LawBook, policy: Policy, as_of: date, jurisdiction: Jurisdiction) -> None:
        self._law, self._policy, self._as_of, self._jurisdiction = law, policy, as_of, jurisdiction

    def share(self, facts: Sequence[str]) -> Share:
        """Of these convictions, in their order."""
        read = [facts_from_json(text) for text in facts]
        return PolicyRuns(read, self._law, self._as_of, self._jurisdiction).share(self._policy)
