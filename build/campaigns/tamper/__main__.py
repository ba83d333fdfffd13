"""`python -B build/campaigns/tamper`: what `build/tasks.py campaign tamper` runs."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
BUILD = Path(__file__).resolve().parents[2]
# This checkout, wherever the environment's own installation points; and not this folder's bare names.
sys.path[:1] = [str(BUILD), str(BUILD.parent)]

from campaigns.tamper.campaign import main

if __name__ == "__main__":
    sys.exit(main())
