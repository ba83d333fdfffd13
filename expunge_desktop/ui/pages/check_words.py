"""What the check of a workspace found, in words."""

from collections.abc import Sequence

from expunge_desktop.services.check_workspace import CheckReport
from expunge_desktop.services.told_rows import KindCompared
from expunge_desktop.ui.wording import number, plural


def check_lines(report: CheckReport, shown: int) -> list[str]:
    """The verdict first, then what was looked at, then what to do; at most `shown` places of damage."""
    lines = ["The workspace is sound." if report.is_sound else "The workspace is NOT sound."]
    lines += [f"Damage: {one}" for one in report.damage[:shown]]
    if len(report.damage) > shown:
        lines.append(f"… and {number(len(report.damage) - shown)} more places.")
    if not report.damage:
        lines.append(f"{plural(report.pages, 'page')}: all authentic, their structure sound.")
    if (audit := report.audit) is not None:
        lines.append(
            f"Audit trail: {plural(audit.rows, 'row')} as written, head {audit.head}."
            if audit.is_intact
            else f"Audit trail: BROKEN at row {number(audit.first_broken or 0)}: {audit.reason}"
        )
    if report.compared:
        lines.append(_compared(report.compared))
        lines += [one.first for one in report.differing]
    if (book := report.ledger) is not None:
        lines.append("Ledger: balanced." if book.is_balanced else "Ledger: it does NOT balance.")
    if report.advice:
        lines.append(f"What to do: {report.advice}")
    return lines


def _compared(kinds: Sequence[KindCompared]) -> str:
    rows, differing = sum(one.rows for one in kinds), sum(one.differing for one in kinds)
    unknown = sum(one.not_comparable for one in kinds)
    partly = f"; {number(unknown)} in part or not at all, as the trail does not say enough" if unknown else ""
    found = f"{number(differing)} differ" if differing else "none differs"
    return f"Compared with the audit trail: {plural(rows, 'row')}{partly}; {found}."
