"""A real county in small: an encrypted workspace, an imported batch, an assessment, three people at work."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from doj_rows import as_bytes, make_row
from invented_office import OFFICE

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
AS_OF = date(2020, 2, 11)
RELEASED = FixedClock(datetime(2021, 3, 1, 18, 0, tzinfo=UTC))


def county_rows() -> list[list[str]]:
    """Invented people: 12 with possession, 6 with sale, some of them young and long ago, 2 with a trap."""
    rows = []
    for number in range(12):
        rows.append(
            make_row(
                SUBJECT_ID=str(60000000 + number),
                CII_NUMBER=f"A7700{number:04d}",
                PRI_NAME=f"POSSESSOR{number:02d},ALEX",
                PRI_DOB=f"19{50 + number}0314",
                OFN=f"GA{40000 + number}",
                STP_ORI_DESCR="CASC PASADENA" if number % 2 else "CASC LOS ANGELES",
            )
        )
    for number in range(6):
        rows.append(
            make_row(
                SUBJECT_ID=str(61000000 + number),
                CII_NUMBER=f"A8800{number:04d}",
                PRI_NAME=f"SELLER{number:02d},SAM",
                PRI_DOB="19600101" if number < 4 else "19750101",
                OFN=f"BA{50000 + number}",
                OFFENSE_DESCR="11359 HS-POSSESS MARIJUANA FOR SALE",
                OFFENSE_TOC="F",
                CONV_STAT_DESCR="FELONY",
                STP_EVENT_DATE="20120301" if number >= 4 else "19990301",
                DISP_DATE="20120301" if number >= 4 else "19990301",
                CYC_DATE="20120101" if number >= 4 else "19990101",
            )
        )
    rows.append(
        make_row(
            SUBJECT_ID="62000000",
            CII_NUMBER="A99000000",
            PRI_NAME="=FORMULA,+SUM",
            OFN="-GA90000",
        )
    )
    return rows


@dataclass
class County:
    """Ada (administrator, supervisor), Ben (supervisor), Rita (reviewer) in one workspace."""

    ada: Session
    path: Path
    open_as: Callable[..., Session]

    def sign(self) -> None:
        """Ada signs the policy off."""
        sign_policy(self.ada, "los-angeles-2020", "Alexandra Example", date(2020, 1, 2))


CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def make_county(folder: Path, delivery: Path) -> Path:
    """A workspace in `folder`, imported and assessed; the policy not yet signed."""
    path = folder / "county.expunge"
    with create_workspace(
        path, office_toml=OFFICE, county=None, user="Ada", passphrase=WORD, clock=CLOCK,
        kdf_cost=COST_FOR_TESTS,
    ) as ada:  # fmt: skip
        import_batch(ada, [delivery])
        assess(ada, "los-angeles-2020", AS_OF)
    return path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace every test starts from a copy of."""
    folder = tmp_path_factory.mktemp("county")
    delivery = folder / "delivery.dat"
    delivery.write_bytes(as_bytes(county_rows(), header=True))
    return make_county(folder, delivery)


@pytest.fixture
def county(template: Path, tmp_path: Path) -> Iterator[County]:
    """A county of one's own: imported, assessed, the policy not yet signed."""
    for part in template.parent.glob("county.expunge*"):
        shutil.copy(part, tmp_path / part.name)
    path = tmp_path / template.name
    opened = [open_session(path, "Ada", WORD, CLOCK)]

    def open_as(name: str, *roles: Role) -> Session:
        add_user(opened[0], name, WORD + name, frozenset(roles), kdf_cost=COST_FOR_TESTS)
        opened.append(open_session(path, name, WORD + name, CLOCK))
        return opened[-1]

    yield County(opened[0], path, open_as)
    for session in opened:
        session.close()


@pytest.fixture
def other_county(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Another workspace made from the same inputs, with another id and other keys."""
    path = make_county(tmp_path_factory.mktemp("other"), template.parent / "delivery.dat")
    with open_session(path, "Ada", WORD, CLOCK) as session:
        yield session


@pytest.fixture(scope="session")
def released_workspace(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one released filing, F0001, from which every test copies its own."""
    folder = tmp_path_factory.mktemp("released")
    for part in template.parent.glob("county.expunge*"):
        shutil.copy(part, folder / part.name)
    path = folder / template.name
    with open_session(path, "Ada", WORD, RELEASED) as ada:
        add_user(ada, "Ben", WORD + "Ben", frozenset({Role.SUPERVISOR}), kdf_cost=COST_FOR_TESTS)
        sign_policy(ada, "los-angeles-2020", "Alexandra Example", date(2020, 1, 2))
        make_filing(ada)
        release(ada, "F0001")
    with open_session(path, "Ben", WORD + "Ben", RELEASED) as ben:
        release(ben, "F0001")
    return path


@pytest.fixture
def released(released_workspace: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Ada in a workspace of one's own with the released filing F0001."""
    for part in released_workspace.parent.glob("county.expunge*"):
        shutil.copy(part, tmp_path / part.name)
    path = tmp_path / released_workspace.name
    with open_session(path, "Ada", WORD, CLOCK) as ada:
        yield SimpleNamespace(ada=ada, path=path)
