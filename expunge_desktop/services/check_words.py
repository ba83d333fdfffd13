"""What the check of a workspace found, in words: for the command line and for the window."""

from collections.abc import Sequence

from expunge_desktop.services.check_workspace import CheckReport
from expunge_desktop.services.told_rows import KindCompared


def looked_at(report: CheckReport, shown: int) -> list[str]:
    """What was looked at and how it is, a line each; at most `shown` places of damage."""
    lines = [f"Damage: {one}" for one in report.damage[:shown]]
    if len(report.damage) > shown:
        lines.append(f"… and {len(report.damage) - shown:,} more places.")
    if not report.damage:
        lines.append(f"{_many(report.pages, 'page')}: all authentic, their structure sound.")
    if (audit := report.audit) is not None:
        lines.append(
            f"Audit trail: {_many(audit.rows, 'row')} as written, head {audit.head}."
            if audit.is_intact
            else f"Audit trail: broken at row {audit.first_broken:,}: {audit.reason}"
        )
    if report.compared:
        lines.append(_of_comparison(report.compared))
        lines += [f"{one.first}{_more(one.differing)}" for one in report.differing]
    if (book := report.ledger) is not None:
        lines.append("Ledger: balanced." if book.is_balanced else "Ledger: it does NOT balance.")
    return lines


def verdict_first(report: CheckReport, shown: int) -> list[str]:
    """Whether the workspace is sound, then what was looked at, then what to do."""
    verdict = "The workspace is sound." if report.is_sound else "The workspace is NOT sound."
    advice = [f"What to do: {report.advice}"] if report.advice else []
    return [verdict, *looked_at(report, shown), *advice]


def _of_comparison(compared: Sequence[KindCompared]) -> str:
    rows, unknown = sum(one.rows for one in compared), sum(one.not_comparable for one in compared)
    differing = sum(one.differing for one in compared)
    partly = f"; {unknown:,} in part or not at all, as the trail does not say enough" if unknown else ""
    found = f"{differing:,} differ" if differing else "none differs"
    return f"Compared with the audit trail: {_many(rows, 'row')}{partly}; {found}."


def _more(differing: int) -> str:
    return f" {differing - 1:,} more of this kind." if differing > 1 else ""


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
