"""Which earlier backups in a folder stay: the newest, and for longer one of each week and of each month."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from expunge_desktop.services import copy_files
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import backup_trail
from expunge_desktop.store.backup import file_sha256
from expunge_desktop.store.backup_trail import KnownBackup

WEEKS, MONTHS = 8, 12


def rotate(session: Session, folder: Path, keep: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove what need not stay in `folder`; the names removed, and those left alone as other files.

    Only files are removed whose SHA-256 the audit trail has for that name. The removal is audited first.
    """
    with session.read() as connection:
        known = [one for one in backup_trail.known_backups(connection) if one.place == str(folder)]
    there = [one for one in known if (folder / one.name).is_file()]
    surplus = to_remove(there, keep)
    ours = [one for one in surplus if file_sha256(folder / one.name) == one.sha256]
    if ours:
        with session.write(Right.BACK_UP) as tx:
            told = {"removed": [one.name for one in ours], "place": str(folder), "keep": keep}
            tx.audit("backup-removed", str(folder), told)
        for one in ours:
            copy_files.remove(folder / one.name)
    kept = {one.name for one in ours}
    return (
        tuple(one.name for one in ours),
        tuple(one.name for one in surplus if one.name not in kept),
    )


def to_remove(backups: Iterable[KnownBackup], keep: int) -> list[KnownBackup]:
    """Of these, newest first, the ones that need not stay.

    The newest `keep` stay; of the rest the newest of each calendar week within eight weeks of the newest
    backup, and the newest of each calendar month within twelve months.
    """
    ordered = list(backups)
    staying = {one.name for one in ordered[:keep]}
    if not ordered:
        return []
    newest = _instant(ordered[0])
    weeks: set[tuple[int, int]] = set()
    months: set[tuple[int, int]] = set()
    for one in ordered:
        at = _instant(one)
        week, month = at.isocalendar()[:2], (at.year, at.month)
        if week not in weeks and newest - at <= timedelta(weeks=WEEKS):
            weeks.add(week)
            staying.add(one.name)
        if month not in months and (newest.year - at.year) * 12 + newest.month - at.month < MONTHS:
            months.add(month)
            staying.add(one.name)
    return [one for one in ordered if one.name not in staying]


def _instant(one: KnownBackup) -> datetime:
    return datetime.fromisoformat(one.at)
