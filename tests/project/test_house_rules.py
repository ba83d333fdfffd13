"""Each house rule catches a planted violation, lets good code pass, and the project keeps them all."""

from pathlib import PurePosixPath

import house_rules
import pytest

RULES = "expunge_desktop/rules/planted.py"
HEAD = '"""A planted module."""\n'


def broken(source: str, path: str = RULES) -> set[str]:
    return {violation.rule for violation in house_rules.check_module(PurePosixPath(path), HEAD + source)}


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "import asyncio.events",
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "def late():\n    '''Late.'''\n    import ssl",
        "import importlib\nthing = importlib.import_module('webbrowser')",
        "thing = __import__('smtplib')",
    ],
)
def test_every_way_to_reach_a_network_is_found(source: str) -> None:
    assert broken(source) == {"no_network"}


@pytest.mark.parametrize(
    "source", ["import urllib.parse", "from multiprocessing import get_context", "import html"]
)
def test_modules_that_only_sound_like_a_network_pass(source: str) -> None:
    assert broken(source) == set()


@pytest.mark.parametrize(
    "call",
    ["date.today()", "datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "time.localtime()"],
)
def test_a_clock_below_services_is_found(call: str) -> None:
    source = f"import datetime, time\nfrom datetime import UTC, date, datetime\nvalue = {call}"
    assert broken(source) == {"no_clock"}
    assert broken(source, "expunge_desktop/services/planted.py") == set()


def test_only_the_clock_module_of_base_may_ask_the_time() -> None:
    source = "from datetime import UTC, datetime\nvalue = datetime.now(UTC)"
    assert broken(source, "expunge_desktop/base/clock.py") == set()
    assert broken(source, "expunge_desktop/base/log.py") == {"no_clock"}


@pytest.mark.parametrize(
    "call",
    [
        "_LOG.info(f'row {name}')",
        "_LOG.error('row ' + name)",
        "_LOG.warning('row %s' % name)",
        "_LOG.exception(name)",
        "_LOG.log(level, name)",
        "logging.getLogger('x').error('row {}'.format(name))",
        "self.log.info(name)",
        "_LOG.info('row', extra={'name': name})",
    ],
)
def test_a_log_message_that_is_no_constant_is_found(call: str) -> None:
    assert broken(call, "expunge_desktop/services/planted.py") == {"log_words_are_constant"}


@pytest.mark.parametrize("call", ["_LOG.info('row %s', name)", "_LOG.log(level, 'x')", "box.info(name)"])
def test_a_constant_message_with_arguments_passes(call: str) -> None:
    assert broken(call) == set()


def test_a_bare_except_is_found_everywhere() -> None:
    source = "try:\n    pass\nexcept:\n    pass"
    assert broken(source) == {"no_bare_except"}
    assert broken(source, "build/planted.py") == {"no_bare_except"}
    assert broken(source.replace("except:", "except ValueError:")) == set()


@pytest.mark.parametrize(
    "source",
    [
        "connection.execute(f'SELECT * FROM {name}')",
        "connection.execute(text(f'DELETE FROM person WHERE id = {x}'))",
        "connection.exec_driver_sql('SELECT %s' % name)",
        "cursor.executemany('INSERT INTO {} VALUES (?)'.format(name), rows)",
        "cursor.execute('SELECT ' + columns + ' FROM person')",
        "cursor.execute(start + 'FROM person')",
        "text(f'{anything}')",
    ],
)
def test_sql_put_together_from_pieces_is_found(source: str) -> None:
    assert broken(source) == {"no_composed_sql"}


@pytest.mark.parametrize(
    "source",
    [
        "connection.execute(select(person).where(person.c.id == 1))",
        "connection.exec_driver_sql('SELECT id FROM person WHERE id = ?', (1,))",
        "connection.execute(f'PRAGMA key = {key}')",
        "submit(f'SELECT {name}')",
    ],
)
def test_bound_sql_and_pragmas_pass(source: str) -> None:
    assert broken(source) == set()


def test_message_boxes_and_style_sheets_have_one_place_each() -> None:
    box, style = "box = QMessageBox(None)", "window.setStyleSheet('')"
    page = "expunge_desktop/ui/pages/planted.py"
    assert broken(box, page) == {"message_boxes_in_dialogs"}
    assert broken("box = QtWidgets.QMessageBox()", page) == {"message_boxes_in_dialogs"}
    assert broken(style, page) == {"style_in_theme"}
    assert broken(box, "expunge_desktop/ui/dialogs.py") == set()
    assert broken(style, "expunge_desktop/ui/theme/__init__.py") == set()


def test_what_lists_files_in_qt_has_one_place() -> None:
    page, place = "expunge_desktop/ui/pages/planted.py", "expunge_desktop/ui/choose_files.py"
    for source in ("name = QFileDialog.getSaveFileName(None)", "QtWidgets.QFileDialog()", "QPrintDialog(it)",
                   "kind = QMimeDatabase().mimeTypeForFile(path)", "model = QFileSystemModel()"):  # fmt: skip
        assert broken(source, page) == {"file_dialogs_in_one_place"}
        assert broken(source, place) == set()


@pytest.mark.parametrize("mark", ["# noqa", "# NOQA:", "# type: ignore", "# noqa: all of it"])
def test_silencing_a_check_without_a_code_is_found(mark: str) -> None:
    assert broken(f"value = 1  {mark}") == {"silenced_with_a_code"}


@pytest.mark.parametrize("mark", ["# noqa: E501", "# type: ignore[arg-type]"])
def test_silencing_a_named_check_passes(mark: str) -> None:
    assert broken(f"value = 1  {mark}") == set()


@pytest.mark.parametrize(
    "name", ["utils", "helpers", "misc", "common", "manager", "logic", "widgets", "date_utils"]
)
def test_names_that_say_nothing_are_found(name: str) -> None:
    assert broken("", f"expunge_desktop/ui/{name}.py") == {"names_say_one_thing"}
    assert broken("", f"expunge_desktop/{name}/thing.py") == {"names_say_one_thing"}


def test_a_module_of_more_than_400_lines_is_found() -> None:
    assert broken("\n" * 399) == set()
    assert broken("\n" * 400) == {"modules_stay_small"}


def test_public_things_without_a_docstring_are_found() -> None:
    assert broken("def visible(): pass") == {"public_things_are_documented"}
    assert broken("class Visible: pass") == {"public_things_are_documented"}
    assert broken("class Seen:\n    '''Seen.'''\n    def act(self): pass") == {"public_things_are_documented"}
    assert broken("def _hidden(): pass\nclass _Hidden:\n    def act(self): pass") == set()
    assert broken("class Seen:\n    '''Seen.'''\n    def rowCount(self): pass") == set()
    undocumented = house_rules.check_module(PurePosixPath(RULES), "value = 1\n")
    assert [violation.sentence for violation in undocumented] == ["the module has no docstring"]


# Written in pieces, as this file too is held to the rule.
@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/main/build",
        "in /" + "root/.cache",
        "/" + "home/alex/county.dat",
        "C:\\" + "Users\\Alex",
        "https://pypi." + "org/simple",
        "pip install --extra-" + "index-url x",
    ],
)
def test_a_place_on_someones_machine_is_found(text: str) -> None:
    assert [violation.rule for violation in house_rules.no_places("README.md", text)] == ["no_places"]


@pytest.mark.parametrize(
    "text", [".work/demo", "in `.work/`", "/usr/bin/python3", "framework/widgets", "$HOME/x"]
)
def test_places_every_machine_has_pass(text: str) -> None:
    assert house_rules.no_places("README.md", text) == []


def test_a_violation_is_named_by_file_and_line() -> None:
    (found,) = house_rules.check_module(PurePosixPath(RULES), HEAD + "\nimport socket\n")
    assert str(found).startswith(f"{RULES}:3: no_network: imports socket")


def test_the_project_keeps_every_house_rule() -> None:
    found = house_rules.check_project()
    assert not found, "\n".join(str(violation) for violation in found)
