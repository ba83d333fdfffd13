"""Invented people, two of whom the court has sealed: Quillon Vanishwell wholly, Maribel Staywell in part."""

from datetime import UTC, date, datetime
from pathlib import Path

import invented_office
from doj_rows import as_bytes, make_arrest, make_row

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import add_note, decide, one_count
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
RELEASED = FixedClock(datetime(2026, 9, 1, 18, 0, tzinfo=UTC))
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
FILED_ON, RULED_ON, SEALED_ON = date(2026, 9, 2), date(2026, 9, 20), date(2026, 10, 1)
OFFICE = invented_office.OFFICE + "[retention]\npurge_after_days = 30\naudit_years = 5\n"

# Everything that names the wholly sealed person, and the sealed case of the other one.
GONE = {
    "name": "VANISHWELL,QUILLON T",
    "first name": "QUILLON",
    "last name": "VANISHWELL",
    "birth date": "1961-04-17",
    "birth date as delivered": "19610417",
    "CII number": "A77112233",
    "FBI number": "FB9081726",
    "case number": "GA7Q7134",
    "person_id": "60606061",
}
HALF_GONE = {"case number": "GA8W8219", "agency": "CAPD WHITTWOOD"}
STAYS = {"name": "STAYWELL,MARIBEL", "case number": "BA9Z9377"}


def people_rows() -> list[list[str]]:
    """One conviction each, but for Maribel's two in two cycles, and others who are never sealed."""
    quillon = {
        "SUBJECT_ID": GONE["person_id"],
        "CII_NUMBER": GONE["CII number"],
        "FBI_NUMBER": GONE["FBI number"],
        "PRI_NAME": GONE["name"],
        "PRI_DOB": GONE["birth date as delivered"],
    }
    maribel = {
        "SUBJECT_ID": "60606062",
        "CII_NUMBER": "A77445566",
        "PRI_NAME": STAYS["name"],
        "PRI_DOB": "19700909",
    }
    sooner = {"CYC_DATE": "19970705", "STP_EVENT_DATE": "19970816", "DISP_DATE": "19970816"}
    later = {"CYC_DATE": "20010501", "STP_EVENT_DATE": "20010611", "DISP_DATE": "20010611"}
    grown = {
        "OFFENSE_DESCR": "11358 HS-CULTIVATE MARIJUANA",
        "OFFENSE_TOC": "F",
        "CONV_STAT_DESCR": "FELONY",
    }
    rows = [
        make_arrest(**quillon),
        make_row(**quillon, OFN=GONE["case number"]),
        make_arrest(**maribel, STP_ORI_DESCR=HALF_GONE["agency"], STP_EVENT_DATE="19970705"),
        make_row(
            **maribel, **grown, **sooner,
            OFN=HALF_GONE["case number"],
        ),
        make_row(**maribel, **grown, **later, OFN=STAYS["case number"], CNT_ORDER="102002001000"),
    ]  # fmt: skip
    for number in range(4):
        rows.append(
            make_row(
                SUBJECT_ID=str(61000000 + number),
                CII_NUMBER=f"A8800{number:04d}",
                PRI_NAME=f"OTHERWISE{number:02d},SAM",
                OFN=f"GA4000{number}",
            )
        )
    return rows


def session_at(path: Path, user: str, word: str, clock: FixedClock = CLOCK) -> Session:
    """A session of a user of the county."""
    return open_session(path, user, word, clock)


def make_sealed_county(folder: Path) -> Path:
    """Imported, assessed, decided, filed, granted, and two rows entered by the court."""
    path, delivery = folder / "county.expunge", folder / "delivery.dat"
    delivery.write_bytes(as_bytes(people_rows(), header=True))
    with create_workspace(
        path, office_toml=OFFICE, county=None, user="Ada", passphrase=WORD, clock=RELEASED,
        kdf_cost=COST_FOR_TESTS,
    ) as ada:  # fmt: skip
        import_batch(ada, [delivery])
        assess(ada, "los-angeles-2020", date(2026, 9, 1))
        sign_policy(ada, "los-angeles-2020", "Alexandra Example", date(2020, 1, 2))
        both = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
        add_user(ada, "Ben", WORD + "Ben", both, kdf_cost=COST_FOR_TESTS)
        for case in (GONE["case number"], HALF_GONE["case number"]):
            chosen = one_count(ada, case, None).conviction_id
            reason = f"Docket of {case} read; {GONE['name']} is not in it twice."
            decide(ada, chosen, DecisionAction.OVERRIDE, Outcome.DISMISS_SEAL, reason)
            add_note(ada, chosen, f"Called the clerk about {case}.")
        make_filing(ada)
        release(ada, "F0001")
    with session_at(path, "Ben", WORD + "Ben", RELEASED) as ben:
        release(ben, "F0001")
    with session_at(path, "Ada", WORD) as ada:
        record(ada, "F0001", FilingStatus.FILED, on=FILED_ON)
        record(ada, "F0001", FilingStatus.GRANTED, on=RULED_ON)
        cases = {GONE["case number"], HALF_GONE["case number"]}
        rows = {row.row_no for row in status_of(ada, "F0001").rows if row.case_number in cases}
        assert len(rows) == 2
        note = f"Order in {GONE['case number']}."
        record(ada, "F0001", FilingStatus.COURT_UPDATED, rows=rows, on=SEALED_ON, note=note)
    return path
