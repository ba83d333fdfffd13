"""Tables held beside the audit trail that tells of them: what was written by other means shows.

Who holds the data key can drop the guards and rewrite a decision without touching the trail, which stays
intact. Then the row differs from what its audit row says, is missing, or stands there untold.
"""

from collections.abc import Callable, Mapping

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services import told_custody, told_decisions
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.told_rows import Comparison, KindCompared
from expunge_desktop.store import trail_rows

_KINDS: Mapping[str, Callable[[Comparison], None]] = {
    "decision": told_decisions.compare_decisions,
    "evidence": told_decisions.compare_documents,
    "supplied_fact": told_decisions.compare_supplied,
    "filing": told_decisions.compare_filings,
    "release": told_decisions.compare_releases,
    "sealed_conviction": told_decisions.compare_sealed,
    "purge": told_decisions.compare_purges,
    "release_log": told_custody.compare_release_log,
    "user": told_custody.compare_users,
    "office": told_custody.compare_offices,
    "policy": told_custody.compare_policies,
    "policy_signature": told_custody.compare_signatures,
    "court_profile": told_custody.compare_profiles,
    "template_version": told_custody.compare_wordings,
}


def compare_with_trail(session: Session, progress: Progress | None = None) -> tuple[KindCompared, ...]:
    """Compare every kind of row that the trail tells of; for an intact trail. Raises CancelledError."""
    session.require(Right.CHECK_WORKSPACE)
    progress = progress or SilentProgress()
    compared = []
    with session.read() as connection:
        salvaged = trail_rows.salvaged(connection)
        for done, (kind, compare) in enumerate(_KINDS.items()):
            told = f"Comparing with the audit trail: {kind.replace('_', ' ')}"

            def look(rows: int, *, done: int = done, told: str = told) -> None:
                progress.check()
                progress.report(done, len(_KINDS), f"{told}, {many(rows, 'row')}" if rows else told)

            look(0)
            found = Comparison(kind, connection, salvaged, look)
            try:
                compare(found)
            except trail_rows.NotTextError:
                words = f"A row of {kind} holds what is no text, and what this program never writes."
                compared.append(KindCompared(kind, 0, 0, 1, words))
            else:
                compared.append(found.result)
    return tuple(compared)
