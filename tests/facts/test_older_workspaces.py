"""A workspace of the schema before supplied facts takes them as one made today does."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.session import open_session
from expunge_desktop.services.supplied_facts import subject_of, supply_fact
from expunge_desktop.services.supplied_list import supplied_facts
from expunge_desktop.store import migrations

STORED = Path(__file__).resolve().parents[1] / "store" / "stored_workspaces"
USER, PASSPHRASE = "Jordan Sample", "seven invented words for jordan sample"


@pytest.mark.parametrize("revision", ["0002", "0003"])
def test_an_older_workspace_is_brought_up_to_date_and_takes_supplied_facts(
    tmp_path: Path, revision: str
) -> None:
    path = tmp_path / "county.expunge"
    for suffix in ("", "-keys"):
        shutil.copy(STORED / f"schema-{revision}.expunge{suffix}", f"{path}{suffix}")
    with open_session(path, USER, PASSPHRASE) as session:
        assert session.upgraded is not None and session.upgraded.to_revision == migrations.HEAD == "0004"
        assert Role.SUPERVISOR in session.roles
        with session.read() as connection:
            assert "supplied_fact" in inspect(connection).get_table_names()
            query = (
                "SELECT id FROM conviction WHERE purge_id IS NULL AND id NOT IN"
                " (SELECT conviction_id FROM sealed_conviction) ORDER BY id LIMIT 1"
            )
            conviction_id = connection.exec_driver_sql(query).scalar_one()
        supply_fact(session, subject_of(session, conviction_id), "plants", "3", "police report")
        info = assess(session, "los-angeles-2020", date(2026, 9, 1))
        [one] = supplied_facts(session)
        assert (one.value, one.applied_by) == ("3", info.id) and info.applied.people == 1
        assert check(session).is_sound
