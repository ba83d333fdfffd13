"""check: is this workspace sound, from the first page to the last figure?"""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, workspace_argument
from expunge_desktop.app.credentials import credentials
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import TerminalProgress, show
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.services.check_words import looked_at
from expunge_desktop.services.check_workspace import CheckReport, check, check_unopened

_DAMAGED = frozenset({"damaged", "not-a-workspace", "disk-error"})
_SHOWN = 10


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    looking = verbs.add_parser(
        "check",
        help="check a workspace through and through: pages, structure, audit trail, decisions, ledger",
        description="Reads every page of the workspace and checks that it is authentic (nothing was changed "
        "or lost on the disk), that its structure is sound, that the audit trail is the one that was "
        "written, that decisions, filings, releases, users, criteria and wordings are as the trail tells "
        "them, and that every imported line is in exactly one place. Changes nothing but the audit trail, "
        "which says that it was checked. Exit code 0: sound; 1: not, with what is wrong and what to do.",
    )
    workspace_argument(looking)
    finish_verb(looking, _check)


def _check(arguments: Namespace) -> int:
    report = _report(arguments)
    audit, book = report.audit, report.ledger
    lines = looked_at(report, _SHOWN)
    lines.append("The workspace is sound." if report.is_sound else f"What to do: {report.advice}")
    show(
        {
            "sound": report.is_sound,
            "pages": report.pages,
            "damage": list(report.damage),
            "chain_intact": None if audit is None else audit.is_intact,
            "first_broken": None if audit is None else audit.first_broken,
            "reason": "" if audit is None else audit.reason,
            "rows": None if audit is None else audit.rows,
            "head": None if audit is None else audit.head,
            "compared": [asdict(one) for one in report.compared],
            "balanced": None if book is None else book.is_balanced,
            "advice": report.advice,
        },
        lines,
        as_json=arguments.json,
    )
    return 0 if report.is_sound else 1


def _report(arguments: Namespace) -> CheckReport:
    try:
        with opened(arguments) as session, TerminalProgress("Check") as progress:
            return check(session, progress)
    except EnvironmentProblemError as error:
        if error.code not in _DAMAGED:
            raise
    who = credentials(arguments)
    path = Path(arguments.workspace).absolute()
    with TerminalProgress("Check") as progress:
        return check_unopened(path, who.user, who.passphrase, progress=progress)
