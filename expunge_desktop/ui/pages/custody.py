"""Audit and custody: the audit trail, what left the workspace, its backups, and how long rows stay."""

from PySide6.QtWidgets import QTabWidget, QWidget

from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.pages.audit_tab import AuditTab
from expunge_desktop.ui.pages.backups_tab import BackupsTab
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.releases_tab import ReleasesTab
from expunge_desktop.ui.pages.retention_tab import RetentionTab


class CustodyPage(Page):
    """Each tab asks its services when it is looked at."""

    title = "Audit and custody"
    shows = frozenset({Topic.BACKUPS, Topic.OFFICE, Topic.FILINGS, Topic.BATCHES})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.audit = AuditTab(context, self.notice)
        self.releases = ReleasesTab(context, self.notice)
        self.backups = BackupsTab(context, self.notice)
        self.retention = RetentionTab(context, self.notice)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Audit trail, releases, backups or retention")
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.audit, "Audit trail"),
            (self.releases, "Releases"),
            (self.backups, "Backups"),
            (self.retention, "Retention"),
        ):
            self.tabs.addTab(tab, title)
        self.tabs.currentChanged.connect(lambda _place: self.refresh())
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Ask anew for the tab in front; the rows of the trail wait until they are asked for."""
        shown = self.tabs.currentWidget()
        if shown is self.releases:
            self.releases.search()
        elif shown is self.backups:
            self.backups.refresh()
        elif shown is self.retention:
            self.retention.refresh()

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs.tabBar()

    def show_tab(self, place: int) -> None:
        """Bring one of the tabs to the front."""
        self.tabs.setCurrentIndex(place)
