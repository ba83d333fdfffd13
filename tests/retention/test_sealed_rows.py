"""A conviction the court has sealed is masked everywhere but in the audit trail (HS 11361.8, 11361.9)."""

from typing import Any

from sealed_county import SEALED_ON

from expunge_desktop.services import sealing


def test_the_courts_entry_seals_what_was_granted_with_sealing(sealed: Any) -> None:
    rows = sealing.sealed_rows(sealed.ada)
    assert len(rows) == 2
    assert {row.sealed_on for row in rows} == {SEALED_ON}
