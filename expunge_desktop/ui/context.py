"""What every page of an open workspace is given: the session, the jobs, and news of what changed."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from expunge_desktop.services.session import Session
from expunge_desktop.ui.job_bridge import JobBridge


class Topic(StrEnum):
    """What an action may have changed; each page decides whether to look again."""

    BATCHES = "batches"
    ASSESSMENT = "assessment"
    DECISIONS = "decisions"
    NOTES = "notes"
    FACTS = "facts"  # supplied by hand, or withdrawn
    FILINGS = "filings"
    USERS = "users"
    POLICIES = "policies"
    OFFICE = "office"  # the office file, court profiles
    WORDINGS = "wordings"
    BACKUPS = "backups"
    HIDDEN = "hidden"  # convictions were sealed or destroyed: nothing of before may stay in sight


class Context(QObject):
    """One open workspace as the pages see it."""

    changed = Signal(object, object)  # frozenset[Topic], id of the conviction concerned or None
    page_wanted = Signal(str)
    outcome_wanted = Signal(str)  # show the list narrowed to this outcome
    conviction_wanted = Signal(int)  # show this conviction with its reasons
    custody_wanted = Signal(int)  # show this tab of the page of audit and custody
    keys_wanted = Signal()  # show users and keys
    meaning_wanted = Signal(str)  # show what a code, an outcome or a criterion means

    def __init__(self, session: Session, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.jobs = jobs

    def tell(self, *topics: Topic, conviction_id: int | None = None) -> None:
        """Say what changed, after it has been committed."""
        self.changed.emit(frozenset(topics), conviction_id)
