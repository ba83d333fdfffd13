"""Import and assess of a county-like file against a plain `csv.reader` pass over it, in one run."""

import os
import sys
from pathlib import Path

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, ask, command, fresh_folder
from measure import Measured, measured
from project import WORK, step

HOME = WORK / "bench"
_PLAIN_PASS = """
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8", errors="replace") as file:
    print(sum(1 for row in csv.reader(file)))
"""


def run_bench(*, people: int, given: str | None, floor: float | None) -> int:
    """Measure and print the table; 1 when the ratio is above `floor`."""
    folder = fresh_folder(HOME)
    delivered = Path(given).resolve() if given else folder / "county.dat"
    if not given:
        with step(f"a made-up file of {people:,} people, some 60 rows each"):
            sample_doj.write(sample_doj.Recipe(people=people, seed=65, other_cycles=14), delivered)
    workspace = folder / "county.expunge"
    who = FIRST.credentials
    ask("new", workspace, "--office", OFFICE)
    print(f"   {delivered.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} cores")

    with step("measuring"):
        before = _plain(delivered)
        imported = measured(command("import", workspace, delivered, "--json"), who)
        assessed = measured(command("assess", workspace, "--policy", POLICY, "--as-of", AS_OF, "--json"), who)
        after = _plain(delivered)
    plain = (before.seconds + after.seconds) / 2
    ledger = ask("ledger", workspace)
    lines = sum(file["lines"] for batch in ledger["batches"] for file in batch["files"])
    total = imported.seconds + assessed.seconds
    print(
        f"\n{lines:,} lines, {ledger['people']:,} people, {ledger['under_review']:,} convictions under review"
    )
    print(f"{'':24}{'seconds':>9}{'ratio':>8}{'peak MB':>9}")
    rows = (
        ("plain csv.reader", plain, max(before.peak_mb, after.peak_mb)),
        ("import", imported.seconds, imported.peak_mb),
        ("assess", assessed.seconds, assessed.peak_mb),
        ("import and assess", total, max(imported.peak_mb, assessed.peak_mb)),
    )
    for name, seconds, peak in rows:
        print(f"{name:24}{seconds:9.2f}{seconds / plain:8.2f}{peak:9.0f}")
    if abs(before.seconds - after.seconds) > 0.2 * plain:
        print(f"A noisy machine: the plain pass took {before.seconds:.2f} s, then {after.seconds:.2f} s.")
    return 1 if floor is not None and total / plain > floor else 0


def _plain(delivered: Path) -> Measured:
    return measured([sys.executable, "-c", _PLAIN_PASS, str(delivered)])
