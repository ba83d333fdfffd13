"""assess, findings, decide: what law and policy say, and what attorneys say of it."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import calendar_day, finish_verb
from expunge_desktop.app.chosen_count import chosen_count, count_options
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options, written_json, written_lines
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.evidence import read_attachment
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.policy_words import UNCONFIRMED
from expunge_desktop.services.refresh_facts import refreshed_in_words


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    run = verbs.add_parser(
        "assess", help="decide every conviction under review by law and policy as of a date"
    )
    run.add_argument("workspace", metavar="WORKSPACE")
    run.add_argument(
        "--policy", required=True, metavar="NAME[@VERSION]", help="its newest version, or the one named"
    )
    run.add_argument("--as-of", required=True, type=calendar_day, metavar="YYYY-MM-DD")
    finish_verb(run, _assess)

    out = verbs.add_parser("findings", help="write one row for every imported count as CSV")
    out.add_argument("workspace", metavar="WORKSPACE")
    out.add_argument("--csv", required=True, metavar="OUT")
    release_options(out, has_person=True)
    finish_verb(out, _findings)

    say = verbs.add_parser("decide", help="confirm, override, hold or challenge a finding")
    say.add_argument("workspace", metavar="WORKSPACE")
    count_options(say)
    say.add_argument("--action", choices=[action.value for action in DecisionAction], default="override")
    say.add_argument("--outcome", type=str.upper, choices=[outcome.value for outcome in Outcome])
    say.add_argument("--reason", default="", help="needed for everything but confirm")
    say.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar="FILE.pdf",
        help="with --action challenge: a document that shows why; may be given several times",
    )
    finish_verb(say, _decide)


def _assess(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Assess") as progress:
        info = assess(session, arguments.policy, arguments.as_of, progress)
        is_to_come = arguments.as_of > session.clock.today()
    lines = [
        f"Assessment {info.id}: {info.policy_title} ({info.policy_name}, version {info.policy_version}) "
        f"as of {info.as_of}, {info.findings:,} convictions.",
        *table(("outcome", "convictions"), sorted(info.totals.items())),
    ]
    if is_to_come:
        lines.append(f"{info.as_of} is still to come: what is entered on a record until then is not known.")
    lines += [refreshed_in_words(one) for one in info.refreshed]
    if info.is_policy_unconfirmed:
        lines.append(f"UNCONFIRMED CRITERIA: {UNCONFIRMED}. Source: {info.policy_source}")
    if not info.is_policy_signed:
        lines.append(
            f"The policy is not signed off: papers can be made, not released. "
            f"`policy {arguments.workspace} sign {info.policy_name}@{info.policy_version} "
            "--attorney NAME --adopted-on DATE`"
        )
    result = {
        "assessment": info.id,
        "as_of": info.as_of,
        "policy": info.policy_name,
        "version": info.policy_version,
        "findings": info.findings,
        "outcomes": info.totals,
        "policy_signed": info.is_policy_signed,
        "policy_unconfirmed": info.is_policy_unconfirmed,
        "policy_source": info.policy_source,
        "refreshed": [
            {"batch": one.batch_id, "changed": one.changed, "entered": one.entered, "departed": one.departed}
            for one in info.refreshed
        ],
    }
    show(result, lines, as_json=arguments.json)
    return 0


def _findings(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Findings") as progress:
        done = export_findings(
            session,
            Path(arguments.csv),
            person=arguments.person,
            progress=progress,
            **release_of(arguments),
        )
    show(written_json(done), written_lines(done), as_json=arguments.json)
    return 0


def _decide(arguments: Namespace) -> int:
    action = DecisionAction(arguments.action)
    evidence = [read_attachment(Path(name)) for name in arguments.evidence]
    with opened(arguments) as session:
        conviction_id, finding_id = chosen_count(session, arguments)
        outcome = Outcome(arguments.outcome) if arguments.outcome else None
        decide(
            session,
            conviction_id,
            action,
            outcome,
            arguments.reason,
            finding_id=finding_id,
            evidence=evidence,
        )
    attached = [{"name": one.name, "sha256": one.sha256, "pages": one.pages} for one in evidence]
    said = f"Recorded: {action.value}" + (f" to {arguments.outcome}" if arguments.outcome else "") + "."
    show(
        {
            "finding": finding_id,
            "action": action.value,
            "outcome": arguments.outcome,
            "evidence": attached,
        },
        [
            said,
            *(f"Attached: {one.name}, {many(one.pages, 'page')}, SHA-256 {one.sha256}." for one in evidence),
        ],
        as_json=arguments.json,
    )
    return 0
