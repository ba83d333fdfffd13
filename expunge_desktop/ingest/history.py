"""A `Person` as compact bytes and back, exactly.

Counts are kept by column: a field that has its default value in every count takes no room, and equal
values of one field lie beside each other, which the compression likes. The format names its version, so
a later program can read what this one wrote.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

import zstandard

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person, SentencePart, SourceLine

_VERSION = 1
_compressor = zstandard.ZstdCompressor(level=1)
_decompressor = zstandard.ZstdDecompressor()


def _defaults(record: type) -> dict[str, Any]:
    return {one.name: None if one.default is MISSING else one.default for one in fields(record)}


_COUNT_DEFAULTS = _defaults(Count)
_PERSON_DEFAULTS = {name: value for name, value in _defaults(Person).items() if name != "counts"}
_count_values = attrgetter(*_COUNT_DEFAULTS)
_person_values = attrgetter(*_PERSON_DEFAULTS)

_DATES = {one.name for record in (Count, Person) for one in fields(record) if "PartialDate" in str(one.type)}
_PAIRS = {"lines": SourceLine, "sentence_parts": SentencePart}
_TUPLES = {"other_relief", "problems", "aliases", "address"}


def person_to_bytes(person: Person) -> bytes:
    """The person with every count, compressed."""
    head = {
        name: _packed(name, value)
        for (name, default), value in zip(_PERSON_DEFAULTS.items(), _person_values(person), strict=True)
        if value != default
    }
    columns = {}
    if person.counts:
        by_field = zip(*map(_count_values, person.counts), strict=True)
        for (name, default), values in zip(_COUNT_DEFAULTS.items(), by_field, strict=True):
            if values.count(default) != len(values):
                pack = _PACK.get(name)
                columns[name] = [pack(value) for value in values] if pack else values
    content = json.dumps([_VERSION, head, len(person.counts), columns], separators=(",", ":"))
    return _compressor.compress(content.encode())


def person_from_bytes(history: bytes) -> Person:
    """The person that `person_to_bytes` kept, equal in every field."""
    version, head, size, columns = json.loads(_decompressor.decompress(history))
    if version != _VERSION:
        raise ValueError(f"a history of version {version} is not known to this program")
    unpacked = [
        [_unpacked(name, value) for value in values] if name in _UNPACK else values
        for name, values in columns.items()
    ]
    rows: Iterable[tuple[Any, ...]] = zip(*unpacked, strict=True) if columns else [()] * size
    counts = tuple(Count(**dict(zip(columns, row, strict=True))) for row in rows)
    return Person(**{name: _unpacked(name, value) for name, value in head.items()}, counts=counts)


def _date_number(value: PartialDate | None) -> int | None:
    """YYYYMMDD with 00 for what is not known."""
    return None if value is None else value.year * 10_000 + (value.month or 0) * 100 + (value.day or 0)


@lru_cache(maxsize=65536)
def _date_of(number: int) -> PartialDate:
    return PartialDate(number // 10_000, number // 100 % 100 or None, number % 100 or None)


def _packed(name: str, value: Any) -> Any:
    pack = _PACK.get(name)
    return pack(value) if pack else value


def _unpacked(name: str, value: Any) -> Any:
    unpack = _UNPACK.get(name)
    return value if unpack is None or value is None else unpack(value)


def _unpack_records(record: type) -> Callable[[Any], Any]:
    return lambda values: tuple(record(*one) for one in values)


_PACK: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DATES, _date_number),
    "lines": lambda value: [(one.file, one.line) for one in value],
    "sentence_parts": lambda value: [(one.kind, one.length, one.unit) for one in value],
    "fact_codes": sorted,
}
_UNPACK: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DATES, _date_of),
    **dict.fromkeys(_TUPLES, tuple),
    **{name: _unpack_records(record) for name, record in _PAIRS.items()},
    "fact_codes": frozenset,
    "level": Level,
    "disposition": Disposition,
}


def aliases_from_bytes(history: bytes) -> tuple[str, ...]:
    """Only the aliases of a person that `person_to_bytes` kept, for long schedules."""
    return tuple(json.loads(_decompressor.decompress(history))[1].get("aliases", ()))
