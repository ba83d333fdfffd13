"""Bring the schema of a workspace up to this version's, with the audit row that says so."""

from collections.abc import Mapping

from expunge_desktop.store import meta, migrations
from expunge_desktop.store.workspace import Transaction

VERB = "migrate"


def bring_up_to_date(tx: Transaction, told: Mapping[str, object]) -> str:
    """Run every open revision inside this transaction: all of it or nothing. Returns the schema of before.

    `told` goes into the audit row: where the copy of before lies.
    """
    before = meta.revision(tx.connection)
    migrations.upgrade(tx.connection)
    tx.audit(VERB, f"schema {migrations.HEAD}", {"from": before, "to": migrations.HEAD, **told})
    return before
