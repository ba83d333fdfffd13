"""An invented county whose exports are searched for what they must not hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from doj_rows import as_bytes, make_row
from invented_office import OFFICE

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
AS_OF = date(2020, 2, 11)
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
FILING = "F0001"


@dataclass(frozen=True)
class Invented:
    """Somebody of the delivery, by what an export may have to withhold."""

    key: str
    name: str
    born_on: str
    cii: str
    case: str

    @property
    def family(self) -> str:
        """The family name, which nobody else has."""
        return self.name.partition(",")[0]


PEOPLE = tuple(
    Invented(
        key=f"{70000000 + number}",
        name=f"{family},ALEX",
        born_on=f"{1950 + number}-03-{14 + number}",
        cii=f"A7711{number:04d}",
        case=f"GA{47110 + number}",
    )
    for number, family in enumerate(("QUARTZMAN", "OBSIDIAN", "FELDSPAR", "MALACHITE"))
)
TRAP = Invented("70000009", "=CMD(1),+SUM", "1961-05-06", "A77119999", "-GA99000")


def delivery() -> bytes:
    """One row of possession for each; the last but one sold, which two policies see differently."""
    rows = [
        make_row(
            SUBJECT_ID=one.key,
            CII_NUMBER=one.cii,
            PRI_NAME=one.name,
            PRI_DOB=one.born_on.replace("-", ""),
            OFN=one.case,
            **(_SOLD if one is PEOPLE[-1] else {}),
        )
        for one in (*PEOPLE, TRAP)
    ]
    return as_bytes(rows, header=True)


_SOLD = {
    "OFFENSE_DESCR": "11359 HS-POSSESS MARIJUANA FOR SALE",
    "OFFENSE_TOC": "F",
    "CONV_STAT_DESCR": "FELONY",
    "STP_EVENT_DATE": "20120301",
    "DISP_DATE": "20120301",
    "CYC_DATE": "20120101",
}


def make_workspace(folder: Path) -> Path:
    """Imported, assessed, and one filing made."""
    path, file = folder / "county.expunge", folder / "delivery.dat"
    file.write_bytes(delivery())
    with create_workspace(
        path, office_toml=OFFICE, county=None, user="Ada", passphrase=WORD, clock=CLOCK,
        kdf_cost=COST_FOR_TESTS,
    ) as ada:  # fmt: skip
        import_batch(ada, [file])
        assess(ada, "los-angeles-2020", AS_OF)
        make_filing(ada)
    return path


def log_of(session: Session) -> list[tuple[str, str, str]]:
    """(what, kind, withheld) of every row of the release log."""
    from expunge_desktop.store.schema import release_log

    with session.read() as connection:
        rows = connection.execute(release_log.select().order_by(release_log.c.id))
        return [(row.what, row.recipient_kind, row.withheld) for row in rows]


CASES_AND_NAMES = tuple(
    value for one in (*PEOPLE, TRAP) for value in (one.case, one.family, one.cii, one.key)
)
