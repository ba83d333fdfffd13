"""Tables held beside the audit trail that tells of them: what was written by other means shows.

Who holds the data key can drop the guards and rewrite a decision without touching the trail, which stays
intact. Then the row differs from what its audit row says, is missing, or stands there untold.
"""

from collections.abc import Callable
from typing import Any

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services import told_custody, told_decisions
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.told_rows import KindCompared
from expunge_desktop.store import trail_rows
from expunge_desktop.store.trail_rows import Salvaged

_KINDS: dict[str, Callable[[Any, Salvaged, Progress], KindCompared]] = {
    "decision": lambda connection, salvaged, _: told_decisions.compare_decisions(connection, salvaged),
    "evidence": told_decisions.compare_documents,
    "filing": told_decisions.compare_filings,
    "release": lambda connection, salvaged, _: told_decisions.compare_releases(connection, salvaged),
    "sealed_conviction": lambda connection, salvaged, _: told_decisions.compare_sealed(connection, salvaged),
    "purge": lambda connection, salvaged, _: told_decisions.compare_purges(connection, salvaged),
    "release_log": lambda connection, salvaged, _: told_custody.compare_release_log(connection, salvaged),
    "user": lambda connection, salvaged, _: told_custody.compare_users(connection, salvaged),
    "office": lambda connection, salvaged, _: told_custody.compare_offices(connection, salvaged),
    "policy": lambda connection, salvaged, _: told_custody.compare_policies(connection, salvaged),
    "policy_signature": lambda connection, salvaged, _: told_custody.compare_signatures(connection, salvaged),
    "court_profile": lambda connection, salvaged, _: told_custody.compare_profiles(connection, salvaged),
    "template_version": lambda connection, salvaged, _: told_custody.compare_wordings(connection, salvaged),
}


def compare_with_trail(session: Session, progress: Progress | None = None) -> tuple[KindCompared, ...]:
    """Compare every kind of row that the trail tells of; for an intact trail. Raises CancelledError."""
    session.require(Right.CHECK_WORKSPACE)
    progress = progress or SilentProgress()
    found = []
    with session.read() as connection:
        salvaged = trail_rows.salvaged(connection)
        for done, (kind, compare) in enumerate(_KINDS.items()):
            progress.check()
            progress.report(done, len(_KINDS), f"Comparing with the audit trail: {kind.replace('_', ' ')}")
            try:
                found.append(compare(connection, salvaged, progress))
            except trail_rows.NotTextError:
                words = f"A row of {kind} holds what is no text, and what this program never writes."
                found.append(KindCompared(kind, 0, 0, 1, words))
    return tuple(found)
