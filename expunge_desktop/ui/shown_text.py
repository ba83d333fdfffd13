"""Text of a delivered file as a window may show it: nothing of it steers what stands beside it.

A mark that turns the direction of writing makes `GNIRTS` of a name that reads `STRING`, and one without a
width hides in it. Both are shown as what they are, `⟨U+202E⟩`. Letters that are written from right to left by
nature stay as they are.
"""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_LONG = 30  # letters: no word of the language has more, a damaged or hostile value may
_OVERLONG = re.compile(rf"\S{{{_LONG + 1},}}")
_DIGEST = re.compile(r"[0-9a-f]+")
_PIECE = 12
_BREAK = "\u200b"


def shown(text: str) -> str:
    """The text with every unseen mark that steers it written as what it is."""
    return _STEERING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


class DataLabel(QLabel):
    """Plain text, never markup; a word longer than any can be broken and does not widen the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._said = ""
        self._has_overlong = self._tells_all = False

    def text(self) -> str:
        """What it was given, as it was given."""
        return self._said

    def setText(self, text: str) -> None:
        """Show a text."""
        self._said = text
        drawn = shown(text)
        self._has_overlong = any(not _DIGEST.fullmatch(one) for one in _OVERLONG.findall(drawn))
        super().setText(_OVERLONG.sub(lambda found: _breakable(found[0]), drawn))
        if self._has_overlong or self._tells_all:
            self.setToolTip(drawn if self._has_overlong else "")
            self._tells_all = self._has_overlong

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def minimumSizeHint(self) -> QSize:
        """What is longer than any word is broken, or cut off and told by the tooltip."""
        hint = super().minimumSizeHint()
        if self._has_overlong:
            hint.setWidth(min(hint.width(), self.fontMetrics().averageCharWidth() * _PIECE))
        return hint


def _breakable(word: str) -> str:
    if _DIGEST.fullmatch(word):
        return word  # it is copied to be compared
    return _BREAK.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
