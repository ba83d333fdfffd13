"""A policy with some values changed, for asking what if: `age_50.years=45`, `ten_years_counts=felony`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from expunge_desktop.base.errors import UsageError
from expunge_desktop.rules.policy import TESTS_WITH_YEARS, Criterion, Policy
from expunge_desktop.rules.switches import CHOICES, FLAGS

_WORDS = {"yes": True, "no": False}


def changed_policy(policy: Policy, changes: Sequence[str]) -> Policy:
    """The policy with each `criterion.years=N` or `switch=value` set; never kept, never signed.

    Raises UsageError naming what may be set.
    """
    for change in changes:
        key, sign, value = (part.strip() for part in change.partition("="))
        if not sign:
            raise UsageError("bad-setting", f"{change} sets nothing.", "Write for example age_50.years=45.")
        name, dot, attribute = key.partition(".")
        if dot and name != "switches":
            policy = _with_years(policy, key, name, attribute, value)
        else:
            policy = _with_switch(policy, attribute if dot else name, value)
    if changes:
        policy = replace(policy, title=f"{policy.title}, with {', '.join(changes)}")
    return policy


def thresholds(policy: Policy) -> tuple[Criterion, ...]:
    """The criteria of a policy that compare with a number of years."""
    return tuple(one for one in policy.criteria if one.test in TESTS_WITH_YEARS)


def with_years(policy: Policy, criterion_id: str, years: int) -> Policy:
    """The policy with one criterion's threshold changed."""
    criteria = tuple(replace(one, years=years) if one.id == criterion_id else one for one in policy.criteria)
    return replace(policy, criteria=criteria)


def _with_years(policy: Policy, key: str, name: str, attribute: str, value: str) -> Policy:
    known = [one.id for one in thresholds(policy)]
    if attribute != "years" or name not in known:
        named = ", ".join(f"{one}.years" for one in known) or "nothing"
        raise UsageError(
            "bad-setting", f"{key} cannot be set in {policy.name}.", f"There one may set {named}."
        )
    if not value.isdecimal() or not 0 < int(value) < 150:
        raise UsageError("bad-setting", f"{key} cannot be {value}.", "Write a whole number of years.")
    return with_years(policy, name, int(value))


def _with_switch(policy: Policy, name: str, value: str) -> Policy:
    if name in FLAGS:
        if value not in _WORDS:
            raise UsageError("bad-setting", f"{name} cannot be {value}.", f"Write {name}=yes or {name}=no.")
        return _switched(policy, name, _WORDS[value])
    if name not in CHOICES:
        names = ", ".join([*CHOICES, *sorted(FLAGS)])
        raise UsageError("bad-setting", f"{name} is no switch.", f"The switches are {names}.")
    if value not in CHOICES[name]:
        raise UsageError("bad-setting", f"{name} cannot be {value}.", f"Use {' or '.join(CHOICES[name])}.")
    return _switched(policy, name, value)


def _switched(policy: Policy, name: str, value: Any) -> Policy:
    setting: dict[str, Any] = {name: value}
    return replace(policy, switches=replace(policy.switches, **setting))
