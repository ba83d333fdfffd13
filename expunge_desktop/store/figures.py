"""What a batch holds, counted in the workspace itself after the import."""

from typing import Any

from sqlalchemy import Connection, func, select

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.store.schema import conviction, person

CANNABIS_SECTIONS = ("11357", "11358", "11359", "11360")


def batch_figures(connection: Connection, batch_id: int, county: str) -> dict[str, Any]:
    """Convictions and deceased people of a batch; convictions under HS 11357-11360 in the county, by section.

    Attempts and conspiracies count under the section attempted.
    """
    convictions, deceased = connection.execute(
        select(func.sum(person.c.convictions), func.sum(person.c.is_deceased)).where(
            person.c.batch_id == batch_id
        )
    ).one()
    here = (
        (conviction.c.batch_id == batch_id)
        & (conviction.c.county == county)
        & (conviction.c.disposition == Disposition.CONVICTED.value)
        & conviction.c.section.in_(CANNABIS_SECTIONS)
    )
    by_section = {
        str(section): int(count)
        for section, count in connection.execute(
            select(conviction.c.section, func.count())
            .where(here)
            .group_by(conviction.c.section)
            .order_by(conviction.c.section)
        )
    }
    felonies = connection.scalar(
        select(func.count()).select_from(conviction).where(here, conviction.c.level == Level.FELONY.value)
    )
    return {
        "convictions": int(convictions or 0),
        "deceased": int(deceased or 0),
        "cannabis_convictions_in_county": sum(by_section.values()),
        "cannabis_felonies_in_county": int(felonies or 0),
        "cannabis_convictions_in_county_by_section": by_section,
    }
