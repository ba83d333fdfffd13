"""What differs between two policies, in words: title, first dismissals, criteria, switches."""

from collections.abc import Iterator
from dataclasses import dataclass

from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.policy_words import asked_in_words
from expunge_desktop.services.show_policy import combined_in_words, switch_lines
from expunge_desktop.services.switch_guide import switch_word


@dataclass(frozen=True, slots=True)
class Difference:
    """One point on which two policies differ; an empty side says that it has nothing of the kind."""

    what: str
    first: str
    second: str


def policy_differences(first: Policy, second: Policy) -> tuple[Difference, ...]:
    """Every difference that an attorney would read; none when only comments and layout differ."""
    found = [
        Difference("Title", first.title, second.title),
        Difference("Source", first.source, second.source),
        Difference(
            "Marked unconfirmed", switch_word(first.is_unconfirmed), switch_word(second.is_unconfirmed)
        ),
        Difference("Reach", _reach(first), _reach(second)),
        *_first_dismissals(first, second),
        *_criteria(first, second),
    ]
    if first.criteria and second.criteria:
        found.append(Difference("Criteria", combined_in_words(first), combined_in_words(second)))
    for one, other in zip(
        *(switch_lines(each.switches, load_law()) for each in (first, second)), strict=True
    ):
        values = [f"{line.value}: {line.meaning}" for line in (one, other)]
        found.append(Difference(f"Switch {one.name}", *values))
    return tuple(one for one in found if one.first != one.second)


def difference_lines(first: Policy, second: Policy) -> list[str]:
    """The differences for the command line."""
    lines = [
        f"1: {first.title} ({first.name}, version {first.version})",
        f"2: {second.title} ({second.name}, version {second.version})",
    ]
    for one in policy_differences(first, second):
        lines += ["", one.what, f"  1: {one.first or '–'}", f"  2: {one.second or '–'}"]
    return lines if len(lines) > 2 else [*lines, "", "They decide alike: no criterion or switch differs."]


def _reach(policy: Policy) -> str:
    return "beyond the statute" if policy.is_expanding else "what the statute gives and nothing more"


def _first_dismissals(first: Policy, second: Policy) -> Iterator[Difference]:
    for word in dict.fromkeys((*first.first_dismissals, *second.first_dismissals)):
        sides = ["dismissed first" if word in one.first_dismissals else "" for one in (first, second)]
        yield Difference(word, *sides)


def _criteria(first: Policy, second: Policy) -> Iterator[Difference]:
    one = {criterion.report: criterion for criterion in first.criteria}
    other = {criterion.report: criterion for criterion in second.criteria}
    for report in dict.fromkeys((*one, *other)):
        yield Difference(f"Criterion {report}", _said(one.get(report)), _said(other.get(report)))
    both = [report for report in one if report in other]
    if both != [report for report in other if report in one]:
        yield Difference("Order of reporting", ", ".join(one), ", ".join(other))


def _said(criterion: Criterion | None) -> str:
    return f"{criterion.title}: {asked_in_words(criterion)}" if criterion else ""
