"""The page about rights says what the program does."""

import sys
from pathlib import Path

_before = sys.dont_write_bytecode
sys.dont_write_bytecode = True
import rights_page  # noqa: E402

sys.dont_write_bytecode = _before

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"


def test_the_page_is_the_programs_own_table() -> None:
    assert PAGE.read_text("utf-8") == rights_page.page(), "run build/rights_page.py > docs/rights.md"
