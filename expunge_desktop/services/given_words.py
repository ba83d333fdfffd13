"""How long what somebody writes may be: a slip of the clipboard is refused in a sentence, not kept."""

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError

MOST_OF_A_LINE = 500  # a recipient, a purpose, a document: printed and listed in one line
MOST_OF_A_TEXT = 20_000  # a reason or a note: some ten pages


def refuse_too_long(words: str, what: str, most: int) -> None:
    """Raise AnswerIsNoError (`too-long`) when `words`, called `what`, have more than `most` letters."""
    if len(words) > most:
        has = many(len(words), "letter")
        raise AnswerIsNoError(
            "too-long",
            f"The {what} has {has}, at most {most:,} are kept; nothing was recorded.",
            "Shorten it to what matters.",
        )
