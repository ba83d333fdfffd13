"""Import files as one batch, see that nothing was lost, then let law and policy decide it."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import review
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.file_headings import FileHeadings
from expunge_desktop.services.import_batch import ImportSummary, import_batch
from expunge_desktop.services.mappings import SavedMapping, list_mappings
from expunge_desktop.services.policies import PolicyInfo, list_policies
from expunge_desktop.services.records import AssessmentInfo, Overview
from expunge_desktop.services.refresh_facts import refreshed_in_words
from expunge_desktop.services.supplied_list import waiting_in_words
from expunge_desktop.services.supplied_refresh import applied_in_words
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.form import FormGrid, button, card, combo, date_edit, label, row, text_width
from expunge_desktop.ui.pages.file_drop import FileDrop
from expunge_desktop.ui.pages.heading_check import HeadingCheck
from expunge_desktop.ui.pages.import_summary import ImportSummaryView
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.wording import day, number, outcome_label, plural

LAYOUTS = (("auto", "Automatic"), ("doj", "Department of Justice"), ("case-list", "Case list"))
LAYOUT_HELP = (
    "Automatic tells a Department of Justice file from a case list, and asks what unknown headings mean."
)


class ImportPage(Page):
    """Two steps beside their result."""

    title = "Import"
    shows = frozenset({Topic.BATCHES, Topic.POLICIES, Topic.ASSESSMENT, Topic.FACTS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._running = 0
        self._is_check = False
        self.files = FileDrop()
        self.files.changed.connect(self._enable)
        self.layout_choice = combo("Layout of the files")
        self.layout_choice.setToolTip(LAYOUT_HELP)
        self.layout_choice.setAccessibleDescription(LAYOUT_HELP)
        self._show_mappings(())
        self.headings = HeadingCheck(context, self)
        self.headings.ready.connect(self._on_headings_ready)
        self.headings.stopped.connect(self._on_stopped)
        self.headings.failed.connect(self._on_failed)
        self.headings.saved.connect(self._on_mapping_saved)
        self.import_button = button("Import", self.start_import, role="primary", icon_name="import")
        self.check_button = button("Check only", self.start_check, tip="Read and report, keep nothing")
        self.policy = combo("Policy")
        self.policy.setPlaceholderText("Choose a policy")
        self.policy.currentIndexChanged.connect(lambda _place: self._enable())
        self.as_of = date_edit("Evaluation date")
        self.as_of.setDate(QDate.currentDate())
        self.decide_button = button("Decide the batch", self.start_assess, role="primary")
        self.state = label("", "muted", wraps=True)
        self.summary = ImportSummaryView()
        self._has_batch = False
        self._last_policy = ""
        self._lay_out()
        self._enable()

    def refresh(self) -> None:
        """Ask for the policies, and whether there is anything to decide."""
        session, jobs = self.context.session, self.context.jobs
        jobs.read(self, lambda _p: list_policies(session), self._show_policies, self.notice.say_error)
        jobs.read(self, lambda _p: list_mappings(session), self._show_mappings, self.notice.say_error)
        jobs.read(self, lambda _p: review.overview(session), self._show_state, self.notice.say_error)

    def leave(self) -> None:
        """The next delivery may be of another kind: a mapping is kept chosen for this visit alone."""
        super().leave()
        if not self._running and not self.files.paths:
            self.layout_choice.setCurrentIndex(0)

    def first_focus(self) -> QWidget | None:
        """Choosing files."""
        return self.files.choose_button

    def start_import(self) -> None:
        """Import every chosen file as one batch, all or nothing."""
        self._run_import(is_check=False)

    def start_check(self) -> None:
        """Read the files and report; keep nothing."""
        self._run_import(is_check=True)

    def start_assess(self) -> None:
        """Apply the chosen policy as of the chosen date to everything imported."""
        policy, chosen = self.policy.currentData(), self.as_of.date()
        as_of = date(chosen.year(), chosen.month(), chosen.day())
        session = self.context.session
        self._begin(f"Deciding under {policy} as of {day(as_of.isoformat())}…")

        def then(info: AssessmentInfo) -> None:
            self._end()
            totals = ", ".join(
                f"{outcome_label(code)} {number(count)}" for code, count in info.totals.items()
            )
            anew = "".join(f" {refreshed_in_words(one)}" for one in info.refreshed)
            anew += f" {applied_in_words(info.applied)}" if info.applied.facts else ""
            said = f"{plural(info.findings, 'finding')} as of {day(info.as_of)}: {totals}.{anew}"
            self.notice.say(said, "success")
            self.context.tell(Topic.ASSESSMENT)

        self.context.jobs.write(
            self, "Deciding", lambda progress: assess(session, policy, as_of, progress), then, self._on_failed
        )

    def _run_import(self, *, is_check: bool) -> None:
        self._is_check = is_check
        self.summary.clear()
        self._begin("Reading the headings…")
        go_on = "check" if is_check else "import"
        self.headings.start(self.files.paths, self.layout_choice.currentData(), go_on)

    def _on_headings_ready(self, layout: str, headings: tuple[FileHeadings, ...]) -> None:
        paths, session, is_check = list(self.files.paths), self.context.session, self._is_check
        self._end()
        self._begin("Reading the files…" if is_check else "Importing…")

        def then(summary: ImportSummary) -> None:
            self._end()
            self.summary.show_summary(summary, headings, is_check=is_check)
            if is_check:
                self.notice.say("The files were read and nothing was kept.", "info")
                return
            self.notice.say(
                f"Imported {plural(summary.people, 'person')} with {plural(summary.counts, 'count')}; "
                f"{plural(summary.under_review, 'conviction')} under review.",
                "success",
            )
            self.files.clear()
            self.context.tell(Topic.BATCHES)

        self.context.jobs.write(
            self,
            "Checking" if is_check else "Import",
            lambda progress: import_batch(session, paths, layout=layout, progress=progress, dry_run=is_check),
            then,
            self._on_failed,
        )

    def _on_stopped(self, sentence: str) -> None:
        self._end()
        self.notice.say(sentence, "info")

    def _on_mapping_saved(self, name: str) -> None:
        session = self.context.session

        def then(found: tuple[SavedMapping, ...]) -> None:
            self._show_mappings(found)
            self.layout_choice.setCurrentIndex(self.layout_choice.findData(name))

        self.context.jobs.read(self, lambda _p: list_mappings(session), then, self.notice.say_error)

    def _begin(self, sentence: str) -> None:
        self._running += 1
        self.notice.say(f"{sentence} The status line below shows how far it is.", "info")
        self._enable()

    def _end(self) -> None:
        self._running -= 1
        self._enable()

    def _on_failed(self, error: ExpungeError) -> None:
        self._end()
        self.notice.say_error(error)

    def _enable(self) -> None:
        is_free = not self._running
        can_import = is_free and bool(self.files.paths)
        self.import_button.setEnabled(can_import)
        self.check_button.setEnabled(can_import)
        self.files.setEnabled(is_free)
        self.layout_choice.setEnabled(is_free)
        self.decide_button.setEnabled(is_free and self._has_batch and self.policy.currentIndex() >= 0)

    def _show_policies(self, found: list[PolicyInfo]) -> None:
        kept = self.policy.currentData() or self._last_policy
        self.policy.clear()
        for one in sorted(found, key=lambda one: not one.is_newest):  # earlier versions last
            said = one.name if one.is_newest else f"{one.name}, earlier version {one.version}"
            marks = ["unconfirmed"] if one.is_unconfirmed else []
            marks.append("signed" if one.is_signed else "not signed")
            self.policy.addItem(f"{said} ({', '.join(marks)})", one.name if one.is_newest else one.key)
            self.policy.setItemData(self.policy.count() - 1, one.title, Qt.ItemDataRole.ToolTipRole)
        self.policy.setCurrentIndex(self.policy.findData(kept))  # none is chosen for the person
        self._enable()

    def _show_mappings(self, found: tuple[SavedMapping, ...]) -> None:
        kept = self.layout_choice.currentData() or "auto"
        self.layout_choice.clear()
        for code, words in LAYOUTS:
            self.layout_choice.addItem(words, code)
        for one in found:
            self.layout_choice.addItem(f"Case list, headings of “{one.name}”", one.name)
        self.layout_choice.setCurrentIndex(max(0, self.layout_choice.findData(kept)))

    def _show_state(self, figures: Overview) -> None:
        self._has_batch = figures.batches > 0
        self._last_policy = figures.assessment.policy_name if figures.assessment else ""
        if self.policy.currentIndex() < 0:
            self.policy.setCurrentIndex(self.policy.findData(self._last_policy))
        info = figures.assessment
        if not self._has_batch:
            self.state.setText("Import a batch first.")
        elif info is None:
            self.state.setText(f"Not decided yet: {plural(figures.under_review, 'conviction')}.")
        else:
            self.state.setText(
                f"Last decided under {info.policy_name} (version {info.policy_version}) "
                f"as of {day(info.as_of)}. "
                "Deciding again keeps every decision of an attorney."
                + (" The law data have changed since: decide again." if figures.is_law_changed else "")
                + (
                    f" {waiting_in_words(waiting)}: decide again."
                    if (waiting := figures.facts_waiting)
                    else ""
                )
            )
        self._enable()

    def _lay_out(self) -> None:
        first, inside = card()
        inside.addWidget(label("1  Import the files as they were delivered", "heading"))
        inside.addWidget(self.files)
        caption = label("Layout", "strong")
        caption.setBuddy(self.layout_choice)
        inside.addLayout(row(caption, self.layout_choice))
        inside.addLayout(row(self.import_button, self.check_button, 0))
        second, inside = card()
        inside.addWidget(label("2  Decide by law and policy", "heading"))
        inside.addWidget(self.state)
        form = FormGrid()
        form.add("Policy", self.policy)
        form.add("Evaluation date", self.as_of, help_text="Month, day, year. It is printed on every paper.")
        inside.addWidget(form)
        inside.addLayout(row(self.decide_button, 0))
        steps = QWidget()
        steps.setProperty("role", "page")
        left = QVBoxLayout(steps)
        left.setContentsMargins(0, 0, theme.S, 0)
        left.setSpacing(theme.M)
        left.addWidget(first)
        left.addWidget(second)
        left.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(steps)
        area.setFixedWidth(text_width(steps, 54))
        columns = QHBoxLayout()
        columns.setSpacing(theme.M)
        columns.addWidget(area)
        columns.addWidget(self.summary, 1)
        self.body.addLayout(columns, 1)
