"""One policy as an attorney reads it: criteria, first dismissals, and every switch with what is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import FIRST_DISMISSALS, Policy
from expunge_desktop.rules.switches import Switches
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.policies import PolicyInfo, find_text, list_policies
from expunge_desktop.services.policy_words import UNCONFIRMED, asked_in_words, title_in_words
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.switch_guide import SwitchEntry, switch_guide, switch_word


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """One switch with its value in this policy."""

    entry: SwitchEntry
    value: str
    dispute_title: str = ""

    @property
    def name(self) -> str:
        """As the policy file writes it."""
        return self.entry.name

    @property
    def choices(self) -> tuple[str, ...]:
        """What it may be, as the policy file writes it."""
        return tuple(word for word, _ in self.entry.choices)

    @property
    def dispute(self) -> int:
        """The number in the dispute register, 0 for none."""
        return self.entry.dispute

    @property
    def meaning(self) -> str:
        """What the value says."""
        return self.entry.meaning(self.value)


@dataclass(frozen=True, slots=True)
class PolicyDescription:
    """A policy with its sign-off, its text, and everything counsel signs in words."""

    info: PolicyInfo
    policy: Policy
    text: str
    first_dismissals: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str, str], ...]  # report, title, what it tests
    switches: tuple[SwitchLine, ...]


def describe_policy(session: Session, wanted: str) -> PolicyDescription:
    """The policy of that name, or `name@version`. Raises AnswerIsNoError when there is none."""
    session.require(Right.READ_SETTINGS)
    found = find_text(session, wanted)
    policy = found.policy
    info = next(one for one in list_policies(session) if one.digest == policy.digest)
    return PolicyDescription(
        info,
        policy,
        found.text,
        tuple((word, FIRST_DISMISSALS[word]) for word in policy.first_dismissals),
        tuple(
            (one.report, title_in_words(one, policy), asked_in_words(one, policy.switches))
            for one in policy.criteria
        ),
        switch_lines(policy.switches, load_law()),
    )


def switch_lines(switches: Switches, law: LawBook) -> tuple[SwitchLine, ...]:
    """Every switch with its value, in the order of `Switches`."""
    lines = []
    for name, entry in switch_guide().items():
        title = law.disputes[entry.dispute].title if entry.dispute else ""
        lines.append(SwitchLine(entry, switch_word(getattr(switches, name)), title))
    return tuple(lines)


def combined_in_words(policy: Policy) -> str:
    """How the criteria stand to each other: "any one of these"."""
    return "all of these together" if policy.needs_all_criteria else "any one of these"


def signed_in_words(info: PolicyInfo) -> str:
    """By whom and when the policy was signed off."""
    if not info.is_signed:
        return "not signed off"
    said = f"signed off by {info.attorney}, adopted {info.adopted_on}"
    return f"{said}, recorded {info.signed_at[:10]} by {info.signed_by}" if info.signed_at else said


def description_lines(shown: PolicyDescription) -> list[str]:
    """The description for the command line."""
    info, policy = shown.info, shown.policy
    lines = [
        f"{policy.title} ({policy.name}, version {policy.version}; {signed_in_words(info)})",
        f"SHA-256 {policy.digest}",
    ]
    if policy.is_unconfirmed:
        lines.append(f"UNCONFIRMED: {UNCONFIRMED}.")
    if policy.source:
        lines.append(f"Source: {policy.source}")
    if not info.is_newest:
        lines.append(f"There is a later version; this one is chosen as {info.key}.")
    if not policy.is_expanding:
        lines.append("It gives what the statute gives and nothing more.")
    if shown.first_dismissals:
        lines += ["", "Dismissed first, before any screen:"]
        lines += [f"  {word}: {meaning}" for word, meaning in shown.first_dismissals]
    if shown.criteria:
        lines += ["", f"Criteria ({combined_in_words(policy)} dismisses):"]
        lines += [f"  {report}: {title}\n      {test}" for report, title, test in shown.criteria]
    return [*lines, "", "Switches:", *_switch_text(shown.switches)]


def _switch_text(switches: tuple[SwitchLine, ...]) -> Iterator[str]:
    for one in switches:
        entry = one.entry
        yield f"  {one.name}: {one.value}   (may be {' | '.join(one.choices)})"
        yield f"      {entry.title}: {one.meaning}"
        others = [f"{word} = {meaning}" for word, meaning in entry.choices if word != one.value]
        yield f"      Otherwise: {'; '.join(others)}"
        if one.dispute:
            yield f"      dispute {one.dispute}: {one.dispute_title}"
        yield f"      {entry.otherwise} [{entry.citation}]"


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
        "shipped": info.is_shipped,
        "newest": info.is_newest,
        "expands": policy.is_expanding,
        "first_dismissals": [word for word, _ in shown.first_dismissals],
        "combine": "all" if policy.needs_all_criteria else "any",
        "criteria": [
            {"report": report, "title": title, "test": test} for report, title, test in shown.criteria
        ],
        "switches": {
            one.name: {
                "value": one.value,
                "choices": list(one.choices),
                "dispute": one.dispute or None,
                "title": one.entry.title,
                "meaning": one.meaning,
                "citation": one.entry.citation,
                "otherwise": one.entry.otherwise,
            }
            for one in shown.switches
        },
    }
