"""A real window, offscreen, on a real encrypted workspace with an imported and decided batch."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from window_parts import (
    AS_OF,
    BUILD,
    PASSPHRASES,
    POLICY,
    QUICK,
    TIMEOUT_MS,
    Answering,
    EachDialog,
    OpenWindow,
    Wait,
    never_opened,
)

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.ui.application import make_application
from expunge_desktop.ui.settings import Settings
from expunge_desktop.ui.shell import Shell


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These open windows; the offscreen platform says harmless things about what it cannot do."""
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.gui)
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application as the program sets it up, in the light scheme."""
    settings = Settings(tmp_path_factory.mktemp("preferences"))
    settings.set_scheme("light")
    return make_application(settings)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """150 invented people with irregular and four unreadable lines."""
    target = tmp_path_factory.mktemp("sample") / "county.dat"
    options = ["--people", "150", "--seed", "7", "--irregular", "0.3", "--broken", "4", "--out", str(target)]
    subprocess.run(
        [sys.executable, "-B", str(BUILD / "sample_doj.py"), *options], check=True, capture_output=True
    )
    return target


@pytest.fixture(scope="session")
def decided_workspace(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Path:
    """A workspace with two supervising attorneys, one batch and one assessment under a signed policy."""
    path = tmp_path_factory.mktemp("workspace") / "Invented County.expunge"
    office = (BUILD / "demo_office.toml").read_text("utf-8")
    with create_workspace(
        path, office_toml=office, county=None, user="ada", passphrase=PASSPHRASES["ada"], kdf_cost=QUICK
    ) as session:
        add_user(session, "ben", PASSPHRASES["ben"], frozenset({Role.SUPERVISOR}), kdf_cost=QUICK)
        import_batch(session, [sample_file])
        sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
        assess(session, POLICY, AS_OF)
    return path


@pytest.fixture
def workspace(decided_workspace: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    for file in decided_workspace.parent.glob(f"{decided_workspace.name}*"):
        shutil.copy2(file, tmp_path / file.name)
    return tmp_path / decided_workspace.name


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Path:
    """A workspace into which nothing was imported."""
    path = tmp_path / "Empty.expunge"
    create_workspace(
        path,
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase=PASSPHRASES["ada"],
        kdf_cost=QUICK,
    ).close()
    return path


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    """Turn the event loop until a condition holds."""

    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    return until


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows: on the unlock page, or logged on to a workspace; closes them at the end."""
    opened: list[Shell] = []

    def make(workspace: Path | None = None, user: str = "", *, logged_on: bool = True) -> Shell:
        shell = Shell(Settings(tmp_path / "preferences"), workspace)
        opened.append(shell)
        shell.resize(1366, 768)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow, timeout=TIMEOUT_MS)
        if workspace is not None and logged_on:
            name = user or "ada"
            shell.open_workspace(open_session(workspace, name, PASSPHRASES[name]))
            qtbot.waitUntil(lambda: shell.jobs.is_idle, timeout=TIMEOUT_MS)
        return shell

    yield make
    for shell in opened:
        shell.shut_down()
        shell.close()
        shell.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def answering(qtbot: QtBot) -> Iterator[Answering]:
    """Answers modal dialogs as they open; one that stays open long after its answer is rejected."""
    answered: dict[QWidget, float] = {}
    timer = QTimer()

    def watch(answer: Callable[[Any], object]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or not dialog.isVisible():
                return
            if dialog in answered:  # it may still be answered: that turns the event loop too
                if time.monotonic() > answered[dialog] + TIMEOUT_MS / 2000:
                    dialog.reject()
                return
            answered[dialog] = time.monotonic()
            try:
                answer(dialog)
            except BaseException:
                dialog.reject()  # the test goes on and fails
                raise

        timer.timeout.connect(look)
        timer.start(100)

    yield watch
    timer.stop()


@pytest.fixture
def each_dialog(qapp: QApplication) -> Iterator[EachDialog]:
    """Does something once with each dialog that comes to the front, and leaves it as that left it."""
    seen: list[object] = []
    is_over: list[bool] = []

    def watch(act: Callable[[Any], object]) -> None:
        def look() -> None:
            if is_over:
                return
            QTimer.singleShot(30, look)  # a new one: what is done may open the next dialog
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isActiveWindow() and dialog not in seen:
                seen.append(dialog)
                try:
                    act(dialog)
                except BaseException:
                    while isinstance(still := QApplication.activeModalWidget(), QDialog):
                        QDialog.done(still, 0)  # the test goes on and fails
                    raise

        look()

    yield watch
    is_over.append(True)


@pytest.fixture(autouse=True)
def every_awaited_dialog_opened() -> Iterator[None]:
    """A test whose dialogs never opened has shown nothing."""
    yield
    if count := never_opened():
        pytest.fail(f"{count} awaited dialogs never opened", pytrace=False)


@pytest.fixture
def reopened() -> Callable[[Path], Session]:
    """Open a workspace again, as another start of the program would."""
    return lambda path: open_session(path, "ada", PASSPHRASES["ada"])
