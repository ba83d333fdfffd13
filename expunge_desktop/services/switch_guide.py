"""What each switch of a policy means (resources/law/switches.yaml): for policies, help, window and papers."""

from dataclasses import dataclass, fields
from functools import lru_cache

import yaml

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.rules.switches import CHOICES, Switches

_KEYS = frozenset(("title", "dispute", "citation", "choices", "otherwise"))


@dataclass(frozen=True, slots=True)
class SwitchEntry:
    """One switch: what it decides, its choices with their meanings, and what reasonable lawyers say instead.

    `default` is what holds where a policy is silent; `dispute` the number in the register, 0 for none.
    """

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]
    default: str
    dispute: int
    citation: str
    otherwise: str

    def meaning(self, value: str) -> str:
        """What the policy says with this value."""
        return dict(self.choices)[value]


@lru_cache(maxsize=1)
def switch_guide() -> dict[str, SwitchEntry]:
    """Every switch by its name, in the order of `Switches`.

    Raises AnswerIsNoError when the file names other switches or choices than the program has.
    """
    data = yaml.safe_load(resource_path("law", "switches.yaml").read_bytes())
    names = [field.name for field in fields(Switches)]
    if not isinstance(data, dict) or sorted(data) != sorted(names):
        raise _bad("it must name " + ", ".join(names))
    return {name: _entry(name, data[name]) for name in names}


def switch_word(value: object) -> str:
    """A switch's value as a policy file writes it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _entry(name: str, data: dict[str, object]) -> SwitchEntry:
    known = CHOICES.get(name, ("yes", "no"))
    choices = data.get("choices")
    if frozenset(data) != _KEYS or not isinstance(choices, dict) or set(choices) != set(known):
        raise _bad(f"{name} needs {', '.join(sorted(_KEYS))}, with a meaning for {' and '.join(known)}")
    return SwitchEntry(
        name,
        str(data["title"]),
        tuple((word, str(choices[word])) for word in known),
        switch_word(getattr(Switches(), name)),
        int(str(data["dispute"])),
        str(data["citation"]),
        str(data["otherwise"]),
    )


def _bad(what: str) -> AnswerIsNoError:
    return AnswerIsNoError("bad-law", f"law/switches.yaml cannot be used: {what}.", "Correct the file.")
