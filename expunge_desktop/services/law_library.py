"""The reader of the law and of policies, bundled or an office's own (worked cases: see `scenarios`)."""

import hashlib
import re
from functools import lru_cache
from typing import Any, ClassVar

import yaml

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.paths import resource_path
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_reading import read_policy
from expunge_desktop.rules.policy_values import BadPolicyError, Lines
from expunge_desktop.services.unreadable_text import unreadable

# The C reader where this build of PyYAML has it: the same answers, ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)$")
_DEEPEST = 60
_OPENS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


class _PolicyLoader(yaml.SafeLoader):
    """As SafeLoader, but days stay text: a day that is none is then named with its line.

    A whole number is one as people write it: YAML would read 050 as forty, and 1:30 as ninety.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, Any]]]] = {
        first: [
            (tag, _WHOLE if tag == "tag:yaml.org,2002:int" else form)
            for tag, form in forms
            if tag != "tag:yaml.org,2002:timestamp"
        ]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_LAW_FILES = ("constants", "sections", "aggravators", "disqualifiers", "review_codes", "disputes", "rules")


@lru_cache(maxsize=1)
def load_law() -> LawBook:
    """The law of this build; its digest is the SHA-256 of the files in a fixed order."""
    digest = hashlib.sha256()
    data: dict[str, Any] = {}
    for name in _LAW_FILES:
        content = resource_path("law", f"{name}.yaml").read_bytes().replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\0" + content + b"\0")
        data[name] = yaml.load(content, Loader=_LOADER)
    return LawBook.from_data(data, digest.hexdigest())


def policy_from_text(text: str, name: str) -> Policy:
    """Read a policy; `name` is the file's, for messages.

    Raises BadPolicyError naming the line and the fix.
    """
    digest = hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()
    data, lines = plain_data(text, name)
    return read_policy(data, digest, name, lines, load_law().sections)


@lru_cache(maxsize=64)
def plain_data(text: str, name: str) -> tuple[object, Lines]:
    """What YAML makes of a policy's text, and the line of each key's path: most of the time of reading it."""
    try:
        depth = 0
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            line = token.start_mark.line + 1
            depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
            if depth > _DEEPEST:
                what = f"parts stand within parts more than {_DEEPEST} times"
                raise BadPolicyError(name, line, what, "Use fewer levels.")
            if isinstance(token, yaml.AliasToken):
                raise BadPolicyError(name, line, "references (*) are not used here", "Write the value out.")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        _refuse_repeated_keys(node, name)
        data = yaml.load(text, Loader=_PolicyLoader)
    except yaml.MarkedYAMLError as error:
        found = unreadable(error)
        raise BadPolicyError(name, found.line, found.what, found.fix) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadPolicyError(name, 1, "this is not a readable policy file", "Save it as UTF-8.") from error
    return data, {} if node is None else _lines(node, ())


def shipped_policies() -> dict[str, str]:
    """The YAML of each policy that comes with the program, by its name."""
    folder = resource_path("policies")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def load_policy(name: str) -> Policy:
    """A shipped policy. Raises AnswerIsNoError when none has the name."""
    policies = shipped_policies()
    if name not in policies:
        raise AnswerIsNoError(
            "no-such-policy", f"No policy is called {name}.", f"The shipped ones are {', '.join(policies)}."
        )
    return policy_from_text(policies[name], f"{name}.yaml")


def _refuse_repeated_keys(node: yaml.Node | None, name: str) -> None:
    """YAML lets a repeated key silently replace the first one; an attorney would not see which counts."""
    if isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if str(key.value) in first:
                what = f"{key.value} is written twice, first in line {first[key.value]}"
                raise BadPolicyError(name, line, what, "Keep one of the two.")
            first[str(key.value)] = line
            _refuse_repeated_keys(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_repeated_keys(value, name)


def _lines(node: yaml.Node, path: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """The line of every key, by its path, for messages."""
    lines = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            lines.update(_lines(value, here))
            lines[here] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            lines.update(_lines(value, (*path, str(place))))
    return lines
