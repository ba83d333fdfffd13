"""The newest decision of the convictions that are shown, without walking those of the whole county."""

from sqlalchemy import event

from expunge_desktop.store.findings import findings_of_people
from expunge_desktop.store.search import conviction_rows


def plans_of(connection, read):
    """How SQLite goes about what `read` asks."""
    asked = []

    def keep(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", keep)
    try:
        read()
    finally:
        event.remove(connection, "before_cursor_execute", keep)
    (query,) = (one for one in asked if one[0].startswith("SELECT"))
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query[0]}", query[1])]


def test_a_page_of_the_list_reads_the_decisions_of_its_own_rows(workspace):
    with workspace.read() as connection:
        plans = plans_of(connection, lambda: conviction_rows(connection, 1, [1, 2, 3]))
    assert any("SEARCH decision" in one for one in plans)
    assert not any("SCAN decision" in one for one in plans), plans


def test_a_range_of_people_reads_the_decisions_on_them(workspace):
    with workspace.read() as connection:
        plans = plans_of(connection, lambda: findings_of_people(connection, 1, 1, 50))
    assert any("SEARCH decision" in one for one in plans)
    assert not any("SCAN decision" in one for one in plans), plans
