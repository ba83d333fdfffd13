"""What a salvage saved and what it did not, in words, for the command line and the window."""

from pathlib import Path

from expunge_desktop.services.salvage import SalvageReport, TableSaved, report_path


def sentences(report: SalvageReport, salvaged: Path) -> list[str]:
    """The whole report, the most important first; nothing of a person stands in it."""
    lost = len(report.unreadable_pages)
    told = [
        f"{report.salvaged} holds what could be read of {report.damaged}: {report.pages - lost:,} of "
        f"{report.pages:,} pages."
    ]
    if report.is_whole:
        told.append("Nothing is known to be lost.")
    told += [
        f"  {table}: {_told(one)}" for table, one in report.tables.items() if one.saved or not one.is_whole
    ]
    if report.decisions_rebuilt:
        told.append(
            f"{report.decisions_rebuilt:,} decisions were written again from the audit trail; they count as "
            "decided on other facts, look at each."
        )
    if report.decisions_lost:
        told.append(
            f"{report.decisions_lost:,} decisions stand in the audit trail alone: their convictions are lost."
        )
    if report.users_rebuilt:
        told.append(f"{report.users_rebuilt:,} users were written again from the audit trail.")
    if report.people_lost:
        told.append(
            f"{report.people_lost:,} people stand there without a name; their convictions are whole. Look "
            "them up in the delivery before anything is filed."
        )
    if report.unknown_rows:
        told.append(f"{report.unknown_rows:,} rows could be read, but nothing tells which table they are of.")
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
    parts = ["1 row saved" if one.saved == 1 else f"{one.saved:,} rows saved"]
    if one.missing:
        parts.append(f"at least {one.missing:,} lost")
    if one.unreadable:
        parts.append(f"{one.unreadable:,} of them cut short")
    if one.lost_pages:
        parts.append(f"{one.lost_pages:,} of its pages unreadable")
    if one.kept_aside:
        parts.append(f"{one.kept_aside:,} kept aside, as what they belong to is lost")
    return ", ".join(parts)
