"""Failed tries enter the audit trail at the next good one (contract, point 11)."""

import json

from expunge_desktop.store import meta
from expunge_desktop.store.workspace import Transaction
from expunge_desktop.vault.key_file import Unlocked
from expunge_desktop.vault.key_record import RECOVERY_KEY

RECOVERY = "with a recovery key"
_RECORDED = "failed_logons_recorded"


def write_failed_logons(tx: Transaction, unlocked: Unlocked) -> frozenset[str]:
    """Write what failed since the last good logon; returns the ids the key file may forget afterwards."""
    # A crash between this commit and the clearing of the key file must not record them twice.
    known = frozenset(json.loads(meta.read(tx.connection, _RECORDED, "[]")))
    new = [one for one in unlocked.failed_logons if one.id not in known]
    uncounted = unlocked.failed_count - len(unlocked.failed_logons)
    for one in new:
        who = RECOVERY if one.why.startswith(RECOVERY_KEY) else one.user or "unknown user"
        tx.audit("logon-failed", who, {"at": one.at, "why": one.why})
        if one.has_locked:
            tx.audit("locked-out", one.user, {"at": one.at})
    if new and uncounted:
        tx.audit("logon-failed", "earlier ones", {"count": uncounted})
    recorded = [one.id for one in unlocked.failed_logons]
    meta.write(tx.connection, _RECORDED, json.dumps(recorded))
    return frozenset(recorded)
