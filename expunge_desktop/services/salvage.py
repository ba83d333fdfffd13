"""What can be saved of a damaged workspace, put into a new one that says what it is.

The damaged file is read page by page and never changed. Every page that is authentic gives its rows; users
and decisions whose rows are lost are written again from the audit trail; rows whose other half is lost are
kept aside. The report, and a file beside the new workspace, count what was saved and what was not.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import copy_files, unfinished_copy
from expunge_desktop.services.damaged_pages import DamagedPages
from expunge_desktop.services.law_library import policy_from_text, shipped_policies
from expunge_desktop.services.office import toml_for_county
from expunge_desktop.services.places import PlaceNotes, require_workspace_place
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.store import audit, meta, salvage_gaps, salvage_lost, salvage_writing
from expunge_desktop.store import backup as copies
from expunge_desktop.store import salvage_rebuilding as rebuilding
from expunge_desktop.store import users as stored
from expunge_desktop.store.number_set import ranges
from expunge_desktop.store.row_shapes import Shapes
from expunge_desktop.store.salvage_indexes import IndexReader, KnownRows
from expunge_desktop.store.salvage_lost import LostRows
from expunge_desktop.store.salvage_reading import Found, SalvageReader
from expunge_desktop.store.salvage_writing import KeptAside
from expunge_desktop.store.workspace import Transaction, Workspace
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_file import Unlocked
from expunge_desktop.vault.private_file import replace_private_file

SALVAGED = "salvaged"
_READING = "Reading every page that can be read"


@dataclass(frozen=True, slots=True)
class TableSaved:
    """One table: rows saved, and of the lost ones as many as can be counted.

    saved          rows in the new workspace, people standing there without a name not counted
    missing        rows known to be lost: by holes in the numbers, by indexes, the audit trail, batches
    lost           first and last of each run of their numbers, where these are known
    concern        what they are of, where an index or the trail tells it: numbers by column of the table
    unreadable     rows on readable pages that could not be read to their end
    lost_pages     pages of the table that are unreadable, its upper ones included
    kept_aside     rows taken out because a row they refer to is lost; kept as JSON in `meta`
    aside_of       the convictions these are of, as runs of numbers
    """

    saved: int
    missing: int = 0
    unreadable: int = 0
    lost_pages: int = 0
    kept_aside: int = 0
    lost: tuple[tuple[int, int], ...] = ()
    concern: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    aside_of: tuple[tuple[int, int], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Nothing is known to be lost."""
        return not (self.missing or self.unreadable or self.lost_pages or self.kept_aside)


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved. `audit_gaps` are the rows of the audit chain that are lost, first and last of each run.

    `is_authenticated` is False when the beginning of the file is lost: then nothing shows that its pages are
    as they were written. `index_pages_lost` of the unreadable pages held nothing but indexes, which are made
    anew. `decisions_rebuilt_on` are the convictions of decisions written again from the trail,
    `decisions_lost_on` those of decisions that the trail alone tells. `people_lost` stand there as
    `(LOST IN A DAMAGED FILE)`. `unknown_rows` were readable, and nothing tells which table they are of.
    """

    damaged: str
    salvaged: str
    made_at: str
    pages: int
    unreadable_pages: tuple[int, ...]
    is_authenticated: bool
    tables: Mapping[str, TableSaved]
    unknown_rows: int
    users_rebuilt: int
    people_lost: int
    decisions_rebuilt: int
    decisions_lost: int
    decisions_rebuilt_on: tuple[int, ...]
    decisions_lost_on: tuple[int, ...]
    index_pages_lost: int
    audit_gaps: tuple[tuple[int, int], ...]
    head: str

    @property
    def is_whole(self) -> bool:
        """Nothing is known to be lost."""
        return (
            not (
                len(self.unreadable_pages) > self.index_pages_lost
                or self.unknown_rows
                or self.people_lost
                or self.decisions_lost
                or self.audit_gaps
            )
            and self.is_authenticated
            and all(table.is_whole for table in self.tables.values())
        )


def salvage(
    damaged: Path,
    destination: Path,
    user: str,
    passphrase: str,
    clock: Clock | None = None,
    progress: Progress | None = None,
    *,
    keys_of: Path | None = None,
    notes: PlaceNotes | None = None,
) -> SalvageReport:
    """Put what can be read of `damaged` into the new workspace `destination`, with its key file.

    For an active administrator or supervisor; when the users' rows are lost, for whom the key file lets in.
    `keys_of` is the workspace or backup whose key file opens it, when its own is lost. `notes` gets what a
    person is to be told of the place. A report without any person's data is written beside the new one:
    `destination.salvage.json`. Raises AnswerIsNoError
    (`destination-exists`, `nothing-readable`, `right-denied`), EnvironmentProblemError (`workspace-missing`,
    `key-file-missing`, `wrong-passphrase` …), CancelledError; then nothing is left of the new workspace.
    """
    damaged, destination = damaged.absolute(), destination.absolute()
    clock, progress = clock or SystemClock(), progress or SilentProgress()
    if not damaged.is_file():
        raise EnvironmentProblemError(
            "workspace-missing", f"There is no file {damaged.name} in {damaged.parent}.", "Check the path."
        )
    require_workspace_place(destination)
    swept = unfinished_copy.sweep(destination.parent, notes)
    copy_files.refuse_existing(destination, report_path(destination))
    keys = (keys_of or damaged).absolute()
    unlocked = _unlock(keys, user, passphrase, clock)
    with unfinished_copy.unfinished(destination) as partial:
        newest = _newest_known(keys, unlocked)
        report = _fill(damaged, partial, destination.name, unlocked, clock, progress, swept, newest)
        copies.check_copy(partial, unlocked.raw_key, progress)
        with Workspace.open(partial, unlocked.raw_key) as made:
            last = copies.last_row(made)
        copy_files.copy_keys(keys, partial, unlocked.raw_key, *last)
        copy_files.give_name(partial, destination)
    replace_private_file(report_path(destination), _as_json(report))
    return report


def report_path(salvaged: Path) -> Path:
    """Where the report of a salvage lies."""
    return salvaged.with_name(f"{salvaged.name}.salvage.json")


def _unlock(keys: Path, user: str, passphrase: str, clock: Clock) -> Unlocked:
    try:
        return key_file.unlock(keys, user, passphrase, at=iso_instant(clock.now()))
    except EnvironmentProblemError as error:
        if error.code not in ("key-file-missing", "key-file-damaged"):
            raise
        raise EnvironmentProblemError(
            error.code,
            error.sentence,
            "The key file of any backup opens the workspace too, if its data key was not renewed since: name "
            "that backup with --keys. Without a key file nobody can read anything of it.",
        ) from None


def _fill(
    damaged: Path,
    partial: Path,
    name: str,
    unlocked: Unlocked,
    clock: Clock,
    progress: Progress,
    swept: tuple[Path, ...],
    newest: tuple[int, str] | None,
) -> SalvageReport:
    pages = DamagedPages(damaged, unlocked.raw_key)

    def tell(done: int) -> None:
        progress.check()
        progress.report(min(done, pages.count), pages.count, _READING)

    try:
        with (
            Workspace.create(partial, unlocked.raw_key, unlocked.workspace_id) as made,
            made.write(unlocked.user, clock) as tx,
        ):
            shapes = Shapes(tx.connection)
            reader = SalvageReader(pages, shapes)
            read = salvage_writing.write_rows(tx.connection, shapes, reader.rows(tell))
            _refuse_nothing(read, damaged)
            indexes = IndexReader(pages, tx.connection)
            known = indexes.known(reader.found.index_roots, reader.found.read, progress.check)
            salvage_lost.add_referred(tx.connection, known)
            users = rebuilding.rebuild_users(tx.connection)
            _complete(tx, unlocked.user)
            rebuilding.rebuild_batches(tx.connection)
            people = rebuilding.stand_in_people(tx.connection)
            _own_policies(tx)
            rebuilding.rebuild_assessments(tx.connection)
            decisions, lost = rebuilding.rebuild_decisions(tx.connection)
            aside = salvage_writing.keep_aside(tx.connection)
            gaps = salvage_gaps.chain_gaps(tx.connection, newest)
            tables = _tables(tx, reader.found, aside, known)
            tables["audit"] = _with_gaps(tables["audit"], gaps)
            _refuse_without_right(tx, unlocked.user)
            told = {
                "file": damaged.name,
                "pages": pages.count,
                "unreadable_pages": len(pages.unreadable),
                "authenticated": pages.is_authenticated,
                "saved": {table: one.saved for table, one in tables.items() if one.saved},
                "users_rebuilt": users,
                "people_lost": people,
                "decisions_rebuilt": len(decisions),
                "decisions_lost": len(lost),
                "kept_aside": {table: one.number for table, one in aside.items()},
                "lost": {table: one.missing for table, one in tables.items() if one.missing},
                "gaps": gaps,
            }
            meta.write(tx.connection, SALVAGED, tx.at)
            # First of the new rows: it follows the newest one the key file knows, which may be lost.
            tx.audit(salvage_gaps.VERB, name, told, behind=newest)
            unfinished_copy.audit_swept(tx, swept)
            head = audit.head(tx.connection)
    finally:
        pages.close()
    return SalvageReport(
        damaged=damaged.name,
        salvaged=name,
        made_at=tx.at,
        pages=pages.count,
        unreadable_pages=tuple(sorted(pages.unreadable)),
        is_authenticated=pages.is_authenticated,
        tables=tables,
        unknown_rows=reader.found.unknown_rows,
        users_rebuilt=users,
        people_lost=people,
        decisions_rebuilt=len(decisions),
        decisions_lost=len(lost),
        decisions_rebuilt_on=tuple(sorted(set(decisions))),
        decisions_lost_on=tuple(sorted({one for one in lost.values() if one})),
        index_pages_lost=indexes.lost_pages,
        audit_gaps=tuple((gap.first, gap.last) for gap in salvage_gaps.from_json(gaps)),
        head=head,
    )


def _refuse_nothing(rows_read: int, damaged: Path) -> None:
    if not rows_read:
        raise AnswerIsNoError(
            "nothing-readable",
            f"Nothing of {damaged.name} can be read with this key.",
            "It is overwritten from beginning to end, or of another workspace than the key file: restore a "
            "backup.",
        )


def _complete(tx: Transaction, user: str) -> None:
    """An office file and the acting user, without whom the new workspace could not be opened."""
    if county := rebuilding.county_without_office(tx.connection):
        stored.add_office(tx.connection, toml_for_county(county), county, at=tx.at, by=user)
    if not stored.all_users(tx.connection):
        roles = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
        stored.add_user(tx.connection, user, roles, at=tx.at, by=user)


def _own_policies(tx: Transaction) -> None:
    """Policies that the program brings along itself, and whose row is lost, by the digest in the trail."""
    for number, digest, name, at, by in rebuilding.lost_policies(tx.connection):
        text = shipped_policies().get(name, "")
        found = policy_from_text(text, name) if text else None
        if found is not None and found.digest == digest:
            values = {"id": number, "name": found.name, "version": found.version, "title": found.title,
                      "source": text, "digest": digest, "added_at": at, "added_by": by}  # fmt: skip
            rebuilding.add_policy(tx.connection, values)


def _refuse_without_right(tx: Transaction, user: str) -> None:
    row = stored.find_user(tx.connection, user)
    if row is None or not row.is_active or not {Role(role) for role in row.roles} & ROLES_OF[Right.BACK_UP]:
        raise AnswerIsNoError(
            "right-denied",
            f"{user} may not do this: it needs the role supervisor or administrator.",
            "Ask an administrator of the workspace.",
        )


def _newest_known(keys: Path, unlocked: Unlocked) -> tuple[int, str] | None:
    """Number and hash of the newest audit row that the key file knows."""
    witness = key_file.read_witness(keys, unlocked.raw_key)
    if witness is None or not witness.is_authentic(unlocked.raw_key, unlocked.workspace_id):
        return None
    return witness.seq, witness.hash


def _tables(
    tx: Transaction, found: Found, aside: Mapping[str, KeptAside], known: Mapping[str, KnownRows]
) -> dict[str, TableSaved]:
    lost = salvage_lost.lost_rows(tx.connection, known, aside)
    tables = {}
    for table, saved in salvage_writing.saved_rows(tx.connection).items():
        missing, kept = lost.get(table, LostRows()), aside.get(table, KeptAside())
        tables[table] = TableSaved(
            saved - (salvage_lost.stand_ins(tx.connection) if table == "person" else 0),
            missing.number,
            found.lost_rows.get(table, 0),
            found.lost_pages.get(table, 0),
            kept.number,
            missing.ranges,
            missing.concern,
            tuple(ranges(kept.convictions)),
        )
    return tables


def _with_gaps(table: TableSaved, gaps: list[dict[str, object]]) -> TableSaved:
    """The audit trail's lost rows are its gaps, one at the end included."""
    lost = tuple((gap.first, gap.last) for gap in salvage_gaps.from_json(gaps))
    return replace(table, missing=sum(last - first + 1 for first, last in lost), lost=lost)


def _as_json(report: SalvageReport) -> bytes:
    return (json.dumps(asdict(report), indent=2, sort_keys=True) + "\n").encode()
