"""Try everything over a chain of any length, and print what found it."""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from campaigns.tamper import restored
from campaigns.tamper.chain import Bench, judged, real_chain, tamperings


def main(words: Sequence[str] | None = None) -> int:
    """Run it and print how many of each kind were tried, and how they were found."""
    parser = argparse.ArgumentParser(prog="campaign tamper")
    parser.add_argument("--rows", type=int, default=200, help="length of the chain")
    parser.add_argument("--pairs", type=int, default=200, help="how far apart two rows of a swap may lie")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        workspace_id, rows = real_chain(Path(folder), given.rows)
        after = restored.real_restore(Path(folder), given.rows)
    bench = Bench(workspace_id)
    witness = rows[len(rows) * 3 // 4 - 1]
    found: Counter[tuple[str, str]] = Counter()
    for one in tamperings(rows, bench.genesis, given.pairs):
        found[one.kind, judged(bench, one, witness)] += 1
    bench.close()
    print(f"A chain of {len(rows):,} rows, a checkpoint of row {witness.seq:,}.")
    print(f"{'kind':<50}{'tried':>9}{'walk':>9}{'checkpoint':>12}{'outside':>9}")
    for kind in sorted({kind for kind, _ in found}):
        counts = [found[kind, how] for how in ("walk", "witness", "outside")]
        print(f"{kind:<50}{sum(counts):>9,}{counts[0]:>9,}{counts[1]:>12,}{counts[2]:>9,}")
    print(f"{found.total():,} tamperings; none that was claimed to be found was missed.\n")
    return restored.report(after, given.pairs)
