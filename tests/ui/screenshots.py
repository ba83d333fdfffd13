#!/usr/bin/env python3
"""Pictures of every page in light and dark, at 1366 × 768 and at 200 %, into docs/screenshots.

    python tests/ui/screenshots.py [FOLDER]

Runs without a screen. All people are invented; the batch is made by build/sample_doj.py.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1366, 768
PASSPHRASE = "seven invented words of nobody"
COLORS = 128


def main() -> int:
    """Make the workspace once, then take the pictures in one process per scale."""
    if len(sys.argv) == 4:
        return take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder))
        for scale, percent in (("1", "100"), ("2", "200")):
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            script = [sys.executable, __file__, folder, str(target), percent]
            subprocess.run(script, env=environment, check=True)
    return 0


def make_workspace(folder: Path) -> None:
    """An office with 400 people, decided, some convictions confirmed, one filing released by one person."""
    from expunge_desktop.domain.filing_status import FilingStatus
    from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
    from expunge_desktop.domain.recipient import RecipientKind
    from expunge_desktop.services import review
    from expunge_desktop.services.assess_batch import assess
    from expunge_desktop.services.backup import backup_to_folder
    from expunge_desktop.services.decide_conviction import add_note, decide
    from expunge_desktop.services.export_findings import export_findings
    from expunge_desktop.services.filing_status import record, status_of
    from expunge_desktop.services.import_batch import import_batch
    from expunge_desktop.services.make_filing import make_filing
    from expunge_desktop.services.policies import sign_policy
    from expunge_desktop.services.records import ConvictionFilter
    from expunge_desktop.services.release_filing import release
    from expunge_desktop.services.session import create_workspace, open_session
    from expunge_desktop.services.users import add_user, set_training

    for name, people, seed in (("first", 400, 3), ("second", 60, 4)):
        made = folder / f"{name} delivery.dat"
        options = ["--people", str(people), "--seed", str(seed), "--irregular", "0.3", "--broken", "6"]
        script = [sys.executable, "-B", str(ROOT / "build" / "sample_doj.py"), *options, "--out", str(made)]
        subprocess.run(script, check=True, capture_output=True)
    office = (ROOT / "build" / "demo_office.toml").read_text("utf-8")
    path = folder / "Los Angeles.expunge"
    with create_workspace(
        path, office_toml=office, county=None, user="J. Sample", passphrase=PASSPHRASE
    ) as session:
        add_user(session, "A. Example", PASSPHRASE, frozenset({Role.SUPERVISOR, Role.REVIEWER}))
        import_batch(session, [folder / "first delivery.dat"])
        sign_policy(session, "los-angeles-2020", "Alexandra Example", date(2020, 1, 15))
        assess(session, "los-angeles-2020", date(2020, 2, 11))
        ids = review.conviction_ids(session, ConvictionFilter())
        add_note(session, ids[1], "The plea form is in box 12.")
        for place, one in enumerate(ids[:9]):
            if place % 3 == 2:
                decide(
                    session,
                    one,
                    DecisionAction.OVERRIDE,
                    Outcome.NOT_ELIGIBLE,
                    "A sale to a minor is proved.",
                )
            else:
                decide(session, one, DecisionAction.CONFIRM, None, "")
        first = make_filing(session)[0].id
        release(session, first)
    with open_session(path, "A. Example", PASSPHRASE) as session:
        release(session, first)
        record(session, first, FilingStatus.FILED, on=session.clock.today())
        record(session, first, FilingStatus.GRANTED, schedule=1, on=session.clock.today())
        record(session, first, FilingStatus.DENIED, schedule=2, on=session.clock.today(), note="Not heard.")
        rows = status_of(session, first).rows
        partly = [one.row_no for one in rows if one.schedule == 4 and one.case_number][:6]
        for status in (FilingStatus.GRANTED_IN_PART, FilingStatus.COURT_UPDATED):
            record(session, first, status, rows=partly, on=session.clock.today(), note="As to the fine.")
    with open_session(path, "J. Sample", PASSPHRASE) as session:
        decide(session, ids[9], DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE, "A sale to a minor is proved.")
        release(session, make_filing(session)[0].id)
        today = session.clock.today()
        set_training(session, "A. Example", today - timedelta(days=100), today - timedelta(days=2700))
        (folder / "other disk").mkdir()
        backup_to_folder(session, folder / "other disk", 10)
        told = {"recipient": "Department of Justice", "purpose": "update of records"}
        kind = RecipientKind.JUSTICE_DEPARTMENT
        export_findings(session, folder / "findings.csv", kind=kind, **told)


def take(folder: Path, target: Path, percent: str) -> int:
    """Open the window and take every picture at this process's scale."""
    from expunge_desktop.ui.application import make_application
    from expunge_desktop.ui.settings import Settings
    from expunge_desktop.ui.shell import Shell
    from expunge_desktop.ui.theme import current_theme

    settings = Settings(folder / "preferences")
    settings.set_scheme("light")
    application = make_application(settings)
    for mode in ("light", "dark"):
        current_theme().set_mode(mode)
        shell = Shell(settings, folder / "Los Angeles.expunge")
        shell.resize(WIDTH, HEIGHT)
        shell.show()
        camera = Camera(shell, target, mode, percent)
        walk(shell, camera, folder)
        shell.shut_down()
        shell.close()
        shell.deleteLater()
        turn(50)
    application.processEvents()
    return 0


