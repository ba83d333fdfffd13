"""assess, findings, decide: what law and policy say, and what attorneys say of it."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import day_option, finish_verb, workspace_argument
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
from expunge_desktop.services.supplied_refresh import applied_in_words

_OUTCOMES = tuple(outcome.value for outcome in Outcome)


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    run = verbs.add_parser(
        "assess",
        help="decide every conviction under review by law and policy as of a date",
        description="Gives every conviction under review its finding: what the law gives and what the policy "
        "adds, as of a day. Earlier assessments and the decisions of attorneys stay.",
    )
    workspace_argument(run)
    run.add_argument(
        "--policy",
        required=True,
        metavar="NAME[@VERSION]",
        help="the policy: its newest version, or the one named; `policy … list` names them",
    )
    day_option(run, "--as-of", required=True, help="the day as of which ages and terms are reckoned")
    finish_verb(run, _assess)

    out = verbs.add_parser(
        "findings",
        help="write one row for every imported count as CSV",
        description="Writes the finding of every imported count, with its reason, criterion and rule path. "
        "That is a release: who receives it decides what is withheld (docs/releases.md).",
    )
    workspace_argument(out)
    out.add_argument("--csv", required=True, metavar="OUT", help="the new file to write")
    release_options(out, has_person=True)
    finish_verb(out, _findings)

    say = verbs.add_parser(
        "decide",
        help="confirm, override, hold or challenge a finding",
        description="Records an attorney's decision on one conviction. It stands beside the finding, never "
        "changes it, and the newest counts. For reviewers and supervisors.",
    )
    workspace_argument(say)
    count_options(say)
    say.add_argument(
        "--action",
        choices=[action.value for action in DecisionAction],
        default="override",
        metavar="ACTION",
        help=f"what is decided: {', '.join(DecisionAction)} (default: override)",
    )
    say.add_argument(
        "--outcome",
        type=str.upper,
        choices=_OUTCOMES,
        metavar="OUTCOME",
        help=f"override: what counts instead: {', '.join(_OUTCOMES)} (docs/law-help.md)",
    )
    say.add_argument("--reason", default="", metavar="TEXT", help="why; needed for everything but confirm")
    say.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar="FILE.pdf",
        help="challenge: a document that shows why; may be given more than once",
    )
    finish_verb(say, _decide)


def _assess(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Assess") as progress:
        info = assess(session, arguments.policy, arguments.as_of, progress)
        is_to_come = arguments.as_of > session.clock.today()
    lines = [
        f"Assessment {info.id}: {info.policy_title} ({info.policy_name}, version {info.policy_version}) "
        f"as of {info.as_of}, {many(info.findings, 'conviction')}.",
        *table(("outcome", "convictions"), sorted(info.totals.items())),
    ]
    if is_to_come:
        lines.append(f"{info.as_of} is still to come: what is entered on a record until then is not known.")
    lines += [refreshed_in_words(one) for one in info.refreshed]
    if info.applied.facts:
        lines.append(applied_in_words(info.applied))
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
        "supplied_facts": asdict(info.applied),
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
    lines = written_lines(done)
    if done.not_assessed:
        lines.append(
            f"NOT ASSESSED YET: {many(done.not_assessed, 'conviction')} imported after the assessment; the "
            "cells of the outcome are empty. Assess again."
        )
    show({**written_json(done), "not_assessed": done.not_assessed}, lines, as_json=arguments.json)
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
