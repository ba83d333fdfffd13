"""How many rows each table of a workspace has: what two copies are compared by."""

from sqlalchemy import Connection, MetaData, Table, func, inspect, select, text

from expunge_desktop.base.progress import Progress


def rows_of_tables(connection: Connection) -> dict[str, int]:
    """Rows of every table there is, by name; an older workspace has fewer tables."""
    return {
        name: int(connection.execute(select(func.count()).select_from(Table(name, MetaData()))).scalar_one())
        for name in sorted(inspect(connection).get_table_names())
    }


def decisions(connection: Connection) -> int:
    """How many decisions there are; in a workspace of any age."""
    return int(
        connection.execute(select(func.count()).select_from(Table("decision", MetaData()))).scalar_one()
    )


def read_every_row(connection: Connection, progress: Progress) -> None:
    """Read every value of every row, as whoever works in the workspace one day would.

    Raises what the database raises for a row that cannot be read, and CancelledError.
    """
    names = sorted(inspect(connection).get_table_names())
    for number, name in enumerate(names):
        progress.check()
        progress.report(number, len(names), "Reading every row of the copy")
        whole = select(text("*")).select_from(Table(name, MetaData()))
        for _ in connection.execution_options(yield_per=1000).execute(whole):
            pass
