"""`python -m expunge_desktop` is the same program as `expunge-desktop`."""

import sys

from expunge_desktop.app.main import main

if __name__ == "__main__":
    sys.exit(main())
