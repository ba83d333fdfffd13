"""Gives nasty files to the real command line, in a process of its own: `python take_files.py KIND FOLDER`,
with the folders of the tests on its path.

FOLDER holds `county.expunge` of user Ada. One line of JSON for each file: what it ended with, what was said,
how long it took and the most memory the process had until then.
"""

import contextlib
import io
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from nasty_pdfs import PDFS, built
from nasty_sources import ANSWERS, DELIVERIES, LISTS
from nasty_texts import COURTS, KEY_FILES, MANIFESTS, MAPS, OFFICES, POLICIES, WORDINGS
from nasty_workbooks import WORKBOOKS

from expunge_desktop.app import main as program

ADDRESS_SPACE = 3 << 30
_TODAY = date.today().isoformat()  # no answer can be older than the release
MOST_SECONDS = 60  # of one file: a hang ends here


def _form(folder: Path) -> str:
    path = folder / "form.pdf"
    path.write_bytes(PDFS["a form of one field.pdf"]())
    return str(path)


def _beside_keys(path: Path, folder: Path) -> list[str]:
    """The workspace with this file for its key file."""
    other = folder / "other.expunge"
    shutil.copy(folder / "county.expunge", other)
    shutil.copy(path, folder / "other.expunge-keys")
    return ["ledger", str(other)]


def _beside_manifest(path: Path, folder: Path) -> list[str]:
    place = folder / "papers"
    place.mkdir(exist_ok=True)
    (place / "D01-notice-of-motion.pdf").write_bytes(
        built(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Kids[]/Count 0>>")
    )
    shutil.copy(path, place / "manifest.json")
    return ["preflight", str(place / "D01-notice-of-motion.pdf")]


def _workspace(folder: Path) -> str:
    return str(folder / "county.expunge")


Words = Callable[[Path, Path], list[str]]

KINDS: dict[str, tuple[Mapping[str, Callable[[], bytes]], Words]] = {
    "delivery": (DELIVERIES, lambda path, folder: ["import", _workspace(folder), str(path), "--dry-run"]),
    "case list": (LISTS, lambda path, folder: ["import", _workspace(folder), str(path), "--dry-run"]),
    "workbook": (WORKBOOKS, lambda path, folder: ["import", _workspace(folder), str(path), "--dry-run"]),
    "headings": (LISTS, lambda path, folder: ["mapping", _workspace(folder), "suggest", str(path)]),
    "clerk's answer": (
        ANSWERS,
        lambda path, folder: [
            "filing",
            _workspace(folder),
            "record",
            "F0001",
            "--answers",
            str(path),
            "--on",
            _TODAY,
        ],
    ),
    "policy": (POLICIES, lambda path, folder: ["policy", _workspace(folder), "add", str(path)]),
    "court profile": (COURTS, lambda path, folder: ["court", _workspace(folder), "add", str(path)]),
    "field map": (MAPS, lambda path, folder: ["form", _workspace(folder), "check", str(path), _form(folder)]),
    "office file": (OFFICES, lambda path, folder: ["office", _workspace(folder), "set", str(path)]),
    "wording": (
        WORDINGS,
        lambda path, folder: ["template", _workspace(folder), "save", "opposition.txt", str(path)],
    ),
    "key file": (KEY_FILES, _beside_keys),
    "manifest": (MANIFESTS, _beside_manifest),
    "paper": (PDFS, lambda path, folder: ["preflight", str(path)]),
    "form": (PDFS, lambda path, folder: ["form", _workspace(folder), "fields", str(path)]),
    "evidence": (
        PDFS,
        lambda path, folder: [
            "decide",
            _workspace(folder),
            "--finding",
            "1",
            "--action",
            "challenge",
            "--reason",
            "a reason given",
            "--evidence",
            str(path),
        ],
    ),
}


def take(words: list[str]) -> dict[str, object]:
    """Run one command here and say how it ended."""
    out, err = io.StringIO(), io.StringIO()
    started = time.monotonic()
    signal.alarm(MOST_SECONDS)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = program.main(words)
    signal.alarm(0)
    return {
        "code": code,
        "said": err.getvalue()[-3000:],
        "printed": out.getvalue()[-20_000:],
        "seconds": round(time.monotonic() - started, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main(kind: str, place: str) -> None:
    """Every file of one kind."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    folder = Path(place)
    os.environ["EXPUNGE_USER"], os.environ["EXPUNGE_PASSPHRASE"] = "Ada", "seven quiet harbors"
    files, words = KINDS[kind]
    given = folder / "given"
    given.mkdir()
    for name, make in files.items():
        path = given / name
        path.write_bytes(make())
        print(json.dumps({"name": name, **take(words(path, folder))}), flush=True)
        path.unlink()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
