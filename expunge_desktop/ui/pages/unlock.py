"""The first page: open a workspace, or make one. Nothing about earlier workspaces is remembered."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.base.errors import CancelledError, ExpungeError, UsageError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.counties import COUNTIES
from expunge_desktop.services.own_passphrase import PASSPHRASE_ADVICE
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import OFFICE_FILES, WORKSPACE_FILES, choose_file, choose_new_file
from expunge_desktop.ui.form import (
    FormGrid,
    PassphraseField,
    button,
    card,
    combo,
    label,
    line_edit,
    row,
    text_width,
)
from expunge_desktop.ui.icons import pixmap
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.emergency import Emergency

FROM_FILE = "Take the county from an office file"
_SHOW = ("&Show", "Hi&de")
# Penal Code 11140–11144 (state) and 13300–13305 (local summary history); law/privacy.md
BANNER = (
    "Confidential criminal offender record information. Access is for official duties of authorized persons "
    "only. Furnishing it to, or receiving it as, somebody unauthorized is a crime (Penal Code 11140–11144, "
    "13300–13305). Use is recorded."
)


class UnlockPage(QWidget):
    """Emits `opened` with the session; errors are one sentence in the page."""

    opened = Signal(object)

    def __init__(self, jobs: JobBridge, workspace: Path | None = None) -> None:
        super().__init__()
        self._jobs = jobs
        self.notice = Notice()
        self._held: QWidget | None = None
        self.open_choice = button("Op&en a workspace", lambda: self.show_form(0))
        self.create_choice = button("Make a &new workspace", lambda: self.show_form(1))
        self.forms = QStackedWidget()
        self._each_form = (self._open_form(workspace), self._create_form())
        self.emergency = Emergency(jobs, self.notice, self.path, self.user, self.passphrase)
        self.emergency.opened.connect(self._on_opened)
        self.emergency.working.connect(self._set_working)
        for form in self._each_form:
            self.forms.addWidget(form)
        self._lay_out()
        self.show_form(0)

    def show_form(self, position: int) -> None:
        """0 opens, 1 makes."""
        self.forms.setCurrentIndex(position)
        (self.create_choice if position else self.open_choice).setChecked(True)
        self.notice.clear()
        self.emergency.offer_for("")
        self.emergency.setVisible(position == 0)
        policy = QSizePolicy.Policy
        for place, form in enumerate(self._each_form):  # the card is as high as the form it shows
            form.setSizePolicy(policy.Preferred, policy.Preferred if place == position else policy.Ignored)
        self.focus_first()

    def focus_first(self) -> None:
        """Start at the first thing that is not filled in."""
        if self.forms.currentIndex() == 1:
            self.new_path.setFocus()
            return
        fields: tuple[QLineEdit, ...] = (self.path, self.user, self.passphrase.line)
        next(field for field in (*fields[:2], fields[2]) if not field.text() or field is fields[2]).setFocus()

    def open_now(self) -> None:
        """Open the workspace that is filled in."""
        path, user, passphrase = (
            Path(self.path.text().strip()),
            self.user.text().strip(),
            self.passphrase.text(),
        )
        if not self.path.text().strip() or not user or not passphrase:
            self.notice.say("Fill in the workspace file, your user name and your passphrase.", "warning")
            self.focus_first()
            return
        self._start("Opening the workspace…")

        def work(progress: Progress) -> Session:
            return _unless_cancelled(open_session(path, user, passphrase), progress)

        self._jobs.write(self, "", work, self._on_opened, self._on_failed)

    def create_now(self) -> None:
        """Make the workspace that is filled in and open it."""
        name = self.new_path.text().strip()
        if not name or not self.new_user.text().strip():
            self.notice.say(
                "Fill in the file of the new workspace and the name of its first user.", "warning"
            )
            return
        if self.new_passphrase.text() != self.new_again.text():
            self.notice.say("The two passphrases differ. Type them again.", "warning")
            self.new_again.line.setFocus()
            return
        path = Path(name if name.endswith(".expunge") else f"{name}.expunge")
        county = self.county.currentData()
        office_file = self.office_file.text().strip()
        user, passphrase = self.new_user.text().strip(), self.new_passphrase.text()
        if not office_file and not county:
            self.notice.say("Choose the county of the office, or give its office file.", "warning")
            return
        self._start("Making the workspace…")

        def work(progress: Progress) -> Session:
            toml = _read_office_file(Path(office_file)) if office_file else None
            made = create_workspace(path, office_toml=toml, county=county, user=user, passphrase=passphrase)
            return _unless_cancelled(made, progress)

        self._jobs.write(self, "", work, self._on_opened, self._on_failed)

    @property
    def was_new(self) -> bool:
        """The workspace was made here, not opened."""
        return self.forms.currentIndex() == 1

    def _start(self, sentence: str) -> None:
        self.notice.say(sentence, "info")
        self.emergency.offer_for("")
        self._set_working(True)

    def _set_working(self, is_working: bool) -> None:
        """Switch the page off and on; the keyboard comes back to where it was."""
        if is_working:
            self._held = self.window().focusWidget()
        self.setDisabled(is_working)
        if not is_working and self._held is not None:
            self._held.setFocus()

    def _on_opened(self, session: Session) -> None:
        self._set_working(False)
        for field in (self.passphrase, self.new_passphrase, self.new_again):
            field.clear()
        self.notice.clear()
        self.opened.emit(session)

    def _on_failed(self, error: ExpungeError) -> None:
        self._set_working(False)
        self.notice.say_error(error)
        if self.forms.currentIndex() == 0:
            self.emergency.offer_for(error.code)
            self.passphrase.line.selectAll()
            self.passphrase.line.setFocus()
        elif error.code.startswith("passphrase-"):
            for field in (self.new_passphrase, self.new_again):
                field.clear()
            self.new_passphrase.line.setFocus()

    def _open_form(self, workspace: Path | None) -> QWidget:
        self.path = line_edit("Office.expunge")
        if workspace is not None:
            self.path.setText(str(workspace))
        self.user = line_edit()
        self.passphrase = PassphraseField(words=_SHOW)
        form = FormGrid()
        chooser = button("&Choose…", self._choose_open, name="Choose the workspace file")
        form.add("Workspace file", self.path, key="f", beside=chooser)
        form.add("User", self.user, key="U")
        form.add("Passphrase", self.passphrase, key="P")
        self.open_button = button("&Open", self.open_now, role="primary")
        for field in (self.path, self.user, self.passphrase.line):
            field.returnPressed.connect(self.open_now)
        return _with_button(form, self.open_button)

    def _create_form(self) -> QWidget:
        self.new_path = line_edit("Office.expunge")
        self.office_file = line_edit("Optional")
        self.county = combo("County")
        self.county.addItem(FROM_FILE, None)
        for name in sorted(COUNTIES):
            self.county.addItem(name.title(), name)
        self.new_user = line_edit()
        self.new_passphrase = PassphraseField(words=_SHOW)
        self.new_again = PassphraseField(words=("Sho&w", "H&ide"))
        form = FormGrid()
        form.add(
            "New workspace file",
            self.new_path,
            key="f",
            beside=button("&Choose…", self._choose_new, name="Choose the new workspace file"),
        )
        form.add(
            "Office file",
            self.office_file,
            key="l",
            beside=button("C&hoose…", self._choose_office, name="Choose the office file"),
            help_text="What the office says about itself, as TOML. It can be given later.",
        )
        form.add("County", self.county, key="t")
        form.add(
            "First user",
            self.new_user,
            key="u",
            help_text="Becomes administrator and supervising attorney.",
        )
        form.add(
            "New passphrase",
            self.new_passphrase,
            key="p",
            help_text=f"{PASSPHRASE_ADVICE} Without one nobody can read the workspace.",
        )
        form.add("New passphrase again", self.new_again, key="a")
        for field in (self.new_passphrase.line, self.new_again.line):
            field.returnPressed.connect(self.create_now)
        self.create_button = button("&Make the workspace", self.create_now, role="primary")
        return _with_button(form, self.create_button)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for choice in (self.open_choice, self.create_choice):
            choice.setCheckable(True)
            group.addButton(choice)
        symbol = QLabel()
        symbol.setPixmap(pixmap("app", theme.current_theme().color("accent"), 32, self.devicePixelRatioF()))
        head = row(symbol, label("Expunge Desktop", "title"), 0, spacing=theme.M)
        frame, inside = card(spacing=theme.M, margin=theme.XL)
        frame.setFixedWidth(text_width(frame, 78))
        inside.addLayout(head)
        inside.addWidget(
            label(
                "A workspace is one encrypted file on this computer. The program never goes online.",
                "muted",
                wraps=True,
            )
        )
        banner, said = card(margin=theme.M)
        self.banner = label(BANNER, "strong", wraps=True)
        said.addWidget(self.banner)
        inside.addWidget(banner)
        inside.addLayout(row(self.open_choice, self.create_choice, 0))
        inside.addWidget(self.notice)
        inside.addWidget(self.forms)
        inside.addWidget(self.emergency)
        canvas = QWidget()
        canvas.setProperty("role", "page")
        middle = QVBoxLayout(canvas)
        middle.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        middle.addStretch(2)
        middle.addLayout(row(0, frame, 0))  # no alignment: it would forget how high wrapped lines are
        middle.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(canvas)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _choose_open(self) -> None:
        if path := choose_file(self, "Open a workspace", WORKSPACE_FILES):
            self.path.setText(str(path))
            self.user.setFocus()

    def _choose_new(self) -> None:
        if path := choose_new_file(self, "Make a workspace", WORKSPACE_FILES, ".expunge"):
            self.new_path.setText(str(path))

    def _choose_office(self) -> None:
        if path := choose_file(self, "Office file", OFFICE_FILES):
            self.office_file.setText(str(path))


def _with_button(form: FormGrid, accept: QWidget) -> QWidget:
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(form)
    inside.addLayout(row(0, accept))
    return holder


def _unless_cancelled(session: Session, progress: Progress) -> Session:
    """The session, or closed again when the window was closed meanwhile."""
    try:
        progress.check()
    except CancelledError:
        session.close()
        raise
    return session


def _read_office_file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            "office-file",
            f"The office file {path.name} cannot be read as text.",
            "Choose a TOML file in UTF-8.",
        ) from None
