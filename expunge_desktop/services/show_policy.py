"""One policy as an attorney reads it: criteria, first dismissals, and every switch with its dispute."""

from dataclasses import dataclass, fields

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.criteria import is_enabled
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import FIRST_DISMISSALS, TESTS, Criterion, Policy
from expunge_desktop.rules.switches import CHOICES, Switches
from expunge_desktop.services.law_library import load_law, policy_from_text, shipped_policies
from expunge_desktop.services.policies import PolicyInfo, list_policies
from expunge_desktop.services.session import Session
from expunge_desktop.store import policies as store


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """One switch: its value in this policy, what it may be, and the dispute behind it (0 = none)."""

    name: str
    value: str
    choices: tuple[str, ...]
    dispute: int
    dispute_title: str


@dataclass(frozen=True, slots=True)
class PolicyDescription:
    """A policy with its sign-off and everything counsel signs."""

    info: PolicyInfo
    policy: Policy
    first_dismissals: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str, str], ...]  # report, title, what it tests
    switches: tuple[SwitchLine, ...]


def find_policy(session: Session, name: str) -> Policy:
    """The shipped policy of that name, or the workspace's newest; nothing is written.

    Raises AnswerIsNoError when there is none.
    """
    shipped = shipped_policies().get(name)
    if shipped is not None:
        return policy_from_text(shipped, name)
    with session.read() as connection:
        row = store.newest_by_name(connection, name)
    if row is None:
        names = ", ".join(sorted({info.name for info in list_policies(session)}))
        raise AnswerIsNoError("no-such-policy", f"There is no policy named {name}.", f"Known: {names}.")
    return policy_from_text(row.source, row.name)


def describe_policy(session: Session, name: str) -> PolicyDescription:
    """The policy of that name. Raises AnswerIsNoError when there is none."""
    policy = find_policy(session, name)
    info = next(one for one in list_policies(session) if one.digest == policy.digest)
    return PolicyDescription(
        info,
        policy,
        tuple((word, FIRST_DISMISSALS[word]) for word in policy.first_dismissals),
        tuple((one.report, _titled(one, policy), asked_in_words(one)) for one in policy.criteria),
        switch_lines(policy.switches, load_law()),
    )


def _titled(criterion: Criterion, policy: Policy) -> str:
    return criterion.title if is_enabled(criterion, policy.switches) else f"{criterion.title} [switched off]"


def switch_lines(switches: Switches, law: LawBook) -> tuple[SwitchLine, ...]:
    """Every switch of a policy, in the order of the register."""
    dispute_of = {dispute.switch: dispute for dispute in law.disputes.values() if dispute.switch}
    lines = []
    for field in fields(Switches):
        value, dispute = getattr(switches, field.name), dispute_of.get(field.name)
        lines.append(
            SwitchLine(
                field.name,
                _word(value),
                CHOICES.get(field.name, ("yes", "no")),
                dispute.number if dispute else 0,
                dispute.title if dispute else "",
            )
        )
    return tuple(lines)


def asked_in_words(criterion: Criterion) -> str:
    """What a criterion asks: `age_at_evaluation, 50 years: the person has …`."""
    if criterion.test:
        years = f" ({criterion.years} years)" if criterion.years else ""
        return TESTS[criterion.test] + years
    together = " and " if criterion.combine == "all" else " or "
    return together.join(f"({asked_in_words(part)})" for part in criterion.parts)


def description_lines(shown: PolicyDescription) -> list[str]:
    """The description for the command line."""
    info, policy = shown.info, shown.policy
    signed = (
        f"signed off by {info.attorney}, adopted {info.adopted_on}" if info.is_signed else "not signed off"
    )
    lines = [
        f"{policy.title} ({policy.name}, version {policy.version}; {signed})",
        f"SHA-256 {policy.digest}",
    ]
    if policy.is_unconfirmed:
        lines.append("UNCONFIRMED: nobody has compared it with the criteria of the office it is named after.")
    if policy.source:
        lines.append(f"Source: {policy.source}")
    if not policy.is_expanding:
        lines.append("It gives what the statute gives and nothing more.")
    if shown.first_dismissals:
        lines += ["", "Dismissed first, before any screen:"]
        lines += [f"  {word}: {meaning}" for word, meaning in shown.first_dismissals]
    if shown.criteria:
        joined = "all of these together" if policy.needs_all_criteria else "any one of these"
        lines += ["", f"Criteria ({joined} dismisses):"]
        lines += [f"  {report}: {title}\n      {test}" for report, title, test in shown.criteria]
    lines += ["", "Switches:"]
    for one in shown.switches:
        lines.append(f"  {one.name}: {one.value}   (may be {' | '.join(one.choices)})")
        if one.dispute:
            lines.append(f"      dispute {one.dispute}: {one.dispute_title}")
    return lines


def description_json(shown: PolicyDescription) -> dict[str, object]:
    """The description for a program."""
    info, policy = shown.info, shown.policy
    return {
        "policy": policy.name,
        "version": policy.version,
        "title": policy.title,
        "digest": policy.digest,
        "attorney": info.attorney,
        "adopted_on": info.adopted_on,
        "source": policy.source,
        "unconfirmed": policy.is_unconfirmed,
        "expands": policy.is_expanding,
        "first_dismissals": [word for word, _ in shown.first_dismissals],
        "combine": "all" if policy.needs_all_criteria else "any",
        "criteria": [
            {"report": report, "title": title, "test": test} for report, title, test in shown.criteria
        ],
        "switches": {
            one.name: {"value": one.value, "choices": list(one.choices), "dispute": one.dispute or None}
            for one in shown.switches
        },
    }


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
