"""assess, findings, explain, decide, policy: what law and policy say, and what attorneys say of it."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import calendar_day, finish_verb
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services import policies
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import conviction_of_finding, decide, one_count
from expunge_desktop.services.explain import explanation_lines, explanation_of
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.show_policy import describe_policy, description_json, description_lines


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    run = verbs.add_parser(
        "assess", help="decide every conviction under review by law and policy as of a date"
    )
    run.add_argument("workspace", metavar="WORKSPACE")
    run.add_argument("--policy", required=True, metavar="NAME")
    run.add_argument("--as-of", required=True, type=calendar_day, metavar="YYYY-MM-DD")
    finish_verb(run, _assess)

    out = verbs.add_parser("findings", help="write one row for every imported count as CSV")
    out.add_argument("workspace", metavar="WORKSPACE")
    out.add_argument("--csv", required=True, metavar="OUT")
    out.add_argument("--recipient", default="own office", help="who receives it (default: own office)")
    out.add_argument("--purpose", default="internal review", help="what for (default: internal review)")
    finish_verb(out, _findings)

    why = verbs.add_parser("explain", help="the reasons for one conviction, step by step")
    why.add_argument("workspace", metavar="WORKSPACE")
    _count_options(why)
    finish_verb(why, _explain)

    say = verbs.add_parser("decide", help="confirm, override, hold or challenge a finding")
    say.add_argument("workspace", metavar="WORKSPACE")
    _count_options(say)
    say.add_argument("--action", choices=[action.value for action in DecisionAction], default="override")
    say.add_argument("--outcome", type=str.upper, choices=[outcome.value for outcome in Outcome])
    say.add_argument("--reason", default="", help="needed for everything but confirm")
    finish_verb(say, _decide)

    policy = verbs.add_parser("policy", help="list or show policies, add an office's own, sign one off")
    policy.add_argument("workspace", metavar="WORKSPACE")
    policy.add_argument("action", choices=("list", "show", "add", "sign"))
    policy.add_argument("name", nargs="?", metavar="NAME|FILE.yaml")
    policy.add_argument("--attorney", default="", help="the attorney who signs it off")
    policy.add_argument(
        "--adopted-on", type=calendar_day, metavar="YYYY-MM-DD", help="the day it was adopted"
    )
    finish_verb(policy, _policy)


def _count_options(parser: Any) -> None:
    parser.add_argument("--case", help="the case number, exactly as the court writes it")
    parser.add_argument("--count", metavar="N")
    parser.add_argument("--finding", type=int, metavar="ID", help="instead of case and count")


def _assess(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Assess") as progress:
        info = assess(session, arguments.policy, arguments.as_of, progress)
    lines = [
        f"Assessment {info.id}: {info.policy_title} (version {info.policy_version}) as of {info.as_of}, "
        f"{info.findings:,} convictions.",
        *table(("outcome", "convictions"), sorted(info.totals.items())),
    ]
    lines += [
        f"Batch {one.batch_id} was imported under other law data; its facts were computed anew: "
        f"{one.changed:,} changed, {one.entered:,} came under review, {one.departed:,} left it."
        for one in info.refreshed
    ]
    if not info.is_policy_signed:
        lines.append(
            f"The policy is not signed off: papers can be made, not released. "
            f"`policy {arguments.workspace} sign {info.policy_name} --attorney NAME --adopted-on DATE`"
        )
    result = {
        "assessment": info.id,
        "as_of": info.as_of,
        "policy": info.policy_name,
        "version": info.policy_version,
        "findings": info.findings,
        "outcomes": info.totals,
        "policy_signed": info.is_policy_signed,
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
            recipient=arguments.recipient,
            purpose=arguments.purpose,
            progress=progress,
        )
    show(
        {"file": str(done.path), "rows": done.rows, "sha256": done.sha256},
        [f"{done.rows:,} rows written to {done.path}.", f"SHA-256 {done.sha256}"],
        as_json=arguments.json,
    )
    return 0


def _chosen(session: Any, arguments: Namespace) -> tuple[int, int | None]:
    """(conviction id, finding id) meant by --finding, or by --case and --count."""
    if arguments.finding is not None:
        if arguments.case or arguments.count:
            arguments.parser_error("--finding stands instead of --case and --count, not beside them")
        return conviction_of_finding(session, arguments.finding), arguments.finding
    if not arguments.case:
        arguments.parser_error("give --case CASE [--count N] or --finding ID")
    found = one_count(session, arguments.case, arguments.count)
    return found.conviction_id, found.finding_id


def _explain(arguments: Namespace) -> int:
    with opened(arguments) as session:
        conviction_id, _ = _chosen(session, arguments)
        explanation = explanation_of(session, conviction_id)
        show(explanation.as_json(), explanation_lines(explanation), as_json=arguments.json)
    return 0


def _decide(arguments: Namespace) -> int:
    action = DecisionAction(arguments.action)
    with opened(arguments) as session:
        conviction_id, finding_id = _chosen(session, arguments)
        outcome = Outcome(arguments.outcome) if arguments.outcome else None
        decide(session, conviction_id, action, outcome, arguments.reason, finding_id=finding_id)
    show(
        {"finding": finding_id, "action": action.value, "outcome": arguments.outcome},
        [f"Recorded: {action.value}" + (f" to {arguments.outcome}" if arguments.outcome else "") + "."],
        as_json=arguments.json,
    )
    return 0


def _policy(arguments: Namespace) -> int:
    if arguments.action != "list" and not arguments.name:
        arguments.parser_error("a policy's name or file is needed")
    with opened(arguments) as session:
        if arguments.action == "list":
            found = policies.list_policies(session)
            rows = [(p.name, p.version, p.title, _signed_text(p)) for p in found]
            show(
                {
                    "policies": [
                        {
                            "name": p.name,
                            "version": p.version,
                            "title": p.title,
                            "digest": p.digest,
                            "attorney": p.attorney,
                            "adopted_on": p.adopted_on,
                        }
                        for p in found
                    ]
                },
                table(("policy", "version", "title", "signed off"), rows),
                as_json=arguments.json,
            )
            return 0
        if arguments.action == "show":
            shown = describe_policy(session, arguments.name)
            show(description_json(shown), description_lines(shown), as_json=arguments.json)
            return 0
        if arguments.action == "add":
            path = Path(arguments.name)
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise EnvironmentProblemError("cannot-read", f"{path} cannot be read: {error}.", "") from None
            policy = policies.add_policy(session, text, path.name).policy
            said = f"Policy {policy.name} version {policy.version} added; not signed off yet."
            result: dict[str, Any] = {
                "policy": policy.name,
                "version": policy.version,
                "digest": policy.digest,
            }
        else:
            adopted_on: date = arguments.adopted_on or session.clock.today()
            signed = policies.sign_policy(session, arguments.name, arguments.attorney, adopted_on)
            said = (
                f"Policy {signed.name} version {signed.version} signed off by {signed.attorney}, "
                f"adopted {signed.adopted_on}."
            )
            result = {"policy": signed.name, "version": signed.version, "attorney": signed.attorney}
        show(result, [said], as_json=arguments.json)
    return 0


def _signed_text(info: policies.PolicyInfo) -> str:
    return f"{info.attorney}, {info.adopted_on}" if info.is_signed else "not signed off"
