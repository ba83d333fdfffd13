"""Append-only tables stay so; the audit chain tells what the guards could not stop."""

from collections.abc import Callable

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from expunge_desktop.store import audit
from expunge_desktop.store.guards import guard_name
from expunge_desktop.store.schema import APPEND_ONLY


def report_of(workspace) -> audit.AuditReport:
    with workspace.read() as connection:
        return audit.verify(connection)


@pytest.fixture
def trail(workspace, add_note) -> Callable[[], audit.AuditReport]:
    """Ten audited changes; called, it verifies the chain."""
    for number in range(10):
        add_note(f"change {number}")
    return lambda: report_of(workspace)


@pytest.fixture
def as_key_holder(workspace):
    """Runs statements as somebody who has the key and drops the guards first."""

    def run(*statements: str) -> None:
        with workspace._writer.begin() as connection:
            for verb in ("UPDATE", "DELETE"):
                connection.execute(text(f"DROP TRIGGER {guard_name('audit', verb)}"))
            for statement in statements:
                connection.execute(text(statement))

    return run


def test_every_append_only_table_has_both_guards(workspace):
    with workspace.read() as connection:
        found = {
            row[0]
            for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        }
    assert found == {guard_name(table.name, verb) for table in APPEND_ONLY for verb in ("UPDATE", "DELETE")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'Eve'",
        "DELETE FROM audit",
        "UPDATE office SET county = 'ORANGE' WHERE id = 1",
        "DELETE FROM office WHERE id = 1",
        "INSERT OR REPLACE INTO office (id, toml, county, made_at, made_by) VALUES (1, '', 'ORANGE', '', '')",
    ],
)
def test_a_change_of_an_append_only_row_is_refused(workspace, trail, clock, statement):
    with pytest.raises(DBAPIError, match="are never"), workspace.write("Ada", clock) as tx:
        tx.audit("tamper", "x", {})
        tx.connection.exec_driver_sql(statement)
    assert trail().rows == 10


def test_the_chain_of_untouched_rows_is_intact_and_its_head_is_the_last_hash(workspace, trail):
    report = trail()
    with workspace.read() as connection:
        rows = list(audit.rows(connection))
        assert audit.head(connection) == rows[-1].hash == report.head
    assert (report.is_intact, report.rows, report.first_broken) == (True, 10, None)
    assert [row.seq for row in rows] == list(range(1, 11))


def test_the_chain_of_an_empty_workspace_starts_from_its_id(workspace):
    report = report_of(workspace)
    with workspace.read() as connection:
        assert report.head == audit.head(connection) == audit.genesis(connection)
    assert report.is_intact


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE audit SET actor = 'Eve' WHERE seq = 4", 4),
        ("UPDATE audit SET verb = 'confirm' WHERE seq = 4", 4),
        ("UPDATE audit SET subject = '' WHERE seq = 4", 4),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 10", 10),
        ("UPDATE audit SET payload = '{}' WHERE seq = 7", 7),
        ("UPDATE audit SET payload_digest = hash WHERE seq = 7", 7),
        ("UPDATE audit SET hash = payload_digest WHERE seq = 10", 10),
        ("UPDATE audit SET previous_hash = hash WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 1", 2),
        ("DELETE FROM audit WHERE seq = 5", 6),
        ("UPDATE audit SET seq = 11 WHERE seq = 10", 11),
        ("UPDATE meta SET value = 'w2' WHERE key = 'workspace_id'", 1),
        (
            "INSERT INTO audit SELECT 11, at, actor, verb, subject, payload, payload_digest, previous_hash,"
            " 'x' FROM audit WHERE seq = 10",
            11,
        ),
    ],
)
def test_what_a_key_holder_changed_behind_the_guards_is_named_by_its_row(
    trail, as_key_holder, statement, first_broken
):
    as_key_holder(statement)
    report = trail()
    assert (report.is_intact, report.first_broken) == (False, first_broken)
    assert report.reason


def test_two_rows_that_changed_places_are_noticed(trail, as_key_holder):
    as_key_holder(
        "UPDATE audit SET seq = 99 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 99",
    )
    assert trail().first_broken == 3


def test_a_row_recomputed_by_a_key_holder_breaks_at_the_next_one(workspace, trail):
    with workspace._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER guard_audit_update"))
        row = list(audit.rows(connection))[3]
        forged = audit._hash(
            row.seq, row.at, "Eve", row.verb, row.subject, row.payload_digest, row.previous_hash
        )
        connection.execute(text("UPDATE audit SET actor = 'Eve', hash = :h WHERE seq = 4"), {"h": forged})
    assert trail().first_broken == 5


def test_payloads_have_one_text_form_and_refuse_what_json_cannot_say(workspace, clock):
    assert audit.canonical_json({"b": 1, "a": "é"}) == '{"a":"\\u00e9","b":1}'
    for bad in ({"x": float("nan")}, {"x": object()}):
        with pytest.raises((ValueError, TypeError)), workspace.write("Ada", clock) as tx:
            tx.audit("x", "y", bad)
    assert report_of(workspace).rows == 0


def test_the_trail_has_no_holes_after_refused_writes(workspace, add_note, clock):
    add_note("one")
    with pytest.raises(KeyError), workspace.write("Ada", clock) as tx:
        tx.audit("lost", "x", {})
        raise KeyError
    add_note("two")
    assert (report_of(workspace).rows, report_of(workspace).is_intact) == (2, True)
    with workspace.read() as connection:
        assert "audit" in inspect(connection).get_table_names()
