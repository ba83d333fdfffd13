"""Writing a policy: a draft from an existing one, its check while it is written, numbers set by a form.

The text is what counts and what is signed: a form changes the text in one place and leaves the rest, comments
included, as the office wrote it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import policy_from_text
from expunge_desktop.services.policies import find_text, list_policies, refuse_taken
from expunge_desktop.services.session import Session

DRAFT = "this policy"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*|[0-9]+")
_TEXTS = ("name", "version", "title", "report", "source")
_NEW_HEAD = "# Written in this office from {name}, version {version}. Counsel signs this file.\n"
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What is to be said of a text: the policy it is, or what is wrong in which line (0: no line)."""

    policy: Policy | None
    line: int = 0
    problem: str = ""
    advice: str = ""

    @property
    def may_be_saved(self) -> bool:
        """It is a policy, under a name and version that are free."""
        return self.policy is not None and not self.problem


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of years of the draft: where it stands, and what it is asked for."""

    path: Path
    criterion: str
    test: str
    years: int


def new_draft(session: Session, wanted: str) -> str:
    """The text of that policy as the start of a new one: with a free version, and a name of the office's own.

    Raises AnswerIsNoError when there is no such policy.
    """
    found = find_text(session, wanted)
    policy, known = found.policy, list_policies(session)
    is_shipped = any(info.is_shipped for info in known if info.name == policy.name)
    name = f"{policy.name}-office" if is_shipped else policy.name
    taken = {info.version for info in known if info.name == name}
    version = next_version(policy.version, taken) if taken else "1"
    text = with_value(with_value(found.text, ("name",), name), ("version",), version)
    head = _NEW_HEAD.format(name=policy.name, version=policy.version)
    return text if text.startswith(head) else head + text


def next_version(version: str, taken: set[str]) -> str:
    """The version after this one that is not taken: 2 after 1, 1.10 after 1.9, `new-2` after `new`."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    stem, number = (found[1], int(found[2])) if found else (f"{version}-", 1)
    while True:
        number += 1
        if f"{stem}{number}" not in taken:
            return f"{stem}{number}"


def check_draft(session: Session, text: str) -> DraftCheck:
    """Whether the text can be saved as a policy, and if not, why, in which line, and what to write."""
    try:
        policy = policy_from_text(text, DRAFT)
    except BadPolicyError as error:
        return DraftCheck(None, error.line, _sentence(error.what), error.advice)
    try:
        if any(info.digest == policy.digest for info in list_policies(session)):
            raise AnswerIsNoError("policy-kept", "This text is already kept.", "Change it first.")
        refuse_taken(session, policy)
    except AnswerIsNoError as error:
        key = "name" if error.code == "policy-name-shipped" else "version"
        return DraftCheck(policy, line_of(text, (key,)), error.sentence, error.advice)
    return DraftCheck(policy)


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


def _sentence(what: str) -> str:
    return what[:1].upper() + what[1:] + "."
