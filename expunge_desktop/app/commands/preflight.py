"""preflight: finished PDFs read back and held to the rules of court."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb
from expunge_desktop.app.terminal import TerminalProgress, show
from expunge_desktop.base.counted_words import many
from expunge_desktop.services.check_papers import CheckedPaper, check_papers


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    check = verbs.add_parser(
        "preflight",
        help="read finished PDFs back and check them against the court rules",
        description="Reads papers back as a clerk's system would and checks pages, fonts, line numbers, "
        "bookmarks, figures and more, with manifest.json beside them where there is one. Needs no workspace. "
        "Exit code 1 when there is an error; warnings alone are 0.",
    )
    check.add_argument("files", nargs="+", metavar="FILE.pdf", help="a finished paper")
    finish_verb(check, _preflight)


def _preflight(arguments: Namespace) -> int:
    with TerminalProgress("Reading back") as progress:
        reports = [check_papers(Path(name), progress) for name in arguments.files]
    lines = [line for report in reports for line in _lines(report)]
    show({"files": [_as_json(report) for report in reports]}, lines, as_json=arguments.json)
    return 1 if any(report.errors for report in reports) else 0


def _lines(report: CheckedPaper) -> list[str]:
    counts = (
        many(len(report.errors), "error"),
        many(len(report.warnings), "warning"),
        many(report.pages, "page"),
        many(len(report.checked), "rule"),
    )
    found = [f"  {one.severity}: {one.sentence}  [{one.rule}]" for one in report.findings]
    return [f"{report.path}: {', '.join(counts)}", *found]


def _as_json(report: CheckedPaper) -> dict[str, Any]:
    return {
        "file": str(report.path),
        "pages": report.pages,
        "checked": list(report.checked),
        "findings": [
            {"severity": one.severity, "rule": one.rule, "sentence": one.sentence, "page": one.page}
            for one in report.findings
        ],
    }
