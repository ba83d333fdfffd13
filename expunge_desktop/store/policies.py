"""Policies as kept in the workspace: added once by digest, signed by a named attorney, never edited."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from expunge_desktop.store.schema import policy, policy_signature


def find_by_digest(connection: Connection, digest: str) -> Row[Any] | None:
    """The policy with exactly this content, or None."""
    return connection.execute(select(policy).where(policy.c.digest == digest)).first()


def all_policies(connection: Connection) -> list[Row[Any]]:
    """Every policy of the workspace with its signatures, the newest last, or none."""
    return list(
        connection.execute(
            select(
                policy,
                policy_signature.c.attorney,
                policy_signature.c.adopted_on,
                policy_signature.c.signed_by,
                policy_signature.c.signed_at,
            )
            .outerjoin(policy_signature, policy_signature.c.policy_id == policy.c.id)
            .order_by(policy.c.name, policy.c.id, policy_signature.c.id)
        )
    )


def add(connection: Connection, values: dict[str, object]) -> int:
    """Store a policy; gives its id."""
    return int(connection.execute(insert(policy).values(**values).returning(policy.c.id)).scalar_one())


def sign(connection: Connection, values: dict[str, object]) -> None:
    """Record that a named attorney signed the policy off."""
    connection.execute(insert(policy_signature).values(**values))


def signature_of(connection: Connection, policy_id: int) -> Row[Any] | None:
    """The newest signature of a policy, or None while unsigned."""
    return connection.execute(
        select(policy_signature)
        .where(policy_signature.c.policy_id == policy_id)
        .order_by(policy_signature.c.id.desc())
        .limit(1)
    ).first()
