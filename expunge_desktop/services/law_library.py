"""The only reader of YAML: the law and the policies, bundled or an office's own."""

from functools import lru_cache

from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Policy


@lru_cache(maxsize=1)
def load_law() -> LawBook:
    """The law of this build."""
    raise NotImplementedError


def policy_from_text(text: str, name: str) -> Policy:
    """Read a policy. Raises AnswerIsNoError naming the line and the fix."""
    raise NotImplementedError


def shipped_policies() -> dict[str, str]:
    """The YAML of each policy that comes with the program, by its name."""
    raise NotImplementedError


def load_policy(name: str) -> Policy:
    """A shipped policy."""
    raise NotImplementedError
