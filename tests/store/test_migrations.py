"""The revisions make exactly the schema the code speaks of."""

import os
import re

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from expunge_desktop.store import migrations
from expunge_desktop.store.schema import APPEND_ONLY, metadata


def test_a_migrated_workspace_equals_the_schema_in_the_code(workspace):
    with workspace.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        tables = set(inspect(connection).get_table_names())
    assert tables == {table.name for table in metadata.tables.values()} | {"alembic_version"}


def test_every_index_and_constraint_carries_a_name_of_the_convention(workspace):
    with workspace.read() as connection:
        inspector = inspect(connection)
        names = []
        for table in metadata.tables:
            names += [one["name"] for one in inspector.get_indexes(table)]
            names += [one["name"] for one in inspector.get_unique_constraints(table)]
            names += [one["name"] for one in inspector.get_foreign_keys(table)]
            names.append(inspector.get_pk_constraint(table)["name"])
    assert len(names) > 40
    assert [name for name in names if not re.fullmatch(r"(ix|uq|fk|pk)_[a-z0-9_]+", name or "")] == []


def test_the_known_revisions_are_those_in_the_package_in_one_line():
    config = Config()
    config.set_main_option("script_location", "expunge_desktop.store:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrations.HEAD]
    assert tuple(one.revision for one in reversed(list(scripts.walk_revisions()))) == migrations.KNOWN


def test_the_guarded_tables_of_the_revision_are_those_of_the_schema():
    from alembic.util import load_python_file

    folder = os.path.join(os.path.dirname(migrations.__file__), "versions")
    files = sorted(name for name in os.listdir(folder) if name[:4] in migrations.KNOWN)
    guarded = [load_python_file(folder, file).APPEND_ONLY for file in files]
    assert tuple(table.name for table in APPEND_ONLY) == sum(guarded, ())


def test_migrating_an_up_to_date_workspace_changes_nothing(workspace, path, raw_key):
    with workspace._writer.begin() as connection:
        before = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
        migrations.upgrade(connection)
        assert connection.exec_driver_sql("PRAGMA schema_version").scalar_one() == before
