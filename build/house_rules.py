#!/usr/bin/env python3
"""House rules that neither ruff, mypy nor import-linter can hold: each is one small function over one file.

A habit that matters is a failing check. `python3 build/house_rules.py` lists every violation with file, line
and rule, and ends with 1 when there is one. Standard library only.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "expunge_desktop"
LONGEST_MODULE = 400

# import-linter sees top-level packages; this also sees submodules (urllib.request, PySide6.QtNetwork).
NETWORK_MODULES = frozenset(
    """
_socket _ssl aiohttp asyncio ftplib http httpx imaplib multiprocessing.connection
multiprocessing.managers nntplib poplib requests selectors smtplib socket socketserver ssl
telnetlib urllib.error urllib.request urllib.robotparser urllib3 webbrowser websockets wsgiref
xmlrpc PySide6.QtNetwork PySide6.QtNetworkAuth PySide6.QtWebEngineCore PySide6.QtWebEngineWidgets
PySide6.QtWebSockets
""".split()
)
CLOCK_CALLS = frozenset(
    """
date.today datetime.today datetime.now datetime.utcnow time.time time.time_ns time.localtime
time.gmtime time.strftime
""".split()
)
FLOORS_WITH_A_CLOCK = ("app", "ui", "services")
LOG_CALLS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "fatal", "log"})
SQL_CALLS = frozenset({"text", "execute", "executemany", "executescript", "exec_driver_sql"})
SNIFFING_CLASSES = frozenset(
    """
QAbstractFileIconProvider QDesktopServices QFileDialog QFileIconProvider QFileSystemModel QFileSystemWatcher
QMimeDatabase QPrintDialog QPrintPreviewDialog
""".split()
)
FORBIDDEN_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "misc", "common", "manager", "logic", "widgets"}
)


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule: where, which, and what to do instead."""

    path: str
    line: int
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.sentence}"


Found = Iterator[tuple[int, str]]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute chain; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        start = dotted(node.value)
        return f"{start}.{node.attr}" if start else ""
    return ""


