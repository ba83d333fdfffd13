"""Points on which lawyers differ, as one finding rests on them: what was chosen, and the other outcome.

The other outcome of a switch is not told from a table: the conviction is decided again with it.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from expunge_desktop.domain.finding import Finding
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.rules.switches import CHOICES, Switches
from expunge_desktop.services.explanation import DisputedPoint
from expunge_desktop.services.legal_words import LegalWords, outcome_words
from expunge_desktop.services.switch_guide import switch_guide, switch_word

_SAME = "the same outcome"


def disputed_points(
    finding: Finding,
    facts: ConvictionFacts,
    law: LawBook,
    policy: Policy,
    as_of: date,
    jurisdiction: Jurisdiction,
    words: LegalWords,
) -> tuple[DisputedPoint, ...]:
    """The points of the register the finding rests on, then every other switch that would change it."""
    changes: dict[str, list[str]] = {}
    changing: list[str] = []
    for name, value, switches in _other_settings(policy.switches):
        found = evaluate(facts, law, replace(policy, switches=switches), as_of, jurisdiction)
        changes.setdefault(name, []).append(f"{_meaning(name, value)}: {_difference(finding, found)}")
        if _outcomes(found) != _outcomes(finding):
            changing.append(name)
    points = [_of_register(number, finding, law, policy, changes, words) for number in finding.disputes]
    named = {point.switch for point in points}
    points += [
        _of_switch(name, policy, changes[name]) for name in dict.fromkeys(changing) if name not in named
    ]
    return tuple(points)


def _of_register(
    number: int,
    finding: Finding,
    law: LawBook,
    policy: Policy,
    changes: dict[str, list[str]],
    words: LegalWords,
) -> DisputedPoint:
    dispute = law.disputes[number]
    if dispute.switch:
        point = _of_switch(dispute.switch, policy, changes[dispute.switch])
        question = f"{dispute.title}: {_lower(point.question)}"
        return replace(point, number=number, question=question, default=dispute.default)
    # Where the conviction is open, the other outcome belongs to what must be settled, not to this point.
    is_of_point = bool(finding.alternative) and not finding.review_codes
    other: Sequence[str] = (words.prose(finding.alternative),) if is_of_point else ()
    return DisputedPoint(number, dispute.title, "", dispute.default, "", tuple(other))


def _of_switch(name: str, policy: Policy, otherwise: Sequence[str]) -> DisputedPoint:
    entry = switch_guide()[name]
    chosen = _meaning(name, getattr(policy.switches, name))
    is_same = all(one.endswith(_SAME) for one in otherwise)
    return DisputedPoint(
        entry.dispute, entry.title, chosen, "", name, tuple(otherwise), entry.otherwise, is_same
    )


def _other_settings(switches: Switches) -> list[tuple[str, Any, Switches]]:
    """Every other value of every switch, one at a time: (name, value, the switches with it)."""
    others: list[tuple[str, Any, Switches]] = []
    for field in fields(Switches):
        now = getattr(switches, field.name)
        choices: tuple[Any, ...] = CHOICES.get(field.name, (True, False))
        changes = [{field.name: value} for value in choices if value != now]
        others += [(field.name, change[field.name], replace(switches, **change)) for change in changes]
    return others


def _meaning(name: str, value: object) -> str:
    return switch_guide()[name].meaning(switch_word(value))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _outcomes(finding: Finding) -> tuple[str, str]:
    return finding.statutory_outcome.value, finding.policy_outcome.value


def _difference(now: Finding, other: Finding) -> str:
    if _outcomes(now) == _outcomes(other):
        return _SAME
    statute, policy = map(outcome_words, _outcomes(other))
    return f"{statute} under the statute, {policy} under the policy"
