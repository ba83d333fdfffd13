"""`python -B build/campaigns/fuzz`: what `build/tasks.py campaign fuzz` runs."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
BUILD = Path(__file__).resolve().parents[2]
# This checkout, wherever the environment's own installation points; and not this folder's bare names.
sys.path[:1] = [str(BUILD), str(BUILD.parent)]

if __name__ == "__main__":
    if sys.argv[1:2] == ["--guided-child"]:  # sees the program's modules before anybody else imports them
        from campaigns.fuzz import guided

        sys.exit(guided.run_child(sys.argv[2:]))
    from campaigns.fuzz.campaign import main

    sys.exit(main())