def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and dotted(node.func) in {"__import__", "importlib.import_module"}:
            yield from ((node.lineno, word.value) for word in node.args[:1] if _is_text(word))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def no_network(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """The program never goes online: no module that could is imported anywhere."""
    for line, name in _imported(tree):
        parts = name.split(".")
        if any(".".join(parts[: end + 1]) in NETWORK_MODULES for end in range(len(parts))):
            yield line, f"imports {name}; nothing in the program may reach a network"


def no_clock(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """Below services the date is an argument; only base.clock asks the machine."""
    if path.parts[1] in FLOORS_WITH_A_CLOCK or path.as_posix() == f"{PACKAGE}/base/clock.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ".".join(dotted(node.func).split(".")[-2:]) in CLOCK_CALLS:
            yield node.lineno, f"calls {dotted(node.func)}(); take the date or instant as an argument"


def no_bare_except(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """A catch-all that goes on has set rules to true elsewhere: name the error."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "bare except; name the error"


def no_composed_sql(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """SQL text is constant and values are bound.

    Two statements cannot be bound and are allowed to be composed where they are: `PRAGMA …` and
    `CREATE TRIGGER …` (from the names of our own tables).
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if dotted(node.func).split(".")[-1] not in SQL_CALLS:
            continue
        composed = _composed_text(node.args[0])
        if composed is not None and not composed.lstrip().upper().startswith(("PRAGMA ", "CREATE TRIGGER ")):
            yield node.lineno, "SQL put together from pieces; bind values instead"


def _composed_text(node: ast.expr) -> str | None:
    """The constant beginning of a string that is put together; None for one that is not."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0] if node.values else None
        return str(first.value) if isinstance(first, ast.Constant) else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
        sides = (node.left, node.right)
        if any(_is_text(side) for side in sides):
            return node.left.value if isinstance(node.left, ast.Constant) else ""
        return _composed_text(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return node.func.value.value if isinstance(node.func.value, ast.Constant) else ""
    return None


def log_words_are_constant(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """A log line is written in the program; what varies is an argument, which base.log judges by its type."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not _is_log_call(node.func):
            continue
        number = 1 if isinstance(node.func, ast.Attribute) and node.func.attr == "log" else 0
        if len(node.args) <= number or not _is_text(node.args[number]):
            yield node.lineno, "a log message that is no constant; give what varies as an argument"
        if any(word.arg in {"extra", "stack_info"} for word in node.keywords):
            yield node.lineno, "extra and stack_info bring words into the log that nobody judges"


def _is_log_call(function: ast.expr) -> bool:
    """`_LOG.error`, `logging.info`, `logging.getLogger(…).warning` and the like."""
    if not isinstance(function, ast.Attribute) or function.attr not in LOG_CALLS:
        return False
    owner = function.value
    if isinstance(owner, ast.Call):
        return dotted(owner.func).split(".")[-1] == "getLogger"
    return dotted(owner).split(".")[-1].lower().strip("_") in {"log", "logger", "logging"}


def message_boxes_in_dialogs(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """Cancel is the default of a dangerous question: one place makes them all."""
    if path.as_posix().startswith(f"{PACKAGE}/ui/dialogs"):
        return
    for node in ast.walk(tree):
        if (isinstance(node, ast.Name) and node.id == "QMessageBox") or (
            isinstance(node, ast.Attribute) and node.attr == "QMessageBox"
        ):
            yield node.lineno, "QMessageBox outside ui/dialogs"


def style_in_theme(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """Light, dark and contrast are decided in one place."""
    if path.as_posix().startswith(f"{PACKAGE}/ui/theme"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet":
            yield node.lineno, "setStyleSheet outside ui/theme"


def file_dialogs_in_one_place(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """What lists files in Qt opens and closes them, which drops the locks of an open workspace."""
    if path.as_posix() == f"{PACKAGE}/ui/choose_files.py":
        return
    for node in ast.walk(tree):
        name = dotted(node).split(".")[-1]
        if name in SNIFFING_CLASSES:
            yield getattr(node, "lineno", 1), f"{name} outside ui/choose_files"


def silenced_with_a_code(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """A silenced check names what it silences."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        if re.search(r"#\s*noqa(?!\s*:\s*[A-Z]+\d)", token.string, re.IGNORECASE):
            yield token.start[0], "noqa without a code"
        if re.search(r"#\s*type:\s*ignore(?!\[)", token.string):
            yield token.start[0], "type: ignore without a code"


def names_say_one_thing(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """A module does one thing and its name says it."""
    for part in (*path.parts[1:-1], path.stem):
        if part in FORBIDDEN_NAMES or any(word in part.split("_") for word in ("utils", "helpers", "misc")):
            yield 1, f"the name {part} says nothing; name what is in it"


def modules_stay_small(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """The median is about 120 lines; 400 is too long."""
    count = source.count("\n")
    if count > LONGEST_MODULE:
        yield count, f"{count} lines; split it (at most {LONGEST_MODULE})"


def public_things_are_documented(path: PurePosixPath, tree: ast.Module, source: str) -> Found:
    """Every module, and every public class and function in it, says what it is in the field's own words.

    Public methods too, except those that only override what Qt has named (camelCase).
    """
    if not ast.get_docstring(tree) and source.strip():
        yield 1, "the module has no docstring"
    for node in tree.body:
        yield from _undocumented(node, "")


def _undocumented(node: ast.stmt, owner: str) -> Found:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith(
        "_"
    ):
        return
    is_override = any(dotted(mark).split(".")[-1] in {"override", "overload"} for mark in node.decorator_list)
    if not ast.get_docstring(node) and not is_override and not (owner and node.name != node.name.lower()):
        yield node.lineno, f"{owner}{node.name} has no docstring"
    if isinstance(node, ast.ClassDef):
        for member in node.body:
            yield from _undocumented(member, node.name + ".")


Rule = Callable[[PurePosixPath, ast.Module, str], Found]
PROGRAM_RULES: tuple[Rule, ...] = (
    no_network,
    no_clock,
    no_bare_except,
    no_composed_sql,
    log_words_are_constant,
    message_boxes_in_dialogs,
    file_dialogs_in_one_place,
    style_in_theme,
    silenced_with_a_code,
    names_say_one_thing,
    modules_stay_small,
    public_things_are_documented,
)
EVERYWHERE_RULES: tuple[Rule, ...] = (
    no_bare_except,
    silenced_with_a_code,
    names_say_one_thing,
    modules_stay_small,
)

# Written in two pieces, so that this file does not break the rule it states.
_PLACES = re.compile(
    "|".join(
        (
            r"(?<![\w.$)}/])/" + r"(?:work|root)/[\w.]",
            r"(?<![\w.])/" + r"home/(?!user\b|you\b)\w+",
            r"[A-Z]:\\" + r"Users\\\w+",
            r"pypi\." + r"org",
            r"python" + r"hosted\.org",
            r"registry\." + r"npmjs",
            r"--(?:extra-)?" + r"index-url",
            r"--find" + r"-links",
        )
    )
)


def no_places(path: str, text: str) -> list[Violation]:
    """No tracked file names a folder of someone's machine or the host of a package registry."""
    return [
        Violation(path, number, "no_places", f"names a place that exists on one machine: {found[0]}")
        for number, line in enumerate(text.splitlines(), 1)
        if (found := _PLACES.search(line))
    ]


def check_module(path: PurePosixPath, source: str) -> list[Violation]:
    """Every violation in one Python file; `path` is relative to the project."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [Violation(path.as_posix(), error.lineno or 1, "syntax", "does not parse")]
    rules = PROGRAM_RULES if path.parts[0] == PACKAGE else EVERYWHERE_RULES
    return [
        Violation(path.as_posix(), line, rule.__name__, sentence)
        for rule in rules
        for line, sentence in rule(path, tree, source)
    ]


def tracked_files() -> list[str]:
    """Every file of the project that is tracked and present, or all but the ignored ones without git."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if asked.returncode == 0:
        return [name for name in asked.stdout.split("\0") if name and (ROOT / name).is_file()]
    kept = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    ignored = {".git", ".venv", ".work", "__pycache__", "dist"}
    return [path.as_posix() for path in kept if not ignored & set(path.parts)]


def check_project() -> list[Violation]:
    """Every violation in the project, in order."""
    found: list[Violation] = []
    names = set(tracked_files())
    names |= {path.relative_to(ROOT).as_posix() for path in (ROOT / PACKAGE).rglob("*.py")}
    for name in sorted(names):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if name.endswith(".py"):
            found += check_module(PurePosixPath(name), text)
        if not name.startswith("build/locks/"):
            found += no_places(name, text)
    return sorted(found)


def main() -> int:
    """List the violations; 1 when there is one."""
    found = check_project()
    for violation in found:
        print(violation)
    print(f"house rules: {len(found)} broken" if found else "house rules: all kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
