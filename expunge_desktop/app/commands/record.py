"""audit, selftest: can this workspace, and this program, be trusted?"""

import csv
from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb
from expunge_desktop.app.opening import opened
from expunge_desktop.app.selftest import selftest
from expunge_desktop.app.terminal import show
from expunge_desktop.services import audit_trail
from expunge_desktop.services.csv_files import formula_safe, open_new_csv


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    audit = verbs.add_parser("audit", help="verify the audit chain from its beginning")
    audit.add_argument("workspace", metavar="WORKSPACE")
    audit.add_argument("--csv", metavar="OUT", help="write every row of the trail")
    finish_verb(audit, _audit)

    test = verbs.add_parser("selftest", help="fonts, plug-ins, crypto, migrations, law, a paper")
    finish_verb(test, _selftest)


def _audit(arguments: Namespace) -> int:
    with opened(arguments) as session:
        report = audit_trail.verify(session)
        written = 0
        if arguments.csv:
            with open_new_csv(Path(arguments.csv)) as file:
                writer = csv.writer(file)
                writer.writerow(audit_trail.COLUMNS)
                for row in audit_trail.rows(session):
                    writer.writerow([formula_safe(value) for value in row])
                    written += 1
    said = (
        f"{report.rows:,} rows, chain intact, head {report.head}."
        if report.is_intact
        else f"The chain is broken at row {report.first_broken}: {report.reason}"
    )
    lines = [said] + ([f"{written:,} rows written to {arguments.csv}."] if arguments.csv else [])
    show(
        {
            "intact": report.is_intact,
            "rows": report.rows,
            "head": report.head,
            "first_broken": report.first_broken,
            "reason": report.reason,
        },
        lines,
        as_json=arguments.json,
    )
    return 0 if report.is_intact else 1


def _selftest(arguments: Namespace) -> int:
    results = selftest()
    lines = [f"{'ok  ' if one.is_good else 'FAIL'} {one.name}: {one.sentence}" for one in results]
    is_good = all(one.is_good for one in results)
    show(
        {
            "good": is_good,
            "checks": [{"name": r.name, "good": r.is_good, "sentence": r.sentence} for r in results],
        },
        lines,
        as_json=arguments.json,
    )
    return 0 if is_good else 1
