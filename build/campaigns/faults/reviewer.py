"""A program that stays open, as the window does: decides finding after finding and says what was recorded.

    python -B build/campaigns/faults/reviewer.py WORKSPACE FIRST COUNT [--wait]

Prints `done N` only after the decision has been acknowledged, `failed N CODE` when it was refused; with
`--wait` goes on only when a line comes in.
"""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path[:1] = [str(Path(__file__).resolve().parents[3])]

from sqlalchemy import select

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.session import open_session
from expunge_desktop.store.schema import finding

REASON = "the file is to be looked at again"


def main() -> int:
    """Decide; exit code 0 also when single decisions were refused."""
    path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    session = open_session(path, os.environ["EXPUNGE_USER"], os.environ["EXPUNGE_PASSPHRASE"])
    with session:
        with session.read() as connection:
            query = select(finding.c.id, finding.c.conviction_id).order_by(finding.c.id)
            chosen = connection.execute(query.offset(first).limit(count)).all()
        for one in chosen:
            try:
                decide(session, one.conviction_id, DecisionAction.HOLD, None, REASON, finding_id=one.id)
            except ExpungeError as error:
                print("failed", one.id, error.code, flush=True)
            else:
                print("done", one.id, flush=True)
            if "--wait" in sys.argv:
                sys.stdin.readline()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ExpungeError as error:
        print("refused", error.code, flush=True)
        sys.exit(3)
