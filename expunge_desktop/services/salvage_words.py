"""What a salvage saved and what it did not, in words, for the command line and the window."""

from pathlib import Path

from expunge_desktop.base.counted_words import many
from expunge_desktop.services.salvage import SalvageReport, TableSaved, report_path
from expunge_desktop.services.salvage_look_again import look_again


def sentences(report: SalvageReport, salvaged: Path) -> list[str]:
    """The whole report, the most important first; nothing of a person stands in it."""
    lost = len(report.unreadable_pages)
    told = [
        f"{report.salvaged} holds what could be read of {report.damaged}: {report.pages - lost:,} of "
        f"{many(report.pages, 'page')}."
    ]
    if report.is_whole:
        told.append("Nothing is known to be lost.")
    told += [
        f"  {table}: {_told(one)}" for table, one in report.tables.items() if one.saved or not one.is_whole
    ]
    if report.index_pages_lost:
        told.append(
            f"{many(report.index_pages_lost, 'page')} of those that cannot be read held indexes alone, which "
            "are made anew."
        )
    if again := look_again(report):
        told += ["What to look at again:", *(f"  {one}" for one in again)]
    if report.users_rebuilt:
        told.append(f"{many(report.users_rebuilt, 'user')} written again from the audit trail.")
    if report.unknown_rows:
        told.append(f"{many(report.unknown_rows, 'row')} read of which nothing tells the table.")
    told += [
        f"The audit trail lacks the rows {first:,} to {last:,}; the row of this salvage says so."
        for first, last in report.audit_gaps
    ]
    if not report.is_authenticated:
        told.append(
            "The beginning of the file is lost: nothing shows that what was read is as it was written. "
            "Compare it with a backup."
        )
    if not report.is_whole:
        told.append("Compare it with the last backup, assess again, and keep the damaged file.")
    told.append(f"The same is in {report_path(salvaged).name}.")
    return told


def _told(one: TableSaved) -> str:
    parts = [f"{many(one.saved, 'row')} saved"]
    if one.missing:
        parts.append(f"at least {one.missing:,} lost")
    if one.unreadable:
        parts.append(f"{one.unreadable:,} of them cut short")
    if one.lost_pages:
        parts.append(f"{one.lost_pages:,} of its pages unreadable")
    if one.kept_aside:
        parts.append(f"{one.kept_aside:,} kept aside, as what they belong to is lost")
    return ", ".join(parts)
