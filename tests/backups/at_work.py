"""A program at work beside the backup: `at_work.py import|review WORKSPACE USER PASSPHRASE [FILE]`.

It says on its output what was committed: `decided N`, `imported`. An import also says `written` when all its
rows are written and none is committed, and goes on once it is told to by a line of input.
"""

import sys
import time
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.store import engine


class HeldBeforeTheIndexes(SilentProgress):
    """Holds the import in the middle of its transaction, until somebody lets it go on."""

    def report(self, done: int, total: int, phase: str) -> None:
        """Say where the import is, and wait there."""
        if phase == "Making the indexes":
            print("written", flush=True)
            sys.stdin.readline()


def review(session: Session) -> None:
    """Decide one conviction after the other, without end; wait while another program writes."""
    number = 0
    while True:
        number += 1
        while True:
            try:
                decide(
                    session, number % 40 + 1, DecisionAction.OVERRIDE, Outcome.HAND_REVIEW, f"No. {number}."
                )
                break
            except EnvironmentProblemError as error:
                if error.code != "locked":
                    raise
        print(f"decided {number}", flush=True)
        time.sleep(0.01)


def main() -> None:
    """Log on and work."""
    what, path, user, passphrase, *files = sys.argv[1:]
    engine._PAGES_KIB_WRITER = 1024  # no import of a county fits into the memory for pages: this neither
    with open_session(Path(path), user, passphrase) as session:
        print("ready", flush=True)
        if what == "review":
            review(session)
        import_batch(session, [Path(file) for file in files], progress=HeldBeforeTheIndexes())
        print("imported", flush=True)


if __name__ == "__main__":
    main()
