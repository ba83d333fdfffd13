"""Facts as a workspace keeps them, which an earlier version of the program may have written otherwise."""

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts_json import facts_from_json, facts_to_json

ASSESS_ONCE = "Run `assess` once: it computes them anew from the kept source rows and keeps every decision."


def read_stored_facts(text: str) -> ConvictionFacts:
    """The facts of a conviction.

    Raises AnswerIsNoError when another version of the program wrote them in a form this one does not read.
    """
    facts = _read(text)
    if facts is None:
        raise AnswerIsNoError(
            "facts-of-another-version",
            "The facts of this conviction were kept by another version of the program.",
            ASSESS_ONCE,
        )
    return facts


def is_readable(text: str) -> bool:
    """Whether this version of the program reads facts kept so."""
    return _read(text) is not None


def left_facts(text: str, count: Count) -> str:
    """What to keep as the facts of a conviction that is no longer under review; `count` as it is read today.

    Facts of a form this version does not read stay as they are.
    """
    facts = _read(text)
    return text if facts is None else facts_to_json(facts.as_left(count))


def _read(text: str) -> ConvictionFacts | None:
    try:
        return facts_from_json(text)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
