"""A workspace of every schema there ever was opens here, with everything that was in it."""

import shutil
from pathlib import Path

import pytest

from expunge_desktop.services import audit_trail
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.session import open_session
from expunge_desktop.store import migrations

STORED = Path(__file__).parent / "stored_workspaces"
USER, PASSPHRASE = "Jordan Sample", "seven invented words for jordan sample"


@pytest.mark.parametrize(("revision", "rows", "shown", "sealed"), [("0002", 28, 24, 0), ("0003", 60, 23, 1)])
def test_a_stored_workspace_is_brought_up_to_date_with_nothing_lost(tmp_path, revision, rows, shown, sealed):
    path = tmp_path / "county.expunge"
    shutil.copy(STORED / f"schema-{revision}.expunge", path)
    shutil.copy(STORED / f"schema-{revision}.expunge-keys", f"{path}-keys")
    with open_session(path, USER, PASSPHRASE) as session:
        report = audit_trail.verify(session)
        figures = ledger(session)
        compared = check(session)
        with session.read() as connection:
            stored = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    assert stored == migrations.HEAD
    assert report.is_intact and report.rows >= rows
    assert compared.is_sound and compared.differing == () and len(compared.compared) > 10
    assert figures.is_balanced and figures.decided + figures.undecided == shown
    assert (figures.decided, figures.sealed) == (1, sealed)
