"""The project's own tasks are tested as modules: `build/` is on the path, nothing is written into it."""

import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parents[2] / "build"
if str(BUILD) not in sys.path:
    sys.path.insert(0, str(BUILD))

# Imported here, once, without leaving byte code beside them.
_before = sys.dont_write_bytecode
sys.dont_write_bytecode = True
import house_rules  # noqa: E402, F401
import licenses  # noqa: E402, F401
import problem_page  # noqa: E402, F401
import tasks  # noqa: E402, F401

sys.dont_write_bytecode = _before
