"""Policies in the workspace: shipped ones copied in on first use, office ones added, signed off by name.

A policy is chosen by its name, which means its newest version, or by `name@version`.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.rules.policy import Policy
from expunge_desktop.services.csv_files import open_new_csv
from expunge_desktop.services.given_words import MOST_OF_A_LINE, refuse_too_long
from expunge_desktop.services.law_library import policy_from_text, shipped_policies
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import policies as store


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """A policy as lists show it; `attorney` is empty while it is unsigned, `added_by` until it is used.

    is_shipped      the text came with this program
    is_newest       no later version of the name is known: this one is meant by the name alone
    is_unconfirmed  nobody has compared it with the office it is named after; `source` says where it was read
    """

    name: str
    version: str
    title: str
    digest: str
    attorney: str
    adopted_on: str
    signed_by: str = ""
    signed_at: str = ""
    added_by: str = ""
    added_at: str = ""
    source: str = ""
    is_unconfirmed: bool = False
    is_shipped: bool = False
    is_newest: bool = True

    @property
    def is_signed(self) -> bool:
        """A named attorney has signed it off; filings under an unsigned policy cannot be released."""
        return bool(self.attorney)

    @property
    def key(self) -> str:
        """`name@version`: this version and no other."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A policy with its row in the workspace."""

    id: int
    policy: Policy


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy with the text it was read from; `row` is its row in the workspace, None until it is used."""

    policy: Policy
    text: str
    row: Any = None


def list_policies(session: Session) -> list[PolicyInfo]:
    """The shipped policies and every other one of the workspace, by name, the newest version last."""
    session.require(Right.READ_SETTINGS)
    shipped = {}
    for name, text in shipped_policies().items():
        policy = policy_from_text(text, name)
        shipped[policy.digest] = policy
    with session.read() as connection:
        rows = {row.digest: row for row in store.all_policies(connection)}  # the newest signature of each
    found = [_info(policy_from_text(row.source, row.name), row, digest in shipped)
             for digest, row in rows.items()]  # fmt: skip
    found += [_info(policy, None, True) for digest, policy in shipped.items() if digest not in rows]
    found.sort(key=lambda info: info.name)  # stable: the order in which versions came
    newest = {info.name: info.digest for info in found} | {one.name: one.digest for one in shipped.values()}
    return [replace(info, is_newest=newest[info.name] == info.digest) for info in found]


def find_text(session: Session, wanted: str) -> PolicyText:
    """The policy of that name (its newest version) or of that `name@version`; nothing is written.

    Raises AnswerIsNoError when there is none, naming the known ones.
    """
    session.require(Right.READ_SETTINGS)
    name, at, version = wanted.partition("@")
    shipped = shipped_policies().get(name)
    if shipped is not None:
        policy = policy_from_text(shipped, name)
        if not at or policy.version == version:
            with session.read() as connection:
                return PolicyText(policy, shipped, store.find_by_digest(connection, policy.digest))
    with session.read() as connection:
        rows = [row for row in store.all_policies(connection) if row.name == name]
    for row in reversed(rows):
        if not at or row.version == version:
            return PolicyText(policy_from_text(row.source, row.name), row.source, row)
    known = list_policies(session)
    versions = [info.version for info in known if info.name == name]
    if versions:
        raise AnswerIsNoError(
            "no-such-policy",
            f"There is no version {version} of {name}.",
            f"Known versions: {', '.join(versions)}.",
        )
    names = ", ".join(dict.fromkeys(info.name for info in known))
    raise AnswerIsNoError("no-such-policy", f"There is no policy named {name}.", f"Known: {names}.")


def find_policy(session: Session, wanted: str) -> Policy:
    """The policy of that name or `name@version`. Raises AnswerIsNoError when there is none."""
    session.require(Right.READ_SETTINGS)
    return find_text(session, wanted).policy


def stored_policy(session: Session, wanted: str) -> StoredPolicy:
    """The policy to assess under; a shipped one is copied into the workspace on first use.

    Raises AnswerIsNoError when there is none of that name or version.
    """
    session.require(Right.READ_SETTINGS)
    found = find_text(session, wanted)
    if found.row is not None:
        return StoredPolicy(found.row.id, found.policy)
    policy = found.policy
    with session.read() as connection:
        rows = store.all_policies(connection)
    if any((row.name, row.version) == (policy.name, policy.version) for row in rows):
        raise AnswerIsNoError(
            "policy-version-taken",
            f"The workspace holds another text of {policy.name} version {policy.version}.",
            "Export this program's under a name of the office's own, add that, and assess under it.",
        )
    return _keep(session, policy, found.text, Right.READ_SETTINGS)


def add_policy(session: Session, text: str, name: str) -> StoredPolicy:
    """Keep a policy in the workspace; the same content again changes nothing. For attorneys.

    Raises BadPolicyError when the text is not a valid policy, and AnswerIsNoError when its name or title is
    that of a policy that comes with the program, or its name and version are taken (never edited in place).
    """
    session.require(Right.DRAFT_POLICIES)
    policy = policy_from_text(text, name)
    with session.read() as connection:
        row = store.find_by_digest(connection, policy.digest)
    if row is not None:
        return StoredPolicy(row.id, policy)
    refuse_taken(session, policy)
    return _keep(session, policy, text, Right.DRAFT_POLICIES)


def add_policy_file(session: Session, path: Path) -> StoredPolicy:
    """Keep the policy of a file. Raises like `add_policy`, or EnvironmentProblemError: it cannot be read."""
    session.require(Right.DRAFT_POLICIES)
    return add_policy(session, read_given_text(path, "a policy"), path.name)


def export_policy(session: Session, wanted: str, path: Path) -> Policy:
    """Write a policy's text to a new file, as it is kept.

    Raises AnswerIsNoError when there is no such policy or the file exists, EnvironmentProblemError.
    """
    session.require(Right.READ_SETTINGS)
    found = find_text(session, wanted)
    with open_new_csv(path) as file:
        file.write(found.text)
    policy = found.policy
    with session.write(Right.READ_SETTINGS) as tx:
        tx.audit("policy.export", f"{policy.name} {policy.version}", {"digest": policy.digest})
    return policy


def refuse_taken(session: Session, policy: Policy) -> None:
    """Raise AnswerIsNoError when name or title are a shipped policy's, or name and version are taken.

    Papers print the title: criteria that were changed must not reach the court under another's.
    """
    texts = shipped_policies()
    shipped = {name.casefold() for name in texts}
    titles = {policy_from_text(text, name).title.casefold() for name, text in texts.items()}
    if policy.name.casefold() in shipped:
        raise AnswerIsNoError(
            "policy-name-shipped",
            f"{policy.name} is the name of a policy that comes with the program.",
            f"Give the office's policy a name of its own, for example {policy.name}-office.",
        )
    if " ".join(policy.title.casefold().split()) in titles:
        raise AnswerIsNoError(
            "policy-title-shipped",
            f"“{policy.title}” is the title of a policy that comes with the program.",
            "Papers print it. Give the office's policy a title of its own.",
        )
    if any(info.name == policy.name and info.version == policy.version for info in list_policies(session)):
        raise AnswerIsNoError(
            "policy-version-taken",
            f"Policy {policy.name} version {policy.version} is already in the workspace with other content.",
            "Give the changed policy a new version.",
        )


def sign_policy(session: Session, wanted: str, attorney: str, adopted_on: date) -> PolicyInfo:
    """Record that `attorney` signed the policy off, adopted on that day. Needs a supervising attorney.

    Raises AnswerIsNoError for a name that is empty or too long, a day that has not come, or a user without
    the right.
    """
    session.require(Right.SIGN_POLICIES)
    attorney = " ".join(attorney.split())
    refuse_too_long(attorney, "attorney's name", MOST_OF_A_LINE)
    if not attorney:
        raise AnswerIsNoError("no-attorney", "A policy is signed off by a named attorney.", "Give the name.")
    if adopted_on > session.clock.today():
        raise AnswerIsNoError(
            "adopted-later",
            f"{adopted_on} is still to come; a policy is signed off once it is adopted.",
            "Give the day it was adopted.",
        )
    stored = stored_policy(session, wanted)
    signature = {"attorney": attorney, "adopted_on": adopted_on.isoformat()}
    with session.write(Right.SIGN_POLICIES) as tx:
        kept = {"policy_id": stored.id, "signed_at": tx.at, "signed_by": session.user}
        store.sign(tx.connection, {**kept, **signature})
        subject = f"{stored.policy.name} {stored.policy.version}"
        tx.audit("policy.sign", subject, {"digest": stored.policy.digest, **signature})
    return next(info for info in list_policies(session) if info.digest == stored.policy.digest)


def _keep(session: Session, policy: Policy, text: str, right: Right) -> StoredPolicy:
    added_at = iso_instant(session.clock.now())
    with session.write(right) as tx:
        new_id = store.add(
            tx.connection,
            {
                "name": policy.name,
                "version": policy.version,
                "title": policy.title,
                "source": text,
                "digest": policy.digest,
                "added_at": added_at,
                "added_by": session.user,
            },
        )
        told = {"digest": policy.digest, "title": policy.title, "added_at": added_at}
        tx.audit("policy.add", f"{policy.name} {policy.version}", told)
    return StoredPolicy(new_id, policy)


def _info(policy: Policy, row: Any, is_shipped: bool) -> PolicyInfo:
    signature = row is not None and row.attorney is not None
    return PolicyInfo(
        policy.name,
        policy.version,
        policy.title,
        policy.digest,
        row.attorney if signature else "",
        row.adopted_on if signature else "",
        row.signed_by if signature else "",
        row.signed_at if signature else "",
        row.added_by if row is not None else "",
        row.added_at if row is not None else "",
        policy.source,
        policy.is_unconfirmed,
        is_shipped,
    )
