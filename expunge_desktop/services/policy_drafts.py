"""Writing a policy: a draft from an existing one, and its check while it is written.

The text is what counts and what is signed; `policy_text` changes one value of it for a form.
"""

import re
from dataclasses import dataclass

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_values import BadPolicyError
from expunge_desktop.services.law_library import policy_from_text
from expunge_desktop.services.policies import find_text, list_policies, refuse_taken
from expunge_desktop.services.policy_text import DRAFT, FormValues, form_values, line_of, with_value
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session

_NEW_HEAD = "# Written in this office from {name}, version {version}. Counsel signs this file.\n"
_WRONG_KEY = {"policy-name-shipped": "name", "policy-title-shipped": "title"}
_OLD_HEAD = re.compile(r"\A# Written in this office from .*\n")


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What is to be said of a text: the policy it is, or what is wrong in which line (0: no line).

    is_kept     it is word for word a policy that is there: nothing is wrong with it, and nothing to be saved
    """

    policy: Policy | None
    line: int = 0
    problem: str = ""
    advice: str = ""
    is_kept: bool = False

    @property
    def may_be_saved(self) -> bool:
        """It is a policy, under a name and version that are free."""
        return self.policy is not None and not self.problem


def new_draft(session: Session, wanted: str) -> str:
    """The text of that policy as the start of a new one: a free version, name and title of the office's own.

    Raises AnswerIsNoError when there is no such policy.
    """
    session.require(Right.READ_SETTINGS)
    found = find_text(session, wanted)
    policy, known = found.policy, list_policies(session)
    is_shipped = any(info.is_shipped for info in known if info.name == policy.name)
    name = f"{policy.name}-office" if is_shipped else policy.name
    taken = {info.version for info in known if info.name == name}
    version = next_version(policy.version, taken) if taken else "1"
    text = with_value(with_value(found.text, ("name",), name), ("version",), version)
    if is_shipped:  # papers print the title: a changed text must not go by the other's
        text = with_value(text, ("title",), f"{policy.title}, as changed by this office")
    head = _NEW_HEAD.format(name=policy.name, version=policy.version)
    return head + _OLD_HEAD.sub("", text, count=1)


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
    session.require(Right.READ_SETTINGS)
    try:
        policy = policy_from_text(text, DRAFT)
    except BadPolicyError as error:
        return DraftCheck(None, error.line, f"{error.what}.", error.advice)
    if any(info.digest == policy.digest for info in list_policies(session)):
        line = line_of(text, ("version",))
        return DraftCheck(policy, line, "This text is already kept.", "Change it first.", is_kept=True)
    try:
        refuse_taken(session, policy)
    except AnswerIsNoError as error:
        key = _WRONG_KEY.get(error.code, "version")
        return DraftCheck(policy, line_of(text, (key,)), error.sentence, error.advice)
    return DraftCheck(policy)


def draft_state(session: Session, text: str) -> tuple[DraftCheck, FormValues | None]:
    """What an editor shows of a text: its check, and the values for the form."""
    session.require(Right.READ_SETTINGS)
    return check_draft(session, text), form_values(text)
