"""The text of a policy as a form changes it: one value in its place, comments and layout as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import yaml

from expunge_desktop.rules.policy import TESTS_WITH_DATE, TESTS_WITH_YEARS
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.policy_words import wording_of
from expunge_desktop.services.switch_guide import switch_guide

DRAFT = "this policy"
_USUAL_YEARS, _USUAL_DAY = {"age_at_evaluation": 50, "age_below": 21}, date(2000, 1, 1)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*|[0-9]+")
_TEXTS = ("name", "version", "title", "report", "source")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of years of the draft: where it stands, and what it is asked for."""

    path: Path
    criterion: str
    test: str
    years: int


@dataclass(frozen=True, slots=True)
class FormValues:
    """What a form shows of a text: its name, version and title, every number of years, every switch."""

    texts: dict[str, str]
    thresholds: tuple[Threshold, ...]
    switches: dict[str, str]


def form_values(text: str) -> FormValues | None:
    """The values of a text, a switch it does not write at its default; None when it cannot be read so far."""
    top = _node(text, ())
    if not isinstance(top, yaml.MappingNode):
        return None
    entry = {str(key.value): value for key, value in top.value}
    switches = entry.get("switches")
    written = {
        str(key.value): str(value.value)
        for key, value in (switches.value if isinstance(switches, yaml.MappingNode) else ())
    }
    return FormValues(
        {
            key: str(entry[key].value) if isinstance(entry.get(key), yaml.ScalarNode) else ""
            for key in ("name", "version", "title")
        },
        thresholds_of(text),
        {name: written.get(name, one.default) for name, one in switch_guide().items()},
    )


def with_value(text: str, path: Path, value: str) -> str:
    """The text with one value replaced, or a switch added that was not written; the rest as it is.

    Raises BadPolicyError when the text cannot be read so far, or has no such place.
    """
    node = _node(text, path)
    if node is not None:
        written = _written(value, node, is_text=path[-1] in _TEXTS)
        return text[: node.start_mark.index] + written + text[node.end_mark.index :]
    holder = _node(text, path[:-1])
    if path[:-1] == ("switches",):
        if not isinstance(holder, yaml.MappingNode) or not holder.value:
            kept = _without_key(text, "switches") if holder is not None else text.rstrip("\n") + "\n"
            return f"{kept}switches:\n  {path[-1]}: {value}\n"
        first = holder.value[0][0].start_mark
        if holder.flow_style:
            return f"{text[: first.index]}{path[-1]}: {value}, {text[first.index :]}"
        indent = " " * first.column
        return f"{text[: first.index]}{path[-1]}: {value}\n{indent}{text[first.index :]}"
    raise BadPolicyError(DRAFT, 1, f"{' '.join(path)} is not in the text", "Write it into the text.")


def with_criterion(text: str, test: str) -> str:
    """The text with one more criterion that asks the test, after the last one; to be titled and changed.

    Raises BadPolicyError when the text cannot be read so far.
    """
    top = _node(text, ())
    if not isinstance(top, yaml.MappingNode):
        raise BadPolicyError(DRAFT, 1, "the text cannot be read so far", "Correct it first.")
    criteria = _node(text, ("criteria",))
    names = _taken_names(criteria)
    name = next(one for one in (test, *(f"{test}_{n}" for n in range(2, 999))) if one not in names)
    years = _USUAL_YEARS.get(test, 10) if test in TESTS_WITH_YEARS else 0
    day = _USUAL_DAY if test in TESTS_WITH_DATE else None
    title = re.split(r"; | \(", wording_of(test, years, day))[0]
    entry = [f"{name}:", f'  title: "{title}"', f"  test: {test}"]
    entry += [f"  years: {years}"] if years else [f"  date: {day}"] if day else []
    if not isinstance(criteria, yaml.MappingNode) or not criteria.value:
        kept = _without_key(text, "criteria") if criteria is not None else text.rstrip("\n") + "\n"
        return kept + "criteria:\n" + "".join(f"  {line}\n" for line in entry)
    if criteria.flow_style:
        raise BadPolicyError(
            DRAFT,
            criteria.start_mark.line + 1,
            "criteria is written in braces",
            "Write one criterion a line.",
        )
    indent = " " * criteria.value[0][0].start_mark.column
    end = text.find("\n", _end(criteria)) + 1 or len(text)
    before = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return before + "".join(f"{indent}{line}\n" for line in entry) + text[end:]


def _taken_names(criteria: yaml.Node | None) -> set[str]:
    """The names of the criteria, and the words they are reported as, in small letters."""
    taken = set()
    for key, value in criteria.value if isinstance(criteria, yaml.MappingNode) else ():
        taken.add(str(key.value).lower())
        for word, report in value.value if isinstance(value, yaml.MappingNode) else ():
            if word.value == "report":
                taken.add(str(report.value).lower())
    return taken


def _end(node: yaml.Node) -> int:
    """Where the last word of a node ends; the node itself is said to end where the next one starts."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    if isinstance(node, yaml.ScalarNode) and node.style in (">", "|"):
        return int(node.end_mark.index) - 1
    return int(node.end_mark.index)


def line_of(text: str, path: Path) -> int:
    """The line of a value, from 1; 0 when it is not in the text."""
    node = _node(text, path)
    return node.start_mark.line + 1 if node is not None else 0


def thresholds_of(text: str) -> tuple[Threshold, ...]:
    """Every number of years in the text, parts of criteria included, in its order."""
    criteria = _node(text, ("criteria",))
    if not isinstance(criteria, yaml.MappingNode):
        return ()
    return tuple(
        one for key, value in criteria.value for one in _years(str(key.value), value, ("criteria", key.value))
    )


def _years(name: str, node: yaml.Node, path: Path) -> Iterator[Threshold]:
    if not isinstance(node, yaml.MappingNode):
        return
    entry = {str(key.value): value for key, value in node.value}
    test, years = entry.get("test"), entry.get("years")
    if isinstance(years, yaml.ScalarNode) and years.value.isdecimal() and isinstance(test, yaml.ScalarNode):
        yield Threshold((*path, "years"), name, test.value, int(years.value))
    for key in ("any", "all", "none"):
        parts = entry.get(key)
        for place, part in enumerate(parts.value if isinstance(parts, yaml.SequenceNode) else ()):
            yield from _years(f"{name}.{place + 1}", part, (*path, key, str(place)))


def _node(text: str, path: Path) -> yaml.Node | None:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
        else:
            return None
    return node


def _written(value: str, node: yaml.Node, *, is_text: bool) -> str:
    """The value as the text writes it: in quotes where it was, or where a text would be read otherwise."""
    style = node.style if isinstance(node, yaml.ScalarNode) else ""
    is_plain = style not in ("'", '"', ">", "|") and _PLAIN.fullmatch(value) is not None
    if is_plain and (not is_text or isinstance(yaml.safe_load(value), str)):
        return value
    ending = "\n" if style in (">", "|") else ""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' + ending


def _without_key(text: str, key: str) -> str:
    """The text without an empty entry of the top level (`switches: {}`)."""
    return re.sub(rf"(?m)^{key}:.*\n?", "", text).rstrip("\n") + "\n"
