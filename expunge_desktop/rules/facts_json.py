"""Facts as compact canonical JSON, stored beside the count: empty values are left out."""

import json
from dataclasses import fields
from functools import lru_cache
from typing import Any

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions, Prior, Sentence

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
_DISPOSITIONS = {word.value: word for word in Disposition}
_LEVELS = {level.value: level for level in Level}
_Record = ConvictionFacts | Prior | Sentence | LastConvictions
_FIELDS = {
    kind: tuple((field.name, field.default) for field in fields(kind))
    for kind in (ConvictionFacts, Prior, Sentence, LastConvictions)
}


def facts_to_json(facts: ConvictionFacts) -> str:
    """Compact canonical JSON: the same facts give the same text."""
    return json.dumps(_pack(facts), ensure_ascii=False, separators=(",", ":"))


def facts_from_json(text: str) -> ConvictionFacts:
    """The facts that `facts_to_json` wrote."""
    data = json.loads(text)
    values = _dated(data)
    values["disposition"] = _DISPOSITIONS[data["disposition"]]
    if "level" in data:
        values["level"] = _LEVELS[data["level"]]
    for name in ("fact_codes", "other_relief", "comment_charges", "problem_codes"):
        if name in data:
            values[name] = tuple(data[name])
    if "sentence" in data:
        values["sentence"] = _sentence(data["sentence"])
    if "other_sentences" in data:
        values["other_sentences"] = tuple(_sentence(entry) for entry in data["other_sentences"])
    if "priors" in data:
        values["priors"] = tuple(Prior(**_dated(entry)) for entry in data["priors"])
    for name in ("last_any", "last_felony"):
        if name in data:
            values[name] = LastConvictions(**data[name])
    return ConvictionFacts(**values)


def _pack(record: _Record) -> dict[str, Any]:
    packed: dict[str, Any] = {}
    for name, default in _FIELDS[type(record)]:
        value = getattr(record, name)
        if value == default:
            continue
        if isinstance(value, PartialDate):
            value = str(value)
        elif isinstance(value, ConvictionFacts | Prior | Sentence | LastConvictions):
            value = _pack(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Prior | Sentence):
            value = [_pack(entry) for entry in value]
        packed[name] = value
    return packed


def _dated(data: dict[str, Any]) -> dict[str, Any]:
    """The same values with their dates read."""
    for name in data.keys() & _DATES:
        data[name] = _date(data[name])
    return data


@lru_cache(maxsize=65536)
def _date(text: str) -> PartialDate:
    """A date that `str(PartialDate)` wrote."""
    parts = text.split("-")
    return PartialDate(*(int(part) for part in parts))


def _sentence(data: dict[str, Any]) -> Sentence:
    values = _dated(data)
    if "parts" in data:
        values["parts"] = tuple((kind, length, unit) for kind, length, unit in data["parts"])
    return Sentence(**values)
