"""One way of making papers, measured from within: `paper_trial.py WAY ROWS` prints seconds and peak memory.

Seconds are those of the processor: each way is one process, and another program's work is not its own.

exhibit   Exhibit A, confidential, in the volumes of the court's limits
fpdf2     the same rows, the same cells and lines in the same faces at the same places, drawn one by one
orders    an order of two pages for each row, merged with bookmarks, then in one file each
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # this checkout's own code

from paper_filing import county_filing

from expunge_desktop.base.paths import resource_path
from expunge_desktop.documents.exhibit.cells import CellSetter
from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.exhibit.layouts import LANDSCAPE, STACKED
from expunge_desktop.documents.exhibit.schedule_grid import CELL_GAP, ROW_GAP
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.individual_order import RECIPE
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces

Measures = dict[str, float]


def exhibit(filing: Filing) -> Measures:
    """Every page drawn, bound and measured against the court's limits."""
    mark = paper_mark(filing, "D5", "Exhibit A", "Exhibit A", is_released=False)
    start = time.process_time()
    volumes = Exhibit(filing, mark, is_public=False).volumes()
    seconds = time.process_time() - start
    return {
        "seconds": seconds,
        "pages": sum(one.pages for one in volumes),
        "volumes": len(volumes),
        "megabytes": sum(len(one.data) for one in volumes) / 1e6,
    }


def fpdf2(filing: Filing) -> Measures:
    """Only the drawing is timed: the lines are broken by our own code, outside of the time."""
    from fpdf import FPDF

    sheet = LANDSCAPE
    setter = CellSetter(EmbeddedFaces(), sheet.size)
    pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_font("serif", "", str(resource_path("fonts", "LiberationSerif-Regular.ttf")))
    y, drawing = sheet.height, 0.0
    for row in filing.rows:
        cells = [setter.lines(one.texts(row), one.width - CELL_GAP) for one in STACKED]
        start = time.process_time()
        height = max(map(len, cells)) * sheet.leading + ROW_GAP
        if y + height > sheet.height - sheet.bottom:
            pdf.add_page()
            pdf.set_font("serif", size=sheet.size)
            y = sheet.height - sheet.top
        x = sheet.left
        for column, lines in zip(STACKED, cells, strict=True):
            for number, line in enumerate(lines):
                pdf.set_xy(x, y + number * sheet.leading)
                pdf.cell(column.width, sheet.leading, line)
            x += column.width
        y += height
        pdf.line(sheet.left, y, sheet.right, y)
        drawing += time.process_time() - start
    start = time.process_time()
    data = pdf.output()
    drawing += time.process_time() - start
    return {"seconds": drawing, "pages": pdf.page, "volumes": 1, "megabytes": len(data) / 1e6}


def orders(filing: Filing) -> Measures:
    """`seconds` for the merged volumes, `split_seconds` for all single ones after them."""
    parts = iter(RECIPE.make(RECIPE, PaperOrder(filing, is_released=False, is_split=True)))
    start = time.process_time()
    merged = [next(parts)]
    merged += islice(parts, merged[0].volumes - 1)
    middle = time.process_time()
    singles = sum(1 for _ in parts)
    return {
        "seconds": middle - start,
        "pages": sum(part.pages for part in merged),
        "orders": singles,
        "split_seconds": time.process_time() - middle,
        "megabytes": sum(len(part.data) for part in merged) / 1e6,
    }


WAYS: dict[str, Callable[[Filing], Measures]] = {"exhibit": exhibit, "fpdf2": fpdf2, "orders": orders}


def peak_mb() -> float:
    """The most memory this program held, not its parent before it; 0 where the system is silent."""
    if sys.platform == "win32":
        return 0.0
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> int:
    """Run one way and print what it took."""
    way, rows = sys.argv[1], int(sys.argv[2])
    found = WAYS[way](county_filing(rows))
    found["peak_mb"] = peak_mb()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
