"""Invented rows that lack what a document would show."""

from collections.abc import Callable
from datetime import date

from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import FactSubject

AS_OF = date(2026, 9, 1)
HEADER = (
    "person_id,last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,"
    "offense_level,offense_date,conviction_date,disposition,plants\n"
)
# Sky's conviction has no date, Robin's prior neither; Lee's plants cannot be read.
ROWS = (
    "P1,OAKLEY,ROBIN,1960-05-05,LOS ANGELES,GA10001,1,11359 HS,F,1999-01-01,1999-06-01,CONVICTED,\n"
    "P1,OAKLEY,ROBIN,1960-05-05,LOS ANGELES,BA20002,1,187 PC,F,,,CONVICTED,\n"
    "P2,MARLOW,SKY,1970-05-05,LOS ANGELES,GA10002,1,11357(b) HS,M,2003-01-01,,CONVICTED,\n"
    "P2,MARLOW,SKY,1970-05-05,LOS ANGELES,GA10012,1,11357(b) HS,M,2001-01-01,2001-02-02,CONVICTED,\n"
    "P3,FENWICK,LEE,,LOS ANGELES,GA10003,1,11358 HS,F,1999-01-01,1999-05-05,CONVICTED,many\n"
)
DOCKET = "certified docket of case GA10002, seen 2026-11-20"
Cases = Callable[[str], FactSubject]


def facts_of(session: Session, case: str) -> ConvictionFacts:
    """The facts kept of a case's conviction."""
    with session.read() as connection:
        text = connection.exec_driver_sql(
            "SELECT facts FROM conviction WHERE case_number = ?", (case,)
        ).scalar_one()
    return facts_from_json(text)


def outcome_of(session: Session, case: str) -> str:
    """The policy's outcome of a case's conviction in the newest assessment."""
    return one_count(session, case, None).policy_outcome
