"""Facts as compact canonical JSON, stored beside the count.

A record is the list of its values in the order of its fields, so that a county's facts are written and
read in seconds; `_FORMAT` stands first and changes with the fields.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions, Prior, Sentence

_FORMAT = 1
_DATES = frozenset(
    (
        "offense_on",
        "commenced_on",
        "born_on",
        "conviction_on",
        "completed_on",
        "probation_ended_on",
        "revoked_on",
        "set_aside_on",
        "on",
    )
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Codec:
    """One kind of record as a list of values, and back; only fields that JSON cannot hold are converted."""

    def __init__(self, kind: type, special: dict[str, tuple[Callable[..., Any], Callable[..., Any]]]) -> None:
        names = [field.name for field in fields(kind)]
        self._kind = kind
        self._values = attrgetter(*names)
        dates = {name: (str, _date) for name in names if name in _DATES}
        converted = dates | special
        self._pack = [(names.index(name), pack) for name, (pack, _) in converted.items()]
        self._unpack = [(names.index(name), unpack) for name, (_, unpack) in converted.items()]

    def to_list(self, record: Any) -> list[Any]:
        """The values in the order of the fields; None stays None."""
        values = list(self._values(record))
        for index, pack in self._pack:
            if values[index] is not None:
                values[index] = pack(values[index])
        return values

    def from_list(self, values: list[Any]) -> Any:
        """The record those values describe."""
        for index, unpack in self._unpack:
            if values[index] is not None:
                values[index] = unpack(values[index])
        return self._kind(*values)


@lru_cache(maxsize=65536)
def _date(text: str) -> PartialDate:
    """A date that `str(PartialDate)` wrote."""
    return PartialDate(*(int(part) for part in text.split("-")))


def _same(value: Any) -> Any:
    return value


def _parts(values: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(part) for part in values)


_SENTENCE = _Codec(Sentence, {"parts": (_same, _parts)})
_PRIOR = _Codec(Prior, {})
_LAST = _Codec(LastConvictions, {})
_FACTS = _Codec(
    ConvictionFacts,
    {
        "disposition": (_same, {word.value: word for word in Disposition}.__getitem__),
        "level": (_same, {level.value: level for level in Level}.__getitem__),
        "sentence": (_SENTENCE.to_list, _SENTENCE.from_list),
        "fact_codes": (_same, tuple),
        "other_relief": (_same, tuple),
        "comment_charges": (_same, tuple),
        "problem_codes": (_same, tuple),
        "priors": (
            lambda priors: [_PRIOR.to_list(prior) for prior in priors],
            lambda values: tuple([_PRIOR.from_list(value) for value in values]),
        ),
        "last_any": (_LAST.to_list, _LAST.from_list),
        "last_felony": (_LAST.to_list, _LAST.from_list),
        "other_sentences": (
            lambda sentences: [_SENTENCE.to_list(sentence) for sentence in sentences],
            lambda values: tuple([_SENTENCE.from_list(value) for value in values]),
        ),
    },
)


def facts_to_json(facts: ConvictionFacts) -> str:
    """Compact canonical JSON: the same facts give the same text."""
    return _encode([_FORMAT, *_FACTS.to_list(facts)])


def facts_from_json(text: str) -> ConvictionFacts:
    """The facts that `facts_to_json` wrote. Raises ValueError for another format."""
    form, *values = json.loads(text)
    if form != _FORMAT:
        raise ValueError(f"facts of format {form}")
    facts: ConvictionFacts = _FACTS.from_list(values)
    return facts
