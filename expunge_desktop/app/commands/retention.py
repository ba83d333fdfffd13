"""seal, retention: what the court has sealed, what is due for destruction, and its certificate."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import (
    action_argument,
    day_option,
    finish_verb,
    whole_number,
    workspace_argument,
)
from expunge_desktop.app.commands.filings import row_numbers
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.services import may_be_sealed, overdue, purge, retention, sealing
from expunge_desktop.services.session import Session

Result = tuple[dict[str, Any], list[str]]
_OPTIONS = {
    "ground": ("plan",),
    "overdue": ("plan",),
    "pdf": ("certificate",),
    "doubtful": ("sealed",),
    "note": ("same", "other"),
    "number": ("certificate", "same", "other"),
}


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    sealed = verbs.add_parser(
        "seal",
        help="say that the court's order seals rows of a filing",
        description="Rows that were granted as “dismiss and seal” are sealed by themselves when the court's "
        "entry is recorded (filing … record --status “court updated”). This verb is for the others: granted "
        "in part, or dismissed by agreement, where only the order tells. From then on nothing of these "
        "convictions is shown or exported any more, and that cannot be taken back.",
    )
    workspace_argument(sealed)
    sealed.add_argument("filing", metavar="FILING", help="the filing, such as F0001")
    sealed.add_argument("--rows", required=True, metavar="1,4-9", help="these rows of Exhibit A")
    day_option(sealed, "--on", required=True, help="the day of the court's entry")
    sealed.add_argument("--note", required=True, metavar="TEXT", help="which order seals; no names")
    finish_verb(sealed, _seal)

    kept = verbs.add_parser(
        "retention",
        help="what is sealed, what is due for destruction, destroy it, the certificate",
        description="Nothing is destroyed by itself: a supervisor plans, and another user with the role "
        "administrator carries the plan out (docs/retention.md).",
    )
    workspace_argument(kept)
    action_argument(kept, _MEANINGS, default="status")
    kept.add_argument(
        "number",
        nargs="?",
        type=whole_number,
        metavar="NUMBER",
        help="certificate: which one (default: a list of all); same, other: the row in doubt",
    )
    kept.add_argument(
        "--doubtful", action="store_true", help="sealed: the rows that may be sealed ones delivered again"
    )
    kept.add_argument("--note", metavar="TEXT", help="same, other: what was looked at; no names")
    kept.add_argument("--ground", metavar="TEXT", help="plan: why these rows, for the certificate; no names")
    kept.add_argument(
        "--overdue", action="store_true", help="plan: destroy the overdue ones too; needs --ground"
    )
    kept.add_argument("--pdf", metavar="OUT", help="certificate: write the page to sign to a new file")
    finish_verb(kept, _retention)


def _seal(arguments: Namespace) -> int:
    with opened(arguments) as session:
        rows = row_numbers(arguments) or ()
        done = sealing.seal_by_order(session, arguments.filing, rows, on=arguments.on, note=arguments.note)
    words = f"{many(len(done), 'conviction')} sealed; nothing of them is shown any more."
    if not done:
        words = "These rows were sealed already."
    show({"filing": arguments.filing, "sealed": list(done)}, [words], as_json=arguments.json)
    return 0


def _retention(arguments: Namespace) -> int:
    for option, actions in _OPTIONS.items():
        if getattr(arguments, option) and arguments.action not in actions:
            told = option if option == "number" else f"--{option}"
            arguments.parser_error(f"{told} goes with {' or '.join(actions)}")
    if arguments.action in _OPTIONS["note"] and (arguments.number is None or not arguments.note):
        arguments.parser_error(f"{arguments.action} needs the NUMBER of a row in doubt, and --note")
    if arguments.pdf and arguments.number is None:
        arguments.parser_error("--pdf needs the number of the certificate")
    with opened(arguments) as session:
        result, lines = _ACTIONS[arguments.action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return 0


def _status(session: Session, _: Namespace) -> Result:
    found = retention.status(session)
    days = found.purge_after_days
    lines = [
        f"Sealed by the court and still kept: {found.sealed:,}",
        f"May be sealed, hidden until a supervisor has looked: {found.in_doubt:,}",
        f"Of these due for destruction today: {found.due:,}"
        + (f" (term: {many(days, 'day')})" if days is not None else " (the office has set no term: never)"),
        f"The next is due on: {found.next_due_on or '–'}",
        f"Overdue by {overdue.destruction_rule().citation} (unconfirmed): {found.overdue:,}; "
        f"date does not tell: {found.undated:,}",
        f"Destroyed so far: {found.destroyed:,} in {many(found.purges, 'destruction')}",
    ]
    if found.plan is not None:
        lines.append(_plan_line(found.plan))
    if found.is_clearing_due:
        lines.append("A destruction was stopped before the file was cleared: run `retention … clear`.")
    return asdict(found), lines


def _sealed(session: Session, arguments: Namespace) -> Result:
    if arguments.doubtful:
        return _doubtful(session)
    rows = sealing.sealed_rows(session)
    cells = [
        (
            row.filing_id,
            row.row_no or "–",
            row.sealed_on,
            row.recorded_by,
            "yes" if row.is_destroyed else "no",
        )
        for row in rows
    ]
    header = ("filing", "row", "sealed on", "recorded by", "destroyed")
    lines = table(header, cells) if rows else ["Nothing is sealed."]
    return {"sealed": [asdict(row) for row in rows]}, lines


def _doubtful(session: Session) -> Result:
    rows = may_be_sealed.doubtful_rows(session)
    cells = [
        (
            row.conviction_id,
            f"{row.file} line {row.line}" if row.line else f"batch {row.batch_id}",
            "; ".join(filing if number is None else f"{filing} row {number}" for filing, number in row.like),
            ", ".join(row.agrees),
            ", ".join(row.differs),
        )
        for row in rows
    ]
    header = ("number", "delivered in", "like the sealed", "same", "differs or missing")
    lines = ["Nothing is in doubt."]
    if rows:
        lines = table(header, cells)
        lines.append(
            "They are hidden. Look the row up in the delivered file and the court's record, then say "
            "`retention … same NUMBER --note …` or `retention … other NUMBER --note …`."
        )
    return {"in_doubt": [asdict(row) for row in rows]}, lines


def _same(session: Session, arguments: Namespace) -> Result:
    may_be_sealed.say_same(session, arguments.number, arguments.note)
    told = {"number": arguments.number, "sealed": True}
    return told, [f"Row {arguments.number} is sealed by the same order; nothing of it is shown any more."]


def _other(session: Session, arguments: Namespace) -> Result:
    may_be_sealed.say_other(session, arguments.number, arguments.note)
    told = {"number": arguments.number, "sealed": False}
    return told, [f"Row {arguments.number} is another conviction and is shown again. Assess again."]


def _overdue(session: Session, _: Namespace) -> Result:
    found, shown = retention.overdue_rows(session)
    rule = overdue.destruction_rule()
    lines = [
        f"{many(len(found.overdue), 'conviction')} overdue for destruction by {rule.citation}, unconfirmed: "
        f"{rule.for_counsel}",
    ]
    header = ("case", "count", "section", "convicted on")
    if shown:
        cells = [(row.case_number, row.count_number, row.code_section, row.conviction_on) for row in shown]
        lines += table(header, cells)
    told = {"overdue": list(found.overdue), "undated": list(found.undated)}
    return {**told, "citation": rule.citation, "unconfirmed": rule.is_unconfirmed}, lines


def _plan(session: Session, arguments: Namespace) -> Result:
    made = purge.plan(session, ground=arguments.ground or "", include_overdue=arguments.overdue)
    lines = [_plan_line(made), *_backup_lines(made.backups)]
    return asdict(made), [
        *lines,
        "Another user with the role administrator carries it out: `retention … purge`.",
    ]


def _withdraw(session: Session, _: Namespace) -> Result:
    purge.withdraw(session)
    return {"plan": None}, ["The plan is withdrawn; nothing is destroyed."]


def _purge(session: Session, _: Namespace) -> Result:
    with TerminalProgress("Destruction") as progress:
        done = purge.purge(session, progress)
    is_clear = not retention.status(session).is_clearing_due
    lines = [
        f"{many(done.convictions, 'conviction')} destroyed; people of whom nothing is left: {done.people:,}.",
        f"Certificate {done.id}, SHA-256 {done.sha256}.",
    ]
    if not is_clear:
        lines.append("The file is not cleared yet: close other windows on it, then run `retention … clear`.")
    backups = tuple(purge.KnownBackup(**one) for one in done.content["backups_known"])
    return {**asdict(done), "is_cleared": is_clear}, [*lines, *_backup_lines(backups)]


def _clear(session: Session, _: Namespace) -> Result:
    is_clear = purge.finish_clearing(session)
    words = "The file is clear." if is_clear else "Another window still reads the file: close it, try again."
    return {"is_cleared": is_clear}, [words]


def _certificate(session: Session, arguments: Namespace) -> Result:
    if arguments.number is None:
        found = purge.certificates(session)
        header = ("number", "made at", "planned by", "carried out by", "convictions", "people")
        cells = [
            (one.id, one.made_at, one.planned_by, one.made_by, one.convictions, one.people) for one in found
        ]
        lines = table(header, cells) if found else ["Nothing has been destroyed."]
        return {"certificates": [asdict(one) for one in found]}, lines
    one = purge.certificate(session, arguments.number)
    lines = [f"Certificate {one.id}: {many(one.convictions, 'conviction')}, {one.ground}"]
    lines += [f"{kind.replace('_', ' ')}: {number:,}" for kind, number in one.content["destroyed"].items()]
    lines.append(f"SHA-256 {one.sha256}")
    if arguments.pdf:
        purge.save_certificate(session, one.id, Path(arguments.pdf))
        lines.append(f"Written to {arguments.pdf}.")
    return asdict(one), lines


def _plan_line(plan: purge.PurgePlan) -> str:
    return (
        f"Planned by {plan.made_by} on {plan.made_at[:10]}: {many(len(plan.sealed), 'sealed row')} and "
        f"{many(len(plan.overdue), 'overdue conviction')}. Ground: {plan.ground}"
    )


def _backup_lines(backups: tuple[purge.KnownBackup, ...]) -> list[str]:
    if not backups:
        return []
    named = "; ".join(f"{one.name} ({one.made_at[:10]})" for one in backups)
    return [
        f"Backups the audit trail knows of still hold them: {named}. Destroy these too, by your own rules."
    ]


_ACTIONS = {
    "status": _status,
    "sealed": _sealed,
    "same": _same,
    "other": _other,
    "overdue": _overdue,
    "plan": _plan,
    "withdraw": _withdraw,
    "purge": _purge,
    "clear": _clear,
    "certificate": _certificate,
}
_MEANINGS = {
    "status": "how many convictions are sealed, due and overdue",
    "sealed": "the sealed rows by filing and number, without names",
    "same": "the row NUMBER is a sealed one delivered again: seal it too, for good; for supervisors",
    "other": "the row NUMBER is another one: show it again; for supervisors",
    "overdue": "the convictions HS 11361.5 speaks of (unconfirmed)",
    "plan": "plan the destruction of what is due; for supervisors",
    "withdraw": "take the plan back; for supervisors",
    "purge": "destroy what is planned, for good; for another user, an administrator",
    "clear": "finish a destruction that was stopped before the file was cleared",
    "certificate": "what was destroyed: one destruction by its NUMBER, or a list of all",
}
