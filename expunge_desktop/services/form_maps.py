"""Field maps of forms, shipped or an office's own, read from YAML; each mistake is told with its line."""

from pathlib import Path
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.form_values import CONDITIONS, VALUES
from expunge_desktop.documents.forms import FieldMap, MappedField
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import plain_data

_KEYS = ("name", "form", "title", "revision", "confirmed_on", "notes", "needs", "text", "check")
_TEXT_KEYS, _CHECK_KEYS = {"field", "value"}, {"field", "when"}
Place = tuple[str, ...]


def shipped_maps() -> tuple[FieldMap, ...]:
    """The maps that come with the program, by name."""
    files = sorted(resource_path("forms").glob("*.yaml"))
    return tuple(map_from_text(file.read_text(encoding="utf-8"), file.name) for file in files)


def find_map(name: str) -> FieldMap:
    """A shipped map by its name, or an office's own by its file.

    Raises AnswerIsNoError, EnvironmentProblemError.
    """
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        return map_from_text(read_given_text(path, "a field map"), path.name)
    maps = {one.name: one for one in shipped_maps()}
    if name not in maps:
        known = ", ".join(maps)
        raise AnswerIsNoError(
            "form-map", f"There is no field map {name}.", f"Maps are {known}, or a FILE.yaml."
        )
    return maps[name]


def map_from_text(text: str, file: str) -> FieldMap:
    """The map a text is. Raises AnswerIsNoError naming the line and what to write."""
    try:
        data, lines = plain_data(text, file)
    except BadPolicyError as error:
        raise _bad(file, error.line, error.what, error.advice) from None
    return _Reader(file, lines).map(data)


class _Reader:
    """Reads one file, keeping its name and the lines of its keys for messages."""

    def __init__(self, file: str, lines: Any) -> None:
        self._file, self._lines = file, lines

    def map(self, data: object) -> FieldMap:
        """The whole file."""
        if not isinstance(data, dict):
            raise self._refuse((), "is no field map", f"Write its keys: {', '.join(_KEYS)}.")
        for key in data:
            if key not in _KEYS:
                raise self._refuse(
                    (str(key),), f"{key} is no key of a field map", f"Keys are {', '.join(_KEYS)}."
                )
        for key in ("name", "form", "title"):
            if not str(data.get(key) or ""):
                raise self._refuse((key,), f"{key} is missing", f"Write {key}: …")
        needs = self._list(data, "needs")
        for number, need in enumerate(needs):
            self._known(("needs", str(number)), str(need), VALUES, "value")
        return FieldMap(
            name=str(data["name"]),
            form=str(data["form"]),
            title=str(data["title"]),
            fields=(*self._fields(data, "text"), *self._fields(data, "check")),
            revision=str(data.get("revision") or ""),
            confirmed_on=str(data.get("confirmed_on") or ""),
            needs=tuple(map(str, needs)),
            notes=tuple(map(str, self._list(data, "notes"))),
        )

    def _fields(self, data: dict[str, Any], part: str) -> list[MappedField]:
        is_check = part == "check"
        keys, source = (_CHECK_KEYS, "when") if is_check else (_TEXT_KEYS, "value")
        fields = []
        for number, entry in enumerate(self._list(data, part)):
            place = (part, str(number))
            if not isinstance(entry, dict) or set(entry) != keys:
                wanted = ", ".join(sorted(keys))
                raise self._refuse(place, f"entry {number + 1} of {part} is incomplete", f"Write {wanted}.")
            names = entry["field"] if isinstance(entry["field"], list) else [entry["field"]]
            if not names or not all(isinstance(name, str) and name.strip("…") for name in names):
                raise self._refuse(place, "the name of the field is missing", "Write it as the form has it.")
            known, what = (CONDITIONS, "condition") if is_check else (VALUES, "value")
            self._known(place, str(entry[source]), known, what)
            fields.append(MappedField(tuple(names), str(entry[source]), is_check))
        return fields

    def _list(self, data: dict[str, Any], key: str) -> list[Any]:
        found = data.get(key) or []
        if not isinstance(found, list):
            raise self._refuse((key,), f"{key} is no list", f"Write {key} as lines that begin with “- ”.")
        return found

    def _known(self, place: Place, name: str, known: tuple[str, ...], what: str) -> None:
        if name not in known:
            raise self._refuse(place, f"there is no {what} {name}", f"There are {', '.join(known)}.")

    def _refuse(self, place: Place, what: str, fix: str) -> AnswerIsNoError:
        while place and place not in self._lines:
            place = place[:-1]
        return _bad(self._file, self._lines.get(place, 1), what, fix)


def _bad(file: str, line: int, what: str, fix: str) -> AnswerIsNoError:
    return AnswerIsNoError("bad-form-map", f"{file}, line {line}: {what}.", fix)
