"""The project's own tasks are tested as modules: `build/` is on the path, nothing is written into it."""

import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parents[2] / "build"
if str(BUILD) not in sys.path:
    sys.path.insert(0, str(BUILD))