def turn(milliseconds: int) -> None:
    """Run the event loop; unlike QTest.qWait it lets other threads work meanwhile."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Camera:
    """Waits until the window has settled, then keeps a picture with few colors."""

    def __init__(self, shell: object, target: Path, mode: str, percent: str) -> None:
        self._shell = shell
        self._target, self._mode, self._percent = target, mode, percent

    def settle(self, ready: Callable[[], bool] = lambda: True) -> None:
        """Turn the event loop until nothing runs and `ready` holds."""
        for _ in range(600):
            turn(50)
            if self._shell.jobs.is_idle and ready():  # type: ignore[attr-defined]
                break
        else:
            raise TimeoutError("the window did not settle")
        turn(250)

    def shoot(self, name: str, widget: object | None = None) -> None:
        """Keep a picture of the window, or of one widget."""
        from PIL import Image

        picture = (widget or self._shell).grab().toImage()  # type: ignore[attr-defined]
        path = self._target / f"{name}-{self._mode}-{self._percent}.png"
        picture.save(str(path))
        with Image.open(path) as image:
            image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


def walk_mapping(shell: object, camera: Camera, importing: object, folder: Path) -> None:
    """The question what foreign headings mean, and a case list checked by the answer."""
    from window_parts import court_sheet

    from expunge_desktop.services.file_headings import read_headings
    from expunge_desktop.services.mappings import save_mapping
    from expunge_desktop.ui.pages.mapping_dialog import MappingDialog

    session = shell.session  # type: ignore[attr-defined]
    found = read_headings(session, court_sheet(folder / "Torrance court.csv"))
    dialog = MappingDialog(found, (), "import", shell)  # type: ignore[arg-type]
    dialog.show()
    dialog.resize(880, 560)  # the offscreen platform's screen is smaller than anybody's
    turn(250)
    camera.shoot("mapping", dialog)
    save_mapping(session, dialog.name, dialog.fields)
    dialog.deleteLater()
    importing.files.clear()  # type: ignore[attr-defined]
    importing.files.add([found.path])  # type: ignore[attr-defined]
    importing.refresh()  # type: ignore[attr-defined]
    camera.settle()
    choice = importing.layout_choice  # type: ignore[attr-defined]
    choice.setCurrentIndex(choice.findData("torrance-court"))
    importing.start_check()  # type: ignore[attr-defined]
    camera.settle()
    importing.summary.tabs.setCurrentIndex(3)  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("import-case-list")


def walk(shell: object, camera: Camera, folder: Path) -> None:
    """Every page in turn."""
    import custody_pictures

    from expunge_desktop.services.session import open_session
    from expunge_desktop.ui.override_dialog import OverrideDialog
    from expunge_desktop.ui.shell import Shell

    assert isinstance(shell, Shell)
    shell.unlock.path.setText("Los Angeles.expunge")
    shell.unlock.user.setText("J. Sample")
    shell.unlock.passphrase.line.setText(PASSPHRASE)
    camera.settle()
    camera.shoot("unlock")
    shell.unlock.show_form(1)
    camera.settle()
    camera.shoot("new-workspace")
    custody_pictures.walk_emergencies(shell, camera, folder, PASSPHRASE)
    shell.open_workspace(open_session(folder / "Los Angeles.expunge", "J. Sample", PASSPHRASE))
    view = shell.view
    assert view is not None
    pages: dict[str, object] = dict(view.pages)
    camera.settle()
    camera.shoot("overview")
    importing: object = pages["import"]
    view.open_page("import")
    importing.files.add([folder / "second delivery.dat"])  # type: ignore[attr-defined]
    importing.start_check()  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("import")
    walk_mapping(shell, camera, importing, folder)
    view.open_page("convictions")
    convictions: object = pages["convictions"]
    camera.settle(lambda: convictions.detail.shown is not None)  # type: ignore[attr-defined]
    camera.shoot("convictions")
    convictions.set_wide(True)  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("conviction")
    dialog = OverrideDialog(convictions.detail.shown.row, shell)  # type: ignore[attr-defined]
    dialog.adjustSize()
    camera.shoot("override", dialog)
    dialog.deleteLater()
    convictions.set_wide(False)  # type: ignore[attr-defined]
    walk_what_if(view, camera)
    walk_law(view, camera)
    walk_papers(view, camera)
    walk_wordings(view, camera)
    view.open_page("ledger")
    camera.settle()
    camera.shoot("ledger")
    custody_pictures.walk_custody(view, camera)
    view.open_page("policies")
    policies: object = pages["policies"]
    camera.settle(lambda: policies.view.shown is not None)  # type: ignore[attr-defined]
    policies.other.setCurrentIndex(policies.other.findData("sacramento@1"))  # type: ignore[attr-defined]
    policies.other.activated.emit(policies.other.currentIndex())  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("policies")
    policies.write_new()  # type: ignore[attr-defined]
    camera.settle(lambda: policies.editor.checked is not None)  # type: ignore[attr-defined]
    text: object = policies.editor.text  # type: ignore[attr-defined]
    wrong = text.toPlainText().replace("years: 50", "years: fifty")  # type: ignore[attr-defined]
    text.setPlainText(wrong)  # type: ignore[attr-defined]
    camera.settle(lambda: policies.editor.checked is not None)  # type: ignore[attr-defined]
    policies.editor.go_to_line()  # type: ignore[attr-defined]
    camera.settle()
    camera.shoot("policy-editor")
    view.open_page("office")
    office: object = pages["office"]
    for place, name in enumerate(("office", "users", "court")):
        office.tabs.setCurrentIndex(place)  # type: ignore[attr-defined]
        camera.settle()
        camera.shoot(name)
    office.courts.write_from(office.courts.view.current.key)  # type: ignore[attr-defined]
    camera.settle(lambda: office.courts.editor.checked is not None)  # type: ignore[attr-defined]
    wrong = office.courts.editor.text.toPlainText().replace("max_pages: 500", "max_pages: many")  # type: ignore[attr-defined]
    office.courts.editor.text.setPlainText(wrong)  # type: ignore[attr-defined]
    camera.settle(lambda: office.courts.editor.checked is not None)  # type: ignore[attr-defined]
    camera.shoot("court-editor")
    custody_pictures.walk_users(shell, camera)
    custody_pictures.walk_lock(shell, camera, PASSPHRASE)


def walk_papers(view: object, camera: Camera) -> None:
    """A paper read and searched, the dialogs, the check, the status."""
    from datetime import date

    import custody_pictures

    from expunge_desktop.services.court_profiles import list_profiles
    from expunge_desktop.ui.pages.papers_dialogs import MakeDialog, SaveDialog
    from expunge_desktop.ui.pages.print_dialog import PrintDialog
    from expunge_desktop.ui.pages.status_dialogs import RecordDialog

    view.open_page("papers")  # type: ignore[attr-defined]
    page: object = view.pages["papers"]  # type: ignore[attr-defined]
    camera.settle(lambda: page.preview.is_shown)  # type: ignore[attr-defined]
    page.papers.choose("D5")  # type: ignore[attr-defined]
    camera.settle(lambda: page.preview.is_shown and page.preview.paper.document == "D5")  # type: ignore[attr-defined]
    camera.shoot("papers")
    page.papers.choose("D2")  # type: ignore[attr-defined]
    camera.settle(lambda: page.preview.is_shown and page.preview.paper.document == "D2")  # type: ignore[attr-defined]
    page.preview.contents.setCurrentIndex(1)  # type: ignore[attr-defined]
    page.preview.open_search()  # type: ignore[attr-defined]
    page.preview.search_bar.line.setText("sealing")  # type: ignore[attr-defined]
    camera.settle(lambda: bool(page.preview.search.matches) and page.preview.search.is_done)  # type: ignore[attr-defined]
    camera.settle(lambda: page.preview.is_shown)  # type: ignore[attr-defined]
    camera.shoot("papers-search")
    profiles = list_profiles(view.context.session)  # type: ignore[attr-defined]
    paper, papers = page.preview.paper, page.reader.papers  # type: ignore[attr-defined]
    for name, dialog in (
        ("papers-make", MakeDialog(profiles, view)),  # type: ignore[arg-type]
        ("papers-save", SaveDialog(papers, view)),  # type: ignore[arg-type]
        ("papers-print", PrintDialog(papers, paper, 2, ("Front office", "Filing room"), view)),  # type: ignore[arg-type]
    ):
        dialog.adjustSize()
        dialog.fit()
        camera.shoot(name, dialog)
        dialog.deleteLater()
    page.preview.close_search()  # type: ignore[attr-defined]
    page.tabs.setCurrentIndex(1)  # type: ignore[attr-defined]
    page.checks.check()  # type: ignore[attr-defined]
    camera.settle(lambda: page.checks.checked is not None)  # type: ignore[attr-defined]
    camera.shoot("papers-check")
    page.tabs.setCurrentIndex(2)  # type: ignore[attr-defined]
    page.view.selectRow(0)  # type: ignore[attr-defined]
    camera.settle(lambda: bool(page.status.events.records))  # type: ignore[attr-defined]
    camera.shoot("papers-status")
    record = RecordDialog(page.status.shown, (1, 2), date(2020, 3, 2), view)  # type: ignore[arg-type]
    record.adjustSize()
    record.fit()
    camera.shoot("papers-record", record)
    record.deleteLater()
    custody_pictures.walk_seal(view, page.status, camera)  # type: ignore[attr-defined]
    page.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]


def walk_wordings(view: object, camera: Camera) -> None:
    """A wording with a fault in it, then its changes and the names it knows."""
    view.open_page("wordings")  # type: ignore[attr-defined]
    page: object = view.pages["wordings"]  # type: ignore[attr-defined]
    editor: object = page.editor  # type: ignore[attr-defined]
    camera.settle(lambda: editor.preview.is_shown)  # type: ignore[attr-defined]
    camera.shoot("wordings")
    shipped = editor.text.toPlainText()  # type: ignore[attr-defined]
    editor.text.setPlainText(shipped.replace("{hearing}", "{hearing} of {city}", 1))  # type: ignore[attr-defined]
    camera.settle(lambda: editor.checked is not None)  # type: ignore[attr-defined]
    for place, name in ((1, "wordings-names"), (2, "wordings-changes")):
        editor.tabs.setCurrentIndex(place)  # type: ignore[attr-defined]
        camera.settle()
        camera.shoot(name)
    editor.text.setPlainText(shipped)  # type: ignore[attr-defined]
    editor.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]
    camera.settle(lambda: editor.checked is not None)  # type: ignore[attr-defined]


def walk_what_if(view: object, camera: Camera) -> None:
    """Two policies far apart: figures, a breakdown, the movers."""
    view.open_page("what_if")  # type: ignore[attr-defined]
    page: object = view.pages["what_if"]  # type: ignore[attr-defined]
    camera.settle()
    side: object = page.fields.first  # type: ignore[attr-defined]
    place = next(place for place in range(side.count()) if side.itemData(place).startswith("statute-only"))  # type: ignore[attr-defined]
    side.setCurrentIndex(place)  # type: ignore[attr-defined]
    page.ask()  # type: ignore[attr-defined]
    camera.settle(lambda: page.found is not None)  # type: ignore[attr-defined]
    for place, name in ((0, "what-if"), (1, "what-if-breakdown"), (2, "what-if-movers")):
        page.tabs.setCurrentIndex(place)  # type: ignore[attr-defined]
        camera.settle()
        camera.shoot(name)


def walk_law(view: object, camera: Camera) -> None:
    """A meaning looked up, what counsel must confirm, the check."""
    view.context.meaning_wanted.emit("HR-PREDECESSOR")  # type: ignore[attr-defined]
    page: object = view.pages["law"]  # type: ignore[attr-defined]
    camera.settle(lambda: page.words.topics.count() > 0)  # type: ignore[attr-defined]
    camera.shoot("law")
    page.search.clear()  # type: ignore[attr-defined]
    page.check()  # type: ignore[attr-defined]
    for place, name in ((1, "law-confirm"), (2, "law-check")):
        page.tabs.setCurrentIndex(place)  # type: ignore[attr-defined]
        camera.settle(lambda: page.cases.model.rowCount() > 0)  # type: ignore[attr-defined]
        camera.shoot(name)


if __name__ == "__main__":
    sys.exit(main())
