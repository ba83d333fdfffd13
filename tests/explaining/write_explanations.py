"""Writes docs/explanations.md: the explanations of five invented convictions, as `explain` prints them.

python -B tests/explaining/write_explanations.py
"""

import re
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # doj_rows

from doj_rows import as_bytes
from explained_people import DISMISSED, DISQUALIFIED, HAND_REVIEW, POLICY_ONLY, REDESIGNATED, ROWS

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_lines
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanations.md"
AS_OF, POLICY = date(2020, 2, 11), "los-angeles-2020"
TITLES = {
    DISMISSED: "Dismissed and sealed by the statute",
    REDESIGNATED: "Redesignated by the statute, no criterion of the policy",
    HAND_REVIEW: "Hand review: a fact is missing",
    DISQUALIFIED: "Not eligible: a super strike before the offense",
    POLICY_ONLY: "Dismissed by the policy alone",
}
HEAD = """# Five explanations

What `expunge-desktop explain` prints for five convictions of invented people, under the Los Angeles criteria
as of February 11, 2020; `--pdf` prints the same as a worksheet. Written by
`tests/explaining/write_explanations.py`; a test holds them to what the program says today. Digests are left
out here.
"""
_DIGEST = re.compile(r"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b")


def explained_workspace(folder: Path) -> Session:
    """A workspace with the people of `explained_people`, assessed under the signed policy at a fixed hour."""
    path = folder / "county.dat"
    path.write_bytes(as_bytes(ROWS))
    session = create_workspace(
        folder / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        clock=FixedClock(datetime(2020, 2, 12, 17, 0, tzinfo=UTC)),
        kdf_cost=COST_FOR_TESTS,
    )
    import_batch(session, [path])
    sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
    assess(session, POLICY, AS_OF)
    return session


def page(session: Session) -> str:
    """The whole page."""
    parts = [HEAD]
    for case, title in TITLES.items():
        explanation = explanation_of(session, one_count(session, case, None).conviction_id)
        text = _DIGEST.sub("…", "\n".join(explanation_lines(explanation)))
        parts.append(f"\n## {title}\n\n```text\n{text}\n```\n")
    return "".join(parts)


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder, explained_workspace(Path(folder)) as session:
        PAGE.write_text(page(session), encoding="utf-8")


if __name__ == "__main__":
    main()
