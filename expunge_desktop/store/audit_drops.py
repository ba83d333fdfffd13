"""Taking out what old audit rows say; only `services.audit_retention` and a purge by policy do it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, select, update

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.store.audit import DROPPED, verify
from expunge_desktop.store.schema import audit


def older_than(connection: Connection, before: str, but: Collection[str]) -> list[int]:
    """Rows from before an instant that still have a payload and are of none of these verbs, in order."""
    query = select(audit.c.seq).where(audit.c.at < before, audit.c.payload != DROPPED)
    query = query.where(audit.c.verb.not_in(sorted(but))).order_by(audit.c.seq)
    return [int(seq) for seq in connection.execute(query).scalars()]


def drop(connection: Connection, seqs: Sequence[int]) -> None:
    """Take the payloads out, with the guards lifted by the caller; a later row must list them."""
    statement = update(audit).where(audit.c.seq == bindparam("one")).values(payload=DROPPED)
    connection.execute(statement, [{"one": one} for one in seqs])


def refuse_broken(connection: Connection) -> None:
    """Raise AnswerIsNoError when the chain is broken: dropping would hide what is wrong with it."""
    report = verify(connection)
    if not report.is_intact:
        raise AnswerIsNoError(
            "chain-broken",
            f"The audit chain is broken at row {report.first_broken}: {report.reason}",
            "Nothing was dropped. Keep the workspace as it is and tell the office's security officer.",
        )
