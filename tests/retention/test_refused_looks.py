"""An attempt to open what the court has sealed is refused, and the audit trail tells who made it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import audit_trail
from expunge_desktop.services.attached_documents import attached_documents
from expunge_desktop.services.decide_conviction import add_note, decide
from expunge_desktop.services.review import conviction_detail, source_rows


@pytest.mark.parametrize(
    "attempt",
    [
        conviction_detail,
        source_rows,
        attached_documents,
        lambda session, one: add_note(session, one, "Seen."),
        lambda session, one: decide(session, one, DecisionAction.CONFIRM, None, ""),
    ],
)
def test_an_attempt_to_open_a_sealed_conviction_is_refused_and_written_down(
    sealed: Any, attempt: Callable[[Any, int], object]
) -> None:
    with sealed.ada.read() as connection:
        hidden = connection.exec_driver_sql("SELECT min(conviction_id) FROM sealed_conviction").scalar_one()
    for _ in range(2):
        with pytest.raises(AnswerIsNoError) as caught:
            attempt(sealed.ada, hidden)
        assert caught.value.code == "sealed"
    rows = [row for row in audit_trail.rows(sealed.ada) if row[3] == "refused"]
    assert [(row[2], row[4], json.loads(row[5])) for row in rows] == [
        ("Ada", "Ada", {"conviction": hidden, "why": "sealed"})
    ]
