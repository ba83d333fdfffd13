"""Facts as a workspace keeps them, which an earlier version of the program may have written otherwise."""

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts_json import facts_from_json

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


def _read(text: str) -> ConvictionFacts | None:
    try:
        return facts_from_json(text)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
