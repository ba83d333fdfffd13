"""What a court asks of its papers: the profiles that are known, and the one that is looked at."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.services.court_profiles import ProfileInfo
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import reason_field
from expunge_desktop.ui.form import button, combo, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day, instant, plural

UNCONFIRMED = "▲ unconfirmed"
_GROUPS = {"none": "one filing for all", "court": "one per courthouse", "agency": "one per filing agency"}


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One wish of a court; `is_of_court` = the clerk could be asked for it."""

    what: str
    value: str
    state: str = ""


_LINES: tuple[Field[ProfileLine], ...] = (
    Field("What", 26, lambda one: one.what),
    Field("Value", 60, lambda one: one.value),
    Field("State", 14, lambda one: one.state),
)


class CourtProfileView(QWidget):
    """Choose a profile, read its values, begin one of the office's own from it."""

    write_wanted = Signal(str)  # name@version to start from

    def __init__(self, *, may_write: bool) -> None:
        super().__init__()
        self._profiles: list[ProfileInfo] = []
        self.choice = combo("Court profile")
        self.choice.currentIndexChanged.connect(lambda _place: self._on_chosen())
        self.notice = Notice(can_be_dismissed=False)
        self.model: RecordsModel[ProfileLine] = RecordsModel(_LINES, self)
        self.view = table(self.model, "Values of the court profile", self.model.widths, stretches=1)
        self.notes = reason_field("Notes of the court profile")
        self.notes.setReadOnly(True)
        self.write_button = button("Write an office profile from this…", self._write, role="primary")
        self.write_button.setEnabled(may_write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(row(label("Profile", "strong"), self.choice))
        layout.addWidget(self.notice)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.notes)
        layout.addLayout(row(self.write_button, 0))

    @property
    def current(self) -> ProfileInfo | None:
        """The profile that is shown."""
        place = self.choice.currentIndex()
        return self._profiles[place] if 0 <= place < len(self._profiles) else None

    def show_profiles(self, profiles: list[ProfileInfo], wanted: str = "") -> None:
        """Show these; the one in force in front, unless `wanted` (name@version) is named."""
        kept = wanted or (self.current.key if self.current is not None else "")
        self._profiles = profiles
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in profiles:
            marks = [one.profile.version, "in force" if one.is_chosen else ""]
            self.choice.addItem(f"{one.profile.title} ({', '.join(filter(None, marks))})", one.key)
        keys = [one.key for one in profiles]
        chosen = next((at for at, one in enumerate(profiles) if one.is_chosen), 0)
        self.choice.setCurrentIndex(keys.index(kept) if kept in keys else chosen)
        self.choice.blockSignals(False)
        self._on_chosen()

    def _write(self) -> None:
        if self.current is not None:
            self.write_wanted.emit(self.current.key)

    def _on_chosen(self) -> None:
        info = self.current
        if info is None:
            self.model.set_records(())
            return
        profile = info.profile
        self.notes.setPlainText("\n".join(f"• {note}" for note in profile.notes))
        self.notes.setVisible(bool(profile.notes))
        if profile.is_confirmed:
            self.notice.say(f"Confirmed with the clerk on {day(profile.verified_on)}.", "success")
        else:
            self.notice.say(
                "Unconfirmed: nobody has asked the clerk of this court. Ask, correct the values in a profile "
                "of the office’s own, and write the day under verified_on.",
                "warning",
            )
        self.model.set_records(profile_lines(info))


def profile_lines(info: ProfileInfo) -> list[ProfileLine]:
    """Every value as people say it; what nobody has confirmed says so in its row."""
    profile = info.profile
    origin = "comes with the program"
    if not info.is_shipped:
        origin = f"added by {info.added_by} on {instant(info.added_at)}"
    own = [
        ProfileLine("Name", f"{profile.name}, version {profile.version}"),
        ProfileLine("County", profile.county.title() or "any"),
        ProfileLine("Origin", origin),
    ]
    state = "confirmed" if profile.is_confirmed else UNCONFIRMED
    return own + [ProfileLine(what, value, state) for what, value in _wishes(profile)]


def _wishes(profile: CourtProfile) -> list[tuple[str, str]]:
    pages = plural(profile.max_pages, "page") if profile.max_pages else "no limit"
    weight = f"{profile.max_megabytes:g} MB" if profile.max_megabytes else "no limit"
    wishes = [
        ("Case numbers look like", profile.case_number_pattern or "nothing is checked"),
        ("Department", profile.department or "as the office file says"),
        ("Grouping", _GROUPS.get(profile.group, profile.group)),
        ("A volume holds at most", f"{pages}; {weight}"),
        ("Paper copies", str(profile.copies)),
        ("File names", profile.file_name),
        ("Case numbers in file names", "yes" if profile.has_case_numbers_in_file_names else "no"),
    ]
    return wishes + [("Served besides", _party(one)) for one in profile.service_list]


def _party(party: ServiceParty) -> str:
    where = party.email or ", ".join(party.address)
    return f"{party.name}, {where} ({party.method})"
