"""Facts of one count, computed once from the whole record: independent of evaluation date and policy."""

from dataclasses import dataclass

from expunge_desktop.domain.person import Count, Person
from expunge_desktop.rules.law import LawBook


@dataclass(frozen=True, slots=True)
class ConvictionFacts:
    """Everything `evaluate` needs to know about one count under review."""

    ref: str


def is_under_review(count: Count, law: LawBook) -> bool:
    """Whether the count is, was, or may be a cannabis conviction, or needs a person to look."""
    raise NotImplementedError


def derive_facts(person: Person, law: LawBook) -> dict[str, ConvictionFacts]:
    """Facts of every count under review, by its ref."""
    raise NotImplementedError


def facts_to_json(facts: ConvictionFacts) -> str:
    """Compact canonical JSON: the same facts give the same text."""
    raise NotImplementedError


def facts_from_json(text: str) -> ConvictionFacts:
    """The facts that `facts_to_json` wrote."""
    raise NotImplementedError
