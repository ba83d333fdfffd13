"""What `bench custody` needs from within: `custody_trial.py WAY FOLDER …` prints what it did as JSON.

prepare     a workspace with decisions, looks and a released, granted filing, through the services
sha256      the workspace file read once
copy        … copied and brought to the disk
integrity   … looked through by SQLCipher and SQLite themselves
export      … copied under another key by SQLCipher itself
damage      … copied, and every so many pages of the copy overwritten

Seconds of the references are those of the work alone, without the start of the program and its logon.
"""

import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # this checkout's own code

import sqlcipher3.dbapi2 as sqlcipher
from cli import AS_OF, FIRST, OFFICE, POLICY, SECOND
from paper_trial import peak_mb

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.filing_status import record
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.review import conviction_detail, conviction_ids, conviction_rows
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault import key_file

WORKSPACE, DELIVERED, DAMAGED = "county.expunge", "county.dat", "damaged.expunge"
NOW = datetime.now(UTC).replace(microsecond=0)
PREPARED = FixedClock(NOW - timedelta(days=120))  # everything before the court's answer
REASON = "Docket and disposition read; the finding stands as made, see the file of {case}."
VIEWS_AT_ONCE = 1_000
EVERY_PAGES = 400  # one of so many is overwritten in the damaged copy
BLOCK = 1 << 20
PAGE = 4096

Told = dict[str, object]


def prepare(folder: Path) -> Told:
    """Everything up to the court's ruling; `seconds` for each step."""
    took: dict[str, float] = {}
    wanted = json.loads((folder / "wanted.json").read_text())
    office = OFFICE.read_text(encoding="utf-8") + "\n[retention]\npurge_after_days = 0\n"
    path, began = folder / WORKSPACE, time.monotonic()

    def step(name: str) -> None:
        nonlocal began
        took[name], began = time.monotonic() - began, time.monotonic()
        print(f"   {name}: {took[name]:.1f} s", file=sys.stderr, flush=True)

    with create_workspace(
        path, office_toml=office, county=None, user=FIRST.name, passphrase=FIRST.passphrase, clock=PREPARED
    ) as first:
        both = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
        add_user(first, SECOND.name, SECOND.passphrase, both)
        people = import_batch(first, [Path(wanted["file"])]).people
        step("import")
        assess(first, POLICY, date.fromisoformat(AS_OF))
        step("assess")
        sign_policy(first, POLICY, "Alexandra Example", date(2020, 1, 2))
        ids = conviction_ids(first, ConvictionFilter())
        decided = _decide(first, ids[: wanted["decisions"]])
        step("decisions")
        viewed = _look(first, ids[: wanted["views"]])
        step("looks at people")
        (filing,) = make_filing(first)
        release(first, filing.id)
    with open_session(path, SECOND.name, SECOND.passphrase, PREPARED) as second:
        release(second, filing.id)
        step("a filing released")
        for status in (FilingStatus.FILED, FilingStatus.GRANTED):
            record(second, filing.id, status, on=PREPARED.today())
    step("filed and granted")
    return {
        "people": people,
        "convictions": len(ids),
        "decisions": decided,
        "views": viewed,
        "filing": filing.id,
        "rows": filing.rows,
        "seconds": took,
    }


def _decide(session: Session, ids: list[int]) -> int:
    """Every seventh is overridden to be dismissed and sealed, the rest are confirmed; each with a reason."""
    for start in range(0, len(ids), VIEWS_AT_ONCE):
        some = ids[start : start + VIEWS_AT_ONCE]
        rows = conviction_rows(session, some)
        for number, one in enumerate(some):
            reason = REASON.format(case=rows[one].case_number or "the person")
            if number % 7:
                decide(session, one, DecisionAction.CONFIRM, None, reason)
            else:
                decide(session, one, DecisionAction.OVERRIDE, Outcome.DISMISS_SEAL, reason)
    return len(ids)


def _look(session: Session, ids: list[int]) -> int:
    with session.views.together(session):
        for one in ids:
            conviction_detail(session, one)
    return len(ids)


def sha256(folder: Path) -> Told:
    """The workspace read from the first byte to the last."""
    with (folder / WORKSPACE).open("rb") as file:
        hashlib.file_digest(file, "sha256").hexdigest()
    return {}


def copy(folder: Path) -> Told:
    """As `cp` does it, and then `sync`."""
    made = folder / "plain-copy"
    with (folder / WORKSPACE).open("rb") as source, made.open("wb") as target:
        shutil.copyfileobj(source, target, BLOCK)
        target.flush()
        os.fsync(target.fileno())
    made.unlink()
    return {}


def integrity(folder: Path) -> Told:
    """Every page authentic, the structure sound."""
    connection = _opened(folder)
    for pragma in ("cipher_integrity_check", "integrity_check"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.close()
    return {}


def export(folder: Path) -> Told:
    """Row by row under a key of its own."""
    made = folder / "exported"
    connection = _opened(folder)
    connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(made), f"x'{secrets.token_bytes(32).hex()}'"))
    connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
    connection.execute("DETACH DATABASE fresh")
    connection.close()
    made.unlink()
    return {}


def damage(folder: Path) -> Told:
    """A copy with its key file, of which one page in four hundred is lost."""
    path = folder / DAMAGED
    for ending in ("", "-keys"):
        shutil.copy(folder / (WORKSPACE + ending), folder / (DAMAGED + ending))
    pages = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        for page in range(EVERY_PAGES, pages, EVERY_PAGES):
            file.seek(page * PAGE)
            file.write(bytes(PAGE))
    return {"pages": len(range(EVERY_PAGES, pages, EVERY_PAGES))}


def _opened(folder: Path) -> sqlcipher.Connection:
    path = folder / WORKSPACE
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    raw_key = key_file.unlock(path, FIRST.name, FIRST.passphrase, at=at).raw_key
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    _begin()
    return connection


def _begin() -> None:
    """What was before is not of the work."""
    _began[0], _worked[0] = time.monotonic(), time.process_time()


_began, _worked = [0.0], [0.0]
WAYS: dict[str, Callable[[Path], Told]] = {
    "prepare": prepare,
    "sha256": sha256,
    "copy": copy,
    "integrity": integrity,
    "export": export,
    "damage": damage,
}


def main() -> int:
    """Go one way and print what it took."""
    way, folder = sys.argv[1], Path(sys.argv[2])
    _begin()
    told = WAYS[way](folder)
    told.setdefault("seconds", time.monotonic() - _began[0])
    told["cpu_seconds"] = time.process_time() - _worked[0]
    told["peak_mb"] = peak_mb()
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
