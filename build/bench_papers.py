"""Papers of a county's size: Exhibit A against fpdf2 drawing the same rows in the same run, and orders."""

import json

from project import ROOT, output_of, step, venv_program

ORDERS_A_SECOND, SPLIT_SECONDS, EXHIBIT_MB = 500, 1.0, 300


def run_bench_papers(*, rows: int, orders: int) -> int:
    """Measure and print; 1 when a promise is not kept."""
    with step(f"Exhibit A of {rows:,} rows, the same by fpdf2, and Exhibit A again"):
        first, theirs, second = (_trial(way, rows) for way in ("exhibit", "fpdf2", "exhibit"))
    with step(f"{orders:,} orders"):
        merged = _trial("orders", orders)
    print(f"\n{'':28}{'CPU seconds':>16}{'pages':>9}{'MB':>7}{'peak MB':>9}")
    ours = (first, second)
    for name, found in (("Exhibit A, bound", ours), ("fpdf2, cell by cell", (theirs,))):
        seconds = " and ".join(f"{one['seconds']:.1f}" for one in found)
        peak = max(one["peak_mb"] for one in found)
        print(f"{name:28}{seconds:>16}{found[0]['pages']:9,}{found[0]['megabytes']:7.1f}{peak:9.0f}")
    speed = merged["orders"] / merged["seconds"]
    print(
        f"{'orders, merged':28}{merged['seconds']:16.1f}{merged['pages']:9,}{merged['megabytes']:7.1f}"
        f"{merged['peak_mb']:9.0f}   {speed:,.0f} orders a second"
    )
    print(f"{'orders, in single files':28}{merged['split_seconds']:16.2f}")
    broken = [
        sentence
        for is_kept, sentence in (
            (max(one["seconds"] for one in ours) <= theirs["seconds"], "Exhibit A is slower than fpdf2"),
            (max(one["peak_mb"] for one in ours) < EXHIBIT_MB, f"Exhibit A takes {EXHIBIT_MB} MB"),
            (speed >= ORDERS_A_SECOND, f"fewer than {ORDERS_A_SECOND} orders a second"),
            (
                merged["split_seconds"] <= SPLIT_SECONDS * max(1.0, orders / 5_000),
                "splitting takes more than a second",
            ),
        )
        if not is_kept
    ]
    for sentence in broken:
        print(f"not kept: {sentence}")
    return 1 if broken else 0


def _trial(way: str, rows: int) -> dict[str, float]:
    """One child's own measures."""
    words = [venv_program("python"), "-B", ROOT / "build" / "paper_trial.py", way, str(rows)]
    found: dict[str, float] = json.loads(output_of(words))
    return found
