"""Policies in the workspace: shipped ones copied in on first use, office ones added, signed off by name."""

from dataclasses import dataclass
from datetime import date

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.policy import Policy
from expunge_desktop.services.law_library import policy_from_text, shipped_policies
from expunge_desktop.services.session import Session
from expunge_desktop.store import policies as store


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """A policy as lists show it; `attorney` is empty while it is unsigned."""

    name: str
    version: str
    title: str
    digest: str
    attorney: str
    adopted_on: str

    @property
    def is_signed(self) -> bool:
        """A named attorney has signed it off; filings under an unsigned policy cannot be released."""
        return bool(self.attorney)


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A policy with its row in the workspace."""

    id: int
    policy: Policy


def list_policies(session: Session) -> list[PolicyInfo]:
    """The shipped policies and every other one of the workspace, newest version of each name last."""
    known = {}
    for name, text in shipped_policies().items():
        policy = policy_from_text(text, name)
        known[policy.digest] = PolicyInfo(policy.name, policy.version, policy.title, policy.digest, "", "")
    with session.read() as connection:
        for row in store.all_policies(connection):
            known[row.digest] = PolicyInfo(
                row.name, row.version, row.title, row.digest, row.attorney or "", row.adopted_on or ""
            )
    return sorted(known.values(), key=lambda info: (info.name, info.version))


def stored_policy(session: Session, name: str) -> StoredPolicy:
    """The policy to assess under; a shipped one is copied into the workspace on first use.

    Raises AnswerIsNoError when there is none of that name.
    """
    shipped = shipped_policies().get(name)
    if shipped is not None:
        return add_policy(session, shipped, name)
    with session.read() as connection:
        row = store.newest_by_name(connection, name)
    if row is None:
        names = ", ".join(sorted({info.name for info in list_policies(session)}))
        raise AnswerIsNoError("no-such-policy", f"There is no policy named {name}.", f"Known: {names}.")
    return StoredPolicy(row.id, policy_from_text(row.source, row.name))


def add_policy(session: Session, text: str, name: str) -> StoredPolicy:
    """Keep a policy in the workspace; the same content again changes nothing.

    Raises AnswerIsNoError when the text is not a valid policy, or when another text has the same name and
    version (a policy is never edited in place).
    """
    policy = policy_from_text(text, name)
    with session.read() as connection:
        row = store.find_by_digest(connection, policy.digest)
        rivals = [other for other in store.all_policies(connection) if other.name == policy.name]
    if row is not None:
        return StoredPolicy(row.id, policy)
    if any(rival.version == policy.version for rival in rivals):
        raise AnswerIsNoError(
            "policy-version-taken",
            f"Policy {policy.name} version {policy.version} is already in the workspace with other content.",
            "Give the changed policy a new version.",
        )
    session.require(Role.REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR)
    with session.write() as tx:
        new_id = store.add(
            tx.connection,
            {
                "name": policy.name,
                "version": policy.version,
                "title": policy.title,
                "source": text,
                "digest": policy.digest,
                "added_at": iso_instant(session.clock.now()),
                "added_by": session.user,
            },
        )
        tx.audit("policy.add", f"{policy.name} {policy.version}", {"digest": policy.digest})
    return StoredPolicy(new_id, policy)


def sign_policy(session: Session, name: str, attorney: str, adopted_on: date) -> PolicyInfo:
    """Record that `attorney` signed the policy off, adopted on that day. Needs a supervising attorney.

    Raises AnswerIsNoError for an empty name, a day that has not come, or a user without the right.
    """
    session.require(Role.SUPERVISOR)
    if not attorney.strip():
        raise AnswerIsNoError("no-attorney", "A policy is signed off by a named attorney.", "Give the name.")
    if adopted_on > session.clock.today():
        raise AnswerIsNoError(
            "adopted-later",
            f"{adopted_on} is still to come; a policy is signed off once it is adopted.",
            "Give the day it was adopted.",
        )
    stored = stored_policy(session, name)
    with session.write() as tx:
        store.sign(
            tx.connection,
            {
                "policy_id": stored.id,
                "signed_at": iso_instant(session.clock.now()),
                "signed_by": session.user,
                "attorney": attorney.strip(),
                "adopted_on": adopted_on.isoformat(),
            },
        )
        tx.audit(
            "policy.sign",
            f"{stored.policy.name} {stored.policy.version}",
            {
                "digest": stored.policy.digest,
                "attorney": attorney.strip(),
                "adopted_on": adopted_on.isoformat(),
            },
        )
    policy = stored.policy
    return PolicyInfo(
        policy.name, policy.version, policy.title, policy.digest, attorney.strip(), adopted_on.isoformat()
    )
