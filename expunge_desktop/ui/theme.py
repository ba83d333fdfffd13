"""The look of the window: two palettes, spacing, type sizes, and the only style sheet.

Colors are chosen for a contrast of at least 4.5 : 1 for text (WCAG 2.2 AA) on every surface they are
used on; tests compute it. Sizes are logical pixels that Qt scales with the screen, or follow the font.
"""

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from expunge_desktop.base.paths import resource_path
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.ui.style_sheet import STYLE_SHEET

FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
FONT_FAMILY = "Inter"
BASE_POINTS = 10.0

XS, S, M, L, XL = 4, 8, 12, 16, 24
MODES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The named colors of one scheme."""

    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    selection: str
    alternate: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str


LIGHT = Tokens(
    window="#f3f5f8",
    surface="#ffffff",
    raised="#fafbfc",
    border="#d8dee6",
    strong_border="#768394",
    text="#18212c",
    muted="#556170",
    accent="#1c4f8c",
    on_accent="#ffffff",
    accent_soft="#e4edf8",
    selection="#d5e4f6",
    alternate="#f8f9fb",
    success="#17663a",
    success_soft="#e2f2e8",
    warning="#7d4a00",
    warning_soft="#fbeed5",
    danger="#a3231b",
    danger_soft="#fbe6e4",
    info="#1c4f8c",
    info_soft="#e4edf8",
    neutral="#495462",
    neutral_soft="#e8ebef",
)

DARK = Tokens(
    window="#14181e",
    surface="#1b2129",
    raised="#222933",
    border="#333c48",
    strong_border="#748296",
    text="#e8ecf1",
    muted="#a5b0be",
    accent="#84b5f2",
    on_accent="#0e1a29",
    accent_soft="#22344c",
    selection="#2a4363",
    alternate="#1f252e",
    success="#7fd3a0",
    success_soft="#1c3528",
    warning="#f0bf6a",
    warning_soft="#3b2e16",
    danger="#f59a92",
    danger_soft="#43211f",
    info="#84b5f2",
    info_soft="#22344c",
    neutral="#bcc5d0",
    neutral_soft="#2d3540",
)

# Which pair of tokens a badge of this outcome uses; its shape and text say the same without color.
OUTCOME_TONE = {
    Outcome.DISMISS_SEAL: "success",
    Outcome.REDESIGNATE_MISDEMEANOR: "info",
    Outcome.REDESIGNATE_INFRACTION: "info",
    Outcome.NOT_ELIGIBLE: "danger",
    Outcome.HAND_REVIEW: "warning",
    Outcome.OUT_OF_SCOPE: "neutral",
}


def register_fonts() -> None:
    """Load the bundled interface font, so the window looks the same on a machine without any font.

    Raises FileNotFoundError when a font file is missing from this build.
    """
    for name in FONT_FILES:
        path = resource_path("fonts", "ui", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(f"the interface font {name} cannot be loaded")


def interface_font(scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at a multiple of the base size, with figures of equal width."""
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(BASE_POINTS * scale)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Theme(QObject):
    """The scheme in force: follows the system, or the person's choice. One per application."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: str = "system") -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._mode = mode if mode in MODES else "system"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def mode(self) -> str:
        """system, light or dark."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark scheme is shown."""
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    @property
    def tokens(self) -> Tokens:
        """The colors in force."""
        return DARK if self.is_dark else LIGHT

    def color(self, name: str) -> QColor:
        """One of the colors in force, by the name of its token."""
        return QColor(getattr(self.tokens, name))

    def set_mode(self, mode: str) -> None:
        """Switch to system, light or dark."""
        if mode not in MODES or mode == self._mode:
            return
        self._mode = mode
        self._apply()

    def document_style(self) -> str:
        """The style of rich text documents (findings, help)."""
        return Template(_DOCUMENT_STYLE).substitute(_values(self.tokens))

    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        self._application.setPalette(_palette(self.tokens))
        self._application.setFont(interface_font())
        self._application.setStyleSheet(Template(STYLE_SHEET).substitute(_values(self.tokens)))
        self.changed.emit()


def current_theme() -> Theme:
    """The application's theme. Raises RuntimeError before the application has been set up."""
    application = QApplication.instance()
    theme = application.findChild(Theme, "theme") if application else None
    if theme is None:
        raise RuntimeError("the application has no theme yet")
    return theme


def mark(widget: QWidget, **properties: str) -> None:
    """Set the properties the style sheet selects on (`role`, `tone`) and restyle the widget."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _values(tokens: Tokens) -> dict[str, str]:
    values = {name: getattr(tokens, name) for name in Tokens.__slots__}
    icons = resource_path("icons")
    tone = "dark" if tokens is DARK else "light"
    return values | {"icons": icons.as_posix(), "tone": tone, "small": f"{BASE_POINTS * 0.9:g}pt"}


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "alternate",
        role.Text: "text",
        role.Button: "raised",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.Highlight: "selection",
        role.HighlightedText: "text",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Light: "raised",
        role.Midlight: "border",
        role.Mid: "border",
        role.Dark: "strong_border",
        role.Shadow: "strong_border",
        role.Accent: "accent",
    }.items():
        palette.setColor(which, QColor(getattr(tokens, name)))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.strong_border))
    return palette


_DOCUMENT_STYLE = """
body { color: $text; }
h2 { font-size: 13pt; font-weight: 600; margin: 0 0 4px 0; }
h3 { font-size: 10pt; font-weight: 600; margin: 14px 0 4px 0; color: $text; }
p { margin: 0 0 6px 0; }
a { color: $accent; text-decoration: none; }
.muted { color: $muted; }
.yes { color: $success; font-weight: 600; }
.no { color: $danger; font-weight: 600; }
.unknown { color: $warning; font-weight: 600; }
.flag { color: $warning; font-weight: 600; }
.strong { font-weight: 600; }
td { padding: 3px 10px 3px 0; }
"""
