"""What the tests of the surroundings share: an invented user, and every text a workspace holds."""

from datetime import date

from sqlalchemy import select

from expunge_desktop.services.session import Session
from expunge_desktop.store.schema_base import metadata

USER, WORD = "Ada Admin", "seven quiet harbors of ada"
POLICY, AS_OF = "los-angeles-2020", date(2020, 2, 11)


def texts_in(session: Session) -> set[str]:
    """Every text of four letters or more in every column of every table."""
    found: set[str] = set()
    with session.read() as connection:
        for table in metadata.tables.values():
            for row in connection.execute(select(table)):
                found |= {value for value in row if isinstance(value, str) and len(value) >= 4}
    return found
