"""The text of the style sheet; `theme` fills in the colors and is the only place that sets it."""

STYLE_SHEET = """
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 4px; }

QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 18pt; font-weight: 600; }
QLabel[role="muted"], QLabel[role="caption"] { color: $muted; }
QLabel[role="caption"] { font-size: $small; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="secret"] { font-family: monospace; font-size: 14pt; font-weight: 600; background: $raised;
    border: 1px solid $border; border-radius: 4px; padding: 12px; }
QLabel[role="key"] { font-size: $small; color: $muted; border: 1px solid $border; border-radius: 3px;
                     padding: 0 4px; background: $raised; }

QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[role="header"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="footer"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[role="popup"] { background: $surface; border: 1px solid $strong_border; border-radius: 6px; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; }
QFrame[role="notice"] { border-radius: 4px; border: 1px solid $border; }
QFrame[role="notice"][tone="info"] { background: $info_soft; border-color: $info; }
QFrame[role="notice"][tone="success"] { background: $success_soft; border-color: $success; }
QFrame[role="notice"][tone="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="notice"][tone="danger"] { background: $danger_soft; border-color: $danger; }
QFrame[role="drop"] { background: $surface; border: 1px dashed $strong_border; border-radius: 6px; }
QFrame[role="drop"][tone="info"] { background: $accent_soft; border: 2px dashed $accent; }

QPushButton { background: $raised; border: 1px solid $strong_border; border-radius: 4px; padding: 5px 12px; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $strong_border; border-color: $border; background: $window; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $border; color: $muted; border-color: $border; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="quiet"]:disabled { color: $strong_border; }
QPushButton[role="filter"] { padding: 4px 8px; background: $surface; border-color: $border; }
QPushButton[role="filter"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QPushButton[role="filter"][tone="info"] { background: $accent_soft; border-color: $accent; color: $accent; }

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; border: 1px solid $strong_border; border-radius: 4px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $window; color: $muted;
    border-color: $border; }
QLineEdit:read-only { background: $raised; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$icons/chevron-$tone.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $strong_border;
    selection-background-color: $selection; selection-color: $text; outline: none; padding: 2px; }
QTextBrowser { border: 1px solid $border; border-radius: 4px; background: $surface; padding: 0; }
QTextBrowser:focus, QPlainTextEdit:focus { border: 1px solid $accent; padding: 0; }
QPlainTextEdit { padding: 0; }

QListWidget, QListView, QTableView, QTreeView, QTreeWidget {
    background: $surface; alternate-background-color: $alternate; border: 1px solid $border;
    border-radius: 4px; gridline-color: $border; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QTableView:focus, QTreeView:focus, QListView:focus, QListWidget:focus { border: 1px solid $accent; }
QTableView::item { padding: 0 3px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    background: $selection; color: $text; }
QListView::item { padding: 4px 6px; }
QTreeView::item { padding: 3px 2px; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 6px; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QListView::indicator, QCheckBox::indicator { width: 14px; height: 14px; background: $surface;
    border: 1px solid $strong_border; border-radius: 3px; }
QListView::indicator:checked, QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url("$icons/check-$tone.svg"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $muted; border: none; border-bottom: 1px solid $border;
    border-right: 1px solid $border; padding: 5px 6px; font-weight: 500; text-align: left; }
QTableCornerButton::section { background: $raised; border: none; }

QListWidget[role="navigation"] { background: $surface; border: none; border-right: 1px solid $border;
    border-radius: 0; padding: 8px; }
QListWidget[role="navigation"]::item { padding: 8px 8px; border-radius: 4px; margin-bottom: 2px;
    border-left: 3px solid transparent; }
QListWidget[role="navigation"]::item:hover { background: $window; }
QListWidget[role="navigation"]::item:selected { background: $accent_soft; color: $accent; font-weight: 600;
    border-left: 3px solid $accent; }
QListWidget[role="navigation"]:focus { border: none; border-right: 1px solid $accent; }

QTabWidget::pane { border: none; border-top: 1px solid $border; background: $surface; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 10px; border: none;
    border-bottom: 2px solid transparent; margin-right: 2px; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $text; border: 2px solid $accent; border-radius: 3px; }

QProgressBar { background: $neutral_soft; border: none; border-radius: 3px;
    min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="page"] { background: $window; }
QScrollArea[role="paper"] { background: $neutral_soft; border: 1px solid $border; border-radius: 4px; }
QWidget[role="canvas"] { background: $neutral_soft; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $strong_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QMenu { background: $surface; border: 1px solid $strong_border; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $selection; color: $text; }
"""
