"""A program at work beside the backup: `at_work.py import|review WORKSPACE USER PASSPHRASE [FILE]`.

It says on its output what was committed: `decided N`, `imported`.
"""

import sys
import time
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, open_session


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
    with open_session(Path(path), user, passphrase) as session:
        print("ready", flush=True)
        if what == "review":
            review(session)
        import_batch(session, [Path(file) for file in files])
        print("imported", flush=True)


if __name__ == "__main__":
    main()
