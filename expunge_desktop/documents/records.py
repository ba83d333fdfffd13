"""Frozen dataclasses to plain JSON values and back, driven by their type hints."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Records as dicts, tuples as lists, sets sorted, enums and dates as their text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """The record again. Raises TypeError when a field is missing, unknown, or of another type."""
    built: T = _build(kind, value)
    return built


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if value is None else _build(options[0], value)
    if origin in (tuple, list):
        inner, *rest = get_args(kind)
        if origin is tuple and rest and rest != [Ellipsis]:
            return tuple(_build(part, item) for part, item in zip(get_args(kind), value, strict=True))
        return origin(_build(inner, item) for item in value)
    if origin in (set, frozenset):
        return origin(_build(get_args(kind)[0], item) for item in value)
    if origin is not None:
        return origin(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in _named(kind, value).items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is Any or isinstance(value, kind):
        return value
    raise TypeError(f"{value!r} is not a {kind}")


def _named(kind: type, value: Any) -> Mapping[str, Any]:
    known = {field.name for field in fields(kind)}
    if not isinstance(value, Mapping) or set(value) - known:
        raise TypeError(f"not a {kind.__name__}: {value!r}")
    return value
