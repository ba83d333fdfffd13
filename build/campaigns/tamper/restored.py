"""The chain of a workspace restored from a backup, and rows invented to look like one.

A real workspace is backed up, worked in, witnessed by a real checkpoint, and its backup restored for real.
The checkpoint then saw rows that are not in the restored chain: `audit` must say so in words of their own,
never that all is well. Whatever is forged at or before the last row of the backup must be called broken all
the same; and so must a chain cut off behind an invented row `restore`, unless it goes on from a row of which
the checkpoint knows a backup. A checkpoint of the first format knows no backups: then, and behind an
invented row `salvage`, nothing more can be told than that rows are missing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from campaigns.tamper.chain import USER, WORD, Bench, anew, chain_of, grow, tamperings
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services import audit_checkpoint
from expunge_desktop.services.audit_judgement import Held
from expunge_desktop.services.audit_witnesses import Witness, of_checkpoint
from expunge_desktop.services.backup import backup
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import create_workspace, open_session
from expunge_desktop.store import audit
from expunge_desktop.store.audit import AuditRow
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

Expected = frozenset[Held]
_BROKEN, _MISSING = frozenset({Held.CONTRADICTS}), frozenset({Held.LACKS})
_NOT_WELL = _BROKEN | _MISSING
_COLUMNS = ("walk", Held.CONTRADICTS, Held.LACKS)


@dataclass(frozen=True)
class RealRestore:
    """The chains before and after a restore, the checkpoint written in between in both formats.

    last   the last row of the backup
    """

    workspace_id: str
    old: list[AuditRow]
    restored: list[AuditRow]
    last: int
    late: Witness
    late_first_format: Witness


@dataclass(frozen=True)
class Forgery:
    """A chain, and what each of the two checkpoints must say of it; nothing expected = the walk finds it."""

    kind: str
    rows: list[AuditRow]
    late: Expected = frozenset()
    first_format: Expected = frozenset()


def real_restore(folder: Path, rows: int) -> RealRestore:
    """A backup half way, a checkpoint at three quarters, then the backup restored and worked in."""
    clock = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    old_path, new_path, copy = (folder / name for name in ("old.expunge", "new.expunge", "monday.expunge"))
    with create_workspace(
        old_path, office_toml=None, county="LOS ANGELES", user=USER, passphrase=WORD, clock=clock,
        kdf_cost=COST_FOR_TESTS,
    ) as session:  # fmt: skip
        grow(session, rows // 2)
        last = backup(session, copy).record.seq
        grow(session, rows * 3 // 4)
        late = of_checkpoint(audit_checkpoint.export(session, folder / "late.json"))
        old = chain_of(session)
        workspace_id = session.workspace.workspace_id
    restore(copy, new_path, USER, WORD, clock)
    with open_session(new_path, USER, WORD, clock) as session:
        grow(session, rows)
        return RealRestore(workspace_id, old, chain_of(session), last, late, replace(late, backups=None))


def forgeries(real: RealRestore, genesis: str, pairs: int) -> Iterator[Forgery]:
    """Everything that is tried; runs and pairs up to a distance of `pairs` rows."""
    yield Forgery("a real restore, nothing forged", real.restored, _MISSING, _MISSING)
    for one in tamperings(real.restored, genesis, pairs):
        if not one.fits:
            yield Forgery("restored, then tampered with", one.rows)
            continue
        # Behind the backup the checkpoint sees nothing; the row `restore` itself is told or it is not.
        is_seen = _BROKEN if one.first <= real.last else _MISSING if one.first > real.last + 1 else _NOT_WELL
        where = "up to the backup" if one.first <= real.last else "behind the backup"
        yield Forgery(f"restored, tampered with {where}, hashes anew", one.rows, is_seen, is_seen)
    for last in range(1, len(real.old)):
        yield from _invented(real, last, genesis, pairs)


def _invented(real: RealRestore, last: int, genesis: str, pairs: int) -> Iterator[Forgery]:
    """The old chain cut off behind row `last`, and explained."""
    kept, head = real.old[:last], real.old[last - 1].hash
    is_backup = last == real.last
    if last >= real.late.marks[-1][0]:
        return  # nothing the checkpoint saw is gone
    kind = "rewound to the real backup" if is_backup else "cut off behind an invented `restore`"
    explained = anew([*kept, _row(real, "restore", {"head": head})], last + 1, genesis)
    yield Forgery(kind, explained, _MISSING if is_backup else _BROKEN, _MISSING)
    wrong = anew([*kept, _row(real, "restore", {"head": genesis})], last + 1, genesis)
    yield Forgery("… which names another row", wrong, _BROKEN, _BROKEN)
    salvaged = anew([*kept, _row(real, "salvage", {"gaps": []})], last + 1, genesis)
    yield Forgery("cut off behind an invented `salvage`", salvaged, _MISSING, _MISSING)
    for first in range(max(1, last - pairs), last + 1):
        changed = list(kept)
        changed[first - 1] = replace(changed[first - 1], actor="Eve")
        changed = anew(changed, first, genesis)
        row = _row(real, "restore", {"head": changed[-1].hash})
        yield Forgery(
            "a row changed, then an invented `restore`", anew([*changed, row], last + 1, genesis), _BROKEN,
            _BROKEN,
        )  # fmt: skip
        if last + 1 < len(real.old):
            gap = {"first": first, "last": last, "hash": head}
            told = _row(real, "salvage", {"gaps": [gap]})
            # The rows behind the run stay as they are: only the new row at the end is computed.
            end = anew([*real.old, told], len(real.old) + 1, genesis)
            yield Forgery(
                "a run removed, told as lost by an invented `salvage`",
                [*end[: first - 1], *end[last:]],
                _MISSING,
                _MISSING,
            )


def _row(real: RealRestore, verb: str, told: dict[str, object]) -> AuditRow:
    payload = audit.canonical_json({"backup": "monday.expunge", "sha256": "ab" * 32, **told})
    return AuditRow(0, real.old[-1].at, USER, verb, "county.expunge", payload, "", "", "")


def judged(bench: Bench, one: Forgery, witness: Witness, expected: Expected) -> str:
    """How it is found: by the walk, or what the checkpoint says. Raises AssertionError for anything else."""
    report, found = bench.judge(one.rows, witness)
    if not expected:
        assert not report.is_intact, f"{one.kind} is not found by the walk"
        return "walk"
    assert report.is_intact, f"{one.kind} was to fit: {report.reason}"
    assert found.held in expected, f"{one.kind} is said to be “{found.held}”: {found.sentence}"
    return found.held


def count(real: RealRestore, pairs: int) -> dict[str, Counter[tuple[str, str]]]:
    """Try everything against both checkpoints: by format, how many of each kind were found how."""
    bench = Bench(real.workspace_id)
    counted: dict[str, Counter[tuple[str, str]]] = {"this": Counter(), "the first": Counter()}
    for one in forgeries(real, bench.genesis, pairs):
        counted["this"][one.kind, judged(bench, one, real.late, one.late)] += 1
        how = judged(bench, one, real.late_first_format, one.first_format)
        counted["the first"][one.kind, how] += 1
    bench.close()
    return counted


def report(real: RealRestore, pairs: int) -> int:
    """Try everything and print it."""
    print(f"A backup of row {real.last:,}, a checkpoint of row {real.late.marks[-1][0]:,}, then restored.")
    for format_, found in count(real, pairs).items():
        print(
            f"\n{f'a checkpoint of {format_} format':<58}{'tried':>9}{'walk':>9}{'broken':>9}{'missing':>9}"
        )
        for kind in dict.fromkeys(kind for kind, _ in found):
            counts = [found[kind, how] for how in _COLUMNS]
            print(f"{kind:<58}{sum(counts):>9,}" + "".join(f"{one:>9,}" for one in counts))
        print(f"{found.total():,} chains; none was called sound.")
    return 0
