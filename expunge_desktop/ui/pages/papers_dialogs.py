"""What is asked before papers are made, and before they are saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from expunge_desktop.services.court_profiles import ProfileInfo
from expunge_desktop.services.filing_papers import FilingPapers, PaperState
from expunge_desktop.services.masking import Export
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, combo, label, named
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.wording import plural

GROUPS = (
    ("none", "One filing for all"),
    ("court", "One filing per courthouse"),
    ("agency", "One filing per filing agency"),
)
_AS_PROFILE = "As the court profile says"


class MakeDialog(PlainDialog):
    """How the convictions are divided, and under which court's profile."""

    def __init__(self, profiles: Sequence[ProfileInfo], parent: QWidget | None) -> None:
        super().__init__(
            "Make the papers",
            "Every conviction with relief is frozen into a filing, decided or not. The papers are drafts "
            "until two people release them.",
            "Make the papers",
            parent,
        )
        self._profiles = [one for one in profiles if one.is_newest]
        self.profile = combo("Court profile")
        for one in self._profiles:
            mark = "" if one.profile.is_confirmed else " (unconfirmed)"
            self.profile.addItem(f"{one.profile.title}{mark}", one.profile.name)
            if one.is_chosen:
                self.profile.setCurrentIndex(self.profile.count() - 1)
        self.group = combo("How to divide the convictions")
        self.group.addItem(_AS_PROFILE, "")
        for code, words in GROUPS:
            self.group.addItem(words, code)
        self._said = label("", "caption", wraps=True)
        form = FormGrid()
        form.add("Court profile", self.profile)
        form.add("How to divide the convictions", self.group)
        self.body.addWidget(form)
        self.body.addWidget(self._said)
        self.profile.currentIndexChanged.connect(lambda _place: self._say())
        self._say()
        self.group.setFocus()

    @property
    def told(self) -> tuple[str, str]:
        """Group and profile, as `make_filing` takes them."""
        return str(self.group.currentData()), str(self.profile.currentData() or "")

    def _say(self) -> None:
        place = self.profile.currentIndex()
        if place < 0:
            return
        profile = self._profiles[place].profile
        words = dict(GROUPS)[profile.group]
        limit = plural(profile.max_pages, "page") if profile.max_pages else "any number of pages"
        weight = f"{profile.max_megabytes:g} MB" if profile.max_megabytes else "any size"
        unconfirmed = "" if profile.is_confirmed else " Unconfirmed: nobody has asked this court’s clerk."
        self._said.setText(
            f"This profile: {words.lower()}; volumes of at most {limit} and {weight}; "
            f"{profile.copies} paper {'copy' if profile.copies == 1 else 'copies'}.{unconfirmed}"
        )


class SaveDialog(ReleaseDialog):
    """Which papers, in which form, for whom and what for."""

    export = Export.PAPERS

    def __init__(self, papers: FilingPapers, parent: QWidget | None) -> None:
        super().__init__(
            f"Save the papers of {papers.filing_id}",
            "The papers hold names, case numbers and, in the confidential exhibit, birth dates in clear.",
            parent,
        )
        self.accept_button.setText("Choose a folder…")
        self.besides: dict[str, QCheckBox] = {}
        on_request = [one for one in papers.papers if one.state is PaperState.ON_REQUEST]
        self.body.addSpacing(theme.S)
        if on_request:
            self.body.addWidget(label("Besides the papers of every packet", "strong"))
        for one in on_request:
            box = QCheckBox(f"{one.document} {one.title}")
            named(box, box.text(), one.sentence)
            self.besides[one.document] = box
            self.body.addWidget(box)
        self.split = QCheckBox("Papers for each case or person also as a file of their own")
        self.archive = QCheckBox("Every PDF in the archive form PDF/A-2b")
        self.body.addSpacing(theme.S)
        self.body.addWidget(label("Form", "strong"))
        for box in (self.split, self.archive):
            named(box, box.text())
            self.body.addWidget(box)

    @property
    def choice(self) -> PacketChoice:
        """The papers wanted."""
        besides = frozenset(number for number, box in self.besides.items() if box.isChecked())
        return PacketChoice(
            besides=besides, is_split=self.split.isChecked(), is_archive=self.archive.isChecked()
        )
